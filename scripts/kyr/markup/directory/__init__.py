"""`directory`: who helps: names, phones, addresses, with the day on which we last looked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..blocks import LedgerBlock

_NO_LETTER = re.compile(r"[^a-z0-9]+")

if TYPE_CHECKING:
    import datetime

    from kyr.ledger import Entry, Fact


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
    """The argument names facts about services; or the option `state` takes a state's entries.

    Law: what is past its `next_check` on the day of the build comes last and says so.
    """

    NAME = "directory"
    KNOWN = ("state",)

    def html(self) -> str:
        """Each service a section."""
        cards = self._entries() if "state" in self.given else self._services()
        return self.render(
            words=self.state.words,
            cards=sorted(cards, key=lambda card: card.late),
        )

    def _services(self) -> list[Card]:
        if not self.argument:
            self.problem("the block 'directory' needs ids or a state", "write `/// directory | …` or `state: MI`")
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

    def _entries(self) -> list[Card]:
        wanted = str(self.given["state"])
        found = [entry for entry in self.state.ledger.directory if entry.state == wanted]
        if not found or self.argument:
            todo = "write two letters: `state: MI`, and no argument"
            self.problem(f"the directory has no state {wanted!r}", todo)
        return [self._entry(entry) for entry in found if not self.argument]

    def _entry(self, entry: Entry) -> Card:
        words = self.state.words
        key = f"directory.{entry.state}-{_NO_LETTER.sub('-', entry.name.lower()).strip('-')}"
        lines = tuple(
            words.shell(f"directory.{name}", text=words.ledger(f"{key}.{name}", text))
            for name in ("court", "languages")
            if (text := getattr(entry, name))
        )
        return Card(
            name=self._own_name(entry.name),
            url=entry.url,
            phone=words.ledger(f"{key}.phone", entry.phone) if entry.phone else None,
            what=words.ledger(f"{key}.serves", entry.serves),
            lines=lines,
            newest=self.state.newest(entry),
            looked=self._looked(entry.looked_on),
            late=self._late(entry.next_check),
            sources=Markup(""),
        )

    def _own_name(self, name: str) -> Markup:
        """The name of a group stays as the group writes it."""
        foreign = self.state.words.tag != "en"
        return Markup('<span lang="en" dir="ltr">{}</span>').format(name) if foreign else Markup.escape(name)

    def _looked(self, day: datetime.date | None) -> Markup | None:
        return self.state.words.shell("looked", date=self.state.words.date(day)) if day else None

    def _late(self, next_check: datetime.date | None) -> bool:
        return next_check is not None and next_check < self.state.today
