"""`resources`: what the founding article named as further reading, each with what became of it by 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from markupsafe import Markup

from kyr.ledger.models import Category

from ..blocks import LedgerBlock

if TYPE_CHECKING:
    from kyr.ledger import Resource

LEFT_OUT = "left-out"


class Resources(LedgerBlock):
    """Takes no argument: it shows all but those that are left out.

    Law: an address that is a guess is not linked.
    """

    NAME = "resources"

    def html(self) -> str:
        """A heading and a list for each category."""
        if self.argument:
            self.problem("the block 'resources' takes no argument", "remove it: it shows all of them")
        words = self.state.words
        groups = [
            (words.shell(f"resources.{category}"), [self._row(one) for one in members])
            for category in get_args(Category)
            if category != LEFT_OUT
            if (members := [one for one in self.state.ledger.resources.values() if one.category == category])
        ]
        return self.render(groups=groups)

    def _row(self, one: Resource) -> tuple[Markup, str | None, Markup, Markup]:
        words = self.state.words
        name = (
            Markup.escape(one.name)
            if words.tag == "en"
            else Markup('<span lang="en" dir="ltr">{}</span>').format(one.name)
        )
        url = one.url if one.url_confidence != "low" else None
        return (
            name,
            url,
            words.ledger(f"{one.id}.what_it_is", one.what_it_is),
            words.shell(f"resources.state.{one.state_2026}"),
        )
