"""The ledger: dated, sourced facts, their sources, the model of the data's ways, the help directory."""

from kyr.ledger.ledger import Ledger
from kyr.ledger.load import load
from kyr.ledger.models import (
    DANGERS,
    SECONDARY,
    SOURCE_RANK,
    Activity,
    Cite,
    Coverage,
    Danger,
    Entry,
    Event,
    Fact,
    Flow,
    Holder,
    PlainFlow,
    Question,
    Resource,
    Service,
    Source,
    State,
    StateRule,
)
from kyr.ledger.uses import Use, used, uses_of

__all__ = [
    "DANGERS",
    "SECONDARY",
    "SOURCE_RANK",
    "Activity",
    "Cite",
    "Coverage",
    "Danger",
    "Entry",
    "Event",
    "Fact",
    "Flow",
    "Holder",
    "Ledger",
    "PlainFlow",
    "Question",
    "Resource",
    "Service",
    "Source",
    "State",
    "StateRule",
    "Use",
    "load",
    "used",
    "uses_of",
]
