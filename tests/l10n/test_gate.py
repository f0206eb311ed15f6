"""The gate against translations that would change what a page does."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kyr.l10n import gate
from l10n.gate_pairs import ADVICE, APART, BODY, FAULTS, FINE, FRAGMENTS, GOOD, HOSTILE, KINDS, MSGID


@pytest.fixture(scope="module")
def english(press):
    return press.render(BODY, None)[0]


def phones_and_addresses(html):
    text = gate.folded(re.sub(r"<[^>]+>", " | ", html))
    return sorted(re.findall(r"\d[\d\s().-]{5,}\d|https?:\S+|\b[\w-]+\.(?:com|org|net)\b", text))


@pytest.mark.parametrize(("what", "translation"), HOSTILE, ids=[what for what, _ in HOSTILE])
def test_a_hostile_translation_is_refused_and_changes_nothing(press, english, inventory, what, translation):
    html, state = press.render(BODY, {MSGID: translation})
    assert len(state.refused) == 1 or not translation.strip()
    assert state.tally.translated == 0
    assert inventory(html) == inventory(english)
    assert "<strong>them</strong>" in html


def test_the_good_translation_passes(press, english, inventory):
    html, state = press.render(BODY, {MSGID: GOOD})
    assert not state.refused
    assert state.tally.translated == 1
    assert inventory(html) == inventory(english)
    assert "Llame a <strong>ellos</strong>" in html


@pytest.mark.parametrize(("text", "translation", "plain"), FINE)
def test_an_honest_translation_passes(text, translation, plain):
    assert gate.faults(text, translation, plain=plain) == ()


@pytest.mark.parametrize(("text", "translation", "check"), FAULTS)
def test_each_check_of_plain_texts(text, translation, check):
    assert check in gate.faults(text, translation, plain=True)


def test_a_fault_is_called_by_its_name():
    assert gate.faults("Door", "<b>Puerta</b>", plain=True) == ("html",)


def test_every_check_has_a_message_that_says_what_to_do():
    for what, todo in gate.MESSAGES.values():
        assert what
        assert todo
    assert {check.id for check in gate.CHECKS} < set(gate.MESSAGES)
    assert len({check.id for check in gate.CHECKS}) == len(gate.CHECKS)


def test_every_check_and_every_piece_of_advice_has_its_table():
    assert set(APART) == {check.id for check in gate.CHECKS}
    assert set(ADVICE) == {row["id"] for row in gate.TABLE["advice"]["checks"]}
    assert all(rows for table in (*APART.values(), *ADVICE.values()) for rows in table)


@pytest.mark.parametrize("check", APART)
def test_good_bad_and_none_of_its_business(check):
    good, bad, does_not_apply = APART[check]
    for english, text in good + does_not_apply:
        assert check not in gate.faults(english, text, plain=True), (english, text)
    for english, text in bad:
        assert check in gate.faults(english, text, plain=True), (english, text)


@pytest.mark.parametrize("check", [check for check in APART if check not in ("tokens", "glued")])
def test_what_a_check_lets_through_the_others_let_through_too(check):
    """Tokens aside: a good text may lack the ones that a table leaves out for brevity."""
    for english, text in APART[check][0]:
        assert gate.faults(english, text, plain=False) == (), (english, text)


@pytest.mark.parametrize("id", ADVICE)
def test_advice_speaks_is_silent_and_minds_its_business(id):
    good, bad, does_not_apply = ADVICE[id]
    for english, text, tag in good + does_not_apply:
        assert id not in gate.advice(english, text, tag, KINDS), (english, text)
    for english, text, tag in bad:
        assert id in gate.advice(english, text, tag, KINDS), (english, text)


def test_advice_never_refuses():
    assert gate.faults("Do not sign.", "Firme.", plain=True) == ()
    assert gate.message(("negation",))[1].startswith("read both again")


NASTY = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=25).map("".join),
    st.tuples(st.integers(0, len(GOOD)), st.lists(st.sampled_from(FRAGMENTS), max_size=4).map("".join)).map(
        lambda cut: GOOD[: cut[0]] + cut[1] + GOOD[cut[0] :]
    ),
    st.permutations(re.split(r"(\*\*\w+\*\*|\[.*?\]\(1\)|\{\d\}|72)", GOOD)).map("".join),
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(NASTY)
@example(GOOD)
@example("[**ellos**](1) {2} {3} 72 {4} a")
def test_no_translation_changes_what_the_page_holds(press, english, inventory, text):
    """Law: whatever stands in a catalog, the page has the English page's elements, addresses and ids."""
    for msgid in (MSGID, "A **judge** or [not](1)", "I want a lawyer."):
        html, _ = press.render(BODY, {msgid: text})
        assert inventory(html) == inventory(english)
        assert phones_and_addresses(html) == phones_and_addresses(english)
