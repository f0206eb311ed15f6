"""`status`: the legend of the seven words."""

from __future__ import annotations

from ..blocks import LedgerBlock
from ..statuses import STATUSES


class Status(LedgerBlock):
    """Each word, its mark and what it means; folded under the argument when there is one."""

    NAME = "status"

    def html(self) -> str:
        """The legend."""
        words = self.state.words
        rows = [(self.state.status(status, None), words.shell(f"meaning.{status}")) for status in STATUSES]
        return self.render(rows=rows, summary=self.argument)
