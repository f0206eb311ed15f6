"""`keep`: the button that saves all pages of this language on the phone, and the one that takes them away.

The run fills it when all its pages are made, and the build puts in how big they are together.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="keep"></div>'
"""What stands in a page until all pages of its language are made."""


class Keep(LedgerBlock):
    """Takes no argument."""

    NAME = "keep"

    def html(self) -> str:
        """The place."""
        return PLACE
