"""The block `resources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_a_guessed_address_is_no_link_and_what_is_left_out_is_not_named(page: Render) -> None:
    html, state = page("/// resources\n///")
    assert '<cite><a href="https://example.org/office">The Office</a></cite>. It keeps files.<br />' in html
    assert "It moved or changed." in html
    assert "<cite><b>A Guess</b></cite>" in html
    assert "Somebody" not in html
    assert html.index("Homeland Security and its offices") < html.index("Watchdogs")
    assert not state.page.problems


def test_names_stay_as_they_are(page: Render) -> None:
    html, _ = page("/// resources\n///", shouted=True)
    assert '<span dir="ltr" lang="en">The Office</span>' in html
    assert "IT KEEPS FILES." in html


def test_it_takes_no_argument(page: Render) -> None:
    _, state = page("/// resources | all\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(1, "the block 'resources' takes no argument")]
