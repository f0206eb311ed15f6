"""The block `questions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_questions_by_id(page: Render) -> None:
    html, state = page("/// questions | q-why, q-find\n///")
    assert '<h3 id="s1">Why?</h3><p>So.</p><h3 id="s2">Can they?</h3><p>It can.<sup>' in html
    assert '<a href="tax.md">Taxes here</a>' in html
    assert not state.page.problems


def test_questions_of_a_page(page: Render) -> None:
    html, _ = page("/// questions\n    page: data/tax\n///")
    assert "Can they?" in html
    assert "Why?" not in html


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/// questions | q-no\n///", "there is no question 'q-no'"),
        ("/// questions\n///", "the block 'questions' needs ids or a page"),
        ("/// questions\n    page: data/none\n///", "no question belongs to the page 'data/none'"),
    ],
)
def test_wrong_arguments(page: Render, text: str, what: str) -> None:
    _, state = page(text)
    assert [(p.line, p.what) for p in state.page.problems] == [(1, what)]
