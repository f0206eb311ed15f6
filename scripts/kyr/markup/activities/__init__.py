"""`activities`: "What did you do?", every action with the ways of its data, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from ..blocks import LedgerBlock
from ..flows.text import FlowText, given, texts

if TYPE_CHECKING:
    from markupsafe import Markup

    from kyr.ledger import Activity

GROUPS = (
    "money-work", "home-bills", "health-food", "school-children",
    "car-travel", "phone-online", "police-court", "government-forms",
)  # fmt: skip
OPTIONS_SHOWN = 2


def group_id(group: str) -> str:
    """The id of a group's heading, which says nothing about the reader who went there.

    >>> group_id("money-work")
    'g1'
    """
    return f"g{GROUPS.index(group) + 1}"


@dataclass(frozen=True, slots=True)
class Row:
    """One action and what its fold holds."""

    label: Markup
    sharing: Markup
    status: Markup
    scope: Markup
    data: Markup
    holder: Markup
    flows: tuple[tuple[FlowText, bool], ...]
    """Each flow, and whether it was told in full under an earlier action."""
    options: tuple[Markup, ...]
    page: tuple[str, Markup] | None
    by_state: str | None
    """The way to the list of states, where the answer hangs on the state."""
    number: int
    """Its place among all, from 1: the same in every language."""
    beside: Markup


class Activities(LedgerBlock):
    """All activities of the ledger in eight groups, in the ledger's order."""

    NAME = "activities"

    def html(self) -> str:
        """Eight headings, each with its folds."""
        if self.argument:
            self.problem("the block 'activities' takes no argument", "remove it: it shows all of them")
        told: set[str] = set()
        number = count(1)
        groups = []
        for group in GROUPS:
            members = [entry for entry in self.state.ledger.activities.values() if entry.group == group]
            if members:
                rows = [self._row(activity, told, next(number)) for activity in members]
                groups.append((group_id(group), self.state.words.shell(f"group.{group}"), rows))
        return self.render(words=self.state.words, groups=groups)

    def _row(self, activity: Activity, told: set[str], number: int) -> Row:
        state = self.state
        drafts = state.words.drafts
        flows = [texts(state, state.ledger.flows[name], self.line, cited=False) for name in activity.flows]
        shown = tuple((flow, flow.id in told) for flow in flows)
        told.update(activity.flows)
        data, holder = given(state, activity)
        link = state.link(activity.page) if activity.page else None
        return Row(
            number=number,
            label=state.words.ledger(f"{activity.id}.label", activity.label),
            sharing=state.words.shell("sharing", receiver=flows[0].receiver),
            status=flows[0].status,
            scope=flows[0].scope,
            data=data,
            holder=holder,
            flows=shown,
            options=tuple(dict.fromkeys(flow.can for flow in flows if flow.can))[:OPTIONS_SHOWN],
            page=(link, state.words.title(activity.page)) if link else None,
            by_state=f"{link}#others" if link and activity.by_state else None,
            beside=state.words.beside(drafts),
        )
