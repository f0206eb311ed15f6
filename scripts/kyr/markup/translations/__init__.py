"""`translations`: how far each language is. The build fills it, for one language does not know the others."""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="translations"></div>'
"""What stands in a page until all languages are built."""


class Translations(LedgerBlock):
    """Takes no argument."""

    NAME = "translations"

    def html(self) -> str:
        """The place."""
        return PLACE
