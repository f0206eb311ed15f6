"""`flows`: the ways of the data, read downwards, by holder, receiver or activity."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..blocks import LedgerBlock
from .text import given, holder_name, texts

if TYPE_CHECKING:
    from kyr.ledger import Flow


class Flows(LedgerBlock):
    """One of `holder`, `receiver`, `activity`; `only` chooses and orders; `number` counts 3.1, 3.2 …;
    `given` shows what the reader gives, and to whom, on top."""

    NAME = "flows"
    KNOWN = ("holder", "activity", "receiver", "only", "number", "given")

    def html(self) -> str:
        """Each holder a heading, each flow a heading and a strip."""
        flows = self._only(self._chosen())
        number = self._number()
        top = self._given()
        groups = []
        for giver, members in groupby(flows, key=lambda flow: flow.giver):
            rows = []
            for flow in members:
                rows.append((self._count(number), texts(self.state, flow, self.line, cited=True), top))
                top = None
            heading = self.state.words.shell("flow.from", giver=holder_name(self.state, giver))
            groups.append((heading, rows))
        return self.render(words=self.state.words, groups=groups)

    def _chosen(self) -> list[Flow]:
        ledger = self.state.ledger
        ways = [name for name in ("holder", "activity", "receiver") if name in self.given]
        if len(ways) != 1:
            todo = "write for example `holder: irs`"
            self.problem("the block 'flows' needs one of holder, activity, receiver", todo)
            return []
        if ways[0] == "activity":
            activity = self.one_of("activity", tuple(ledger.activities), "activity")
            return [ledger.flows[name] for name in ledger.activities[activity].flows] if activity else []
        holder = self.one_of(ways[0], tuple(ledger.holders), "holder")
        side = "giver" if ways[0] == "holder" else "receiver"
        found = [flow for flow in ledger.flows.values() if getattr(flow, side) == holder]
        if holder and not found:
            self.problem(f"no flow has {holder!r} as its {ways[0]}", "choose another holder")
        if side == "receiver" and "only" not in self.given:
            order = list(dict.fromkeys(flow.giver for flow in found))
            found.sort(key=lambda flow: order.index(flow.giver))
        return found

    def _only(self, flows: list[Flow]) -> list[Flow]:
        if "only" not in self.given:
            return flows
        by_id = {flow.id: flow for flow in flows}
        wanted = self.names(self.given["only"])
        for name in wanted:
            if name not in by_id:
                todo = f"choose one of its flows{self.state.near(name, by_id)}"
                self.problem(f"the flow {name!r} is not among those of this block", todo)
        return [by_id[name] for name in wanted if name in by_id]

    def _number(self) -> int | None:
        number = self.given.get("number")
        if number is None or (isinstance(number, int) and not isinstance(number, bool)):
            return number
        self.problem(f"{number!r} is no number", "write for example `number: 3`")
        return None

    def _count(self, number: int | None) -> str:
        if number is None:
            return ""
        counts = self.state.work.counts
        counts[number] = counts.get(number, 0) + 1
        return f"{number}.{counts[number]}"

    def _given(self) -> tuple[object, object] | None:
        wanted = self.given.get("given")
        if not wanted:
            return None
        if wanted is True:
            wanted = self.given.get("activity")
            if wanted is None:
                self.problem("`given: true` needs an activity", "write `given: do-file-taxes`, the activity's id")
        activities = self.state.ledger.activities
        if not isinstance(wanted, str) or wanted not in activities:
            if wanted not in (None, self.given.get("activity")):
                todo = f"choose an id of the ledger{self.state.near(str(wanted), activities)}"
                self.problem(f"there is no activity {str(wanted)!r}", todo)
            return None
        return given(self.state, activities[wanted])
