"""The block `directory`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_a_service(page: Render) -> None:
    html, state = page("/// directory | clinic\n///")
    assert '<h3 id="s1"><a href="https://example.org/clinic">Tax &amp; Clinic</a></h3>' in html
    assert '<a class="tel" href="tel:+17342396863"><bdi dir="ltr">734-239-6863</bdi></a>; ask' in html
    assert "<p>Cost: free</p>" in html
    assert "We last looked on <time" in html
    assert not state.page.problems


def test_what_is_past_its_day_comes_last_and_says_so(page: Render) -> None:
    html, _ = page("/// directory | old-clinic, clinic\n///")
    assert html.index("Tax &amp; Clinic") < html.index(">Old</h3>")
    assert html.count("This may be out of date.") == 1


def test_a_service_is_named_in_the_readers_language(page: Render) -> None:
    html, _ = page("/// directory | clinic\n///", shouted=True)
    assert "TAX &amp; CLINIC" in html
    assert "COST: FREE" in html


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/// directory | law\n///", "the fact 'law' is about no service"),
        ("/// directory\n///", "the block 'directory' needs ids"),
        ("/// directory | clinic\n    state: MI\n///", "the block 'directory' has no option 'state'"),
    ],
)
def test_wrong_arguments(page: Render, text: str, what: str) -> None:
    _, state = page(text)
    assert [(p.line, p.what) for p in state.page.problems] == [(1, what)]
