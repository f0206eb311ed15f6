"""The block `activities`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_each_action_has_its_five_lines(page: Render) -> None:
    html, state = page("/// activities\n///")
    assert '<h2 id="g1">Money and work</h2><div class="acts"><details id="a1"><summary>' in html
    assert "<summary><span><b>File a tax return</b>" in html
    assert 'Sharing with ICE: <strong class="st block">' in html
    for line in ("<b>You give</b>", "<b>To</b>", "From IRS to ICE: <b>what irs-ice</b>", "<b>You can</b>"):
        assert line in html
    assert not state.page.problems


def test_read_more_only_where_the_page_exists(page: Render) -> None:
    html, _ = page("/// activities\n///")
    assert html.count("Read more") == 1
    assert '<a href="tax.md">Taxes here</a>' in html


def test_a_flow_is_told_in_full_once(page: Render) -> None:
    html, _ = page("/// activities\n///")
    assert html.count("How irs-ice.") == 1
    assert html.count("Note irs-ice.") == 2


def test_folds_open_alone(page: Render) -> None:
    html, _ = page("/// activities\n///")
    assert " name=" not in html
    assert html.count("<details") == 2


@pytest.mark.parametrize("text", ["/// activities | tax\n///"])
def test_it_takes_no_argument(page: Render, text: str) -> None:
    _, state = page(text)
    assert [(p.line, p.what) for p in state.page.problems] == [(1, "the block 'activities' takes no argument")]
