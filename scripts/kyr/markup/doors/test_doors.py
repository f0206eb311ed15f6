"""The block `doors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


@pytest.mark.parametrize(("argument", "css"), [(" | now", "doors now"), ("", "doors")])
def test_a_list_of_doors(page: Render, argument: str, css: str) -> None:
    html, state = page(f"/// doors{argument}\n- [Taxes](tax.md)\n- [Again](tax.md)\n///\n\nAfter.")
    assert html.startswith(f'<ul class="{css}">')
    assert '<li><a href="tax.md">Taxes</a></li>' in html
    assert "<div" not in html
    assert "<p>After.</p>" in html
    assert not state.page.problems


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/// doors | later\n- [Taxes](tax.md)\n///", "the block 'doors' does not know 'later'"),
        ("/// doors\nText.\n///", "the block 'doors' must hold one list of links"),
        ("/// doors\n- Taxes\n///", "'Taxes' is no link"),
    ],
)
def test_wrong_use(page: Render, text: str, what: str) -> None:
    _, state = page(text)
    assert [(p.line, p.what) for p in state.page.problems] == [(1, what)]
