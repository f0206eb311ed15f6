"""The record of second readings: who compared the words for readers with the exact statement, and when.

`docs/_ledger/second-reading.csv` has one row for each shown fact and flow: id, hash of both texts, day, what
changed; remarks stand at its top, behind #. Editing either text voids the row. A row says that a machine
compared the two texts a second time; the remarks say where that was the writer. It claims no lawyer.
"""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING

from kyr.ledger.models import Fact, Flow
from kyr.ledger.uses import used
from kyr.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyr.ledger.ledger import Ledger

FILE = "docs/_ledger/second-reading.csv"
COLUMNS = ("id", "hash", "day", "changed")


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


def unread(root: Path, ledger: Ledger) -> list[Problem]:
    """Each shown text without a current second reading."""
    file = root / FILE
    rows: dict[str, tuple[str, int]] = {}
    if file.exists():
        lines = file.read_text("utf-8").splitlines()
        remarks = sum(line.startswith("#") for line in lines)
        reader = csv.DictReader(lines[remarks:])
        for row in reader:
            rows[row.get("id") or ""] = (row.get("hash") or "", remarks + reader.line_num)
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
