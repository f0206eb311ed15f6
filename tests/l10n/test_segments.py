"""Segments inside the parser: round trips, fallback, tokens."""

from __future__ import annotations

import re

import pytest

from kyr.l10n import Language
from kyr.l10n.tokens import TOKEN, fill, plain, prose

EN = Language("en", "English", "English", "ltr")
ES = Language("es", "Español", "Spanish", "ltr")
AR = Language("ar", "العربية", "Arabic", "rtl")
XX = Language("xx", "Xx", "Unknown to Babel", "ltr")


def flat(html):
    return re.sub(r"\s+", " ", html)


def test_identity_is_byte_equal_on_the_rich_page(press, rich):
    english, _ = press.render(rich, None)
    same, state = press.render(rich, {m: m for m in press.msgids(rich)}, EN)
    assert same == english
    assert state.tally.missing == state.tally.refused == 0
    assert state.tally.translated == len(press.render(rich, None)[1].found)


def test_identity_by_the_long_road_differs_in_line_ends_alone(press, rich):
    english, _ = press.render(rich, None)
    same, state = press.render(rich, {m: m for m in press.msgids(rich)}, XX)
    assert not state.refused
    assert flat(same) == flat(english)


def test_identity_on_every_page_of_the_site(press):
    assert press.pages
    for page in press.pages:
        english, _ = press.render(page.body, None, src=page.src)
        every = {m: m for m in press.msgids(page.body)}
        same, _ = press.render(page.body, every, EN, src=page.src)
        assert same == english, page.src
        long, state = press.render(page.body, every, XX, src=page.src)
        assert flat(long) == flat(english), page.src
        assert not state.refused, page.src


def test_english_is_left_alone_when_the_processor_is_off(press, rich):
    english, state = press.render(rich, None)
    state.mode = "off"
    assert press.render(rich, None)[0] == english


def test_kinds_and_texts_of_the_rich_page(press, rich):
    found = {segment.msgid: segment for segment in press.render(rich, None)[1].found}
    assert found["Officers **at** your door"].kind == "page title"
    assert found["inner *one*"].kind == "list item"
    assert found["a task to do"].kind == "paragraph"
    assert found["Where"].kind == "table heading"
    assert found["about 5%"].kind == "table cell"
    assert found["Mind *this*"].kind == "box title"
    assert found["Fold *me*"].kind == "fold-out title"
    assert found["Tab *two*"].kind == "tab"
    assert found["Term"].kind == "term"
    assert found["What it means."].kind == "description"
    assert found["Do this first"].kind == "label"
    assert found["I want to remain silent."].spoken
    assert not found["You may write it down."].spoken
    assert found["A quotation of two lines."].kind == "paragraph"
    assert found["Text two, [a reference][1]."]
    assert found["I want to remain silent."].danger == "safety"
    assert not any("code that nobody" in msgid for msgid in found)
    assert not any(re.search(r"\[\^|\.md|6103|I-589|tel:|1,000|June", msgid) for msgid in found)


def test_a_missing_paragraph_is_current_english_marked_with_one_notice(press):
    body = "# Title\n\nOne.\n\nTwo.\n\nThree.\n\n- a\n- b\n\nFour.\n"
    html, state = press.render(body, {"Title": "Título", "Three.": "Tres.", "a": "la a"})
    assert state.tally.missing == 4
    assert html.count("Not translated yet") == 2
    assert '<p dir="ltr" id="p1" lang="en">One.</p>' in html
    assert html.index("Not translated") < html.index("One.") < html.index("Two.") < html.index("Tres.")
    assert ' dir="ltr" lang="en">b</span></li>' in html
    assert '<li id="p4">la a</li>' in html


def test_only_the_own_text_of_an_item_with_a_list_inside_is_marked(press):
    html, _ = press.render("- Step\n    - inner\n- Last\n", {"inner": "dentro", "Last": "Fin"})
    assert '<span data-kyr="l10n" dir="ltr" lang="en">Step</span>' in html
    assert re.search(r'<li id="p2">\s*dentro', html)
    assert "lang=" not in html.split("</span>")[1]


def test_an_english_item_among_translated_ones_carries_the_notice_itself(press):
    html, _ = press.render("- One\n- **Two**\n- Three\n", {"One": "Uno", "Three": "Tres"})
    assert 'class="fb"' not in html
    assert re.search(
        r'<li id="p2">\s*<p [^>]*>Not translated yet[^<]*</p>\s*<span [^>]*><strong>Two</strong></span></li>', html
    )


def test_a_page_without_translations_keeps_its_structure(press, rich, inventory):
    english, _ = press.render(rich, None)
    html, state = press.render(rich, {})
    assert inventory(html) == inventory(english)
    assert state.tally.translated == 0
    assert html.count("Not translated yet") == 1


def test_tokens_may_be_reordered(press):
    body = "Call [us](../index.md) by June 9, 2026 with Form I-589.[^fact:rights-home-judge-signed-warrant]\n"
    (msgid,) = press.msgids(body)
    assert msgid == "Call [us](1) by {2} with Form {3}.{4}"
    html, state = press.render(body, {msgid: "Con el Formulario {3}, antes del {2}, llame [aquí](1).{4}"})
    assert not state.refused
    assert "Con el Formulario I-589, antes del 9 de junio de 2026, llame <a" in html
    assert html.count("<sup>") == 1


def test_a_cell_that_is_only_a_date_speaks_the_language(press):
    html, state = press.render("| When |\n|---|\n| June 9, 2026 |\n", {"When": "Cuándo"})
    assert '<td id="p1">9 de junio de 2026</td>' in html
    assert state.tally.missing == 0


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("Call by June 9, 2026.", "Call by {1}."),
        ("You may 2026 times", "You may 2026 times"),
        ("Since May 2026 it holds", "Since {1} it holds"),
        ("Call 888-351-4024 or (202) 514-0000", "Call {1} or {2}"),
        ("It costs $1,000.50, not $9.", "It costs {1}, not {2}."),
        ("26 U.S.C. § 6103(i)(2) and 8 CFR 287.5", "{1} and {2}"),
        ("34 C.F.R. § 99.31(a)(9)(ii).", "{1}."),
        ("Form I-589, I-200, W-7, EOIR-33 and Form 4506-T", "Form {1}, {2}, {3}, {4} and Form {5}"),
        ("Payton v. New York, 445 U.S. 573", "Payton v. New York, {1}"),
        ("911 and 24 hours", "911 and 24 hours"),
        ("literal {1}", "literal {1}"),
        ("{name} stays", "{name} stays"),
    ],
)
def test_figures_become_tokens(text, msgid):
    cut = plain(text)
    assert cut.msgid == msgid
    assert fill(cut, cut.msgid, EN) == text


@pytest.mark.parametrize(
    "text",
    [
        'a [b](c "d") `e` :material-home:{ .x } *f*{: .g } [^h]{1} <tel:i> <2> [j][k] (l)',
        "[^a](b) and [c](d(e)f)",
        "[ ] task [x](y)\n{: .z }",
        "![alt](src){ width=1 } **June 9,\n2026**",
    ],
)
def test_cutting_and_filling_gives_the_text_back(text):
    cut = prose(text)
    assert cut.prefix + cut.raw + cut.suffix == text
    assert flat(fill(cut, cut.msgid, XX)) == flat(cut.raw)
    assert len(TOKEN.findall(cut.msgid)) == len(cut.tokens)


def test_numbers_keep_their_direction_in_a_right_to_left_language():
    cut = plain("Call 888-351-4024 by June 9, 2026")
    filled = fill(cut, "اتصل {1} {2}", AR)
    assert "\u2066888-351-4024\u2069" in filled
    assert "2026" in filled
