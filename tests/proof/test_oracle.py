"""The oracle passes our site, finds each planted fault and lets pass what languages need."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

import lxml.html
import pytest

from kyr.l10n import languages
from kyr.proof.oracle import Side, compare, same_in_every_language
from kyr.proof.tree import BuiltPage, Tree
from running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {language.tag: language for language in languages(ROOT)}


@pytest.fixture(scope="module")
def tree(site: Path) -> Tree:
    return Tree(site, project=ROOT)


@pytest.fixture(scope="module")
def three(tree: Tree) -> Tree:
    """Three pages in English and Spanish, of the whole site."""
    few = copy.copy(tree)
    few.pages = {path: page for path, page in tree.pages.items() if path.removeprefix("es/") in THREE}
    return few


def test_every_page_holds_what_its_english_holds(tree: Tree) -> None:
    compared = [path for path in tree.pages if path.split("/")[0] in LANGUAGES]
    assert len(compared) == (len(LANGUAGES) - 1) * sum(1 for p in tree.pages if p not in (*compared, "404.html"))
    assert [str(problem) for problem in same_in_every_language(tree)] == []


THREE = ("now/find/index.html", "now/court/index.html", "data/tax/index.html")
FIND, COURT, TAX = (f"es/{path}" for path in THREE)
PLANTED = [
    (FIND, r'(<main.*?<li id="p\d+"><a href=")\.\./\w+/', r"\1../../data/", "has <a href=~/data/"),
    (FIND, r'(<main.*?href="https://)[^/"]+', r"\1evil.example", "evil.example"),
    (FIND, r'href="tel:\+1888(?=\d+"><bdi)', 'href="tel:+1900', "has <a class=tel href=tel:+1900"),
    (FIND, r'(href="tel:[^>]*><bdi dir="ltr">)888-351-4024', r"\g<1>888-351-4025", "has the phone 8883514025"),
    (FIND, r'(href="tel:[^>]*><bdi dir="ltr">)888-351-4024', r"\1٨٨٨-٣٥١-٤٠٢٥", "has the phone 8883514025"),
    (
        FIND,
        r'<a data-kyr="l10n" href="[^"]*"',
        '<a data-kyr="l10n" href="https://evil.example/"',
        "a note for readers",
    ),
    (
        FIND,
        r'<a data-kyr="l10n" href="([^"]*)#p\d+"',
        r'<a data-kyr="l10n" href="\1#nowhere"',
        "a note for readers",
    ),
    (FIND, r'<p class="age draft machine" data-kyr="l10n">', r"\g<0>Llame al 202-555-0100. ", "holds phone"),
    (FIND, r"<p id=\"p1\"|<p class=\"\w+\" id=\"p1\"", '<p onclick="x()" id="p1"', "onclick"),
    (FIND, r"<(p|li) id=\"p3\"", r'<\1 id="p99"', "p99"),
    (FIND, r"<p id=", '<p dir="rtl" id=', "dir=rtl"),
    (FIND, r"</article>", '<img src="x.png"></article>', "<img src="),
    (FIND, r"</article>", "<p>Lea ayuda-gratis.com</p></article>", "has the address ayuda-gratis.com"),
    (FIND, r"(<p id=[^>]*>)", r"\1Lea https://evil.example/x ", "has the address https://evil.example/x"),
    (FIND, r"(<p id=[^>]*>)", "\\1\u202eLea ", "turns the direction"),
    (FIND, r"(<p id=[^>]*>)", "\\1\u2067Lea ", "direction that it does not close"),
    (
        FIND,
        r"(<meta name=\"?description\"? content=\")",
        r"\1Llame al 202-555-0100. ",
        "description: has the phone",
    ),
    (FIND, r"<title>", "<title>evil.example ", "title: has the address"),
    (FIND, r'aria-label="Fuente 1"', 'aria-label="Fuente 9"', "has the number 9"),
    (FIND, r"<li id=[^>]*>.*?(?=<li\b|</ol>)", "", "lacks <li"),
    (COURT, r"EOIR-33", "EOIR-29", "has the form EOIR-29"),
    (COURT, r"8 U\.S\.C\. § 1229a", "8 U.S.C. § 1229b", "has the law 8U.S.C.§1229b"),
    (COURT, r"<time datetime=\"([^\"]*)\">\d+", r'<time datetime="\1">31', "says “31 de"),
    (COURT, r"<time datetime=\"[^\"]*\">([^<]*)</time>", r"\1", "lacks <time"),
    (COURT, r"<time datetime=\"2026", '<time datetime="2027', "datetime=2027"),
    (TAX, r"§ 6103\(i\)\(2\)", "§ 6103(i)(3)", "has the law 26U.S.C.§6103(i)(3)"),
    (TAX, r"47[.,]289", "47.298", "has the number 47298"),
    (TAX, r"7 de abril de 2025", "8 de abril de 2025", "lacks the date April 7, 2025"),
    (TAX, r"7 de abril de 2025", "7 de mayo de 2025", "lacks the date April 7, 2025"),
    (TAX, r" 7 de abril de 2025", "", "lacks the date April 7, 2025"),
    (TAX, r"(7 de abril de 2025)", r"\1 y el 2 de mayo de 2025", "has the number 2025"),
]


@pytest.mark.parametrize(
    ("path", "pattern", "new", "says"), PLANTED, ids=[f"{n}-{p[1][:24]}" for n, p in enumerate(PLANTED)]
)
def test_a_fault_planted_in_a_built_page_is_found(
    three: Tree, path: str, pattern: str, new: str, says: str
) -> None:
    old = three.pages[path]
    text, count = re.subn(pattern, new, old.text, count=1, flags=re.S)
    assert count, f"the fault was not planted: {pattern}"
    three.pages[path] = BuiltPage(path, text)
    try:
        found = [str(problem) for problem in same_in_every_language(three)]
    finally:
        three.pages[path] = old
    assert any(says in line for line in found), found[:5]
    assert all(line.startswith(f"{path}:") for line in found)


def test_a_page_without_an_english_page_is_found(three: Tree) -> None:
    three.pages["es/alone/index.html"] = BuiltPage("es/alone/index.html", "<html lang=es dir=ltr><main>x</main>")
    try:
        (problem,) = same_in_every_language(three)
    finally:
        del three.pages["es/alone/index.html"]
    assert "no English page" in str(problem)


def test_a_page_that_is_no_translation_is_its_own(three: Tree) -> None:
    old = three.pages[FIND]
    text = old.text.replace("</article>", "<p>Propio.</p></article>")
    try:
        for mark, findings in (('<html data-kyr="own"', 0), ("<html", 1)):
            three.pages[FIND] = BuiltPage(FIND, text.replace("<html", mark, 1))
            assert len([one for one in same_in_every_language(three) if one.path == FIND]) == findings
    finally:
        three.pages[FIND] = old


def compared(english: str, translated: str, tag: str = "es") -> list[str]:
    sides = [
        Side(lxml.html.fragment_fromstring(html, create_parent="main"), LANGUAGES[tag])
        for html in (english, translated)
    ]
    return [difference.what for difference in compare(*sides)]


SAME = [
    ("<p>Call 911.</p>", "<p>اتصل بالرقم ٩١١.</p>", "ar"),
    ("<p>By June 9, 2026, pay $1,000.50.</p>", "<p>Pague $1,000.50 antes del 9 de junio de 2026.</p>", "es"),
    ("<p>June 9, 2026 and June 2026</p>", "<p>junio de 2026, 9 de junio de 2026</p>", "es"),
    ("<p>by June 9, 2026</p>", "<p>2026年6月9日前</p>", "zh-Hans"),
    ("<p>by June 9, 2026</p>", "<p>anvan 9 jen 2026</p>", "ht"),
    ("<p>by June 9, 2026</p>", '<p lang="en" dir="ltr">by June 9, 2026</p>', "ar"),
    ("<td>1,280,000 people</td>", "<td>1.280.000 personas</td>", "es"),
    ("<td>1,280,000 people</td>", "<td>1 280 000 personas</td>", "es"),
    ("<td>1,280,000 people</td>", "<td>1\u00a0280\u00a0000 personas</td>", "es"),
    ("<p>See IRS.gov now, U.S. law</p>", "<p>Vea IRS.gov ahora, ley de EE.UU.</p>", "es"),
    ("<p>See IRS.gov now</p>", "<p>请看IRS.gov网站。</p>", "zh-Hans"),
    ("<p>See IRS.gov now</p>", "<p>راجع موقع وIRS.gov الآن</p>", "ar"),
    (
        "<p>26 U.S.C. § 6103(i)(2) or I-589</p>",
        "<p>\u2066I-589\u2069 أو \u206626 U.S.C. § 6103(i)(2)\u2069</p>",
        "ar",
    ),
    ('<p>Call <a href="tel:+1">us</a> <b>now</b></p>', '<p><b>Ya</b> <a href="tel:+1">llame</a></p>', "es"),
    (
        "<p>One</p><p>Two</p>",
        '<div class="fb" data-kyr="l10n"><p data-kyr="l10n">No</p><p lang="en" dir="ltr">One</p></div><p>Dos</p>',
        "es",
    ),
    (
        "<ul><li>One <b>b</b></li></ul>",
        '<ul><li><span data-kyr="l10n" lang="en" dir="ltr">One <b>b</b></span></li></ul>',
        "es",
    ),
    ("<p>A</p>", '<p>أ <a data-kyr="l10n" href="../en/#p1">EN</a></p>', "ar"),
    (
        '<div class="say"><ul><li>No.</li></ul></div>',
        '<div class="say"><ul><li>لا.</li></ul><ul lang="en" dir="ltr"><li>No.</li></ul></div>',
        "ar",
    ),
    ('<img src="x" alt="2 cats">', '<img src="x" alt="2 gatos">', "es"),
    ("<p>👩‍👩‍👧 family</p>", "<p>👩‍👩‍👧 familia</p>", "es"),
]


@pytest.mark.parametrize(("english", "translated", "tag"), SAME)
def test_what_a_language_needs_is_no_difference(english: str, translated: str, tag: str) -> None:
    assert compared(english, translated, tag) == []


OTHER = [
    ("<p>Pay $9.</p>", "<p>Pague $90.</p>", "amount 90"),
    ("<p>Pay 9 now.</p>", "<p>Pague $9 ya.</p>", "amount 9"),
    ("<p>72 hours</p>", "<p>48 horas</p>", "number 48"),
    ("<p>in a day</p>", "<p>en ½ día</p>", "number 1"),
    ("<p>Go</p>", "<p>Vaya 九一一</p>", "number 911"),
    ("<p>A</p><p>B</p>", "<p>A B</p>", "lacks <p>"),
    ("<p>A</p><ul><li>B</li></ul>", "<ul><li>B</li></ul><p>A</p>", "another order"),
    ("<p>1</p><p>2</p>", "<p>2</p><p>1</p>", "number 2"),
    ("<p><a href=a>x</a></p><p><a href=b>y</a></p>", "<p><a href=b>x</a></p><p><a href=a>y</a></p>", "href=b"),
    ("<p>x</p>", "<p>x <b>y</b></p>", "has <b>"),
    ("<p>x</p>", '<p>x <span class="fb">y</span></p>', "class=fb"),
    ("<p>x</p>", '<p>x <span dir="rtl">y</span></p>', "dir=rtl"),
    ("<p>x</p>", '<p>x <i data-kyr="l10n"><script>y</script></i></p>', "script"),
    ("<p>x</p>", '<p>x <span data-kyr="l10n" onclick="z">y</span></p>', "onclick"),
    (
        '<div class="say"><ul><li>No.</li></ul></div>',
        '<div class="say"><ul><li>No</li></ul><ul lang="en" dir="ltr"><li>Yes.</li></ul></div>',
        "has <ul",
    ),
    ('<img src="x" alt="cat">', '<img src="x" alt="llame al 202-555-0100">', "phone 2025550100"),
    ("<p>Call 1-800-CALL-FBI</p>", "<p>Llame 1-800-CALL-CIA</p>", "phone 1800CALLCIA"),
    ("<p>72 hours</p>", "<p>Marque *72# y horas</p>", "code *72"),
    ("<p>Call 202-555-0100 by 2026</p>", "<p>Llame 202-555-0100 2026</p>", "phone 20255501002026"),
    ("<p>mail us</p>", "<p>escriba a x@y</p>", "address x@y"),
    ("<p>a</p>", "<p>еvil.соm</p>", "address еvil.соm"),
    ("<p>a</p>", "<p>ｅｖｉｌ．ｃｏｍ</p>", "address evil.com"),
    ("<p>a</p>", "<p>evil。com</p>", "address evil.com"),
    ("<p>a</p>", "<p>bit.ly</p>", "address bit.ly"),
    ("<p>a</p>", "<p>пример.рф</p>", "address пример.рф"),
    ("<p>Law</p>", "<p>Ley § 5</p>", "law §5"),
    ("<p>Form</p>", "<p>Formulario I‑130</p>", "form I-130"),
]


@pytest.mark.parametrize(("english", "translated", "says"), OTHER)
def test_a_difference_is_named(english: str, translated: str, says: str) -> None:
    found = compared(english, translated)
    assert any(says in what for what in found), found
