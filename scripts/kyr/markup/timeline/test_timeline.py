"""The block `timeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_the_oldest_comes_first(page: Render) -> None:
    html, state = page("/// timeline | history\n///")
    first, second = html.index("First."), html.index("Second.")
    assert first < second
    assert (
        '<ol class="time" role="list"><li><b><time datetime="2026-01-01">January 1, 2026</time></b> First.<sup>'
        in html
    )
    assert not state.page.problems


@pytest.mark.parametrize(
    ("argument", "what"),
    [("nix", "there is no fact 'nix'"), ("law", "the fact 'law' has no events")],
)
def test_wrong_arguments(page: Render, argument: str, what: str) -> None:
    _, state = page(f"\n/// timeline | {argument}\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(2, what)]
