"""`changes`: which pages say something else than before, since when and why.

The run fills it when all its pages are made, for it tells of all of them.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="changes"></div>'
"""What stands in a page until all pages of its language are made."""


class Changes(LedgerBlock):
    """Takes no argument."""

    NAME = "changes"

    def html(self) -> str:
        """The place."""
        return PLACE
