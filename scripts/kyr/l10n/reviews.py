"""Who has checked which translation: `locales/<tag>/reviews.csv`, one row for each pair, state and person.

    hash,state,who,date
    3f0c9a1be27d4455,second-speaker,Ana,2026-11-23

The hash is taken over the English and its translation: editing either voids the row. A void row is no fault.
The state `same-meaning` is no review. It says who answered for carrying the reviews of a pair over to this one,
after the English changed by a slip of the pen.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kyr.clock import today
from kyr.problems import Problem, Problems

from . import gate

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path

FILE = "reviews.csv"
COLUMNS = ("hash", "state", "who", "date")
HEADER = ",".join(COLUMNS)
STATES = ("human", "second-speaker", "lawyer")
"""A person; a second person who speaks the language; a lawyer who reads it."""
SAME_MEANING = "same-meaning"
TWO_KEYS = frozenset({"safety", "legal-status"})
"""Classes whose texts need a second speaker and a lawyer, two different people."""
LONGEST_NAME = 40
_HASH = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BETWEEN = " -'’."
"""What may stand between the letters of a name, once in each place."""


@dataclass(frozen=True, slots=True)
class Review:
    """One row."""

    hash: str
    state: str
    who: str
    date: datetime.date
    line: int

    @property
    def row(self) -> str:
        """As it stands in the file; no field ever needs quotation marks."""
        return ",".join((self.hash, self.state, self.who, self.date.isoformat()))


@dataclass(frozen=True)
class Reviews:
    """Every row of a language."""

    path: str
    rows: tuple[Review, ...] = ()

    @cached_property
    def _by_hash(self) -> dict[str, tuple[Review, ...]]:
        found: dict[str, tuple[Review, ...]] = {}
        for row in self.rows:
            if row.state != SAME_MEANING:
                found[row.hash] = (*found.get(row.hash, ()), row)
        return found

    def of(self, english: str, translation: str) -> tuple[Review, ...]:
        """The reviews of exactly this pair."""
        return self._by_hash.get(review_hash(english, translation), ()) if self._by_hash else ()

    def void(self, pairs: Container[str]) -> tuple[Review, ...]:
        """The rows of pairs that exist no more; `pairs` are the hashes of those that do."""
        return tuple(row for row in self.rows if row.hash not in pairs)

    def __len__(self) -> int:
        return len(self.rows)


def review_hash(english: str, translation: str) -> str:
    """What `reviews.csv` knows a pair by; a change on either side makes another hash."""
    return hashlib.sha256(f"{english}\x1f{translation}".encode()).hexdigest()[:16]


def checked(found: Sequence[Review], danger: str) -> bool:
    """Whether the reviews of a pair are enough for its class.

    Law: a text of the class safety or legal-status needs a second speaker and a lawyer who are two different
    people; any other text needs one person, in any state.

    >>> day = datetime.date(2026, 11, 23)
    >>> rows = [Review("", "second-speaker", "Ana", day, 2), Review("", "lawyer", "ANA", day, 3)]
    >>> checked(rows, "safety"), checked(rows, "contact")
    (False, True)
    """
    if danger not in TWO_KEYS:
        return bool(found)
    speakers = {_person(row.who) for row in found if row.state == "second-speaker"}
    lawyers = {_person(row.who) for row in found if row.state == "lawyer"}
    return any(speaker != lawyer for speaker in speakers for lawyer in lawyers)


@lru_cache(1024)
def _person(who: str) -> str:
    """A name as two people's names are compared: spaces, dots, accents, capitals and letters of another script
    that look the same make nobody somebody else."""
    apart = unicodedata.normalize("NFKD", gate.folded(who)).casefold()
    return "".join(c for c in apart if c.isalpha())


def name_fault(who: str) -> str | None:
    """What is wrong with the name of a reviewer; None when it is fine.

    >>> name_fault("Ana"), name_fault("María José"), name_fault("=1+1")
    (None, None, 'has “=”, which is no letter')
    """
    if not who.strip():
        return "is empty"
    if len(who) > LONGEST_NAME:
        return f"has more than {LONGEST_NAME} characters"
    strange = next((c for c in who if unicodedata.category(c)[0] not in "LM" and c not in _BETWEEN), None)
    if strange is not None:
        shown = f"“{strange}”" if strange.isprintable() else f"the character U+{ord(strange):04X}"
        return f"has {shown}, which is no letter"
    if not (who[0].isalpha() and (who[-1].isalpha() or unicodedata.category(who[-1])[0] == "M")):
        return "does not begin and end with a letter"
    if any(a in _BETWEEN and b in _BETWEEN and (a, b) != (".", " ") for a, b in itertools.pairwise(who)):
        return "has two signs side by side"
    if any(gate.faults("A", form, plain=True) for form in (who, who.lower())):  # readers see it on the page
        return "reads as an address or a number, or has a character that nobody sees"
    return None


def load(root: Path, tag: str) -> Reviews:
    """The reviews of a language; none where the file is missing. Raises Problems with every bad row."""
    path = root / "locales" / tag / FILE
    shown = path.relative_to(root).as_posix()
    if not path.is_file():
        return Reviews(shown)
    return parse(path.read_bytes(), shown, root)


def parse(content: bytes, shown: str, root: Path) -> Reviews:
    """The rows of a file's content. Raises Problems with every bad row, by path and line."""
    try:
        text = content.decode("utf-8-sig")  # spreadsheets put a byte order mark in front
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise Problems((Problem(shown, number, "the file is not UTF-8", "save it as UTF-8"),)) from None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if lines[0] != HEADER:
        todo = f"write {HEADER} there, and one review a line below"
        raise Problems((Problem(shown, 1, "the first line does not name the columns", todo),))
    rows: list[Review] = []
    problems: list[Problem] = []
    latest = today(root) if any(map(str.strip, lines[1:])) else datetime.date.max  # asks git for the day
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        row = _row(line, number, latest)
        if isinstance(row, Review):
            rows.append(row)
        else:
            problems.append(Problem(shown, number, *row))
    if problems:
        raise Problems(problems)
    return Reviews(shown, tuple(rows))


def _row(line: str, number: int, latest: datetime.date) -> Review | tuple[str, str]:
    """A row, or what is wrong with it and what to do about it."""
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error:
        cells = []
    if len(cells) != len(COLUMNS):
        return f"the row has not the {len(COLUMNS)} columns {HEADER}", "write one review a line, or remove it"
    key, state, who, written = cells
    if not _HASH.fullmatch(key):
        return "the hash is not 16 of the digits 0-9a-f", "let kyr l10n review write the row"
    if state not in (*STATES, SAME_MEANING):
        return f"“{_printable(state)}” is no state", f"write one of: {', '.join(STATES)}"
    if fault := name_fault(who):
        return f"the name in “who” {fault}", f"write a name of letters, at most {LONGEST_NAME}"
    if not written:
        return "the row has no date", "add the day of the review, as in 2026-11-23"
    try:
        day = datetime.date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        day = None
    if day is None:
        return f"“{_printable(written)}” is no date", "write the day of the review, as in 2026-11-23"
    if day > latest:
        return f"the review of {day} is in the future", "write the day on which it was made"
    return Review(key, state, who, day, number)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:LONGEST_NAME])


def with_rows(content: bytes, rows: Iterable[Review]) -> bytes:
    """A file's content with these rows at its end; what stands there stays, byte for byte."""
    before = content or f"{HEADER}\n".encode()
    if not before.endswith(b"\n"):
        before += b"\n"
    return before + "".join(f"{row.row}\n" for row in rows).encode()
