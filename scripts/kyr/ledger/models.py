"""The values of the ledger: dated, sourced facts and the model of the data's ways.

Every record remembers where it stands (`path`, `line`), so that a finding can name the place.
The fields and their allowed words are those of the fact base (see `docs/_ledger/README.md`).
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

Day = datetime.date
Danger = Literal["safety", "legal-status", "contact", "background"]
Status = Literal["in-force", "blocked", "contested", "ended", "reported", "unknown"]
FlowStatus = Literal["in-force", "blocked", "contested", "reported", "prohibited", "ended", "unknown"]
Standing = Literal["allowed", "stopped", "undecided"]
Confidence = Literal["high", "medium", "low"]
Stability = Literal["stable", "volatile"]
Strength = Literal["documented", "reported", "prohibited-by-law", "no-evidence"]
Seen = Literal["full", "excerpt", "not-seen"]
FactKind = Literal["law", "court", "agency-practice", "report", "how-to", "service"]
SourceKind = Literal[
    "constitution", "statute", "regulation", "court", "audit", "agency", "crs", "press", "academic", "advocacy",
    "company",
]  # fmt: skip
Category = Literal["homeland", "papers", "federal", "rules", "watchdogs", "public", "groups", "left-out"]

#: Danger classes, worst first (pages.md, section 1).
DANGERS: tuple[Danger, ...] = ("safety", "legal-status", "contact", "background")
#: Kinds of sources, strongest first (facts/FORMAT: a page shows the strongest).
SOURCE_RANK: tuple[SourceKind, ...] = (
    "constitution", "statute", "regulation", "court", "audit", "agency", "crs", "press", "academic", "advocacy",
    "company",
)  # fmt: skip
#: Shown only where nothing better is listed, and marked "secondary source".
SECONDARY: frozenset[SourceKind] = frozenset({"academic", "advocacy", "company"})


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry of the ledger has: an id and its place."""

    id: str
    path: str = ""
    line: int = 0


class Source(Record, frozen=True, kw_only=True, rename={"weak": "secondary"}):
    """A published text. `date` is the source's own date (the oldest seen of a page that changes), None where none.

    `copy`: a law, ruling or report read on somebody else's site; the issuer's own page goes before it.
    `weak`: of kind press, but not established: a blog, an aggregator, a farm. The file says `secondary`.
    """

    title: str
    publisher: str
    kind: SourceKind
    url: str | None
    date: Day | None
    seen: Seen
    no_https: str = ""
    copy: bool = False
    weak: bool = False

    @property
    def rank(self) -> int:
        """Strongest first; a blog goes behind every kind of source."""
        return len(SOURCE_RANK) if self.weak else SOURCE_RANK.index(self.kind)

    @property
    def secondary(self) -> bool:
        return self.weak or self.kind in SECONDARY


class Service(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to reach a service, as printed on its own dated list."""

    name: str
    url: str | None = None
    phone: str | None = None
    cost: str | None = None
    languages: str | None = None
    hours: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"on": "day"}):
    """One dated line of a timeline. The file says `day`: YAML reads a bare `on` as true."""

    on: Day
    text: str


class Cite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact's reading of a source: the date and extent are given where they differ from the source's own.

    `part`: which row or entry of a living list was read.
    """

    id: str
    date: Day | msgspec.UnsetType | None = msgspec.UNSET
    seen: Seen | None = None
    part: str = ""


class Fact(Record, frozen=True, kw_only=True):
    """One statement about the world. Readers see `plain`; `statement` and `notes` are for writers.

    `changed` says to translators, in one plain sentence, what is new and since when.
    `as_of` is the date of the newest source that confirms it; `looked_on` the day somebody last searched for
    something newer; `next_check` the day to look again. The last two are set for volatile facts.
    """

    topic: str
    statement: str
    detail: str = ""
    plain: str = ""
    kind: FactKind
    stability: Stability
    status: Status
    standing: Standing | None = None
    danger: Danger
    as_of: Day | None
    looked_on: Day | None = None
    next_check: Day | None = None
    confidence: Confidence
    sources: tuple[Cite, ...]
    notes: str = ""
    service: Service | None = None
    events: tuple[Event, ...] = ()
    changed: Event | None = None


class Holder(Record, frozen=True, kw_only=True):
    """A person, office, company or system that holds or gets data."""

    name: str
    short: str
    kind: str
    what_it_is: str
    part_of: str | None = None
    facts: tuple[str, ...] = ()


class Activity(Record, frozen=True, kw_only=True):
    """An everyday thing a person did, with the flows to show under it; the first is the headline."""

    label: str
    group: str
    gives_to: str
    data: tuple[str, ...]
    flows: tuple[str, ...]
    page: str
    by_state: bool = False
    """Whether the answer hangs on the state; "Who else can see it" on its page then opens with the states."""
    facts: tuple[str, ...] = ()


class PlainFlow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words for readers of a flow: what goes, how, what limits it, what you can do.

    `scope` stands in the same line as the status word: where or unless what it holds ("in the states that sued").
    """

    what: str
    scope: str = ""
    how: str = ""
    note: str = ""
    can: str = ""


class Flow(Record, frozen=True, kw_only=True, rename={"giver": "from", "receiver": "to"}):
    """One way of the data from a holder to another. `facts[0]` governs its status and date."""

    giver: str
    receiver: str
    data: tuple[str, ...]
    how: str
    law: str | None
    status: FlowStatus
    standing: Standing | None = None
    status_note: str
    since: str | None
    as_of: Day | None
    strength: Strength
    your_options: str
    plain: PlainFlow | None = None
    page: str
    facts: tuple[str, ...]
    changed: Event | None = None


class Question(Record, frozen=True, kw_only=True):
    """A question of readers with its short answer."""

    question: str
    short_answer: str
    plain: str = ""
    facts: tuple[str, ...]
    page: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where one item of the founding article is answered, or why it is left out."""

    seed_item: str
    seed_kind: str
    decision: str
    pages_or_feature: str
    how_or_why: str
    facts: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Legal help in one state. A phone is as printed on a dated list, or None."""

    state: str
    name: str
    url: str | None
    phone: str | None
    serves: str
    court: str | None
    languages: str | None
    source_url: str | None
    source_note: str
    as_of: Day
    looked_on: Day
    next_check: Day
    confidence: Confidence
    kind: str
    path: str = ""
    line: int = 0


class State(Record, frozen=True, kw_only=True):
    """A state, Washington, D.C. or Puerto Rico; the id is the postal code in small letters."""

    name: str


class StateRule(Record, frozen=True, kw_only=True):
    """What a fact says of single states, in words for readers."""

    states: tuple[str, ...]
    text: str
    facts: tuple[str, ...]


class Resource(Record, frozen=True, kw_only=True):
    """A resource that the founding article names, with its state in 2026; `left-out` ones are never shown.

    `url_confidence`: high where the address was seen in public copies, medium where it is long known, low where
    it is a guess, which no page may link to.
    """

    name: str
    org: str
    category: Category
    what_it_is: str
    url: str | None
    url_confidence: Confidence
    state_2026: Literal["live", "moved", "removed", "unknown"]
    note: str = ""
    archive_hint: str | None = None
