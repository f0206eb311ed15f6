"""The block `letter`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]

LETTER = """/// letter | To: the office
My name is ________.

- Born: _____ in _____ (place)
- Signed: __________
///"""


def test_in_english_it_stands_once_with_its_blanks_drawn(page: Render) -> None:
    html, state = page(LETTER)
    assert html.count("My name is") == 1
    assert html.count('<span aria-hidden="true" class="blank">_____</span>') == 2
    assert '</span> in <span aria-hidden="true" class="blank">_____</span> (place)</li>' in html
    assert "<b>To: the office</b>" in html
    assert "Nothing on this page is sent or saved." in html
    assert not state.page.problems


def test_the_english_sheet_follows_another_language(page: Render) -> None:
    html, state = page(LETTER, shouted=True)
    sheet = html.index('<div class="sheet" data-kyr="l10n" dir="ltr" lang="en">')
    assert html.index("SEND THE ENGLISH LETTER BELOW") < html.index("My name is") < sheet
    assert html.count("My name is") == 2
    assert html.index("NOTHING ON THIS PAGE IS SENT") > sheet
    assert not state.page.problems


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/// letter | To: you\nNo blank.\n///", "the block 'letter' has no blank to fill in"),
        ("/// letter\nName: _____\n///", "the block 'letter' needs an argument"),
        ("/// letter | To: you\n///", "the block 'letter' is empty"),
    ],
)
def test_wrong_letters(page: Render, text: str, what: str) -> None:
    _, state = page(text)
    assert (1, what) in [(p.line, p.what) for p in state.page.problems]
