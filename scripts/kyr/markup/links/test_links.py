"""The block `links`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_a_plain_list(page: Render) -> None:
    html, state = page("/// links\n- [Taxes](tax.md)\n///")
    assert html.startswith('<ul class="list">')
    assert not state.page.problems


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/// links | x\n- [Taxes](tax.md)\n///", "the block 'links' takes no argument"),
        ("/// links\n///", "the block 'links' must hold one list of links"),
    ],
)
def test_wrong_use(page: Render, text: str, what: str) -> None:
    _, state = page(text)
    assert [(p.line, p.what) for p in state.page.problems] == [(1, what)]
