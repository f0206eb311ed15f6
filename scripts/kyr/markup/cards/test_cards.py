"""The block `cards`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyr.markup.cards import PLACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_the_place_that_the_run_fills_is_in_the_page(page: Render) -> None:
    html, state = page("/// cards\n///")
    assert PLACE in html
    assert not state.page.problems
