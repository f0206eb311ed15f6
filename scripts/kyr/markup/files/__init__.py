"""`files`: the way to the list of PDFs, where `kyr handouts` has made some.

The build fills it when all languages are there, for PDFs may be in English alone.
"""

from __future__ import annotations

from ..blocks import LedgerBlock

PLACE = '<div data-kyr="files"></div>'
"""What stands in a page until every language is built; without PDFs nothing comes in its place."""


class Files(LedgerBlock):
    """Takes no argument."""

    NAME = "files"

    def html(self) -> str:
        """The place."""
        return PLACE
