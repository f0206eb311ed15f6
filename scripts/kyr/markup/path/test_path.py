"""The block `path`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_steps(page: Render) -> None:
    html, state = page(
        "/// path | From form to judge\n1. **You give data.** You may ask why.\n2. **It is kept.** Ask.\n///"
    )
    assert '<div class="path"><b>From form to judge</b>' in html
    assert "<li><strong>You give data.</strong> You may ask why.</li>" in html.replace("\n", "")
    assert not state.page.problems


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("- **A.** b", "the block 'path' must hold one list of steps"),
        ("1. No bold start.", "the step 'No bold start.' has no bold start"),
    ],
)
def test_wrong_steps(page: Render, body: str, what: str) -> None:
    _, state = page(f"/// path\n{body}\n///")
    assert (1, what) in [(p.line, p.what) for p in state.page.problems]
