"""What a reader's browser does with every page: phone and desk, light and dark, with and without scripts."""

from __future__ import annotations

import datetime
import functools
import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe

from kyr.clock import build_date
from kyr.l10n import languages
from kyr.ledger import load
from kyr.proof.tree import BuiltPage, Tree
from running import ROOT, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
HOMES = ["", *(f"{one.tag}/" for one in languages(ROOT) if one.tag != "en")]
FILES = re.findall(r"^  - (\S+)\.md$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
SLUGS = [f"{file.removesuffix('index').rstrip('/')}/".removeprefix("/") for file in FILES]
"""Every page that stands in a file, in the order of the navigation."""
STATES = [f"help/states/{state}/" for state in load(ROOT, build_date(ROOT)).states]
SHAPES = [
    "", "now/", "now/door/", "now/letter/", "data/", "data/tax/", "data/school/", "who/", "who/platform/",
    "who/orders/",
    "basics/papers/", "records/letter-1/", "help/", "help/states/", "help/states/ca/", "print/check/", "about/",
    "about/questions/", "about/translations/",
]  # fmt: skip
"""At least one page of each shape: each block, table and kind of page."""
WHOLE = ("data/", "who/", "about/questions/")
"""Pages that hold the whole model or all of its questions: 30 kB gzip."""
ALL = [home + slug for home in HOMES for slug in (*SLUGS, *STATES)]
BOTH_WAYS = [home + slug for home in ("", "ar/") for slug in SHAPES]
"""In one language from the left and one from the right: for what does not."""
OTHERS = [home for home in HOMES[1:] if home != "ar/"]
PAGES = [
    *SLUGS, "help/states/ca/", *(f"ar/{slug}" for slug in SHAPES),
    *(home + slug for n, home in enumerate(OTHERS) for slug in SHAPES[n % 3 :: 3]),
]  # fmt: skip
"""All English pages, each shape from the right, and in every other language a third of the shapes."""
EARLY = datetime.datetime(2000, 1, 1)
"""Before the day to look again of any page: the notice that only a script shows stays away."""
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def test_the_list_of_pages_is_whole(site: Path) -> None:
    built = {page.slug for page in Tree(site).pages.values() if not page.stands_apart}
    assert built == set(ALL)
    assert set(PAGES) < set(ALL)


@pytest.mark.parametrize(
    ("slug", "size", "scheme"),
    [
        *((slug, PHONE, "light") for slug in PAGES),
        *((slug, DESK, "dark") for slug in (*SHAPES, "ar/data/", "ar/now/door/")),
    ],
)
def test_accessible(browser: Browser, address: str, slug: str, size: Any, scheme: Any) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address + slug)
    page.evaluate(OPEN_ALL)
    # What the bar at the foot of the screen covers now is free after a scroll.
    page.evaluate("document.querySelectorAll('.leave').forEach(bar => bar.style.position = 'static')")
    found = Axe().run(page, options=RULES).response["violations"]
    context.close()
    assert [(v["id"], v["help"], v["nodes"][0]["html"][:160]) for v in found] == []


@pytest.mark.parametrize("slug", BOTH_WAYS)
def test_nothing_else_is_asked_stored_or_refused(browser: Browser, address: str, slug: str) -> None:
    """Two requests at most, three where one types a code; nothing is stored, no error is shown."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + slug, wait_until="networkidle")
    stored = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,"
        " (await navigator.serviceWorker.getRegistrations()).length, (await indexedDB.databases()).length]"
    )
    cookies = context.cookies()
    context.close()
    assert said == []
    assert stored == [0, 0, 0, 0, 0]
    assert cookies == []
    assert len(asked) <= (3 if slug.endswith("print/check/") else 2), asked
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(address).netloc}


@functools.cache
def tree_of(site: Path) -> Tree:
    return Tree(site)


def first_visit(site: Path, slug: str, squeeze: Any) -> int:
    path = f"{slug}index.html"
    page = BuiltPage(path, (site / path).read_text("utf-8"))
    total = len(squeeze(page.text.encode()))
    for _, wanted in page.loads():
        found = tree_of(site).target(page, wanted)
        if found and not wanted.startswith("data:"):
            total += len(squeeze((site / found[0]).read_bytes()))
    return total


@pytest.mark.parametrize("home", HOMES)
def test_first_visits_are_small(site: Path, home: str) -> None:
    """10 kB brotli in English, 12 kB in any other language; what holds the whole model has 30 kB gzip."""
    most = 12_000 if home else 10_000
    big = {}
    for slug in (*SLUGS, *STATES):
        if slug in WHOLE:
            weight, limit = first_visit(site, home + slug, lambda raw: gzip.compress(raw, 9)), 30_000
        else:
            weight, limit = first_visit(site, home + slug, brotli.compress), most
        if weight > limit:
            big[home + slug] = weight
    assert not big


SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getClientRects().length && !e.closest('.skip, .vh, table, pre'))
    .filter(e => { const r = e.getBoundingClientRect(); return r.right > wide + 1 || r.left < -1; })
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120))
    .concat(document.documentElement.scrollWidth > wide ? ['the page itself scrolls sideways'] : []);
}"""


@pytest.mark.parametrize("home", HOMES)
def test_no_sideways_scroll_on_a_phone(phone: Page, address: str, home: str) -> None:
    """At 320 pixels; then with text doubled; then with the text spacing of WCAG 1.4.12."""
    wide = {}
    for slug in (*SLUGS, "help/states/ca/") if not home else SHAPES:
        phone.goto(address + home + slug)
        phone.evaluate(OPEN_ALL)
        wide[slug] = phone.evaluate(SIDEWAYS)
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[f"{slug} with large text"] = phone.evaluate(SIDEWAYS)
        phone.evaluate(
            """() => { const s = new CSSStyleSheet(); s.replaceSync('*{letter-spacing:.12em!important;'
            + 'word-spacing:.16em!important;line-height:1.5!important}p{margin-bottom:2em!important}');
            document.adoptedStyleSheets = [s]; }"""
        )
        wide[f"{slug} with text spacing"] = phone.evaluate(SIDEWAYS)
    assert {where: found for where, found in wide.items() if found} == {}


@pytest.mark.parametrize("slug", BOTH_WAYS)
def test_reads_in_full_without_scripts(browser: Browser, address: str, slug: str) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
        page = context.new_page()
        page.clock.set_fixed_time(EARLY)
        page.goto(address + slug)
        texts.append(page.locator("body").inner_text())
        context.close()
    assert texts[0] == texts[1]
    assert len(texts[0]) > 500


def test_opening_a_line_sends_and_shows_nothing(phone: Page, address: str) -> None:
    phone.goto(address + "data/", wait_until="networkidle")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    lines = phone.locator(".acts details > summary")
    assert lines.count() == 39
    for index in range(lines.count()):
        lines.nth(index).click()
    assert phone.locator(".acts details[open]").count() == 39
    assert asked == []
    assert phone.url == address + "data/"
    assert phone.evaluate("history.length") <= 2


@pytest.mark.parametrize("home", HOMES)
def test_old_pages_say_so_by_the_phones_clock(phone: Page, address: str, home: str) -> None:
    """After the day to look again a notice shows; before it there is none."""
    phone.goto(address + home + "now/door/")
    notice = phone.locator("[data-after]")
    after = datetime.date.fromisoformat(str(notice.get_attribute("data-after")))
    for days, shown in ((0, False), (2, True)):
        phone.clock.set_fixed_time(datetime.datetime.combine(after, datetime.time(12)) + datetime.timedelta(days))
        phone.goto(address + home + "now/door/")
        assert phone.locator("[data-after]").is_visible() is shown


def test_paper_shows_every_fold_open(phone: Page, address: str) -> None:
    phone.goto(address + "data/")
    phone.emulate_media(media="print")
    hidden = phone.evaluate(
        "() => [...document.querySelectorAll('article details li')].filter(e => !e.checkVisibility()).length"
    )
    assert hidden == 0


def test_paper_has_no_links_that_only_a_screen_can_follow(phone: Page, address: str) -> None:
    phone.goto(address + "ar/now/door/")
    ways = phone.locator("article [data-kyr=l10n] a, article a[data-kyr=l10n]")
    assert ways.count() > 10
    phone.emulate_media(media="print")
    assert not any(way.is_visible() for way in ways.all())
    assert phone.locator(".draft").is_visible()


@pytest.mark.parametrize("prefix", ["/", "/x/"])
def test_walk_as_a_reader_would(browser: Browser, site: Path, prefix: str) -> None:
    """Home, a door, the other language, back to the start: by taps, at the root and under a prefix."""
    with served(site, prefix) as where:
        context = browser.new_context(viewport=PHONE, java_script_enabled=False)
        page = context.new_page()
        page.goto(where)
        page.locator(".doors.now a").first.click()
        assert page.url == where + "now/"
        page.locator("main a[href*='door']").first.click()
        assert page.url == where + "now/door/"
        page.locator("header summary").click()
        page.locator("header a[hreflang=es]").click()
        assert page.url == where + "es/now/door/"
        assert page.locator("html").get_attribute("lang") == "es"
        page.locator("header .brand").click()
        assert page.url == where + "es/"
        context.close()


def test_first_seven_doors_stand_in_two_screens(browser: Browser, address: str) -> None:
    for home in HOMES:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.goto(address + home)
        doors = page.locator(".doors a")
        boxes = [door.bounding_box() for door in doors.all()]
        assert len(boxes) > 7
        context.close()
        assert all(box and box["height"] >= 48 for box in boxes)
        assert boxes[3]["y"] + boxes[3]["height"] <= 900
        assert boxes[6]["y"] + boxes[6]["height"] <= 1136


@pytest.mark.parametrize("slug", ["", "now/door/", "data/tax/", "es/now/find/"])
def test_targets_are_large_enough(phone: Page, address: str, slug: str) -> None:
    """WCAG 2.5.8: links that stand alone are at least 24 CSS pixels high and wide."""
    phone.goto(address + slug)
    small = phone.evaluate(
        """() => [...document.querySelectorAll('header a, summary, .doors a, .list a, .tel, footer li a')]
        .filter(e => e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect();
        return r.width < 24 || r.height < 24; }).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []


def test_telephone_links(site: Path) -> None:
    """Each telephone link dials what it shows, and reads left to right."""
    seen = 0
    for page in Tree(site).pages.values():
        for element, wanted in page.links():
            if wanted.startswith("tel:"):
                seen += 1
                shown = re.sub(r"\D", "", element.text_content())
                assert wanted.removeprefix("tel:").removeprefix("+1").replace(";ext=", "") == shown.removeprefix(
                    "1"
                ), page.path
                # with an extension, words of the language stand between the two numbers
                ltr = element.xpath("./bdi[@dir='ltr'] | parent::bdi[@dir='ltr']")
                assert ltr or ";ext=" in wanted, page.path
    assert seen > 5
