"""The block `say`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


WORDS = "/// say | What to say\n- I want a lawyer.[^law-a]\n- I do not consent.\n\nNever lie.\n///"


def test_in_english_it_stands_once(page: Render) -> None:
    html, state = page(WORDS)
    assert html.count("I do not consent.") == 1
    assert '<div class="say">' in html
    assert "<b>What to say</b>" in html
    assert not state.page.problems
    assert {paragraph.danger for paragraph in state.page.paragraphs} == {"safety"}


def test_english_stands_beside_another_language(page: Render) -> None:
    html, _ = page(WORDS, shouted=True)
    assert html.count("I do not consent.") == 2
    assert '<ul dir="ltr" lang="en">' in html
    assert html.index('lang="en"') < html.index("Never lie.")
    assert html.count("<sup>") == 1


@pytest.mark.parametrize(
    ("body", "what"),
    [("Text.", "the block 'say' has no words to say"), ("- ", "the block 'say' has no words to say")],
)
def test_it_needs_a_list(page: Render, body: str, what: str) -> None:
    _, state = page(f"/// say\n{body}\n///")
    assert (1, what) in [(p.line, p.what) for p in state.page.problems]
