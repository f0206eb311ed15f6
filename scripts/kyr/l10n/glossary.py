"""The words of the law in a language: `locales/<tag>/glossary.yml`, a list.

    - term: appeal                  the English, as it stands in a sentence
      translation: apelación        what to write, or the stem that stands in the texts
      forms: [apelar, apela]        other forms that will do
      forbidden: [recurso]          what not to write for it
      note: The verb is apelar.     for people

All of it is advice: a sentence may be right without the word. Remarks in brackets are for people: "permiso
(parole)" asks for "permiso" alone, and a term such as "stay (of an order)" is not looked for, since the bare word
means something else too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FILE = "glossary.yml"
KEYS = ("term", "translation", "forms", "forbidden", "note")
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORT = 3
"""Words of so many letters say little: "de", "of"."""
_ENDING = 3
"""So many letters at the end of a long word change with case, number and person."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row."""

    term: str
    translation: str
    forms: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""
    line: int = 1


def load(root: Path, tag: str) -> tuple[Term, ...]:
    """The glossary of a language, in the order of its file; empty where there is none.

    Raises `Problems` with every finding: no YAML, no list, a missing or unknown key, a value that is no text, a
    term that stands twice, a term that forbids its own translation.
    """
    path = root / "locales" / tag / FILE
    shown = f"locales/{tag}/{FILE}"
    if not path.is_file():
        return ()
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problems((Problem(shown, line, "the file is not UTF-8", "save it as UTF-8"),)) from None
    return _parse(text, shown)


@lru_cache(32)
def _parse(text: str, shown: str) -> tuple[Term, ...]:
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        rows = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"YAML does not parse: {getattr(error, 'problem', None) or 'a character that may not stand there'}"
        raise Problems((Problem(shown, mark.line + 1 if mark else 1, what, "mend the syntax"),)) from None
    except ValueError as error:
        raise Problems((Problem(shown, 1, f"YAML does not parse: {error}", "put the value in quotes"),)) from None
    if tree is None:
        return ()
    if not isinstance(tree, yaml.SequenceNode):
        raise Problems((Problem(shown, 1, "the file is not a list", "begin each entry with `- term:`"),))
    found: dict[str, Term] = {}
    problems: list[Problem] = []
    for node, row in zip(tree.value, rows, strict=True):
        line = node.start_mark.line + 1
        keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        faults = [*((f"{key} stands twice", "remove one") for key in twice), *_faults(row)]
        if not faults:
            term = Term(
                row["term"].strip(),
                row["translation"].strip(),
                tuple(row.get("forms") or ()),
                tuple(row.get("forbidden") or ()),
                (row.get("note") or "").strip(),
                line,
            )
            before = found.setdefault(term.term.casefold(), term)
            if before is not term:
                what = f"the term “{term.term}” stands in line {before.line} already"
                faults.append((what, "keep one of the two"))
        problems += [Problem(shown, line, what, todo) for what, todo in faults]
    if problems:
        raise Problems(tuple(sorted(problems)))
    return tuple(found.values())


def _faults(row: object) -> Iterator[tuple[str, str]]:
    if not isinstance(row, dict):
        yield "an entry is not a mapping", "give it the keys term and translation"
        return
    for key in sorted(str(key) for key in row if key not in KEYS):
        yield f"unknown key {key!r}", f"use {', '.join(KEYS)}"
    for key in ("term", "translation"):
        if key not in row:
            yield f"{key} is missing", "add it"
        elif not isinstance(row[key], str) or not row[key].strip():
            yield f"{key} is not a text", "write it in quotation marks"
    if not isinstance(row.get("note", ""), str):
        yield "note is not a text", "write it in quotation marks"
    for key in ("forms", "forbidden"):
        words = row.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            yield f"{key} is no list of texts", "write it as [one, another]"
        elif key == "forbidden" and isinstance(row.get("translation"), str):
            for word in words:
                if _words(word) == _words(row["translation"]):
                    yield f"“{word}” is the translation and forbidden", "take it out of one of the two"


def terms_in(terms: Iterable[Term], english: str) -> tuple[Term, ...]:
    """The terms that an English text uses, the longest first; what a longer one covers is not looked for again.

    >>> [one.term for one in terms_in([Term("warrant", "orden"), Term("search warrant", "orden de registro")],
    ...                               "A search warrant.")]
    ['search warrant']
    """
    left = english.replace("’", "'")
    found = []
    for term in sorted(terms, key=lambda term: -len(term.term)):
        left, count = _pattern(term.term).subn("\0", left)
        if count:
            found.append(term)
    return tuple(found)


def advice(terms: Iterable[Term], english: str, translation: str) -> tuple[tuple[str, str], ...]:
    """What a translator should look at again, and what to do; never a reason to refuse.

    A term of the English asks for every long word of its translation, in any form; and none of its forbidden words
    may stand in the translation as a whole word.

    >>> bond = Term("bond", "fianza", forbidden=("bono",))
    >>> advice([bond], "Ask for a bond.", "Pida un bono.")[0][0]
    'the glossary writes “fianza” for “bond”, and not “bono”'
    >>> advice([bond], "Ask for bonds.", "Pida fianzas."), advice([bond], "Abscond.", "Pida un bono.")
    ((), ())
    """
    found = []
    used = terms_in(terms, english)
    right = [" ".join(_words(_bare(words))) for term in used for words in (term.translation, *term.forms)]
    text = _folded(translation)
    for term in used:
        wrong = [word for word in term.forbidden if _stands(word, text, right)]
        if not wrong and any(_present(_bare(words), text) for words in (term.translation, *term.forms)):
            continue
        instead = f", and not “{'”, “'.join(wrong)}”" if wrong else ""
        what = f"the glossary writes “{term.translation}” for “{term.term}”{instead}"
        found.append((what, "use its word, or leave it if the sentence needs another"))
    return tuple(found)


def _bare(text: str) -> str:
    """A text without its remarks; all of it where nothing else is there."""
    return _REMARK.sub("", text).strip() or text


@lru_cache(4096)
def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term.replace('’', chr(39)))}(?:e?s)?(?!\w)", re.IGNORECASE)


@lru_cache(8192)
def _folded(text: str) -> str:
    """In small letters, without accents, vowel signs of Arabic and joiners: as a word is looked for."""
    apart = unicodedata.normalize("NFKD", text.casefold()).replace("’", "'")
    return "".join(c for c in apart if unicodedata.combining(c) == 0 and unicodedata.category(c) != "Cf")


def _words(text: str) -> list[str]:
    return _WORD.findall(_folded(text))


def _present(translation: str, text: str) -> bool:
    """Whether each long word of a translation stands in a text, in some form: by its stem.

    Where words have no spaces between them or carry an article in front, the stem may stand inside a word.
    """
    words = _words(translation)
    long = [word for word in words if len(word) > _SHORT] or words
    return all(_stem(word) in text for word in long)


@lru_cache(4096)
def _stem(word: str) -> str:
    """What all forms of a word begin with, as good as one can tell without knowing the language.

    >>> _stem("abogado"), _stem("tribunal"), _stem("visa"), _stem("محكمة"), _stem("律师")
    ('abog', 'tribu', 'visa', 'محكم', '律师')
    """
    if word[-1:] in "ةى":  # written otherwise before an ending
        return word[:-1]
    if not _cased(word):
        return word
    return word[: max(_SHORT + 1, len(word) - _ENDING)]


def _cased(word: str) -> bool:
    """Whether a word's script has small and capital letters: those languages put their endings behind."""
    return any(unicodedata.category(c) == "Ll" for c in word)


def _stands(word: str, text: str, right: Sequence[str]) -> bool:
    """Whether a forbidden word stands in a text as itself, and not only inside what the glossary asks for."""
    folded = _folded(_bare(word))
    for words in right:
        if folded in words:
            text = text.replace(words, "\0")
    if not _cased(folded):
        return folded in text
    return re.search(rf"(?<!\w){re.escape(folded)}(?:e?s)?(?!\w)", text) is not None
