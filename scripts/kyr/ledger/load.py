"""Load the whole ledger, or say everything that is wrong with it in one go."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kyr.ledger.ledger import Ledger
from kyr.ledger.models import (
    Activity,
    Coverage,
    Entry,
    Fact,
    Flow,
    Holder,
    Question,
    Resource,
    Source,
    State,
    StateRule,
)
from kyr.ledger.reading import Item, Reader
from kyr.ledger.uses import used
from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

FOLDER = "docs/_ledger"
#: What an id looks like.
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
T = TypeVar("T", bound=msgspec.Struct)


def _where(item: Item, message: str) -> tuple[str, int]:
    """A message of msgspec as (what, line): the line is that of the key it speaks of."""
    said, _, place = message.partition(" - at `$.")
    key = re.split(r"[.\[`]", place)[0]
    if match := re.search(r"unknown field `(\w+)`", said):
        return f"unknown key “{match[1]}”", item.lines.get(match[1], item.line)
    if match := re.search(r"missing required field `(\w+)`", said):
        return f"“{match[1]}” is missing", item.line
    if match := re.search(r"Invalid enum value (.*)", said):
        return f"“{key}” has the unknown word {match[1]}", item.lines.get(key, item.line)
    return f"“{key}”: {said[:1].lower()}{said[1:]}", item.lines.get(key, item.line)


def _todo(what: str) -> str:
    if what.startswith("unknown key"):
        return "check its spelling against docs/_ledger/README.md"
    if what.endswith("is missing"):
        return "add it"
    return "see the allowed values in docs/_ledger/README.md"


class _Loading:
    """One load: the reader's faults, the records, and where each key stands."""

    def __init__(self, root: Path, today: datetime.date) -> None:
        self.root = root
        self.today = today
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str, str], dict[str, int]] = {}
        #: Ids of records that could not be made: what names them is not at fault.
        self.broken: set[str] = set()
        self.readable = True

    def fault(self, record: msgspec.Struct, key: str, what: str, todo: str) -> None:
        path, line = str(record.path), int(record.line)  # type: ignore[attr-defined]
        at = self.lines.get((path, str(line)), {}).get(key, line)
        self.problems.append(Problem(path, at, what, todo))

    def records(
        self, name: str, kind: type[T], prepare: Callable[[dict[str, Any]], None] | None = None
    ) -> list[T]:
        reader = Reader(f"{FOLDER}/{name}")
        found: list[T] = []
        for item in reader.items(self.root / FOLDER / name):
            values = dict(item.values)
            if prepare:
                prepare(values)
            values = {key: "" if value is None and key in BLANK else value for key, value in values.items()}
            try:
                made = msgspec.convert(
                    {**values, "path": reader.path, "line": item.line}, kind, builtin_types=(datetime.date,)
                )
            except msgspec.ValidationError as error:
                what, line = _where(item, str(error))
                self.broken.add(str(item.values.get("id")))
                named = f"{item.values.get('id', 'an entry')}: " if "id" in item.values else ""
                reader.fault(line, named + what, _todo(what))
                continue
            self.lines[reader.path, str(item.line)] = item.lines
            found.append(made)
        self.problems.extend(reader.problems)
        self.readable &= reader.readable
        return found

    def by_id(self, records: Iterable[Any], kind: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for record in records:
            if not KEBAB.fullmatch(record.id):
                self.fault(record, "id", f"id “{record.id}”", "use small letters, digits and hyphens")
            if record.id in found:
                first = found[record.id]
                self.fault(
                    record, "id", f"{kind} “{record.id}” stands twice", f"it is also at {first.path}:{first.line}"
                )
            found.setdefault(record.id, record)
        return found


#: Text keys that may be left empty in the file.
BLANK = frozenset({"detail", "note", "notes", "plain", "how", "status_note", "your_options"})


def _cites(values: dict[str, Any]) -> None:
    """A source may be named by its id alone, or as {id, date, seen} where this reading differs."""
    sources = values.get("sources")
    if isinstance(sources, list):
        values["sources"] = [{"id": one} if isinstance(one, str) else one for one in sources]


def load(root: Path, today: datetime.date) -> Ledger:
    """Read `docs/_ledger` below `root`.

    Raises:
        Problems: everything that is wrong, each with its file and line.
    """
    now = _Loading(root, today)
    names = sorted(p.name for p in (root / FOLDER / "facts").glob("*.yml"))
    if not names:
        raise Problems([Problem(f"{FOLDER}/facts", 1, "no facts here", "restore the folder from the repository")])
    sources = now.by_id(now.records("sources.yml", Source), "source")
    facts = now.by_id([f for n in names for f in now.records(f"facts/{n}", Fact, _cites)], "fact")
    holders = now.by_id(now.records("holders.yml", Holder), "holder")
    flows = now.by_id(now.records("flows.yml", Flow), "flow")
    activities = now.by_id(now.records("activities.yml", Activity), "activity")
    questions = now.by_id(now.records("questions.yml", Question), "question")
    coverage = tuple(now.records("coverage.yml", Coverage))
    directory = tuple(now.records("directory.yml", Entry))
    resources = now.by_id(now.records("resources.yml", Resource), "resource")
    states = now.by_id(now.records("states.yml", State), "state")
    state_rules = now.by_id(now.records("state-rules.yml", StateRule), "rule")
    reader = Reader(f"{FOLDER}/aliases.yml")
    aliases = reader.pairs(root / FOLDER / "aliases.yml")
    now.problems.extend(reader.problems)
    if not (now.readable and reader.readable):
        raise Problems(now.problems)  # whatever else is missing is missing because a file could not be read
    for old, (new, line) in aliases.items():
        if new not in facts and new not in now.broken:
            now.problems.append(
                Problem(reader.path, line, f"alias to “{new}”, no such fact", "name a fact that exists")
            )
        if old in facts:
            now.problems.append(
                Problem(reader.path, line, f"“{old}” is a fact too", "remove the alias or the fact")
            )
    ledger = Ledger(
        sources=sources, facts=facts, holders=holders, flows=flows, activities=activities, questions=questions,
        coverage=coverage, directory=directory, resources=resources,
        aliases={old: new for old, (new, _) in aliases.items()}, states=states, state_rules=state_rules,
    )  # fmt: skip
    _check_sources(now, ledger)
    _check_facts(now, ledger)
    _check_model(now, ledger)
    _check_directory(now, ledger)
    _check_states(now, ledger)
    _check_changes(now, ledger)
    _check_uses(now, ledger)
    if now.problems:
        raise Problems(now.problems)
    return ledger


def _check_sources(now: _Loading, ledger: Ledger) -> None:
    seen: dict[str, str] = {}
    for source in ledger.sources.values():
        if source.url and not source.url.startswith("https://") and not source.no_https:
            now.fault(
                source, "url", f"{source.id}: the address is not https", "use https, or say why not in no_https"
            )
        if source.weak and source.kind != "press":
            now.fault(
                source, "secondary", f"{source.id}: secondary, of kind {source.kind}",
                "remove it: it marks press that is not established",
            )  # fmt: skip
        if source.date and source.date > now.today:
            now.fault(
                source, "date", f"{source.id}: dated {source.date}, after today", "no source is from the future"
            )
        if source.url:
            same = seen.setdefault(source.url, source.id)
            if same != source.id:
                now.fault(
                    source, "url", f"{source.id}: same address as {same}", "keep one source for each address"
                )


def _check_facts(now: _Loading, ledger: Ledger) -> None:
    for fact in ledger.facts.values():
        if fact.as_of and fact.as_of > now.today:
            now.fault(
                fact, "as_of", f"{fact.id}: as_of {fact.as_of} is in the future", "it is the newest source's date"
            )
        dates: list[datetime.date | None] = []
        for cite in fact.sources:
            source = ledger.sources.get(cite.id)
            if source is None and cite.id in now.broken:
                dates.append(None)
            elif source is None:
                now.fault(
                    fact, "sources", f"{fact.id}: no such source “{cite.id}”", f"add it to {FOLDER}/sources.yml"
                )
            else:
                dates.append(cite.date if cite.date is not msgspec.UNSET else source.date)
        known = [day for day in dates if day]
        if fact.as_of and known and len(known) == len(dates) and fact.as_of > max(known):
            now.fault(
                fact, "as_of", f"{fact.id}: as_of {fact.as_of} is later than its newest source ({max(known)})",
                "no date is later than its source",
            )  # fmt: skip
        if fact.stability == "volatile":
            for key in ("looked_on", "next_check"):
                if getattr(fact, key) is None:
                    now.fault(fact, key, f"{fact.id}: volatile, and {key} is missing", "add it")
        if fact.looked_on and fact.looked_on > now.today:
            now.fault(
                fact, "looked_on", f"{fact.id}: looked_on {fact.looked_on} is in the future", "write the real day"
            )
        if fact.looked_on and fact.next_check and fact.next_check <= fact.looked_on:
            now.fault(fact, "next_check", f"{fact.id}: next_check is not after looked_on", "add 14 or 60 days")
        if fact.status == "contested" and fact.standing is None:
            now.fault(
                fact, "status", f"{fact.id}: contested, and standing is missing", "allowed, stopped or undecided"
            )
        if fact.status != "contested" and fact.standing is not None:
            now.fault(fact, "standing", f"{fact.id}: standing without contested", "remove it")
        if fact.path != f"{FOLDER}/facts/{fact.topic}.yml":
            now.fault(fact, "topic", f"{fact.id}: topic “{fact.topic}” is not its file's", "move the fact")
        if not fact.sources:
            now.fault(fact, "sources", f"{fact.id}: no source", "a fact without a source is not a fact")
        if fact.service and fact.service.url and not fact.service.url.startswith("https://"):
            now.fault(fact, "service", f"{fact.id}: the service's address is not https", "use https")


def _check_model(now: _Loading, ledger: Ledger) -> None:
    def facts(record: Any, least: int = 0, also: Collection[str] = ()) -> None:
        if len(record.facts) < least:
            now.fault(record, "facts", f"{getattr(record, 'id', '')}: no fact", "name the fact that supports it")
        for one in record.facts:
            if not (one in ledger.facts or one in ledger.aliases or one in also or one in now.broken):
                now.fault(record, "facts", f"no such fact “{one}”", "check the id: kyr facts show ID")

    for holder in ledger.holders.values():
        facts(holder)
        if holder.part_of and holder.part_of not in {*ledger.holders, *now.broken}:
            now.fault(holder, "part_of", f"{holder.id}: no such holder “{holder.part_of}”", "check the id")
    for flow in ledger.flows.values():
        facts(flow, 1)
        for key, end in (("from", flow.giver), ("to", flow.receiver)):
            if end not in ledger.holders and end not in now.broken:
                now.fault(flow, key, f"{flow.id}: no such holder “{end}”", "check the id")
        if flow.status == "contested" and flow.standing is None:
            now.fault(
                flow, "status", f"{flow.id}: contested, and standing is missing", "allowed, stopped or undecided"
            )
        if flow.status != "contested" and flow.standing is not None:
            now.fault(flow, "standing", f"{flow.id}: standing without contested", "remove it")
        first = ledger.facts.get(ledger.aliases.get(flow.facts[0], flow.facts[0])) if flow.facts else None
        if first and first.confidence == "low" and flow.status not in ("unknown", "reported"):
            now.fault(
                flow, "status", f"{flow.id}: {flow.status}, on a fact of low confidence", "unknown or reported"
            )
        if first and first.as_of != flow.as_of:
            now.fault(
                flow, "as_of", f"{flow.id}: as_of {flow.as_of}, but {first.id} is of {first.as_of}",
                "read the fact, then copy its as_of",
            )  # fmt: skip
    for activity in ledger.activities.values():
        facts(activity)
        if activity.gives_to not in ledger.holders and activity.gives_to not in now.broken:
            now.fault(activity, "gives_to", f"{activity.id}: no such holder “{activity.gives_to}”", "check the id")
        for one in activity.flows:
            if one not in ledger.flows and one not in now.broken:
                now.fault(activity, "flows", f"{activity.id}: no such flow “{one}”", "check the id")
        if not activity.flows:
            now.fault(activity, "flows", f"{activity.id}: no flow", "name its headline flow first")
    for question in ledger.questions.values():
        facts(question, 1)
    for row in ledger.coverage:
        facts(row, also=ledger.resources)


def _check_directory(now: _Loading, ledger: Ledger) -> None:
    for entry in ledger.directory:
        if entry.url and not entry.url.startswith("https://"):
            now.fault(entry, "url", f"{entry.name}: the address is not https", "use https")
        if entry.as_of > now.today:
            now.fault(entry, "as_of", f"{entry.name}: as_of is in the future", "write the list's date")
        if entry.state.lower() not in ledger.states and entry.state.lower() not in now.broken:
            now.fault(entry, "state", f"no such state “{entry.state}”", "use a postal code of states.yml")


def _check_states(now: _Loading, ledger: Ledger) -> None:
    """A rule names states that there are, and rests on facts that may be published."""
    for rule in ledger.state_rules.values():
        for state in rule.states:
            if state not in ledger.states and state not in now.broken:
                now.fault(rule, "states", f"{rule.id}: no such state “{state}”", "use an id of states.yml")
        for name in rule.facts:
            fact = ledger.facts.get(ledger.aliases.get(name, name))
            if fact is None and name not in now.broken:
                now.fault(rule, "facts", f"{rule.id}: no such fact “{name}”", "check the id: kyr facts show ID")
            if fact and fact.confidence == "low":
                now.fault(rule, "facts", f"{rule.id}: “{name}” is of low confidence", "it may not be published")


def _check_changes(now: _Loading, ledger: Ledger) -> None:
    records: list[Fact | Flow] = [*ledger.facts.values(), *ledger.flows.values()]
    for record in records:
        if record.changed and record.changed.on > now.today:
            now.fault(record, "changed", f"{record.id}: changed is in the future", "write the day of the change")
        if record.changed and not record.changed.text.strip():
            now.fault(record, "changed", f"{record.id}: changed has no text", "say in one sentence what is new")


def _check_uses(now: _Loading, ledger: Ledger) -> None:
    for use in used(now.root, ledger):
        fact = ledger.facts.get(ledger.aliases.get(use.fact, use.fact))
        if fact is None and {use.fact, ledger.aliases.get(use.fact)} & now.broken:
            continue
        if fact is None:
            now.problems.append(
                Problem(use.path, use.line, f"no such fact “{use.fact}”", "check the id: kyr facts show ID")
            )
        elif fact.confidence == "low":
            now.problems.append(
                Problem(use.path, use.line, f"“{fact.id}” is of low confidence", "it may not be published as fact")
            )
        elif use.shown and not fact.plain:
            now.problems.append(
                Problem(
                    use.path,
                    use.line,
                    f"“{fact.id}” has no words for readers",
                    f"write `plain` at {fact.path}:{fact.line}",
                )
            )
