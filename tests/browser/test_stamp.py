"""A clinic's name on the pages that it prints, typed into the page `print` and nowhere else kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from running import Host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

NAME = "North <img src=x onerror=alert(1)> “Legal” عيادة"
STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie.length,
  (await caches.keys()).length, (await indexedDB.databases()).length]"""
NOTHING = [0, 0, 0, 0, 0]


def logo(kind: str = "PNG", width: int = 900) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 300), "black").save(out, kind)
    return out.getvalue()


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    one = Host(site)
    yield one
    one.end()


@pytest.fixture(params=[320, 1280])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    one = browser.new_context(viewport={"width": request.param, "height": 640})
    yield one
    one.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    one = browser.new_context(viewport={"width": 320, "height": 640})
    yield one
    one.close()


def put(page: Page, *, keep: bool = False) -> None:
    """Fill in the form and put it on the pages."""
    for field, said in {"name": NAME, "phone": "206 555 0199", "hours": "9–5", "languages": "Español"}.items():
        page.locator(f"#stamp-{field}").fill(said)
    if keep:
        page.locator("#stamp-keep").check()
    page.locator("#stamp-on").click()
    expect(page.locator("#stamp-done")).to_be_visible()


def printed(page: Page) -> str:
    with pypdfium2.PdfDocument(page.pdf()) as pdf:
        return " ".join(" ".join(one.get_textpage().get_text_bounded().split()) for one in pdf)


def test_typed_once_it_stands_on_each_page_and_on_its_paper(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(f"{host.address}print/")
    page.locator("#stamp-logo").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": logo()})
    put(page)
    before = list(host.asked)
    for slug, title in (("now/door/", "Officers at your door"), ("es/data/tax/", "Impuestos")):
        page.goto(host.address + slug)
        box = page.locator("article .stamp")
        expect(box).to_be_visible()
        assert box.locator(".name").inner_text() == NAME
        assert box.locator("img").count() == 1
        assert box.locator("img").evaluate("one => one.naturalWidth") > 100
        assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]  # type: ignore[index]
        said = printed(page)
        assert title in said
        assert "206 555 0199" in said
        assert "<img src=x onerror=alert(1)>" in said
    assert page.evaluate(STORED) == NOTHING
    assert context.cookies() == []
    assert not [path for path in host.asked[len(before) :] if "206" in path or "North" in path]
    assert wrong == []
    page.locator(".stamp .off").click()
    page.goto(f"{host.address}now/door/")
    assert page.locator(".stamp").count() == 0


def test_the_words_of_the_page_stay_as_they_are(phone: BrowserContext, host: Host) -> None:
    page = phone.new_page()
    page.goto(f"{host.address}now/door/")
    before = page.locator("article").inner_text()
    page.goto(f"{host.address}print/")
    put(page)
    page.goto(f"{host.address}now/door/")
    expect(page.locator(".stamp")).to_be_visible()
    page.evaluate("document.querySelector('.stamp').remove()")
    assert page.locator("article").inner_text() == before


def test_another_window_knows_nothing_of_it(phone: BrowserContext, host: Host) -> None:
    page = phone.new_page()
    page.goto(f"{host.address}print/")
    put(page)
    other = phone.new_page()
    other.goto(f"{host.address}print/")
    expect(other.locator("#stamp")).to_be_visible()
    assert other.locator("#stamp-name").input_value() == ""
    other.goto(f"{host.address}now/door/")
    assert other.locator(".stamp").count() == 0


def test_remembered_when_ticked_until_it_is_unticked_or_removed(phone: BrowserContext, host: Host) -> None:
    page = phone.new_page()
    page.goto(f"{host.address}print/")
    put(page, keep=True)
    assert page.evaluate(STORED) == [1, *NOTHING[1:]]
    other = phone.new_page()
    other.goto(f"{host.address}es/print/")
    assert other.locator("#stamp-name").input_value() == NAME
    other.locator("#stamp-keep").uncheck()
    assert other.evaluate(STORED) == NOTHING
    put(page, keep=True)
    other.goto(f"{host.address}about/this-phone/")
    other.locator("#keep-remove").click()
    expect(other.locator("#keep-removed")).to_be_visible(timeout=10_000)
    assert other.evaluate(STORED) == NOTHING


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("drawn.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "picture"),
        ("renamed.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture"),
        ("text.png", b"hello", "picture"),
        ("cut.png", logo()[:60], "picture"),
        ("heavy.png", logo() + b"\0" * 6_000_000, "large"),
    ],
)
def test_what_is_no_picture_is_refused(
    phone: BrowserContext, host: Host, name: str, content: bytes, says: str
) -> None:
    page = phone.new_page()
    page.goto(f"{host.address}print/")
    page.locator("#stamp-logo").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})
    expect(page.locator(f"#stamp-{says}")).to_be_visible()
    assert page.locator("#stamp-logo").input_value() == ""
    put(page)
    assert page.locator(".stamp img").is_hidden()


def test_a_name_is_asked_for(phone: BrowserContext, host: Host) -> None:
    page = phone.new_page()
    page.goto(f"{host.address}print/")
    page.locator("#stamp-on").click()
    expect(page.locator("#stamp-nameless")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "stamp-name"
    assert page.locator(".stamp").count() == 0


@pytest.mark.parametrize(
    "name", ["stamp {", "stamp null", 'stamp {"name":{"a":1},"logo":"javascript:1"}', "stamp 3"]
)
def test_words_of_somebody_else_in_the_windows_name_hurt_nothing(
    phone: BrowserContext, host: Host, name: str
) -> None:
    page = phone.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{host.address}now/door/")
    page.evaluate("said => { name = said; }", name)
    page.reload(wait_until="networkidle")
    assert page.locator("main h1").count() == 1
    assert page.locator(".stamp img[src]").count() == 0
    page.goto(f"{host.address}print/", wait_until="networkidle")
    expect(page.locator("#stamp")).to_be_visible()
    assert wrong == []


def test_without_scripts_it_says_what_to_do(browser: Browser, host: Host) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}print/")
    assert not page.locator("#stamp").is_visible()
    assert "rubber stamp" in page.locator("main").inner_text()
    context.close()


def test_it_works_from_the_saved_copy(phone: BrowserContext, site: Path) -> None:
    host = Host(site)
    page = phone.new_page()
    page.goto(f"{host.address}about/this-phone/")
    page.locator("#keep-start").click()
    expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)
    host.end()
    page.goto(f"{host.address}print/")
    put(page)
    page.goto(f"{host.address}now/door/")
    expect(page.locator(".stamp")).to_be_visible()
    assert "206 555 0199" in printed(page)
