"""A page of its own for one language: `docs/now/door.es.md` stands in for the Spanish of `docs/now/door.md`.

Only where a language needs another page than a translation. Its front matter:

    tab: Puerta
    description: Qué hacer si llegan agentes a su casa.
    english: "5c1d0f6a9be27d44"           the hash of the English that it was written for
    text: "09be27d445c1d0f6"              the hash of the page itself as it was read
    reviewed: Ana, 2026-11-23             who read it beside the English, and when; a list for several

It is written as every page is: no HTML, no phone and no address but through the ledger. Its class and its list of
headings are those of the English page, and it keeps the ids of the English headings, for other pages lead there.
When the English or the page itself changes, readers get the ordinary page, translated text by text, until somebody
has compared both and written the new hashes. Nothing in it may pass for an address, a phone number or an account
that the English has not. English and the other languages do not know of it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyr.clock import today
from kyr.markup.author import AuthorText
from kyr.problems import Problem, Problems

from . import gate, neutral, tokens
from .languages import SOURCE_TAG, languages
from .pages import PAGES, page
from .reviews import name_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .pages import Page

KEYS = ("tab", "description", "english", "text", "reviewed")
_ANSWERED = ("tab", "description", "danger", "toc")
"""Front matter of the English page that a page of its own must answer to."""
_HASH_FORM = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"^#{1,6}[ ].*\{:?[^{}]*#([\w-]+)[^{}]*\}[ #]*$", re.M)
_HEADING_ID = re.compile(r"\{:?[^{}]*#[^{}]*\}")
_BLOCK = re.compile(r"^ */{3,}", re.M)
_TITLE = re.compile(r"^#[ ]+(.+?)(?:[ ]+\{[^{}]*\})?[ ]*#*$", re.M)
_COMPARE = 'compare it with docs/{src}, then write `english: "{hash}"`, your name and the day'
_READ = 'read it beside docs/{src}, then write `text: "{hash}"`, your name and the day'
_GUARDED = ("phone", "dialable", "address", "control", "direction")
"""Checks of the gate that hold for a whole page too."""


@dataclass(frozen=True)
class WholePage:
    """One such page."""

    src: str
    """Path under docs/, "now/door.es.md"."""
    english: str
    """Path of its English page, "now/door.md"."""
    tag: str
    title: str
    danger: str
    toc: bool
    reviewed: tuple[tuple[str, datetime.date], ...]
    """Who has read it, and when; the newest last."""
    stale: Problem | None
    """That the English or the page has changed since, and what to do about it."""


def english_hash(page: Page) -> str:
    """What a page of its own knows its English by: all that readers see of it, and its class.

    Law: white space at line ends and the note on what has changed make no other hash.
    """
    return _hash(page, _ANSWERED)


def text_hash(one: Page) -> str:
    """What the readers of a page of its own have read: its text, tab and description."""
    return _hash(one, ("tab", "description"))


def _hash(page: Page, keys: tuple[str, ...]) -> str:
    lines = [line.rstrip() for line in page.body.strip().splitlines()]
    front = {key: page.meta.get(key) for key in keys}
    content = json.dumps([front, lines], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def whole_pages(root: Path) -> tuple[WholePage, ...]:
    """Every page of its own, in the order of their paths; those whose English has changed are `stale`.

    Raises `Problems` with every finding: a tag that is not listed, an English page that is not there, front matter
    that is missing or wrong, a title that tells, an id of an English heading that is missing.
    """
    folder = root / PAGES
    found: list[WholePage] = []
    problems: list[Problem] = []
    for path in sorted(file for file in folder.rglob("*.md") if file.is_file() and "." in file.stem):
        src = path.relative_to(folder).as_posix()
        if src.startswith("_"):
            continue
        try:
            found.append(_whole_page(root, src))
        except Problems as raised:
            problems += raised.problems
    if problems:
        raise Problems(tuple(sorted(problems)))
    return tuple(found)


def _whole_page(root: Path, src: str) -> WholePage:
    shown = f"{PAGES}/{src}"
    name, _, tag = src.removesuffix(".md").rpartition(".")
    english = f"{name}.md"
    if tag == SOURCE_TAG or tag not in {language.tag for language in languages(root)}:
        what = f"a dot in the page's name, and “{tag}” is the tag of no language to translate into"
        raise Problems((Problem(shown, 1, what, "add it to locales/languages.yml, or rename the file"),))
    if not (root / PAGES / english).is_file():
        raise Problems((Problem(shown, 1, f"there is no page docs/{english}", "write the English page first"),))
    text, source = _read(root, src), page(english, _read(root, english))
    one = page(src, text)
    current = english_hash(source)
    faults = [*_front_matter(root, one, current, english), *_body(one, source), *_title_fault(root, tag, one)]
    if faults:
        raise Problems(Problem(shown, _line(text, at), what, todo) for at, what, todo in faults)
    stale = None
    if one.meta["english"] != current:
        what = "the English page has changed since this one was read: readers get the ordinary page"
        todo = _COMPARE.format(src=english, hash=current)
        stale = Problem(shown, _line(text, "english"), what, todo)
    elif one.meta["text"] != text_hash(one):
        what = "this page has changed since it was read: readers get the ordinary page"
        stale = Problem(shown, _line(text, "text"), what, _READ.format(src=english, hash=text_hash(one)))
    title = _TITLE.search(one.body)
    return WholePage(
        src,
        english,
        tag,
        title[1] if title else "",
        str(source.meta.get("danger", "")),
        bool(source.meta.get("toc")),
        tuple(sorted(_reviewed(one.meta["reviewed"]), key=lambda row: row[1])),
        stale,
    )


def _read(root: Path, src: str) -> str:
    content = (root / PAGES / src).read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(f"{PAGES}/{src}", line, "the page is not UTF-8", "save it as UTF-8")
        raise Problems((problem,)) from None


def _line(text: str, key: str) -> int:
    """The line of a key of the front matter, or of an id; 1 where it has none."""
    rows = enumerate(text.splitlines(), 1)
    return next((at for at, row in rows if row.startswith(f"{key}:")), 1)


def _front_matter(root: Path, one: Page, current: str, english: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong above the page: the key, what, what to do."""
    for key in sorted(str(key) for key in one.meta if key not in KEYS):
        yield key, f"unknown key “{key}”", f"use {', '.join(KEYS)}; the rest is the English page's"
    for key in ("tab", "description"):
        if not isinstance(one.meta.get(key), str) or not one.meta[key].strip():
            yield key, f"the front matter lacks {key}", "add it, in the language of the page"
    written = one.meta.get("english")
    if not isinstance(written, str) or not _HASH_FORM.fullmatch(written):
        fault = "the front matter lacks english" if written is None else "english is no hash of a page"
        yield "english", fault, _COMPARE.format(src=english, hash=current)
    written = one.meta.get("text")
    if not isinstance(written, str) or not _HASH_FORM.fullmatch(written):
        fault = "the front matter lacks text" if written is None else "text is no hash of a page"
        yield "text", fault, _READ.format(src=english, hash=text_hash(one))
    try:
        rows = _reviewed(one.meta.get("reviewed"))
    except ValueError as error:
        yield "reviewed", f"reviewed {error}", "write `reviewed: NAME, 2026-11-23`: who read it beside the English"
        return
    for who, day in rows:
        if wrong := name_fault(who):
            yield "reviewed", f"the name in reviewed {wrong}", "write a name of letters"
        if day > today(root):
            yield "reviewed", f"the review of {day} is in the future", "write the day on which it was made"


def _reviewed(value: Any) -> list[tuple[str, datetime.date]]:
    """Names and days. Raises ValueError that says what is wrong."""
    if not value:
        raise ValueError("is missing: nobody has read the page")
    found = []
    for row in value if isinstance(value, list) else [value]:
        who, comma, day = str(row).rpartition(",")
        try:
            found.append((who.strip(), datetime.date.fromisoformat(day.strip() if comma else "")))
        except ValueError:
            raise ValueError("has no name and day") from None
    return found


def _body(one: Page, source: Page) -> Iterator[tuple[str, str, str]]:
    kept = set(_ID.findall(one.body))
    for name in _ID.findall(source.body):
        if name not in kept:
            todo = f"write {{#{name}}} after the heading that answers to it: other pages lead there"
            yield "", f"no heading has the id “{name}” of the English page", todo
    if AuthorText(one.body, 0).faults:
        return  # the build names these by their own lines
    said = [
        "\n".join(map(str, (page.meta.get("tab"), page.meta.get("description"), page.body)))
        for page in (source, one)
    ]
    english, own = (tokens.prose(_BLOCK.sub("", text)) for text in said)
    faults = set(gate.faults(*(_HEADING_ID.sub("", cut.msgid) for cut in (english, own)), plain=False))
    if _sites(own) - _sites(english):
        faults.add("address")
    for check in _GUARDED:
        if check in faults:
            what, todo = gate.message((check,))
            yield "", what.replace("the translation", "the page", 1), todo


def _sites(cut: tokens.Cut) -> set[str]:
    """The websites that a text names by hand."""
    return {token.text.lower() for token in cut.tokens if token.kind == "site"}


def _title_fault(root: Path, tag: str, one: Page) -> Iterator[tuple[str, str, str]]:
    word = neutral.named(str(one.meta.get("tab", "")), neutral.not_neutral(root, tag))
    if word:
        what, todo = neutral.MESSAGE
        yield "tab", what.format(word=word), todo
