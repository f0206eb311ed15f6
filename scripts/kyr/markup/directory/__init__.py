"""`directory`: who helps: names, phones, addresses, with the day on which we last looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..blocks import LedgerBlock

if TYPE_CHECKING:
    import datetime

    from kyr.ledger import Fact


@dataclass(frozen=True, slots=True)
class Card:
    """One service, as the template shows it."""

    name: Markup
    url: str | None
    phone: Markup | None
    what: Markup
    lines: tuple[Markup, ...]
    newest: Markup
    looked: Markup | None
    late: bool
    sources: Markup


class Directory(LedgerBlock):
    """The argument names facts about services.

    Law: what is past its `next_check` on the day of the build comes last and says so.
    """

    NAME = "directory"

    def html(self) -> str:
        """Each service a section."""
        return self.render(words=self.state.words, cards=sorted(self._services(), key=lambda card: card.late))

    def _services(self) -> list[Card]:
        if not self.argument:
            self.problem("the block 'directory' needs ids", "write `/// directory | …`")
        cards = []
        for name in self.names(self.argument):
            fact = self.state.fact(name, self.line)
            if fact is None:
                continue
            if fact.service is None:
                self.problem(f"the fact {fact.id!r} is about no service", "choose a fact with `service`")
                continue
            cards.append(self._service(fact))
        return cards

    def _service(self, fact: Fact) -> Card:
        words, service = self.state.words, fact.service
        assert service is not None
        lines = tuple(
            words.shell(f"directory.{name}", text=words.ledger(f"{fact.id}.service.{name}", text))
            for name in ("cost", "hours", "languages")
            if (text := getattr(service, name))
        )
        return Card(
            name=words.ledger(f"{fact.id}.service.name", service.name),
            url=service.url,
            phone=words.ledger(f"{fact.id}.service.phone", service.phone) if service.phone else None,
            what=self.state.plain(fact, self.line),
            lines=lines,
            newest=self.state.newest(fact),
            looked=self._looked(fact.looked_on),
            late=self._late(fact.next_check),
            sources=self.state.cite([fact]),
        )

    def _looked(self, day: datetime.date | None) -> Markup | None:
        return self.state.words.shell("looked", date=self.state.words.date(day)) if day else None

    def _late(self, next_check: datetime.date | None) -> bool:
        return next_check is not None and next_check < self.state.today
