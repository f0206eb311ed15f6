"""The block `flows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


def test_flows_of_a_holder(page: Render) -> None:
    html, state = page(
        "## Others\n\n/// flows\n    holder: irs\n    only: [irs-list, irs-ice]\n    number: 3\n///"
    )
    assert '<h3 id="s2">From IRS</h3><h4 id="s3">3.1 To ICE: what irs-list</h4>' in html
    assert '<h4 id="s4">3.2 To ICE: what irs-ice</h4><ol class="flow" role="list"><li class="via block">' in html
    assert "(as of <time" in html
    assert html.count("<b>Would go to</b> ICE: what") == 2
    assert not state.page.problems


def test_status_comes_first_and_the_word_is_spoken(page: Render) -> None:
    html, _ = page("/// flows\n    activity: do-itin\n///")
    assert '<li class="via block"><span class="vh">Status: </span><strong class="st block">Blocked' in html


def test_no_case_has_no_line(page: Render) -> None:
    html, _ = page("/// flows\n    holder: irs\n    only: [irs-list]\n///")
    assert '<li class="via law none">' in html
    assert "We found no case of this (as of" in html


def test_numbers_go_on_in_the_next_block(page: Render) -> None:
    block = "/// flows\n    holder: irs\n    only: [{}]\n    number: 4\n///\n\n"
    html, _ = page(block.format("irs-ice") + block.format("irs-list"))
    assert "4.1 To ICE" in html
    assert "4.2 To ICE" in html


def test_what_the_reader_gives_stands_on_top(page: Render) -> None:
    html, _ = page("/// flows\n    activity: do-tax\n    given: true\n///")
    assert "<li><b>You give</b> name, address, income</li><li><b>To</b> Office IRS. It holds files.</li>" in html
    assert html.count("You give") == 1


def test_flows_to_a_receiver_stand_by_giver(page: Render) -> None:
    html, _ = page("/// flows\n    receiver: state-tax\n///")
    assert "From IRS</h3>" in html
    assert "<b>Stopped for now.</b>" in html
    assert "Would go to" in html


def test_from_you(page: Render) -> None:
    html, _ = page("/// flows\n    holder: you\n///")
    assert "From you</h3>" in html
    assert "May go to" in html


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ("    holder: irs\n    activity: do-tax\n", "the block 'flows' needs one of holder, activity, receiver"),
        ("", "the block 'flows' needs one of holder, activity, receiver"),
        ("    holder: isr\n", "there is no holder 'isr'"),
        ("    activity: do-tex\n", "there is no activity 'do-tex'"),
        ("    holder: ice\n", "no flow has 'ice' as its holder"),
        ("    holder: irs\n    only: [you-ice]\n", "the flow 'you-ice' is not among those of this block"),
        ("    activity: do-tax\n    number: three\n", "'three' is no number"),
        ("    activity: do-tax\n    color: red\n", "the block 'flows' has no option 'color'"),
        ("    holder: irs\n    given: do-nothing\n", "there is no activity 'do-nothing'"),
        ("    holder: irs\n    given: true\n", "`given: true` needs an activity"),
        ("    holder: state-tax\n", "the flow 'state-ice' has no words for readers"),
        ("    holder: [irs\n", "the block 'flows' cannot be read"),
    ],
)
def test_wrong_options_name_their_line(page: Render, options: str, what: str) -> None:
    _, state = page(f"One.\n\n/// flows\n{options}///\n")
    assert [(p.line, p.what) for p in state.page.problems] == [(3, what)]
