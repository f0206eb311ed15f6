"""Danger classes, links into the ledger, headings, and what may not be written."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyr.markup import State

    Render = Callable[..., tuple[str, State]]


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Words.", "background"),
        ("Words.[^fact:law]", "legal-status"),
        ("Words.[^fact:clinic][^fact:door]", "safety"),
        ("Words.\n{: .safety}", "safety"),
        ("Words.[^fact:law]\n{: .safety}", "legal-status"),
        ("Words.\n{: .lead .contact}", "contact"),
        ("`[^fact:door]` Words.", "background"),
        ("/// key | Words.\nOther.[^fact:door]\n///", "safety"),
        ("## Words. {: .safety}", "safety"),
    ],
)
def test_danger_of_a_text(page: Render, text: str, danger: str) -> None:
    html, state = page(text)
    assert {p.danger for p in state.page.paragraphs if "Words." in p.text} == {danger}
    for name in ("safety", "legal-status", "contact", "background", "data-"):
        assert name not in html


def test_the_page_has_the_gravest_class(page: Render) -> None:
    _, state = page("Words.", danger="contact")
    assert state.page.danger == "contact"
    _, state = page("Words.\n\nMore.[^fact:door]", danger="contact")
    assert state.page.danger == "safety"


def test_classes_of_style_stay(page: Render) -> None:
    html, _ = page("Words.\n{: .lead .safety}")
    assert html == '<p class="lead">Words.</p>'


def test_dates_of_a_page(page: Render) -> None:
    _, state = page("One.[^fact:law] Two.[^fact:old-law]")
    assert state.page.newest == datetime.date(2026, 9, 1)
    assert state.page.looked_on == datetime.date(2026, 11, 22)
    assert state.page.check_after == datetime.date(2026, 12, 6)


def test_links_into_the_ledger(page: Render) -> None:
    html, state = page("Call <tel:clinic>, see [them](fact:clinic) and [the law](source:law-a).")
    assert '<a class="tel" href="tel:+17342396863"><bdi dir="ltr">734-239-6863</bdi></a>' in html
    assert '<a href="https://example.org/clinic">them</a>' in html
    assert '<a href="https://example.org/law-a">the law</a>' in html
    assert not state.page.problems


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<tel:nobody>", "there is no fact 'nobody'"),
        ("<tel:old-clinic>", "the fact 'old-clinic' has no phone number"),
        ("[x](fact:law)", "the fact 'law' has no address"),
        ("[x](fact:lav)", "there is no fact 'lav'"),
        ("[x](source:law)", "there is no source 'law'"),
        ("[x](https://example.org/)", "a link to another site"),
        ("[x](//example.org/)", "a link to another site"),
        ("[x](mailto:a@example.org)", "a link to another site"),
        ("Call 734-239-6863.", "a phone number typed by hand: 734-239-6863"),
        ("Call 734 239 6863.", "a phone number typed by hand: 734 239 6863"),
        ("Call 7342396863.", "a phone number typed by hand: 7342396863"),
        ("Call +52 55 5080 2000.", "a phone number typed by hand: +52 55 5080 2000"),
        ("See https://example.org/a.", "an address typed by hand: https://example.org/a."),
        ("See www.example.org now.", "an address typed by hand: www.example.org"),
        ("Write to a@example.org now.", "an address typed by hand: a@example.org"),
        ("Read \u202ethis.", "an invisible character (U+202E)"),
        ("A <b>word</b>.", "raw HTML: <b>"),
        ("/// flow\n    holder: irs\n///", "there is no block 'flow'"),
        ("/// key\nText.", "the block is never closed"),
        ("## Words [^law-a]", "a heading has a mark"),
    ],
)
def test_what_may_not_be_written(page: Render, text: str, what: str) -> None:
    _, state = page(f"Before.\n\n{text}\n", offset=4)
    assert [(p.path, p.line, p.what) for p in state.page.problems] == [("docs/data/index.md", 7, what)]


def test_code_may_hold_anything(page: Render) -> None:
    text = "`<b>` and `[x](https://example.org/)`\n\n```\n/// nothing\n<b>734-239-6863</b>\n```\n"
    _, state = page(text)
    assert not state.page.problems


def test_ids_are_neutral(page: Render) -> None:
    html, _ = page("# Taxes\n\n## Arrest\n\n## In short {#short}\n\n### More {#s2}\n\n## Last\n\n### End\n")
    assert [part.split('"')[1] for part in html.split("<h")[1:]] == ["top", "s1", "short", "s2", "s3", "s4"]


def test_an_unknown_class_of_a_page(page: Render) -> None:
    _, state = page("Words.", danger="deadly")
    assert state.page.problems[0].what == "'deadly' is no danger class"


def test_what_comes_from_the_ledger_is_read_as_text(page: Render) -> None:
    html, _ = page("/// status | *no* `code` [^law-a]\n///")
    assert "<summary>*no* `code` [^law-a]</summary>" in html
