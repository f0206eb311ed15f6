"""`copies`: the dates of every page, so that somebody with a printed page can tell whether it is still good.

The run fills it when all its pages are made, for one page does not know the others' dates.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="copies"></div>'
"""What stands in a page until all pages of its language are made."""


class Copies(LedgerBlock):
    """Takes no argument."""

    NAME = "copies"

    def html(self) -> str:
        """The place."""
        return PLACE
