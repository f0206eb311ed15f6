"""The register of editions: `docs/_ledger/editions.csv`, one row for each code given out, rows only ever added.

    code,day,words,note,texts,facts,chain

`words` is a longer hash over what the code's own hash covers, `texts` and `facts` the marks by which editions are
compared. `chain` is a hash over the row and the chain of the row above: a row that was edited, moved or taken out
is found by every build.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import os
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kyr.problems import Problem, Problems

from .codes import Code, WrongCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .wording import Wording

REGISTER = "docs/_ledger/editions.csv"
COLUMNS = ("code", "day", "words", "note", "texts", "facts", "chain")
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row."""

    code: str
    day: datetime.date
    words: str
    note: str
    texts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    line: int = 0

    @property
    def page(self) -> tuple[str, str]:
        """Mark and language, which editions of one page share."""
        mark, *tag, _, _ = self.code.split("-")
        return mark, "-".join(tag)

    @property
    def cells(self) -> tuple[str, ...]:
        """As they stand in the file, but for the chain."""
        facts = " ".join("".join(pair) for pair in self.facts)
        return self.code, self.day.isoformat(), self.words, self.note, " ".join(self.texts), facts


class Register:
    """The rows, the oldest first."""

    def __init__(self, rows: Sequence[Recorded] = (), chain: str = "") -> None:
        self.rows = tuple(rows)
        self.chain = chain

    @cached_property
    def by_page(self) -> dict[tuple[str, str], list[Recorded]]:
        """The editions of each page and language, the oldest first."""
        pages: dict[tuple[str, str], list[Recorded]] = {}
        for row in self.rows:
            pages.setdefault(row.page, []).append(row)
        return pages

    @cached_property
    def codes(self) -> dict[str, Recorded]:
        """The newest row of each code."""
        return {row.code: row for row in self.rows}

    def current(self, mark: str, tag: str) -> Recorded | None:
        """The newest edition of a page."""
        rows = self.by_page.get((mark, tag))
        return rows[-1] if rows else None

    def later(self, code: str) -> tuple[Recorded, ...]:
        """The editions that came after one; none where it is the newest. Raises KeyError for an unknown code."""
        row = self.codes[code]
        rows = self.by_page[row.page]
        return tuple(rows[rows.index(row) + 1 :])

    def has(self, code: Code, words: str) -> bool:
        """Whether a code was given out for just these words."""
        row = self.codes.get(str(code))
        return row is not None and row.words == words


@dataclass(frozen=True, slots=True)
class FactChanges:
    """Marks of facts: those that are new or say something else now, and those that are gone."""

    told: tuple[str, ...]
    gone: tuple[str, ...]


def fact_changes(then: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> FactChanges:
    """What became of the facts from one edition to another, by their marks."""
    old, names = dict(then), {name for name, _ in now}
    told = tuple(name for name, says in now if old.get(name) != says)
    return FactChanges(told, tuple(name for name in old if name not in names))


def load_register(root: Path) -> Register:
    """Read it; no file is an empty one. Raises Problems for a row that was edited, moved, or taken out above."""
    path = root / REGISTER
    if not path.is_file():
        return Register()
    restore = "restore the file from the history; rows are only ever added, by kyr editions record"
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Problems((Problem(REGISTER, 1, "the register is not UTF-8", restore),)) from None
    if text and not text.endswith("\n"):
        line = text.count("\n") + 1
        raise Problems((Problem(REGISTER, line, "the last row is not whole", restore),))
    reader = csv.reader(io.StringIO(text))
    rows: list[Recorded] = []
    chain = ""
    for cells in reader:
        line = reader.line_num
        if line == 1:
            if tuple(cells) != COLUMNS:
                what = f"the first line is not {','.join(COLUMNS)}"
                raise Problems((Problem(REGISTER, 1, what, restore),))
            continue
        row = _row(cells, line)
        want = linked(chain, cells[:-1])
        if row is None or cells[-1] != want:
            what = "this row is not as it was recorded, or one above it is missing"
            raise Problems((Problem(REGISTER, line, what, restore),))
        chain = want
        rows.append(row)
    return Register(rows, chain)


def _row(cells: Sequence[str], line: int) -> Recorded | None:
    if len(cells) != len(COLUMNS):
        return None
    code, day, words, note, texts, facts, _ = cells
    try:
        Code.parse(code)
        read = datetime.date.fromisoformat(day)
    except (WrongCode, ValueError):
        return None
    pairs = tuple((fact[:-3], fact[-3:]) for fact in facts.split())
    return Recorded(code, read, words, note, tuple(texts.split()), pairs, line)


def linked(chain: str, cells: Iterable[str]) -> str:
    """The chain of a row: twelve hexadecimal digits over it and the chain of the row above."""
    return hashlib.sha256("\x1f".join([chain, *cells]).encode()).hexdigest()[:12]


def new_row(
    register: Register, code: Code, wording: Wording, day: datetime.date, note: str = ""
) -> Recorded | Problem | None:
    """The row to add for a page as it stands; None where its newest edition has these words already.

    A Problem where another wording was given out under the same code (one in a million): it must not be used.
    """
    known = register.codes.get(str(code))
    if known and known.words != wording.digest:
        what = f"the code {code} was given out on {known.day} for other words"
        return Problem(REGISTER, known.line, what, "change a word of the page, so that it gets another code")
    before = register.current(code.mark, code.tag)
    if before and before.code == str(code):
        return None
    return Recorded(str(code), day, wording.digest, note, wording.text_marks, wording.fact_marks)


def append(root: Path, register: Register, rows: Iterable[Recorded]) -> Register:
    """Add rows to the file, whole or not at all; the register with them."""
    path, chain = root / REGISTER, register.chain
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not path.is_file():
        writer.writerow(COLUMNS)
    added = []
    line = len(register.rows) + 1
    for row in rows:
        chain = linked(chain, row.cells)
        writer.writerow((*row.cells, chain))
        line += 1
        added.append(replace(row, line=line))
    before = path.read_text("utf-8") if path.is_file() else ""
    half = path.with_suffix(".half")
    half.write_text(before + out.getvalue(), "utf-8")
    with half.open("rb") as written:
        os.fsync(written.fileno())
    half.replace(path)
    return Register([*register.rows, *added], chain)
