"""`cards`: the ways to the wallet cards that any browser prints.

The run fills it when the pages are made from whose words the cards are.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="cards"></div>'
"""What stands in a page until all pages of its language are made."""


class Cards(LedgerBlock):
    """Takes no argument."""

    NAME = "cards"

    def html(self) -> str:
        """The place."""
        return PLACE
