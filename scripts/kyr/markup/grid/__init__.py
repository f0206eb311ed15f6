"""`grid`: Material's grid, without raw HTML. Its style is the theme's: overrides/style."""

from __future__ import annotations

from xml.etree import ElementTree

from ..blocks import KIND, AuthorBlock


class Grid(AuthorBlock):
    """`/// grid | cards` makes a card of each line of a list; without the argument, of each block."""

    NAME = "grid"

    def element(self, parent: ElementTree.Element) -> ElementTree.Element:
        """The frame."""
        if self.argument not in (None, "cards"):
            self.problem(f"the block 'grid' does not know {self.argument!r}", "write `cards`, or nothing")
        css = "grid cards" if self.argument == "cards" else "grid"
        return ElementTree.SubElement(parent, "div", {"class": css, KIND: self.NAME})
