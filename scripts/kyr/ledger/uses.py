"""Where facts stand: pages, flows, activities, questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyr.ledger.ledger import Ledger

#: A fact's id in a page: a citation, a link, a phone, or the arguments of a block.
CITED = re.compile(r"\[\^fact:([a-z0-9-]+)\]|\]\(fact:([a-z0-9-]+)\)|<tel:([a-z0-9-]+)>")
BLOCK = re.compile(r"^/{3,} +(fact|timeline|directory) *\| *(.+)$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")


@dataclass(frozen=True, order=True)
class Use:
    """One place that shows a fact. `shown`: its words stand there, not only its sources."""

    path: str
    line: int
    kind: str
    fact: str
    shown: bool


def used(root: Path, ledger: Ledger) -> Iterator[Use]:
    """Each use of a fact on a page below `docs`, in order; code is left out."""
    for file in sorted((root / "docs").rglob("*.md")):
        path = file.relative_to(root).as_posix()
        fence = ""
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            mark = FENCE.match(line)
            if mark and (not fence or mark[1].startswith(fence)):
                fence = "" if fence else mark[1]
                continue
            if fence:
                continue
            for match in CITED.finditer(re.sub(r"`[^`]*`", "", line)):
                yield Use(path, number, "cited", next(filter(None, match.groups())), False)
            block = BLOCK.match(line)
            if block and not block[2].startswith("state:"):
                for one in re.split(r"[,\s]+", block[2].strip()):
                    if one:
                        yield Use(path, number, block[1], one, block[1] == "fact")


def uses_of(root: Path, ledger: Ledger, name: str) -> list[Use]:
    """Every page, flow, activity, question and holder that shows a fact, old ids included.

    A flow or question counts with the page that explains it.

    Raises:
        KeyError: no such fact.
    """
    wanted = ledger.fact(name).id

    def same(ids: tuple[str, ...]) -> bool:
        return any(ledger.aliases.get(one, one) == wanted for one in ids)

    found = [use for use in used(root, ledger) if ledger.aliases.get(use.fact, use.fact) == wanted]
    model = (
        ("flow", ledger.flows), ("activity", ledger.activities), ("question", ledger.questions),
        ("holder", ledger.holders),
    )  # fmt: skip
    for kind, records in model:
        for record in records.values():
            if same(record.facts):
                found.append(Use(record.path, record.line, f"{kind} {record.id}", wanted, kind == "flow"))
    return sorted(found)
