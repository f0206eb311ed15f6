"""`doors`: ways on, large enough for a hurried thumb. Filled: happening now. Outlined: I want to know."""

from __future__ import annotations

from ..links import LinkList


class Doors(LinkList):
    """A list of links, each a door."""

    NAME = "doors"

    def css(self) -> str:
        """The classes of the list."""
        if self.argument not in (None, "now"):
            self.problem(f"the block 'doors' does not know {self.argument!r}", "write `now`, or nothing")
        return "doors now" if self.argument == "now" else "doors"
