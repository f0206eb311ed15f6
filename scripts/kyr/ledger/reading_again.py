"""The record of second readings: who compared the words for readers with the exact statement, and when.

`docs/_ledger/second-reading.csv` has one row for each shown fact and flow: id, hash of both texts, day, what
changed; remarks stand at its top, behind #. Editing either text voids the row. A row says that a machine
compared the two texts a second time; the remarks say where that was the writer. It claims no lawyer.

`docs/_ledger/page-readings.csv` has one row for each page: page, hash of its file, day, by whom ("another", or
"writer" where nobody else has read it beside its facts since it was changed), what changed.
"""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING

from kyr.ledger.models import Fact, Flow
from kyr.ledger.uses import english_pages, used
from kyr.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyr.ledger.ledger import Ledger

FILE = "docs/_ledger/second-reading.csv"
PAGES_FILE = "docs/_ledger/page-readings.csv"


def texts_hash(record: Fact | Flow) -> str:
    """Twelve hexadecimal digits over the exact texts and the words for readers."""
    if isinstance(record, Fact):
        parts = [record.statement, record.detail, record.plain, record.status, str(record.standing)]
    else:
        plain = record.plain
        parts = [record.how, record.status_note, record.your_options, record.status, str(record.standing)]
        parts += [plain.what, plain.scope, plain.how, plain.note, plain.can] if plain else []
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def shown(root: Path, ledger: Ledger) -> Iterator[Fact | Flow]:
    """What readers see in words from the ledger: facts shown by a block, and every flow of the model."""
    seen: set[str] = set()
    for use in used(root, ledger):
        fact = ledger.facts.get(ledger.aliases.get(use.fact, use.fact))
        if use.shown and fact and fact.id not in seen:
            seen.add(fact.id)
            yield fact
    yield from ledger.flows.values()


def _rows(file: Path, key: str) -> dict[str, tuple[str, int]]:
    """The hash and the line of each row, by its key; nothing where there is no file."""
    rows: dict[str, tuple[str, int]] = {}
    if file.exists():
        lines = file.read_text("utf-8").splitlines()
        remarks = sum(line.startswith("#") for line in lines)
        reader = csv.DictReader(lines[remarks:])
        for row in reader:
            rows[row.get(key) or ""] = (row.get("hash") or "", remarks + reader.line_num)
    return rows


def page_hash(text: str) -> str:
    """Twelve hexadecimal digits over the file of a page, whatever ends its lines."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()[:12]


def unread_pages(root: Path) -> list[Problem]:
    """Each page whose row is missing or was written for other words."""
    rows = _rows(root / PAGES_FILE, "page")
    found = []
    for path, text in english_pages(root):
        name = path.removeprefix("docs/").removesuffix(".md")
        want = page_hash(text)
        have = rows.get(name)
        if have is None:
            row = f"{name},{want},DAY,another,what changed"
            todo = f"have it read by another, then add “{row}” to {PAGES_FILE}"
            found.append(Problem(path, 1, "nobody has read this page beside its facts", todo))
        elif have[0] != want:
            todo = f"have it read by another, then write {want} in its row; “writer” for “another” if nobody did"
            found.append(Problem(PAGES_FILE, have[1], f"{name} changed after its second reading", todo))
    return found


def unread(root: Path, ledger: Ledger) -> list[Problem]:
    """Each shown text without a current second reading."""
    rows = _rows(root / FILE, "id")
    found = []
    for record in shown(root, ledger):
        want = texts_hash(record)
        have = rows.get(record.id)
        if have is None:
            found.append(
                Problem(
                    record.path,
                    record.line,
                    f"{record.id}: its words for readers were not read beside the statement",
                    f"compare them, then add “{record.id},{want},DAY,what changed” to {FILE}",
                )
            )
        elif have[0] != want:
            found.append(
                Problem(
                    FILE,
                    have[1],
                    f"{record.id} changed after its second reading",
                    f"compare the texts again, then write {want} in its row",
                )
            )
    return found
