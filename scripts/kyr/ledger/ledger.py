"""The loaded ledger: what everybody else reads. It is a value: nothing changes it, and it pickles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

#: How many sources a page shows for one fact.
SHOWN = 2


@dataclass(frozen=True)
class Ledger:
    """Facts, sources and the model, each by id in the order of its file."""

    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    holders: Mapping[str, Holder]
    flows: Mapping[str, Flow]
    activities: Mapping[str, Activity]
    questions: Mapping[str, Question]
    coverage: tuple[Coverage, ...]
    directory: tuple[Entry, ...]
    resources: Mapping[str, Resource]
    aliases: Mapping[str, str]
    states: Mapping[str, State] = field(default_factory=dict)
    state_rules: Mapping[str, StateRule] = field(default_factory=dict)

    def fact(self, name: str) -> Fact:
        """The one fact of that id, old ids included.

        Raises:
            KeyError: neither a fact nor an alias has this id.
        """
        return self.facts[self.aliases.get(name, name)]

    def governing(self, flow: Flow) -> Fact:
        """The fact that sets a flow's status and date."""
        return self.fact(flow.facts[0])

    def danger(self, name: str) -> str:
        """The class of the texts of a fact, flow, holder, activity, question, resource or rule of a state; of an
        entry of the directory, `contact`. A flow has its governing fact's; what is not dated may cost a case."""
        if name in self.facts:
            return self.facts[name].danger
        if name in self.flows:
            return self.governing(self.flows[name]).danger
        listed = (self.holders, self.activities, self.questions, self.resources, self.state_rules)
        return "legal-status" if any(name in rows for rows in listed) else "contact"

    def shown_sources(self, fact: Fact) -> tuple[Source, ...]:
        """What a page shows for a fact: the strongest kinds, the issuers' own pages, those read in full, first.

        At most two. Secondary kinds are shown only where the fact lists nothing better;
        an address without https only where it lists no other.
        """
        listed = [self.sources[cite.id] for cite in fact.sources]
        reachable = [source for source in listed if source.url and source.url.startswith("https://")]
        chosen = [source for source in reachable if not source.secondary] or reachable or listed
        return tuple(sorted(chosen, key=strength)[:SHOWN])


def strength(source: Source) -> tuple[int, bool, int, int, str]:
    """A total order: kind, the issuer's own page before a copy, how much of it was read, the newest, the id."""
    read = ("full", "excerpt", "not-seen").index(source.seen)
    return source.rank, source.copy, read, -(source.date.toordinal() if source.date else 0), source.id
