"""The block `place`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_who_helps_then_the_rules_then_the_national_lists_then_what_is_late(page: Render) -> None:
    html, state = page("/// place | mi\n///")
    parts = [
        "Help and rules in Michigan",
        "Call 911",
        "Good Center",
        "A rule here.",
        "Tax &amp; Clinic",
        "Late Center",
    ]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert html.count("This may be out of date.") == 1
    assert "Doubtful Center" not in html, "low confidence is never shown"
    assert not state.page.problems


def test_only_the_rules_that_name_the_state(page: Render) -> None:
    html, _ = page("/// place | oh\n///")
    assert "A rule here." not in html
    assert "It may have more." in html


def test_a_group_keeps_its_own_name(page: Render) -> None:
    html, _ = page("/// place | mi\n///", shouted=True)
    assert '<span dir="ltr" lang="en">Good Center</span>' in html
    assert "HELP AND RULES IN MICHIGAN" in html


def test_an_unknown_state(page: Render) -> None:
    _, state = page("/// place | mo\n///")
    assert [(p.line, p.what) for p in state.page.problems] == [(1, "there is no state 'mo'")]
