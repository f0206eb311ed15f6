"""`search`: the box to search all pages of this language, and the list of them from A to Z.

The run fills it when all its pages are made, for it names all of them.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="search"></div>'
"""What stands in a page until all pages of its language are made."""


class Search(LedgerBlock):
    """Takes no argument."""

    NAME = "search"

    def html(self) -> str:
        """The place."""
        return PLACE
