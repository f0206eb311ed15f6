"""The block `fact`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_a_fact(page: Render) -> None:
    html, state = page("/// fact | law\n///")
    assert html.startswith(
        '<div class="fact force"><p><strong class="st force">In force '
        '<span aria-hidden="true" class="m">[=]</span></strong> Plain law.'
        '<sup><a aria-label="Source 1" href="#n1">1</a></sup></p>'
        '<p class="age">Newest source: <time datetime="2026-09-01">September 1, 2026</time>.</p></div>'
    )
    assert state.page.facts == ["law"]
    assert not state.page.problems


def test_being_fought_says_what_holds_today(page: Render) -> None:
    html, _ = page("/// fact | fought\n///")
    assert "</strong> <b>Allowed for now.</b> Plain fought." in html


@pytest.mark.parametrize(
    ("argument", "what"),
    [
        (" | nothing", "there is no fact 'nothing'"),
        (" | weak", "the fact 'weak' is of low confidence"),
        (" | open", "the fact 'open' is being fought in court, and nothing says what holds today"),
        (" | mute", "the fact 'mute' has no words for readers"),
        ("", "the block 'fact' needs an argument"),
    ],
)
def test_wrong_arguments_name_their_line(page: Render, argument: str, what: str) -> None:
    _, state = page(f"First.\n\n/// fact{argument}\n///\n\nLast.", offset=5)
    assert [(p.path, p.line, p.what) for p in state.page.problems] == [("docs/data/index.md", 8, what)]


def test_a_body_has_no_place(page: Render) -> None:
    html, state = page("/// fact | law\nText.\n///")
    assert "Text." not in html
    assert state.page.problems[0].what == "the block 'fact' takes no text"
