"""The block `receivers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_every_flow_stands_once_under_who_receives_it(page: Render) -> None:
    html, state = page("/// receivers\n///")
    assert html.count('scope="row"') == 5
    assert html.count("<table") == 2, "no empty table"
    ice, state_agency = html.index("To ICE<"), html.index("To State tax agency")
    assert ice < state_agency, "who gets data most ways comes first"
    assert (
        ice < html.index("what irs-ice") < html.index("what you-ice") < state_agency < html.index("what irs-state")
    )
    assert '<a href="tax.md">what irs-ice</a>' in html
    assert "We found no case of this" in html
    assert [p.what for p in state.page.problems] == ["the flow 'state-ice' has no words for readers"]


def test_it_takes_no_argument(page: Render) -> None:
    _, state = page("/// receivers | irs\n///")
    assert (1, "the block 'receivers' takes no argument") in [(p.line, p.what) for p in state.page.problems]
