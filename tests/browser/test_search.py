"""The search, on the reader's own device: from the web and from a saved copy; without scripts a list."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import brotli
import pytest
from lxml import html
from playwright.sync_api import expect

from running import Host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"width": 320, "height": 640}
HOMES = {"en": "", "es": "es/", "ar": "ar/", "zh-Hans": "zh-Hans/", "ht": "ht/"}
STORED = "() => [localStorage.length, sessionStorage.length, document.cookie.length, history.length]"


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    one = Host(site)
    yield one
    one.end()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    one = browser.new_context(viewport=PHONE)
    yield one
    one.close()


def open_search(context: BrowserContext, host: Host, home: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{host.address}{home}search/")
    return page


def rows(site: Path, home: str) -> list[Any]:
    """What the words' file hands to the box."""
    text = (site / f"{home}search/words.js").read_text("utf-8")
    made: list[Any] = json.loads(text.removeprefix("found(").rstrip().removesuffix(")"))
    return made


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value:
            yield from strings(part)


def typed(page: Page, words: str) -> list[str]:
    """Type into the box; the addresses of the pages found, without their fragments, the best first."""
    page.locator("#search-box").fill(words)
    expect(page.locator("#search-some, #search-none").filter(visible=True)).to_have_count(1, timeout=20_000)
    links = page.locator("#search-list a").evaluate_all("all => all.map(one => one.href)")
    return [re.sub(r"(index\.html)?(#.*)?$", "", link) for link in links]


FINDS = [
    ("", "migra", "now/"),
    ("", "migra", "now/door/"),
    ("", "MIGRA", "now/door/"),
    ("", "paper visit", "basics/papers/"),
    ("", "papers", "basics/papers/"),
    ("", "food stamps", "data/food/"),
    ("", "tax return", "data/tax/"),
    ("", "itin", "data/tax/"),
    ("", "warant", "basics/papers/"),
    ("", "texas", "help/states/tx/"),
    ("", "notario", "help/scams/"),
    ("es/", "fianza", "es/basics/held/"),
    ("es/", "cárcel", "es/now/arrest/"),
    ("es/", "carcel", "es/now/arrest/"),
    ("es/", "aseguranza", "es/data/health/"),
    ("ar/", "جلسة المحكمة", "ar/now/court/"),
    ("ar/", "ضريبه", "ar/data/tax/"),
    ("ar/", "الضرائب", "ar/data/tax/"),
    ("ar/", "ضَرائب", "ar/data/tax/"),
    ("zh-Hans/", "移民法庭", "zh-Hans/help/"),
    ("zh-Hans/", "报税", "zh-Hans/data/tax/"),
    ("zh-Hans/", "敲门", "zh-Hans/now/door/"),
    ("ht/", "taks", "ht/data/tax/"),
    ("ht/", "manda", "ht/basics/papers/"),
]


def test_words_of_each_language_lead_to_their_pages(context: BrowserContext, host: Host) -> None:
    pages = {home: open_search(context, host, home) for home in dict.fromkeys(home for home, _, _ in FINDS)}
    for home, words, goal in FINDS:
        assert host.address + goal in typed(pages[home], words)[:4], (words, typed(pages[home], words)[:6])


def test_nothing_is_fetched_before_one_goes_to_the_box_and_nothing_after(
    context: BrowserContext, host: Host
) -> None:
    page = open_search(context, host)
    page.wait_for_load_state("networkidle")
    assert {path.rpartition("/")[2] for path in host.asked} == {"", "app.js", "find.js"}
    stored = page.evaluate(STORED)
    host.asked.clear()
    page.locator("#search-box").focus()
    expect(page.locator("#search-loading")).to_be_hidden()
    assert sorted(host.asked) == ["minisearch.js", "search/words.js"]
    for words in ("warrant", "zzzz", "warrant door"):
        typed(page, words)
    assert len(host.asked) == 2
    assert page.evaluate(STORED) == stored
    assert page.url == f"{host.address}search/"


def test_a_result_shows_the_words_in_their_place_and_leads_there_by_keyboard(
    context: BrowserContext, host: Host
) -> None:
    page = open_search(context, host)
    page.keyboard.press("Tab")
    page.locator("#search-box").focus()
    page.keyboard.type("interpreter")
    expect(page.locator("#search-some")).to_be_visible()
    assert page.locator("#search-list mark").first.inner_text().casefold().startswith("interpret")
    assert page.locator("#search-count").inner_text() == str(page.locator("#search-list li").count())
    assert page.locator("[role=status]:has(#search-some)").count() == 1
    page.keyboard.press("Tab")
    goal = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(goal)
    fragment = goal.partition("#")[2]
    assert not fragment or page.locator(f"[id='{fragment}']").count() == 1


def test_every_result_leads_to_a_part_that_is_there(site: Path) -> None:
    for home in HOMES.values():
        found = rows(site, home)
        assert len(found) > 100
        for url, title, _, parts in found:
            page = html.parse(site / home / url / "index.html").getroot()
            ids = set(page.xpath("//@id"))
            assert {anchor for anchor, *_ in parts if anchor} <= ids, url
            assert title in page.find(".//h1").text_content(), url


def test_every_word_of_a_page_is_among_the_words_searched(site: Path) -> None:
    for home, slug in (("", "now/door"), ("es/", "data/tax"), ("ar/", "basics/papers"), ("zh-Hans/", "help")):
        known = set(re.findall(r"\w+", " ".join(strings(rows(site, home))).casefold()))
        page = html.parse(site / home / slug / "index.html").getroot()
        for paragraph in page.xpath("//article//p[not(@class)][not(ancestor::*[@class='src' or @data-kyr])]"):
            for mark in paragraph.xpath(".//sup | .//*[@data-kyr or @class='vh' or @class='age']"):
                mark.drop_tree()
            words = set(re.findall(r"\w+", paragraph.text_content().casefold()))
            assert words <= known, (home, slug, words - known)


def test_words_and_engine_fit_a_bad_network(site: Path) -> None:
    def size(name: str) -> int:
        return len(brotli.compress((site / name).read_bytes()))

    for home in HOMES.values():
        assert sum(map(size, ("find.js", "minisearch.js", f"{home}search/words.js"))) <= 60_000, home
    assert size("app.js") + size("find.js") <= 4_000


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "\\", "a" * 80, "🙂", "'\"</script>", " "])
def test_whatever_is_typed_stays_text(context: BrowserContext, host: Host, words: str) -> None:
    page = open_search(context, host)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    typed(page, "door")
    page.locator("#search-box").fill(words)
    assert page.locator("#search-list img, #search-list script").count() == 0
    assert not wrong
    typed(page, "door")


def test_a_search_that_did_not_load_says_so_and_loads_on_another_try(context: BrowserContext, host: Host) -> None:
    host.refuses = lambda path: path.endswith("words.js")
    page = open_search(context, host)
    page.locator("#search-box").focus()
    expect(page.locator("#search-broken")).to_be_visible()
    host.refuses = lambda path: False
    assert host.address + "data/tax/" in typed(page, "tax")


def test_without_scripts_the_way_leads_to_all_pages_from_a_to_z(browser: Browser, site: Path) -> None:
    host = Host(site)
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}es/now/door/")
    page.locator(".top a.q").click()
    assert page.url == f"{host.address}es/search/"
    assert not page.locator("#search").is_visible()
    assert page.locator("#search-without").is_visible()
    letters = page.locator("main h3").all_inner_texts()
    assert letters == sorted(letters)
    assert {"A", "C", "T"} <= set(letters)
    names = page.locator("main h3 + ul a").all_inner_texts()
    assert any(name.startswith("La migra · ") for name in names)
    context.close()
    host.end()


def test_a_saved_copy_searches_without_a_network(context: BrowserContext, site: Path) -> None:
    for home, words, goal in (
        ("", "migra", "now/door/"),
        ("ar/", "ضريبه", "ar/data/tax/"),
        ("zh-Hans/", "敲门", "zh-Hans/now/door/"),
    ):
        host = Host(site)
        page = context.new_page()
        page.goto(f"{host.address}{home}about/this-phone/")
        page.locator("#keep-start").click()
        expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)
        host.end()
        page.goto(f"{host.address}{home}search/")
        assert host.address + goal in typed(page, words)[:4]
        page.locator("#search-list a").first.click()
        assert page.locator("main h1").count() == 1
