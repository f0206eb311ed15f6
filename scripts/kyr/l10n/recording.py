"""Write down who has checked what: the one place that adds rows to `reviews.csv`."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyr.clock import today
from kyr.problems import Problem

from . import changes, reviews
from .catalogs import LOCALES, Translation, context_of, is_plain, load_catalogs, parse
from .check import chosen
from .extract import extract
from .invocation import WrongUse
from .pages import PAGES
from .reviews import Review, review_hash
from .status import everything
from .sync import read, replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .catalogs import Catalogs
    from .extract import English
    from .status import Entry, Kind

_CODE = re.compile(r"p[0-9]+")
_WHY = {
    "missing": ("nobody has translated it", "translate it first"),
    "changed": ("fuzzy: the English changed after it was translated", "bring the translation up to the English"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which texts a person means."""

    pages: tuple[str, ...] = ()
    """Names as people write them: now/door, now/door.md, docs/now/door.md."""
    topics: tuple[str, ...] = ()
    """Topics of the ledger."""
    shell: bool = False
    only: tuple[str, ...] = ()
    """Numbers of parts of a page ("p12"), beginnings of msgids; with none, every text."""

    def of(self, english: English) -> frozenset[tuple[Kind, str]]:
        """The parts meant. Raises `WrongUse` for one that there is not, and where none is named."""
        pages = [page.removeprefix(f"{PAGES}/").removesuffix(".md") for page in self.pages]
        unknown = [
            Problem(PAGES, 1, f"no page is called “{page}”", "name it as in now/door")
            for page in pages
            if f"{page}.md" not in english.pages
        ]
        unknown += [
            Problem(
                "docs/_ledger", 1, f"no topic is called “{topic}”", f"name one of: {', '.join(english.ledger)}"
            )
            for topic in self.topics
            if topic not in english.ledger
        ]
        if not (pages or self.topics or self.shell):
            unknown = [Problem(PAGES, 1, "no texts are named", "say --page NAME, --ledger TOPIC or --shell")]
        if not all(map(str.strip, self.only)):  # every text begins like that
            todo = "give the first words of the English, or a number (p12)"
            unknown.append(Problem("--only", 1, "the text is empty", todo))
        if unknown:
            raise WrongUse(unknown)
        found: list[tuple[Kind, str]] = [("page", page) for page in pages]
        found += [("ledger", topic) for topic in self.topics]
        return frozenset([*found, ("shell", "shell")] if self.shell else found)

    def means(self, entry: Entry) -> bool:
        """Whether a text of these parts is meant."""
        if not self.only or any(code in self.only for code in entry.wanted.codes):
            return True
        starts = tuple(text for text in self.only if not _CODE.fullmatch(text))
        return entry.wanted.segment.msgid.startswith(starts)


@dataclass(frozen=True)
class Recorded:
    """What one run wrote down."""

    path: str
    written: int
    before: int
    """Pairs that this person had recorded already, in this state."""
    left_out: tuple[Problem, ...]
    """Texts that were not recorded, each with the reason."""
    one_key: int
    """Texts recorded whose class needs two keys, and that have not both by now."""


def record(root: Path, tag: str, selection: Selection, state: str, who: str) -> Recorded:
    """Write down that a person has checked the translations of these texts, each pair once.

    Law: only what readers see of today's English gets a row; rows are added, none is changed; the file is replaced
    whole.

    Raises `WrongUse` for a state, a name or a text that there is not, `UnknownLanguage`, and `Problems` where
    something does not load: then nothing is written.
    """
    allowed(state, who)
    (language,) = chosen(root, [tag])
    english = extract(root)
    found = selected(root, load_catalogs(root, language.tag), english, selection)
    day = today(root)
    rows = {
        review_hash(entry.wanted.segment.msgid, entry.text): entry for entry in found if entry.state == "current"
    }
    wanted = [Review(key, state, who, day, 0) for key in rows]
    written, after = add(root, language.tag, wanted)
    needing = [entry for entry in rows.values() if entry.wanted.danger in reviews.TWO_KEYS]
    lacking = sum(
        not reviews.checked(after.of(entry.wanted.segment.msgid, entry.text), entry.wanted.danger)
        for entry in needing
    )
    left_out = tuple(_left_out(entry) for entry in found if entry.state != "current")
    return Recorded(after.path, written, len(wanted) - written, left_out, lacking)


def allowed(state: str, who: str) -> None:
    """Raises `WrongUse` for a state or a name that no row may have."""
    if state not in reviews.STATES:
        what, todo = f"“{state}” is no state", f"say --state with one of: {', '.join(reviews.STATES)}"
        raise WrongUse((Problem("--state", 1, what, todo),))
    if fault := reviews.name_fault(who):
        what, todo = (
            f"the name {fault}",
            f"use a name of letters, at most {reviews.LONGEST_NAME}: any name you like",
        )
        raise WrongUse((Problem("--by", 1, what, todo),))


def selected(root: Path, catalogs: Catalogs, english: English, selection: Selection) -> list[Entry]:
    """The texts meant. Raises `WrongUse` where there is none."""
    parts = selection.of(english)
    found = [
        entry
        for kind, name, _, entries in everything(root, catalogs, english)
        if (kind, name) in parts
        for entry in entries
        if selection.means(entry)
    ]
    if not found:
        what = "no text begins like that, or has that number" if selection.only else "there is no text"
        todo = "give the number (p12) or the first words of the English, as its catalog has them"
        raise WrongUse((Problem("--only", 1, what, todo),))
    return found


def add(root: Path, tag: str, wanted: Sequence[Review]) -> tuple[int, reviews.Reviews]:
    """Add rows that are not in the file yet; how many, and the reviews after.

    A person who has a row for a pair and a state, of any day, gets no second one.
    """
    path = root / LOCALES / tag / reviews.FILE
    shown = path.relative_to(root).as_posix()
    before = read(path)
    known = reviews.parse(before, shown, root) if before else reviews.Reviews(shown)
    there = {(row.hash, row.state, row.who) for row in known.rows}
    new = [row for row in wanted if (row.hash, row.state, row.who) not in there]
    after = reviews.with_rows(before, new)
    if new:
        replace(path, after)
    return len(new), reviews.parse(after, shown, root)


def _left_out(entry: Entry) -> Problem:
    start = " ".join(entry.wanted.segment.msgid.split())
    text = f"“{start if len(start) <= 60 else start[:59] + '…'}”"
    if not entry.synced:
        return Problem(
            entry.path, entry.line, f"{text}: not in the catalog", "run kyr l10n sync, then translate it"
        )
    if entry.fault:
        return Problem(entry.path, entry.line, f"{text}: {entry.fault.what}", entry.fault.todo)
    what, todo = _WHY[entry.state]
    return Problem(entry.path, entry.line, f"{text}: {what}", todo)


@dataclass(frozen=True)
class Kept:
    """One translation that was carried over a slip of the pen in its English, or may not be."""

    tag: str
    entry: Entry
    refused: str = ""
    """Why a person must translate; "" where the translation was carried over."""
    reviews: int = 0
    """Reviews that were written again for the new pair."""
    dropped: int = 0
    """Reviews by lawyers, which do not come along."""

    @property
    def difference(self) -> str:
        """What is other in the English, for people to read."""
        return changes.shown(self.entry.previous, self.entry.wanted.segment.msgid)

    @property
    def problem(self) -> Problem:
        """Why it was not carried over."""
        todo = "a person must bring the translation up to the English"
        return Problem(self.entry.path, self.entry.line, f"{self.refused}: {self.difference}", todo)


def same_meaning(
    root: Path, tags: Sequence[str], selection: Selection, who: str, *, look: bool = False
) -> list[Kept]:
    """Carry translations over where the English changed by a slip of the pen; with `look`, write nothing.

    Law: a text is carried over only when its tokens, numbers and marks are as they were, no word of negation,
    leave or duty is in the difference, and the gate lets the pair through. Reviews by a person or a second speaker
    are written again for the new pair, with their names and days; a lawyer's is not. A row `same-meaning` names
    who said so.

    Raises as `record`. The reviews are written before the catalogs: a killed run leaves rows without a pair, and
    the next run goes on.
    """
    allowed("human", who)
    languages = chosen(root, tags)
    english = extract(root)
    found = [
        _kept(catalogs, english, entry)
        for language in languages
        for catalogs in [load_catalogs(root, language.tag)]
        for entry in selected(root, catalogs, english, selection)
        if entry.state == "changed"
    ]
    if look:
        return found
    day = today(root)
    for language in languages:
        ours = [one for one in found if one.tag == language.tag and not one.refused]
        known = load_catalogs(root, language.tag).reviews
        rows: list[Review] = []
        for one in ours:
            key = review_hash(one.entry.wanted.segment.msgid, one.entry.text)
            before = known.of(one.entry.previous, one.entry.text)
            rows += [dataclasses.replace(row, hash=key) for row in before if row.state != "lawyer"]
            rows.append(Review(key, reviews.SAME_MEANING, who, day, 0))
        add(root, language.tag, rows)
        for path in dict.fromkeys(one.entry.path for one in ours):
            _clear(root / path, path, [one.entry for one in ours if one.entry.path == path])
    return found


def _kept(catalogs: Catalogs, english: English, entry: Entry) -> Kept:
    tag, msgid = catalogs.language.tag, entry.wanted.segment.msgid
    if not entry.previous:
        return Kept(tag, entry, "the catalog does not say which English it was made from")
    why = changes.meaning_at_risk(entry.previous, msgid)
    context = entry.wanted.segment.context
    pair = Translation(context, msgid, entry.text, entry.path, entry.line)
    fault = catalogs.fault(pair, plain=is_plain(context))
    if why is None and fault:
        why = fault.what
    if why is None and context is None and english.same and not english.same(msgid, entry.text):
        why = "the translation has other emphasis, links or breaks than the English"
    before = catalogs.reviews.of(entry.previous, entry.text)
    dropped = sum(row.state == "lawyer" for row in before)
    return Kept(tag, entry, why or "", len(before) - dropped, dropped)


def _clear(path: Path, shown: str, found: Sequence[Entry]) -> None:
    """Take the flag off these entries of a catalog, and what is said of the English before."""
    keys = {(entry.wanted.segment.context, entry.wanted.segment.msgid): entry.text for entry in found}
    catalog = parse(read(path), shown)
    for entry in catalog:
        if not entry.obsolete and keys.get((context_of(entry), entry.msgid)) == entry.msgstr:
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = None
            entry.previous_msgctxt = None
            entry.comment = changes.without(entry.comment)
    replace(path, (str(catalog).rstrip("\n") + "\n").encode())
