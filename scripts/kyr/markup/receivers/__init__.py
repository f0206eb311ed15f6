"""`receivers`: the whole model turned round: who gets what from whom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..blocks import LedgerBlock
from ..flows.text import FlowText, holder_name, texts

if TYPE_CHECKING:
    from kyr.ledger import Flow, Holder

FAMILIES = ("ice", "dhs", "federal", "states", "companies")
"""Whose table a receiver stands in; the words are `receivers.…`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One flow, and the page that says more."""

    flow: FlowText
    link: str | None


class Receivers(LedgerBlock):
    """Every flow of the model once: a table for each family of receivers, in it each receiver's rows together.

    The order is reckoned: who gets data most ways stands first.
    """

    NAME = "receivers"

    def html(self) -> str:
        """Five headings with a table of three columns under each."""
        if self.argument:
            self.problem("the block 'receivers' takes no argument", "remove it: it shows all flows")
        flows = self.state.ledger.flows.values()
        ways = {holder: sum(flow.receiver == holder for flow in flows) for holder in self.state.ledger.holders}
        order = sorted(flows, key=lambda flow: (-ways[flow.receiver], list(ways).index(flow.receiver)))
        families = []
        for family in FAMILIES:
            members = [flow for flow in order if self._family(flow.receiver) == family]
            groups = [
                (holder_name(self.state, receiver), [self._row(flow) for flow in rows])
                for receiver, rows in groupby(members, key=lambda flow: flow.receiver)
            ]
            if groups:
                families.append((self.state.words.shell(f"receivers.{family}"), groups))
        return self.render(words=self.state.words, families=families)

    def _row(self, flow: Flow) -> Row:
        return Row(texts(self.state, flow, self.line, cited=False), self.state.link(flow.page))

    def _family(self, receiver: str) -> str:
        """The part of Homeland Security that a holder belongs to, else its kind."""
        for holder in self._upwards(receiver):
            if holder.id in ("ice", "dhs"):
                return holder.id
        top = self.state.ledger.holders[receiver]
        if top.kind == "company":
            return "companies"
        return "states" if top.kind == "state-local" or (top.kind == "system" and not top.part_of) else "federal"

    def _upwards(self, name: str) -> list[Holder]:
        holder: Holder | None = self.state.ledger.holders[name]
        found: list[Holder] = []
        while holder is not None:
            found.append(holder)
            holder = self.state.ledger.holders.get(holder.part_of or "")
        return found
