"""Where facts stand: pages, and the flows, activities, questions and holders of the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kyr.ledger.ledger import Ledger
    from kyr.ledger.models import Flow

#: A fact's id in a page: a citation, a link, a phone.
CITED = re.compile(r"\[\^fact:([a-z0-9-]+)\]|\]\(fact:([a-z0-9-]+)\)|<tel:([a-z0-9-]+)>")
#: The first line of a block, and one of the options under it.
BLOCK = re.compile(r"^ *(?P<bar>/{3,}) *(?P<name>[a-z]+) *(?:\| *(?P<argument>.*?) *)?$")
OPTION = re.compile(r"^ {4,}(?P<name>[a-z]+): *(?P<value>.+?) *$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
#: Blocks whose argument names facts.
OF_FACTS = ("fact", "timeline", "directory")


@dataclass(frozen=True, order=True)
class Use:
    """One place that shows a fact. `shown`: its words stand there, not only its sources."""

    path: str
    line: int
    kind: str
    fact: str
    shown: bool


@dataclass(frozen=True)
class Block:
    """A block of a page: its first line, name, argument and options, as written."""

    path: str
    line: int
    name: str
    argument: str
    options: dict[str, str]


def english_pages(root: Path) -> Iterator[tuple[str, str]]:
    """The path and the text of each page's own file: nothing of the ledger, no whole page in another language."""
    for file in sorted(file for file in (root / "docs").rglob("*.md") if file.is_file()):
        path = file.relative_to(root).as_posix()
        if "/_" not in path and "." not in file.stem:
            yield path, file.read_text("utf-8", errors="replace")


def _lines(root: Path) -> Iterator[tuple[str, int, str]]:
    """Each line of each page below `docs` with its place; fenced code is left out."""
    for file in sorted(file for file in (root / "docs").rglob("*.md") if file.is_file()):
        path = file.relative_to(root).as_posix()
        fence = ""
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1):
            mark = FENCE.match(line)
            if mark and (not fence or mark[1].startswith(fence)):
                fence = "" if fence else mark[1]
            elif not fence:
                yield path, number, line


def _ids(text: str) -> list[str]:
    return [one for one in re.split(r"[,\s\[\]]+", text) if one]


def used(root: Path, ledger: Ledger) -> Iterator[Use]:
    """Each fact that a page names itself, in order; code is left out."""
    for path, number, line in _lines(root):
        for match in CITED.finditer(re.sub(r"`[^`]*`", "", line)):
            yield Use(path, number, "cited", next(filter(None, match.groups())), False)
        block = BLOCK.match(line)
        if block and block["name"] in OF_FACTS and block["argument"]:
            for one in _ids(block["argument"]):
                yield Use(path, number, block["name"], one, block["name"] == "fact")


def _blocks(root: Path) -> Iterator[Block]:
    open_block: Block | None = None
    for path, number, line in _lines(root):
        if option := OPTION.match(line) if open_block else None:
            assert open_block
            open_block.options[option["name"]] = option["value"]
            continue
        if open_block:
            yield open_block
            open_block = None
        if found := BLOCK.match(line):
            open_block = Block(path, number, found["name"], found["argument"] or "", {})
    if open_block:
        yield open_block


def _flows(block: Block, ledger: Ledger) -> Iterable[Flow]:
    """The flows that a block `flows` or `activities` shows; nothing for an id that the ledger does not have."""
    if block.name == "activities":
        ids = {one for activity in ledger.activities.values() for one in activity.flows}
        return [flow for name, flow in ledger.flows.items() if name in ids]
    options = block.options
    if activity := ledger.activities.get(options.get("activity", "")):
        found = [ledger.flows[name] for name in activity.flows]
    else:
        ends = (options.get("holder"), options.get("receiver"))
        found = [flow for flow in ledger.flows.values() if flow.giver == ends[0] or flow.receiver == ends[1]]
    only = _ids(options.get("only", ""))
    return [flow for flow in found if not only or flow.id in only]


def through_model(root: Path, ledger: Ledger) -> Iterator[Use]:
    """Each fact that a page shows through a flow or a question of the model, under the fact's present id."""
    for block in _blocks(root):
        rows: list[tuple[str, tuple[str, ...]]] = []
        if block.name in ("flows", "activities"):
            rows = [(f"flow {flow.id}", flow.facts) for flow in _flows(block, ledger)]
        elif block.name == "questions":
            page, named = block.options.get("page"), _ids(block.argument)
            rows = [
                (f"question {question.id}", question.facts)
                for question in ledger.questions.values()
                if question.id in named or question.page == page
            ]
        for kind, facts in rows:
            for one in dict.fromkeys(ledger.fact(name).id for name in facts):
                yield Use(block.path, block.line, kind, one, False)


def uses_of(root: Path, ledger: Ledger, name: str) -> list[Use]:
    """Every page that shows a fact, itself or through the model, and every record of the model that rests on it.

    Raises:
        KeyError: no such fact.
    """
    wanted = ledger.fact(name).id
    found = [use for use in used(root, ledger) if ledger.aliases.get(use.fact, use.fact) == wanted]
    found += [use for use in through_model(root, ledger) if use.fact == wanted]
    model = (
        ("flow", ledger.flows), ("activity", ledger.activities), ("question", ledger.questions),
        ("holder", ledger.holders),
    )  # fmt: skip
    for kind, records in model:
        for record in records.values():
            if any(ledger.aliases.get(one, one) == wanted for one in record.facts):
                found.append(Use(record.path, record.line, f"{kind} {record.id}", wanted, kind == "flow"))
    return sorted(found)
