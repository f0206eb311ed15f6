"""`groups`: the way to each group of actions on the same page."""

from __future__ import annotations

from ..activities import GROUPS, group_id
from ..blocks import LedgerBlock


class Groups(LedgerBlock):
    """Takes no argument. Above `activities`, whose headings it leads to: thirty-nine folds are a long way."""

    NAME = "groups"

    def html(self) -> str:
        """A list of links to headings of this page."""
        if self.argument:
            self.problem("the block 'groups' takes no argument", "remove it: it shows all of them")
        used = {activity.group for activity in self.state.ledger.activities.values()}
        words = self.state.words
        return self.render(rows=[(group_id(one), words.shell(f"group.{one}")) for one in GROUPS if one in used])
