"""The block `status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_seven_words(page: Render) -> None:
    html, state = page("/// status\n///")
    assert html.count("<li>") == 7
    for mark in ("[=]", "[X]", "[?]", "[~]", "[#]", "[-]", "[ ]"):
        assert f'<span aria-hidden="true" class="m">{mark}</span>' in html
    assert not state.page.problems


def test_folded_under_a_summary(page: Render) -> None:
    html, _ = page("/// status | What the words mean\n///")
    assert html.startswith("<details><summary>What the words mean</summary>")
