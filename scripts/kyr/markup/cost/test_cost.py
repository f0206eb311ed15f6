"""The block `cost`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


@pytest.mark.parametrize(("argument", "label"), [(" | Label", "Label"), ("", "What it costs not to")])
def test_it_has_a_label(page: Render, argument: str, label: str) -> None:
    html, state = page(f"/// cost{argument}\nText.[^fact:door]\n///")
    assert html.startswith('<div class="cost">')
    assert f"<b>{label}</b>" in html
    assert not state.page.problems
    assert state.page.paragraphs[-1].danger == "safety"


def test_the_label_from_the_words_is_final(page: Render) -> None:
    html, _ = page("/// cost\nText.\n///", shouted=True)
    assert "<b>WHAT IT COSTS NOT TO</b>" in html
    assert "data-" not in html


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/// cost\n///", "the block 'cost' is empty"),
        ("/// cost\n    color: red\n\nText.\n///", "the block 'cost' has no option 'color'"),
    ],
)
def test_wrong_use(page: Render, text: str, what: str) -> None:
    _, state = page(text)
    assert [(p.line, p.what) for p in state.page.problems] == [(1, what)]
