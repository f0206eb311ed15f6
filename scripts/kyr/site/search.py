"""What a reader searches on the own device: the words of all pages of one language, small enough for bad networks.

The script `find.js` of the page `search` fetches two files when a reader goes to the box: MiniSearch, and the
pages' words as a script, since a folder on a disk and the policy of the pages allow nothing else. Beside the box
all pages stand from A to Z, under their titles and the words that people look for them by (`find.…` of the
shell's words); that list needs no script.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import brotli
import icu
from lxml import html
from markupsafe import Markup, escape

from kyr.markup.search import PLACE
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kyr.site.run import LanguageRun

FOLDER = "search/"
WORDS = f"{FOLDER}words.js"
"""In each language's folder."""
SCRIPT = "find.js"
ROOM = 53_000
"""So many bytes, squeezed, may the words of a language have; with the engine they stay below 60 kB brotli."""
SIGNS = (10_000, 800, 600, 500, 420, 350, 300, 260, 230, 200, 180, 160, 140, 120, 100, 80, 60, 40, 20)
"""So many signs of a paragraph are shown with a result: the first number with which a language has room."""
TITLES_ALONE = re.compile(
    r"help/states/|about/(?:resources|translations|sources|changes)|search|records/letter-\d|$"
)
"""Pages that are found by their titles and words: lists, forms, and what stands elsewhere in full."""
NO_FLOWS = re.compile(r"(?:data|who)/$")
"""Overviews that repeat the ways of the data of all other pages."""
SKIPPED_TAGS = frozenset({"sup", "script", "noscript"})
SKIPPED = frozenset(["src", "age", "late", "draft", "ways", "vh", "m", "screen", "legend"])
"""Classes of sources, dates, notices and marks."""
BLOCKS = frozenset({
    "p", "li", "td", "th", "dt", "dd", "div", "ol", "ul", "dl", "table", "tr", "thead", "tbody", "section",
    "summary", "details", "blockquote", "caption", "figure",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
OTHER = "0–9"
"""The heading over what begins with no letter of the language: its numbers, in practice."""
SENTENCE = re.compile(r"(?<=[.!?؟。！？።።])\s*")
WORD = re.compile(r"\w+")


@dataclass
class Section:
    """A part of a page that a result leads to; `id` is "" above the first heading."""

    id: str
    heading: str
    blocks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """A page as the search knows it."""

    url: str
    title: str
    words: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the list from A to Z."""

    name: Markup
    address: str
    page: Markup | None
    """The title of the page that a word leads to; None where the name is that title."""


def sections(page: str, *, flows: bool = True) -> Iterator[Section]:
    """The parts of a built page, each with its paragraphs as they are read.

    >>> page = "<article><h1 id=a>T</h1><p>One.<sup>1</sup></p><h2 id=b>H</h2><ul><li>Two <b>x</b></ul></article>"
    >>> [(one.id, one.heading, one.blocks) for one in sections(page)]
    [('', '', ['One.']), ('b', 'H', ['Two x'])]
    """
    root: Any = html.document_fromstring(page)
    article = root.find(".//article")
    for element in list(article.iter("*")):
        classes = frozenset((element.get("class") or "").split())
        repeated = not flows and (element.tag == "table" or "flow" in classes)
        if repeated or element.tag in SKIPPED_TAGS or classes & SKIPPED or element.get("data-kyr"):
            element.drop_tree()
    here = Section("", "")
    for kind, name, text in _pieces(article):
        text = " ".join(text.split())
        if kind in HEADINGS:
            if here.blocks or here.id:
                yield here
            here = Section(name, text) if kind != "h1" else Section("", "")
        elif text:
            here.blocks.append(text)
    yield here


def _pieces(element: Any) -> Iterator[tuple[str, str, str]]:
    """Kind, id and text of each paragraph, in the order of reading."""
    run = element.text or ""
    for child in element:
        if child.tag in HEADINGS:
            yield "", "", run
            yield child.tag, child.get("id") or "", child.text_content()
            run = ""
        elif child.tag in BLOCKS:
            yield "", "", run
            yield from _pieces(child)
            run = ""
        else:
            run += child.text_content() if isinstance(child.tag, str) else ""
        run += child.tail or ""
    yield "", "", run


def known(run: LanguageRun, out: Path) -> list[Found]:
    """Every page of a finished run."""
    found = []
    for src, url in run.addresses.items():
        url = "" if url in (".", "./") else url
        parts: tuple[Section, ...] = ()
        if not TITLES_ALONE.match(url):
            page = (out / url / "index.html").read_text("utf-8")
            parts = tuple(sections(page, flows=not NO_FLOWS.match(url)))
        found.append(Found(url, run.title(src).striptags(), words(run, url), parts))
    return found


def words(run: LanguageRun, url: str) -> tuple[str, ...]:
    """The words by which people look for a page and that it may not say; none where nobody has translated them."""
    key = f"find.{url.rstrip('/')}"
    if key not in run.site.english.strings:
        return ()
    text = run.words.shell(key)
    is_english = run.language.tag != SOURCE and text == Markup('<span lang="en" dir="ltr">{}</span>').format(
        run.site.english.shell(key)
    )
    return (
        () if is_english else tuple(filter(None, (one.strip() for one in re.split("[,،、，]", text.striptags()))))
    )


def script(pages: Sequence[Found]) -> bytes:
    """The words of a language as a script that hands them to the box.

    Law: every word of these pages stands in it; what is shown beside a result is cut where there is no room.
    """
    made = dict.fromkeys(SIGNS, b"")

    def has_no_room(signs: int) -> bool:
        made[signs] = _script(pages, signs)
        return len(brotli.compress(made[signs], quality=5)) > ROOM * 1.07

    at = bisect_left(SIGNS, True, hi=len(SIGNS) - 1, key=lambda signs: not has_no_room(signs))
    return made[SIGNS[at]] or _script(pages, SIGNS[at])


def _script(pages: Sequence[Found], signs: int) -> bytes:
    seen = {word.casefold() for page in pages for word in WORD.findall(" ".join([page.title, *page.words]))}
    rows = []
    for page in pages:
        parts = []
        for one in page.sections:
            shown = [cut(block, signs) for block in one.blocks]
            seen.update(word.casefold() for word in WORD.findall(" ".join([one.heading, *shown])))
            away: dict[str, None] = {}
            for block in one.blocks:
                away.update((word, None) for word in WORD.findall(block) if word.casefold() not in seen)
            seen.update(word.casefold() for word in away)
            parts.append([one.id, one.heading, "\n".join(shown), *([" ".join(away)] if away else [])])
        rows.append([page.url, page.title, ", ".join(page.words), parts])
    return f"found({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def cut(text: str, signs: int) -> str:
    """As many of the text's sentences as fit, or of its words where the first is too long.

    >>> cut("One two. Three four.", 12), cut("One two three", 8), cut("Short", 9)
    ('One two.', 'One two …', 'Short')
    """
    if len(text) <= signs:
        return text
    ends = [match.start() for match in SENTENCE.finditer(text[: signs + 1]) if match.start()]
    if ends and ends[-1] >= signs / 3:
        return text[: ends[-1]].rstrip()
    return f"{text[:signs].rsplit(' ', 1)[0]} …"


def fill(run: LanguageRun, out: Path) -> None:
    """Draw box and list into the page of a finished run that waits for them, and write the words beside it."""
    for url in run.addresses.values():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            here = page_path(run.language.tag, url)
            pages = known(run, out)
            values = {
                "letters": list(letters(run.language.tag, entries(run, pages, here))),
                "script": way(here, SCRIPT),
            }
            drawn_ = drawn(run.site.root, "shell/search.html", say=run.words.shell, **values)
            page.write_text(content.replace(PLACE, drawn_), "utf-8")
            (page.parent / WORDS.removeprefix(FOLDER)).write_bytes(script(pages))


def entries(run: LanguageRun, pages: Iterable[Found], here: str) -> Iterator[Entry]:
    """A line for each page, and for each word by which it is looked for; states stand on a list of their own."""
    titles: Mapping[str, Markup] = {
        ("" if url in (".", "./") else url): run.title(src) for src, url in run.addresses.items()
    }
    for page in pages:
        if page.url.startswith("help/states/") or page_path(run.language.tag, page.url) == here:
            continue
        address = way(here, page_path(run.language.tag, page.url))
        yield Entry(titles[page.url], address, None)
        for word in page.words:
            yield Entry(escape(word[:1].upper() + word[1:]), address, titles[page.url])


def letters(tag: str, listed: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The lines in the order of a language's dictionaries, by their first letters (ICU and CLDR)."""
    locale = icu.Locale.forLanguageTag(tag)
    collator, index = icu.Collator.createInstance(locale), icu.AlphabeticIndex(locale).buildImmutableIndex()

    def letter(one: Entry) -> int:
        return int(index.getBucketIndex(one.name.striptags()))

    ordered = sorted(listed, key=lambda one: (letter(one), collator.getSortKey(one.name.striptags()), one.address))
    labels = (index.getBucket(at)[0].replace("…", OTHER) for at in range(index.bucketCount))
    named = dict(enumerate(labels))
    return [(named[at], list(group)) for at, group in groupby(ordered, letter)]
