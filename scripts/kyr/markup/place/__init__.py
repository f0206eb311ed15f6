"""`place`: help and rules in one state: all of a page that stands in no file, for its text is the ledger's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..directory import Card, Directory

if TYPE_CHECKING:
    from kyr.ledger import Entry, Fact, Ledger
    from kyr.ledger import State as OneState

    from ..words import Words

FOLDER = "help/states"
CLASS = "contact"
"""The danger class of these pages, as far as their facts are not graver."""
NATIONAL = ("counsel-eoir-pro-bono-list", "counsel-eoir-ra-roster")
LIMITS = "counsel-lsc-limits"
WAYS_ON = ("help/states", "basics", "now")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def place_pages(ledger: Ledger) -> dict[str, str]:
    """The Markdown of each state's page, by its file below docs/."""
    return {f"{FOLDER}/{state}.md": f"/// place | {state}\n///\n" for state in ledger.states}


def place_name(words: Words, state: OneState) -> Markup:
    """A state's name in the reader's language."""
    return words.ledger(f"directory.{state.id}.name", state.name)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a fact says of this state."""

    text: Markup
    sources: Markup
    newest: Markup
    beside: Markup


class Place(Directory):
    """The argument is a state's id. Contacts past their day come after the national lists and say so.

    Law: an entry of low confidence is not shown, as no fact of low confidence is.
    """

    NAME = "place"
    KNOWN = ()

    def html(self) -> str:
        """Title, groups, rules, national lists, and the way on."""
        words, ledger = self.state.words, self.state.ledger
        state = ledger.states.get(self.argument or "")
        if state is None:
            todo = f"write an id of docs/_ledger/states.yml{self.state.near(self.argument or '', ledger.states)}"
            self.problem(f"there is no state {self.argument!r}", todo)
            return ""
        cards = [self._entry(entry) for entry in ledger.directory if self._shows(entry, state)]
        limits = self.state.fact(LIMITS, self.line)
        others = list(ledger.states)
        at = others.index(state.id)
        near = [ledger.states[others[(at + step) % len(others)]] for step in (-1, 1) if len(others) > 1]
        return self.render(
            words=words,
            title=words.shell("place.title", state=place_name(words, state)),
            cards=[card for card in cards if not card.late],
            late=[card for card in cards if card.late],
            limits=self.state.plain(limits, self.line) + self.state.cite([limits]) if limits else "",
            rules=[self._rule(name) for name, rule in ledger.state_rules.items() if state.id in rule.states],
            national=[self._service(fact) for name in NATIONAL if (fact := self.state.fact(name, self.line))],
            ways=[(link, words.title(slug)) for slug in WAYS_ON if (link := self.state.link(slug))],
            near=[(f"{one.id}.md", words.shell("place.title", state=place_name(words, one))) for one in near],
        )

    def _shows(self, entry: Entry, state: OneState) -> bool:
        return entry.state.lower() == state.id and entry.confidence != "low"

    def _rule(self, name: str) -> Rule:
        rule, words = self.state.ledger.state_rules[name], self.state.words
        drafts = words.drafts
        facts = [fact for one in rule.facts if (fact := self.state.fact(one, self.line))]
        text = words.ledger(f"{name}.text", rule.text)
        return Rule(text, self.state.cite(facts), self._newest(facts), words.beside(drafts))

    def _newest(self, facts: list[Fact]) -> Markup:
        """The date of the fact that was confirmed longest ago: the rule is no newer than that."""
        return self.state.newest(min(facts, key=lambda fact: str(fact.as_of)))

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
