"""Leave this page, by tap, key and without scripts; and sharing what one has open."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from running import ROOT, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Route

PHONE = {"width": 320, "height": 640}
EXIT = "https://www.weather.gov/"
LEAN_QR = "9f064e870e3ab537ca1f87fadbaa45dd7fa56d8c32440bbddb8b893201b951d7"
SHARED = """() => { window.sent = []; navigator.share = async (what) => { sent.push(what); };
  navigator.clipboard.writeText = async (text) => { sent.push(text); }; }"""


def dull(context: BrowserContext) -> None:
    """The page to leave to, answered here: no test asks another host."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Dull</title>", content_type="text/html")

    context.route(f"{EXIT}**", answer)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    one = browser.new_context(viewport=PHONE)
    dull(one)
    yield one
    one.close()


def before(page: Page, address: str, slug: str) -> None:
    page.goto(f"{address}about/")
    page.goto(address + slug)


@pytest.mark.parametrize("slug", ["now/door/", "ar/data/", "es/"])
def test_in_reach_on_a_phone_wherever_one_reads(context: BrowserContext, address: str, slug: str) -> None:
    page = context.new_page()
    page.goto(address + slug)
    for where in (0, 900, 1_000_000):
        page.evaluate("where => scrollTo(0, where)", where)
        link, bar = (page.locator(name).bounding_box() for name in (".leave a", ".leave"))
        assert link
        assert bar
        assert link["height"] >= 44
        assert link["x"] >= 0
        assert link["x"] + link["width"] <= 320
        assert (bar["x"], bar["width"]) == (0, 320)
        assert bar["y"] + bar["height"] == pytest.approx(640, abs=3)
        assert bar["height"] <= 72
    foot = page.evaluate("[...document.querySelectorAll('.foot>*')].at(-1).getBoundingClientRect().bottom")
    assert foot <= bar["y"]


@pytest.mark.parametrize("slug", ["now/door/", "ar/data/"])
def test_one_tap_puts_another_page_in_place_of_this_one(context: BrowserContext, address: str, slug: str) -> None:
    page = context.new_page()
    before(page, address, slug)
    page.locator(".leave a").click()
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url == f"{address}about/"


def test_the_screen_is_empty_at_once_however_slow_the_network_is(context: BrowserContext, address: str) -> None:
    context.unroute(f"{EXIT}**")
    context.route(f"{EXIT}**", lambda route: route.abort("aborted"))
    page = context.new_page()
    page.goto(f"{address}now/door/")
    page.locator(".leave a").click(no_wait_after=True)
    expect(page.locator("body")).to_be_hidden()


def test_three_times_shift(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    before(page, address, "data/tax/")
    for key in ("Shift", "Shift", "a", "Shift", "Shift", "Shift+A", "Shift"):
        page.keyboard.press(key)
    assert page.url == f"{address}data/tax/"
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url == f"{address}about/"


def test_without_scripts_it_is_a_link_and_sharing_is_explained(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    dull(context)
    page = context.new_page()
    page.goto(f"{address}es/now/door/")
    page.locator(".share").click()
    assert page.url == f"{address}es/print/#share"
    page.go_back()
    page.locator(".leave a").click()
    assert page.url == EXIT
    context.close()


@pytest.mark.parametrize(("prefix", "slug"), [("/", "now/door/"), ("/x/", "ar/now/door/")])
def test_sharing_the_page_that_is_open(context: BrowserContext, site: Path, prefix: str, slug: str) -> None:
    with served(site, prefix) as address:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}{slug}?from=me#n1")
        assert [one for one in asked if "share" in one or "qr" in one] == []
        page.evaluate(SHARED)
        page.locator(".share").click()
        expect(page.locator("#share-address")).to_have_text(address + slug)
        for name in ("send", "copy"):
            page.locator(f"#share-{name}").click()
        expect(page.locator("#share-copied")).to_be_visible()
        assert page.evaluate("sent") == [{"url": address + slug}, address + slug]
        assert "qr.js" not in asked
        page.locator("#share-code").click()
        expect(page.locator("#share svg")).to_be_visible()
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
        page.locator("#share-copy").click()
        assert page.evaluate("String(getSelection())") == address + slug
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert said == []


def test_the_library_for_codes_is_the_pinned_one() -> None:
    *_, code = (ROOT / "overrides/script/pages/qr.js").read_bytes().splitlines(keepends=True)
    assert hashlib.sha256(code).hexdigest() == LEAN_QR
