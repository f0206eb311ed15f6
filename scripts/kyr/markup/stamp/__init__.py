"""`stamp`: the form with which a clinic puts its own name on the pages that it prints.

The run fills it with the words of the language and the script that it needs.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="stamp"></div>'
"""What stands in a page until all pages of its language are made."""


class Stamp(LedgerBlock):
    """Takes no argument."""

    NAME = "stamp"

    def html(self) -> str:
        """The place."""
        return PLACE
