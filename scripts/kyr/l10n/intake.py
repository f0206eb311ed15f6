"""What volunteers send back, a spreadsheet or a desk's file, is written into the catalogs: `kyr l10n import`.

Law: a translation is written only where the English is still the one that the volunteer saw, the gate and the
rendered structure let it through, and nobody else has written another one since. All else is listed, and the
catalog keeps what it has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from kyr import ledger as facts
from kyr import markup
from kyr.clock import build_date
from kyr.markup.words import EnglishWords
from kyr.problems import Problem

from . import catalogs, changes, gate, glossary
from . import sync as syncing
from .catalogs import PageCatalog, Translation
from .extract import extract
from .pages import pages
from .parser import page_parser
from .segments import Segments, SegmentState
from .work import base, catalog_path, code, live, typed, wanted_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polib

    from .extract import Wanted
    from .languages import Language

Key = tuple[str | None, str]
Outcome = Literal["refused", "moved", "conflict", "unread"]


class Offer(NamedTuple):
    """One translation that somebody sent."""

    place: str
    """Where it stands in what they sent, for a person: "so.xlsx: now-door!F12"."""
    catalog: str
    code: str
    base: str
    """Of the translation that went out: `kyr.l10n.work.Text.base`."""
    text: str


class Finding(NamedTuple):
    """Why a translation was not taken, or what to look at in one that was."""

    place: str
    what: str
    todo: str
    outcome: Outcome = "refused"

    def __str__(self) -> str:
        return f"{self.place}: {self.what} — {self.todo}"


class BadFile(Exception):
    """The whole file cannot be taken: what is wrong, and what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(f"{what} — {todo}")
        self.what, self.todo = what, todo


@dataclass
class Sent:
    """What a file holds for us."""

    tag: str = ""
    name: str = ""
    """The language's name in itself and its direction, as the file says: the list may lack the language."""
    direction: str = ""
    offers: list[Offer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """What stands where a translation should and is none."""


@dataclass
class Taken:
    """What one run did, or would do."""

    written: dict[str, int] = field(default_factory=dict)
    """How many translations of each PO file changed."""
    same: int = 0
    """Offers that say what the catalog says, or what they went out with."""
    findings: list[Finding] = field(default_factory=list)
    advice: list[Finding] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """All translations that changed."""
        return sum(self.written.values())


class _Place(NamedTuple):
    """An offer and the entry that it is for."""

    offer: Offer
    key: Key
    text: str


def take(
    root: Path, language: Language, offers: Sequence[Offer], *, theirs: bool = False, check: bool = False
) -> Taken:
    """Write the offers that may be written into `locales/<tag>/`; with `check` nothing is written.

    With `theirs` an offer wins over a translation that somebody else wrote since the file went out.
    Raises `Problems` for what does not load or parse: then nothing is written.
    """
    taken = Taken()
    terms = glossary.load(root, language.tag)
    wanted = wanted_texts(root, extract(root))
    by_code = {name: {code(*key): key for key in rows} for name, rows in wanted.items()}
    entries = {
        name: _entries(root, language, name) for name in sorted({offer.catalog for offer in offers} & set(wanted))
    }
    chosen: dict[str, dict[Key, _Place]] = {}
    for offer in offers:
        text = typed(offer.text)
        if not text or base(text) == offer.base:
            taken.same += 1
            continue
        key = by_code.get(offer.catalog, {}).get(offer.code)
        if key is None:
            taken.findings.append(_moved(offer))
            continue
        earlier = chosen.setdefault(offer.catalog, {}).get(key)
        if earlier and earlier.text != text:
            what = f"{earlier.offer.place} has another translation of the same English"
            taken.findings.append(Finding(offer.place, what, "keep one of the two", "conflict"))
        elif not earlier:
            chosen[offer.catalog][key] = _Place(offer, key, text)
    refused = _refused(root, language, chosen)
    ready: dict[str, dict[Key, str]] = {}
    for name, places in chosen.items():
        for key, place in places.items():
            if place.offer in refused:
                taken.findings.append(refused[place.offer])
                continue
            entry = entries[name].get(key)
            now = entry.msgstr if entry else ""
            if now == place.text and entry and not entry.fuzzy:
                taken.same += 1
            elif now != place.text and not theirs and _newer(entry, place.offer):
                taken.findings.append(_conflict(place, now))
            else:
                ready.setdefault(name, {})[key] = place.text
                taken.advice += _advice(language.tag, terms, place, wanted[name][key])
    if check:
        taken.written = {_shown(root, language, name): len(texts) for name, texts in ready.items()}
    elif ready:
        taken.written = _write(root, language, ready, wanted)
    order = {offer.place: number for number, offer in enumerate(offers)}
    taken.findings.sort(key=lambda one: order[one.place])
    return taken


def _entries(root: Path, language: Language, name: str) -> dict[Key, polib.POEntry]:
    path = catalog_path(root, language.tag, name)
    return live(path.read_bytes() if path.exists() else b"", _shown(root, language, name))


def _shown(root: Path, language: Language, name: str) -> str:
    return catalog_path(root, language.tag, name).relative_to(root).as_posix()


def _newer(entry: polib.POEntry | None, offer: Offer) -> bool:
    """Whether somebody has written, or read again, the catalog's translation since the offer's file went out."""
    now = base(entry.msgstr) if entry else "-"
    read_again = offer.base.startswith("~") and entry is not None and not entry.fuzzy
    return read_again or now != offer.base.removeprefix("~")


def _moved(offer: Offer) -> Finding:
    what = "the English has changed, or is gone, since the file went out"
    return Finding(offer.place, what, "make a new file and look at the text again", "moved")


def _conflict(place: _Place, now: str) -> Finding:
    what = (
        f"somebody else has written another translation since: “{now}”"
        if now
        else "the translation was taken out since"
    )
    return Finding(place.offer.place, what, "settle it between you, or say --theirs to take this one", "conflict")


def _refused(root: Path, language: Language, chosen: Mapping[str, Mapping[Key, _Place]]) -> dict[Offer, Finding]:
    """Each offer that readers may not see, judged as the entries of a catalog are: words, then structure."""
    found: dict[Offer, Finding] = {}
    known = catalogs.load_catalogs(root, language.tag)
    for places in chosen.values():
        for key, place in places.items():
            entry = Translation(*key, place.text, place.offer.place, 1)
            problem = known.fault(entry, plain=catalogs.is_plain(key[0]))
            if problem:
                found[place.offer] = Finding(place.offer.place, problem.what, problem.todo)
    found |= {
        offer: Finding(offer.place, problem.what, problem.todo)
        for offer, problem in _structure(root, language, chosen, found)
    }
    return found


def _structure(
    root: Path,
    language: Language,
    chosen: Mapping[str, Mapping[Key, _Place]],
    refused: Mapping[Offer, Finding],
) -> Iterator[tuple[Offer, Problem]]:
    """What the pages' own parser says of the offers, put into the pages as if they stood in the catalogs."""
    state = markup.State(facts.load(root, build_date(root)), EnglishWords(root), root)
    segments = SegmentState(language, "apply", words=state.words)
    parser = page_parser(root, [*markup.extensions(state), Segments(segments)])
    for page in pages(root):
        places = [
            place
            for key, place in chosen.get(catalogs.page_name(page.src), {}).items()
            if key[0] is None and place.offer not in refused
        ]
        if not places:
            continue
        entries = {
            place.key: Translation(*place.key, place.text, page.src, number) for number, place in enumerate(places)
        }
        state.start(page.src, page.body, page.offset)
        segments.start(PageCatalog(page.src, language, entries))
        parser.reset()
        parser.convert(page.body)
        for problem in segments.refused:
            yield places[problem.line].offer, problem


def _advice(tag: str, terms: Sequence[glossary.Term], place: _Place, wanted: Wanted) -> Iterator[Finding]:
    """What a second person should look at; never a reason to refuse."""
    english, kinds = place.key[1], tuple(token.kind for token in wanted.segment.cut.tokens)
    for id in gate.advice(english, place.text, tag, kinds):
        yield Finding(place.offer.place, *gate.message((id,)))
    for what, todo in glossary.advice(terms, english, place.text):
        yield Finding(place.offer.place, what, todo)


def _write(
    root: Path,
    language: Language,
    ready: Mapping[str, Mapping[Key, str]],
    wanted: Mapping[str, Mapping[Key, Wanted]],
) -> dict[str, int]:
    """Put the texts into their catalogs, each file replaced whole; the catalogs are brought up to the English
    first where they lack an entry."""
    entries = {name: _entries(root, language, name) for name in ready}
    if any(key not in entries[name] for name, texts in ready.items() for key in texts):
        syncing.sync(root, [language.tag])
    written: dict[str, int] = {}
    for name, texts in ready.items():
        path, shown = catalog_path(root, language.tag, name), _shown(root, language, name)
        file = catalogs.parse(path.read_bytes(), shown)
        for entry in file:
            text = texts.get((catalogs.context_of(entry), entry.msgid))
            if text is None or entry.obsolete:
                continue
            entry.msgstr = text
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = entry.previous_msgctxt = None
            entry.comment = changes.without(entry.comment)
        syncing.replace(path, (str(file).rstrip("\n") + "\n").encode())
        written[shown] = len(texts)
    return written
