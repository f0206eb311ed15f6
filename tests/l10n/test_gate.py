"""The gate against translations that would change what a page does."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kyr.l10n import gate

BODY = """# A **judge** or [not](../index.md)

Call **them** at [the office](../index.md) by June 9, 2026, form I-589, within 72 hours.[^fact:rights-do-not-sign]

- Say *nothing* and call <tel:counsel-ice-dril>.

| Cell with [a link](../index.md) |
|---|
| About 5% of 47,289 |

/// say | What to say
- I want a lawyer.
///
"""
MSGID = "Call **them** at [the office](1) by {2}, form {3}, within 72 hours.{4}"
GOOD = "Llame a **ellos** a [la oficina](1) antes del {2}, formulario {3}, en 72 horas.{4}"

HOSTILE = [
    # markup and HTML
    ("a script", GOOD + " <script>alert(1)</script>"),
    ("an image with a handler", GOOD + " <img src=x onerror=alert(1)>"),
    ("an unclosed tag", GOOD + " <b"),
    ("a closing tag", "</p>" + GOOD),
    ("a comment", GOOD + " <!-- x"),
    ("a processing instruction", GOOD + " <?php x ?>"),
    ("an svg", GOOD + " <svg/onload=alert(1)>"),
    ("a tag in another case", GOOD + " <ScRiPt>"),
    ("a full autolink", GOOD + " <https://evil.example>"),
    ("a mail autolink", GOOD + " <a@evil.example>"),
    ("a phone autolink", GOOD + " <tel:counsel-ice-dril>"),
    ("an entity", GOOD + " &lt;b&gt;"),
    ("a numeric entity", GOOD + " &#106;avascript"),
    ("a hexadecimal entity", GOOD + " &#x3c;script"),
    ("an entity without an end", GOOD + " &nbsp"),
    ("a second link", GOOD + " [clic](2)"),
    ("a link with a target of its own", GOOD.replace("(1)", "(http://evil.example)")),
    ("a link with a script", GOOD.replace("(1)", "(javascript:alert(1))")),
    ("a relative link", GOOD + " [x](../../evil/)"),
    ("a link by reference", GOOD + " [x][home]"),
    ("words in brackets", GOOD + " [home]"),
    ("an image", GOOD + " ![x](1)"),
    ("an image instead of the link", GOOD.replace("[la", "![la")),
    ("a definition of a link", GOOD + "\n[home]: http://evil.example"),
    ("an attribute list", GOOD + "{: onclick=alert(1) }"),
    ("an attribute list on a line", GOOD + "\n{: #main .fb }"),
    ("an attribute list on the emphasis", GOOD.replace("ellos**", "ellos**{: .x }")),
    ("a class", GOOD + " {.safety}"),
    ("another mark", GOOD + "[^fact:rights-silence]"),
    ("the mark twice", GOOD + "{4}"),
    ("no mark", GOOD.replace("{4}", "")),
    ("an unknown token", GOOD.replace("{4}", "{9}")),
    ("a token in a wrong form", GOOD.replace("{2}", "(2)")),
    ("a token that is a placeholder", GOOD + " {name}"),
    ("a missing link", GOOD.replace("[la oficina](1)", "la oficina (1)")),
    ("a link without its words", GOOD.replace("[la oficina](1)", "la oficina](1)")),
    ("the phone in the link", "Llame a **ellos** a [la oficina {2}](1), formulario {3}, en 72 horas.{4}"),
    ("the mark in the link", "Llame a **ellos** a [la oficina{4}](1) antes del {2}, formulario {3}, en 72 horas."),
    ("code", GOOD.replace("en 72", "`en` 72")),
    ("code round a token", GOOD.replace("{2}", "`{2}`")),
    ("no emphasis", GOOD.replace("**", "")),
    ("more emphasis", GOOD.replace("formulario", "**formulario**")),
    ("other emphasis", GOOD.replace("**ellos**", "*ellos*")),
    ("emphasis that does not close", GOOD.replace("ellos**", "ellos")),
    ("a backslash", GOOD.replace("[la", "\\[la")),
    ("an icon", GOOD + " :material-home:"),
    ("a task box", "[x] " + GOOD),
    ("a table of contents", GOOD + "\n\n[TOC]"),
    ("a new paragraph", GOOD + "\n\nOtro."),
    ("a hard break", GOOD.replace(" antes", "\nantes")),
    ("a block", GOOD + "\n/// fact | x\n///"),
    ("a heading", GOOD + "\n# Otro"),
    ("a stash", GOOD + "\x02wzxhzdk:0\x03"),
    ("an inline stash", GOOD + "\x02klzzwxh:0000\x03"),
    ("a stand-in", GOOD + "\ue0001\ue001"),
    # numbers
    ("another number", GOOD.replace("72", "24")),
    ("a number more", GOOD + " 911"),
    ("a number less", GOOD.replace("72", "setenta y dos")),
    ("Arabic digits of another number", GOOD.replace("72", "٧٣")),
    ("full-width digits more", GOOD + " ９１１"),
    ("superscript digits", GOOD + " ⁹¹¹"),
    ("circled digits", GOOD + " ⑨①①"),
    ("mathematical digits", GOOD + " 𝟗𝟏𝟏"),
    ("a fraction", GOOD + " ½"),
    ("a Roman numeral", GOOD + " Ⅸ"),
    ("a hotline", GOOD + " Llame al 1-800-555-0199."),
    ("a hotline with invisible joints", GOOD + " 1\u200d800\u200d555\u200d0199"),
    ("a hotline in other digits", GOOD + " ١-٨٠٠-٥٥٥-٠١٩٩"),
    ("a hotline in words of letters", GOOD + " 1-800-ABOGADO"),
    ("a number glued to a token", GOOD.replace("en 72 horas", "horas").replace("{2}", "72{2}")),
    ("a number joined to a token", GOOD.replace("en 72 horas", "horas").replace("{3}", "72-{3}")),
    ("a digit glued through a joint", GOOD.replace("en 72 horas", "horas").replace("{3}", "{3}\u200d72")),
    ("a letter glued to a form", GOOD.replace("{3}", "{3}A")),
    ("an order code", GOOD + " *72 #"),
    # addresses
    ("an address", GOOD + " https://evil.example/x"),
    ("an address without a scheme", GOOD + " //evil.example"),
    ("a bare name", GOOD + " visite ejemplo.com"),
    ("a bare name in capitals", GOOD + " VISITE EJEMPLO.COM"),
    ("a full-width name", GOOD + " ｅｊｅｍｐｌｏ．ｃｏｍ"),
    ("an ideographic dot", GOOD + " ejemplo。com"),
    ("a one-dot leader", GOOD + " ejemplo․com"),
    ("a name cut by an invisible mark", GOOD + " ejem\u200dplo.\u200ecom"),
    ("a name with spaces", GOOD + " ejemplo . com"),
    ("a name in words", GOOD + " ejemplo punto com"),
    ("a www name", GOOD + " www.ejemplo"),
    ("a name of another script", GOOD + " пример.рф"),
    ("a punycode name", GOOD + " xn--e1afmkfd"),
    ("a rare top level", GOOD + " ayuda.abogados"),
    ("a mail address", GOOD + " ayuda@ejemplo"),
    ("an account", GOOD + " @ayuda"),
    ("a script address", GOOD + " javascript:alert"),
    ("a data address", GOOD + " data:text/html,x"),
    ("a phone address", GOOD + " tel:+1"),
    ("a mail scheme", GOOD + " mailto:x"),
    ("a message scheme", GOOD + " whatsapp://x"),
    # law
    ("another form", GOOD + " I-130"),
    ("a form with another hyphen", GOOD + " I‑200"),
    ("a section", GOOD + " §"),
    ("a statute", GOOD + " U.S.C."),
    # invisible and direction
    ("a zero-width space", GOOD.replace("en", "e\u200bn")),
    ("a soft hyphen", GOOD.replace("en", "e\u00adn")),
    ("an override of direction", "\u202e" + GOOD),
    ("an embedding", "\u202b" + GOOD + "\u202c"),
    ("an isolate that stays open", "\u2067" + GOOD),
    ("an isolate that closes nothing", GOOD + "\u2069"),
    ("a line separator", GOOD + "\u2028x"),
    ("a null", GOOD + "\x00"),
    ("an escape", GOOD + "\x1b[31m"),
    ("a delete", GOOD + "\x7f"),
    ("a byte-order mark", "\ufeff" + GOOD),
    ("a tag character", GOOD + "\U000e0041"),
    ("an annotation", GOOD + "\ufff9"),
    ("a private character", GOOD + "\uf8ff"),
    ("a blank letter", GOOD + "\u3164"),
    ("a tower of marks", GOOD + "a" + "\u0301" * 20),
    ("an unassigned character", GOOD + "\u0378"),
    ("a tabulator", GOOD + "\tx"),
    # length
    ("far too long", GOOD + " muy" * 200),
    ("tokens alone", "**x** [](1) {2} {3} 72 {4}".replace("x", "")),
    ("nothing", " "),
]

FINE = [
    ("Officers", "Agentes", True),
    ("U.S. law", "La ley de EE.UU.", True),
    ("U.S. law", "La ley de los EE. UU.", True),
    ("at 9:30 a.m.", "a las 9:30 a.m.", True),
    ("at 9:30 a.m.", "a las 9:30 a. m.", True),
    ("about 1,280,000 people", "unas 1.280.000 personas", True),
    ("about 1,280,000 people", "unas 1 280 000 personas".replace(" 2", "\u00a02").replace(" 0", "\u00a00"), True),
    ("between 2 and 3", "entre 2 y 3", True),
    ("the years 2025-2026", "los años 2025 y 2026", True),
    ("Say “no”.", "Diga «no».", True),
    ("Say “no”.", "说“不”。如果门开着，不要动。", True),
    ("Call 911.", "اتصل بالرقم ٩١١.", True),
    ("Call {1}.", "اتصل بـ\u2066{1}\u2069.", True),
    ("**Stop.** Go on.", "**Alto.** Siga.", False),
    ("See IRS.gov now", "Vea IRS.gov ahora", True),
    ("It is 5% now", "Ahora es el 5 %", True),
    ("Look at {date}.", "Mire el {date}.", True),
    ("one\ntwo", "uno\ndos", False),
    ("I want to go", "می\u200cخواهم بروم", True),
    ("and/or", "y/o", True),
    ("Who? Me!", "¿Quién? ¡Yo!", True),
    ("the H-1B visa", "la visa H-1B", True),
    ("Ask: is it true?", "Pregunte: ¿es verdad?", True),
    ("Dr. Who", "Dr. Who", True),
    ("One. Two.", "Cierre la puerta. Es mejor. De día. Me voy. No. Us. To. Name. Page.", True),
    ("At this point.", "Este punto es claro, en este punto de la ley.", True),
    ("Source: a page", "Source : une page. Data: y", True),
    ("etc.", "etc.", True),
    ("In {1} they", "{1}'de onlar", True),
    ("In {1} they", "在{1}他们", True),
    ("About 47,289.{1}", "Unos 47,289.{1}", False),
]


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


@pytest.mark.parametrize(
    ("text", "translation", "check"),
    [
        ("Sources", "", "empty"),
        ("See {1}", "Vea", "tokens"),
        ("On {date}", "El {day}", "tokens"),
        ("72 hours", "48 horas", "numbers"),
        ("Call them", "Llame al 202 555 0100", "phone"),
        ("Read on", "Lea ejemplo.org", "address"),
        ("The form", "El formulario I-130", "law"),
        ("Read on", "Lea <b>esto</b>", "html"),
        ("2 of {count}", "de 2{count}", "glued"),
        ("{count} of 2", "{count}2 de", "glued"),
        ("Read on", "Lea&nbsp;esto", "entity"),
        ("Read on", "Lea [esto]", "markup"),
        ("Read on", "Lea *esto*", "markup"),
        ("Read on", "Lea\u202eesto", "control"),
        ("Read on", "Lea\u2067esto", "direction"),
        ("Read on", "Lea\nesto", "lines"),
        ("Read on", "Lea " * 100, "length"),
    ],
)
def test_each_check_of_plain_texts(text, translation, check):
    assert check in gate.faults(text, translation, plain=True)


def test_a_fault_is_called_by_its_name():
    assert gate.faults("Door", "<b>Puerta</b>", plain=True) == ("html",)


def test_every_check_has_a_message_that_says_what_to_do():
    for check in gate.CHECKS:
        assert " — " in check.message
        assert gate.MESSAGES[check.id] == check.message
    assert len({check.id for check in gate.CHECKS}) == len(gate.CHECKS)


FRAGMENTS = [
    "{1}", "{2}", "{3}", "{4}", "(1)", "[x](1)", "[la oficina](1)", "**", "*", "_", "`", "<", ">", "<b>",
    "</p>", "&", "&amp;", "[", "]", "(", ")", "{", "}", "{:", "\\", "\n", "  \n", "#", "!", "[^1]",
    "[^fact:x]", "://", "http", ".com", "javascript:", "@", "72", "911", "٧٢", "\u200d", "\u202e", "\u2067",
    "\u2069", "\x02", "\x03", "\ue000", "\ue001", "<tel:x>", ":home:", "|", "~~", "==", "++", "^^", "[TOC]",
    "[ ] ", "/// x", "onclick=", "{: onclick=x }", " ", "ho",
]  # fmt: skip
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
