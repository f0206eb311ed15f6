"""Every English text that readers see, in the order in which translators should meet it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kyr import ledger as facts
from kyr import markup
from kyr.clock import build_date
from kyr.markup.words import EnglishWords

from . import tokens
from .languages import languages
from .pages import TRANSLATED_KEYS, change_note, pages
from .parser import page_parser
from .segments import Segment, Segments, SegmentState
from .skeleton import Skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kyr.problems import Problem


_CITATION = re.compile(r"\[\^fact:([^\]\s]+)\]")


@dataclass(frozen=True)
class Wanted:
    """One entry that a catalog should have."""

    segment: Segment
    danger: str
    note: facts.Event | None = None
    """The newest note of a writer on what changed: in the facts that the text cites or comes from, or on its
    page."""
    codes: tuple[str, ...] = ()
    """The numbers of the parts of the page where it stands, once it is one of `status.distinct`."""


@dataclass
class English:
    """What there is to translate."""

    pages: dict[str, list[Wanted]] = field(default_factory=dict)
    """By the page's source."""
    ledger: dict[str, list[Wanted]] = field(default_factory=dict)
    """By topic: a facts file's name, or holders, activities, flows, questions, directory, resources."""
    shell: list[Wanted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the pages: some of what they show may be missing here."""
    same: Callable[[str, str], bool] | None = None
    """Whether an English text and its translation have the same inline structure, by the parser of the pages."""


class RecordingWords:
    """English words that remember which ledger texts were asked for: those are the ones that readers see."""

    drafts = 0
    english_page = ""

    def __init__(self, english: EnglishWords) -> None:
        self._english = english
        self.tag = english.tag
        self.direction = english.direction
        self.asked: dict[tuple[str, str], None] = {}

    def shell(self, key: str, **values: str | Markup) -> Markup:
        """As in English."""
        return self._english.shell(key, **values)

    def ledger(self, context: str, english: str) -> Markup:
        """As in English, and remembered."""
        self.asked[context, english] = None
        return self._english.ledger(context, english)

    def beside(self, since: int) -> Markup:
        """Nothing, as in English."""
        return self._english.beside(since)

    def title(self, slug: str) -> Markup:
        """As in English."""
        return self._english.title(slug)

    def date(self, day: datetime.date) -> Markup:
        """As in English."""
        return self._english.date(day)


def extract(root: Path) -> English:
    """Read all pages through the site's own Markdown and keep what they show.

    Raises `Problems` where the ledger, the front matter or the shell's words do not load. What is wrong
    inside pages is in `English.problems`; the rest of such a page is there.
    """
    ledger = facts.load(root, build_date(root))
    words = RecordingWords(EnglishWords(root))
    state = markup.State(ledger, words, root)
    segments = SegmentState(languages(root)[0], "collect")
    parser = page_parser(root, [*markup.extensions(state), Segments(segments)])
    english = English(same=partial(Skeleton().same, parser))
    for page in pages(root):
        segments.start()
        parser.reset()
        state.start(page.src, page.body, page.offset)
        parser.convert(page.body)
        english.problems += state.page.problems
        note = change_note(page.meta)
        english.pages[page.src] = [
            Wanted(segment, segment.danger or state.page_danger, _newest(note, *_cited(ledger, segment)))
            for segment in (*front_matter(page.meta), *segments.found)
        ]
    for src, body in markup.place_pages(ledger).items():
        parser.reset()
        state.start(src, body, 0, markup.PLACE_CLASS)
        parser.convert(body)
        english.problems += state.page.problems
    english.shell = shell_texts(EnglishWords(root))
    english.ledger = by_topic(ledger, words.asked)
    return english


def shell_texts(english: EnglishWords) -> list[Wanted]:
    """The words around pages."""
    return [
        Wanted(_plain(key, text, "words around the page"), "background") for key, text in english.strings.items()
    ]


def front_matter(meta: Mapping[str, Any]) -> Iterator[Segment]:
    """The segments of a page's front matter."""
    for key in TRANSLATED_KEYS:
        if isinstance(meta.get(key), str):
            yield _plain(key, meta[key], "tab of the browser" if key == "tab" else "words for search engines")


def _newest(*notes: facts.Event | None) -> facts.Event | None:
    """The note of the last day; where two are of one day, the last named: a fact's own goes before its page's."""
    known = [note for note in notes if note]
    return max(reversed(known), key=lambda note: note.on) if known else None


def _cited(ledger: facts.Ledger, segment: Segment) -> Iterator[facts.Event | None]:
    """The notes of the facts that a text of a page cites."""
    for token in segment.cut.tokens:
        name = _CITATION.fullmatch(token.text) if token.kind == "mark" else None
        if name and (name[1] in ledger.facts or name[1] in ledger.aliases):
            yield ledger.fact(name[1]).changed


def _plain(context: str, text: str, kind: str) -> Segment:
    cut = tokens.plain(text)
    return Segment(context, cut.msgid, kind, cut)


def by_topic(ledger: Any, asked: Iterable[tuple[str, str]]) -> dict[str, list[Wanted]]:
    """The ledger's texts by catalog; in each the most dangerous first, then in the ledger's order."""
    topics: dict[str, list[tuple[int, int, int, Wanted]]] = {}
    places = {key: _place(ledger, key) for key in {context.split(".")[0] for context, _ in asked}}
    for number, (context, text) in enumerate(asked):
        topic, danger, order = places[context.split(".")[0]]
        segment = _plain(context, text, _ledger_kind(topic, context))
        if segment.cut.has_words:
            rank = facts.DANGERS.index(danger)
            topics.setdefault(topic, []).append(
                (rank, order, number, Wanted(segment, danger, _note(ledger, context)))
            )
    return {
        topic: [wanted for *_, wanted in sorted(found, key=lambda row: row[:3])]
        for topic, found in sorted(topics.items())
    }


def _note(ledger: Any, context: str) -> facts.Event | None:
    """The note of the fact or flow that a ledger text belongs to; a flow's governing fact speaks for it too."""
    name = context.split(".")[0]
    if name in ledger.facts:
        return _newest(ledger.facts[name].changed)
    flow = ledger.flows.get(name)
    return _newest(ledger.governing(flow).changed, flow.changed) if flow else None


def _place(ledger: Any, key: str) -> tuple[str, str, int]:
    """Catalog, danger class and position of a ledger id."""
    danger = ledger.danger(key)
    if key in ledger.facts:
        return ledger.facts[key].topic, danger, list(ledger.facts).index(key)
    for name in ("holders", "activities", "flows", "questions", "resources"):
        rows = getattr(ledger, name)
        if key in rows:
            return name, danger, list(rows).index(key)
    return "directory", danger, 0


def _ledger_kind(topic: str, context: str) -> str:
    return f"{topic}, {context.partition('.')[2]}"
