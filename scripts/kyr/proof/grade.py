"""The reading grade of what a reader sees on a built page.

The Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, *Derivation of New Readability Formulas
for Navy Enlisted Personnel*, Research Branch Report 8-75, 1975):

    0.39 * words / sentences + 11.8 * syllables / words - 15.59

Hyphenation patterns (`pyphen`) say where a line may break, so they miss syllables ("a-bout" is never
broken); runs of vowels miss others ("cre-ate"). We take the larger of the two counts, so that our own
prose is never flattered.
"""

from __future__ import annotations

import calendar
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyphen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
SENTENCE_END = re.compile(r"(?<=[.!?:;])[”\"’)]*\s+(?=[“\"'‘(¿]?[A-Z0-9])")
#: Statutes, case names, forms, acronyms and dates count as one short word.
CITED = re.compile(
    r"\b\d+ (?:U\.S\.C\.|C\.F\.R\.|U\.S\.|F\.\d?d?) ?§* ?[\w()–.,-]*\w\)?"
    r"|§+ ?\d[\w().-]*"
    r"|\b[A-Z][\w’.]+(?: [A-Z][\w’.]+)* v\. [A-Z][\w’.]+(?: [A-Z][\w’.]+)*"
    r"|\bForms? [A-Z]{0,3}-?\d+[\w-]*"
    rf"|\b(?:{'|'.join(calendar.month_name[1:])}) \d{{1,2}}(?:, \d{{4}})?(?!\d)"
    rf"|\b(?:{'|'.join(calendar.month_name[1:])}) \d{{4}}\b"
    r"|\b[A-Z]-?\d{2,4}[A-Z]?\b"
    r"|\b(?:U\.S\.|D\.C\.|a\.m\.|p\.m\.)"
    r"|\b[A-Z]{2,8}s?\b(?:’s)?"
)
#: Two vowels side by side that are spoken apart: are-a, radi-o, quie-t.
HIATUS = re.compile(r"(?<![ct])ia(?!l\b|n)|io(?!n|u)|ea\b|eo(?!p)|ua|iet")
#: An e at the end that is not spoken: "file", "signed", "names"; but not "able", "wanted", "judges".
SILENT_E = re.compile(r"[aeiouy].*(?:[^aeiouyl]e|(?<=[aeiou])le|[^aeiouytdscgxz]es|[^aeiouytd]ed)$")
#: A block ends a sentence even without a full stop.
BLOCKS = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "caption",
        "summary",
        "q",
        "figcaption",
        "label",
        "div",
        "section",
        "article",
        "ul",
        "ol",
        "details",
    ]
)
#: Not prose: notes, dates, phone numbers, titles, other languages, navigation.
ASIDE_TAGS = frozenset(["nav", "sup", "script", "style", "svg", "input", "meter", "template", "cite"])
ASIDE_CLASSES = frozenset(["src", "refs", "age", "tel", "m"])


@dataclass(frozen=True)
class Grade:
    """`grade` is a United States school year; `words_a_sentence` a mean; `words` a count."""

    grade: float
    words: int
    words_a_sentence: float


@functools.cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=2, right=2)


@functools.cache
def syllables(word: str) -> int:
    """How many syllables an English word has, at least one.

    >>> [syllables(w) for w in ("the", "about", "family", "people", "signed", "file", "area", "mailed")]
    [1, 2, 3, 2, 1, 1, 3, 1]
    """
    bare = re.sub(r"[^a-z]", "", word.lower().removesuffix("’s").removesuffix("'s"))
    runs = len(re.findall(r"[aeiouy]+", bare)) + len(HIATUS.findall(bare))
    if SILENT_E.search(bare):
        runs -= 1
    return max(1, runs, len(_hyphens().positions(bare)) + 1)


@functools.cache
def _names() -> re.Pattern[str]:
    lines = (Path(__file__).parent / "names.txt").read_text("utf-8").splitlines()
    names = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")(?:’s)?\b")


def without_names(text: str) -> str:
    """The text with each exempt name or citation as one short word.

    >>> without_names("The Internal Revenue Service (IRS) follows 26 U.S.C. § 6103(i)(2).")
    'The it (it) follows it.'
    """
    return CITED.sub("it", _names().sub("it", text))


def sentences(block: str) -> list[str]:
    """Split one block of text; every sentence has a word in it.

    >>> sentences("Ask for a lawyer. Do not sign! 911")
    ['Ask for a lawyer.', 'Do not sign!']
    """
    return [part for part in SENTENCE_END.split(block) if WORD.search(part)]


def kincaid(words_a_sentence: float, syllables_a_word: float) -> float:
    """The formula above, from the two averages."""
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def grade(blocks: Iterable[str]) -> Grade:
    """The grade of several blocks together. No word at all: grade 0.

    >>> text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    >>> round(grade([text]).grade, 1)
    11.3
    >>> grade([]).grade
    0.0
    """
    found = [sentence for block in blocks for sentence in sentences(without_names(block))]
    words = [word for sentence in found for word in WORD.findall(sentence)]
    if not words:
        return Grade(0.0, 0, 0.0)
    length = len(words) / len(found)
    sounds = sum(map(syllables, words)) / len(words)
    return Grade(kincaid(length, sounds), len(words), length)


def _aside(element: HtmlElement) -> bool:
    return (
        element.tag in ASIDE_TAGS
        or bool(ASIDE_CLASSES & set(element.get("class", "").split()))
        or "lang" in element.attrib
    )


def blocks(main: HtmlElement) -> Iterator[str]:
    """The blocks of prose under an element, in reading order; asides left out; nothing counted twice."""

    def walk(element: HtmlElement, text: list[str]) -> Iterator[str]:
        own = element.tag in BLOCKS
        here: list[str] = [] if own else text
        here.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and not _aside(child):
                yield from walk(child, here)
            here.append(child.tail or "")
        if own:
            said = " ".join("".join(here).split())
            if said:
                yield said

    rest: list[str] = []
    yield from walk(main, rest)
    left = " ".join("".join(rest).split())
    if left:
        yield left
