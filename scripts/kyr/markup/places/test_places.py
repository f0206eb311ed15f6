"""The block `places`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_every_state_has_its_way(page: Render) -> None:
    html, state = page("/// places\n///")
    assert '<li><a href="states/mi.md">Michigan</a></li><li><a href="states/oh.md">Ohio</a></li>' in html
    assert not state.page.problems


def test_it_takes_no_argument(page: Render) -> None:
    _, state = page("/// places | mi\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(1, "the block 'places' takes no argument")]
