"""The block `grid`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


@pytest.mark.parametrize(("argument", "css"), [(" | cards", "grid cards"), ("", "grid")])
def test_a_grid(page: Render, argument: str, css: str) -> None:
    html, state = page(f"/// grid{argument}\n- One.[^law-a]\n- Two.\n///")
    assert html.startswith(f'<div class="{css}">\n<ul>\n<li>One.<sup>')
    assert not state.page.problems


def test_a_wrong_argument(page: Render) -> None:
    _, state = page("/// grid | boxes\n- One.\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(1, "the block 'grid' does not know 'boxes'")]
