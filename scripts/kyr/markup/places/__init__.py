"""`places`: the way to the page of each state."""

from __future__ import annotations

from ..blocks import LedgerBlock
from ..place import place_name


class Places(LedgerBlock):
    """Takes no argument. It stands on help/states.md, beside whose pages it leads to."""

    NAME = "places"

    def html(self) -> str:
        """A list of links, in the order of the English names."""
        if self.argument:
            self.problem("the block 'places' takes no argument", "remove it: it shows all of them")
        states = self.state.ledger.states.values()
        return self.render(rows=[(f"states/{one.id}.md", place_name(self.state.words, one)) for one in states])
