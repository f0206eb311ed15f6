"""The block `bars`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


TABLE = "| What | People |\n|---|---:|\n| Asked | about 1,000,000[^law-a] |\n| Gave | 47,289 |\n"


def test_a_meter_under_each_number(page: Render) -> None:
    html, state = page(f"/// bars | In numbers\n\n{TABLE}\n///")
    assert "<caption>In numbers</caption>" in html
    assert '<meter aria-hidden="true" value="1"></meter>' in html
    assert '<meter aria-hidden="true" value="0.0473"></meter>' in html
    assert '<th scope="row">Gave</th>' in html
    assert "style=" not in html
    assert not state.page.problems


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("Text.", "the block 'bars' must hold one table"),
        ("| A | B |\n|---|---|\n| a | few |", "'few' holds no number to draw"),
    ],
)
def test_wrong_bodies(page: Render, body: str, what: str) -> None:
    _, state = page(f"/// bars\n\n{body}\n\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(1, what)]
