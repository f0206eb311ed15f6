"""What a page turned out to hold: facts, sources, dates, danger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyr.ledger import DANGERS as WORST_FIRST

if TYPE_CHECKING:
    import datetime

    from kyr.ledger import Fact
    from kyr.problems import Problem

DANGERS: tuple[str, ...] = tuple(reversed(WORST_FIRST))
"""The classes, the gravest last."""


def gravest(dangers: list[str]) -> str | None:
    """The gravest of some classes, or None of none.

    >>> gravest(["contact", "safety", "background"])
    'safety'
    """
    return max(dangers, key=DANGERS.index, default=None)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text of the author and its danger class."""

    text: str
    danger: str


@dataclass
class PageRecord:
    """Filled while a page is converted; complete afterwards."""

    src: str = ""
    """The page's file below docs/."""
    facts: list[str] = field(default_factory=list)
    """Ids of the facts shown or cited, in order."""
    sources: list[str] = field(default_factory=list)
    """Ids of the sources in the list, by number."""
    problems: list[Problem] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    danger: str = "background"
    """The gravest class on the page."""
    newest: datetime.date | None = None
    """The date of the newest source."""
    looked_on: datetime.date | None = None
    """The day on which the fact that was looked at longest ago was looked at."""
    check_after: datetime.date | None = None
    """The earliest day on which a fact is to be looked at again."""

    def add(self, fact: Fact) -> None:
        """Note a fact that the page shows or cites."""
        if fact.id in self.facts:
            return
        self.facts.append(fact.id)
        self.newest = max(filter(None, (self.newest, fact.as_of)), default=None)
        self.looked_on = min(filter(None, (self.looked_on, fact.looked_on)), default=None)
        self.check_after = min(filter(None, (self.check_after, fact.next_check)), default=None)
        self.raise_danger(fact.danger)

    def raise_danger(self, danger: str) -> None:
        """Make the page's class at least this grave."""
        self.danger = max(self.danger, danger, key=DANGERS.index)
