"""Keep on this phone: what is stored before, during and after; the network cut; what remove leaves."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from typing import TYPE_CHECKING, Any

import brotli
import pytest
from playwright.sync_api import Error, expect

from kyr.proof.tree import Tree
from running import Host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"width": 320, "height": 640}
STORED = """async () => ({stores: (await caches.keys()).length, cookies: document.cookie.length,
  workers: (await navigator.serviceWorker.getRegistrations()).length, local: localStorage.length,
  session: sessionStorage.length, databases: (await indexedDB.databases()).length})"""
NOTHING = dict.fromkeys(("stores", "cookies", "workers", "local", "session", "databases"), 0)


@pytest.fixture(scope="module")
def tree(site: Path) -> Tree:
    return Tree(site)


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


def phone_page(context: BrowserContext, host: Host, home: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{host.address}{home}about/this-phone/")
    return page


def keep(page: Page, button: str = "start") -> None:
    page.locator(f"#keep-{button}").click()
    expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)


def listed(site: Path, home: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / f"{home}kept/list.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize(("prefix", "home"), [("/", ""), ("/x/", "ar/"), ("/x/", "zh-Hans/")])
def test_saved_then_the_network_is_gone(
    context: BrowserContext, site: Path, tree: Tree, prefix: str, home: str
) -> None:
    host = Host(site, prefix)
    page = phone_page(context, host, home)
    assert page.evaluate(STORED) == NOTHING
    assert not [path for path in host.asked if "kept" in path or "worker" in path]
    keep(page)
    assert page.evaluate(STORED) == {**NOTHING, "stores": 1, "workers": 1}
    assert context.cookies() == []
    asked = set(host.asked)
    assert {f"{home}kept/list.json", *(file["path"] for file in listed(site, home)["files"])} <= asked
    host.end()
    tag = home.strip("/") or "en"
    slugs = [one.slug for one in tree.pages.values() if one.root.get("lang") == tag and not one.stands_apart]
    assert len(slugs) > 100
    assert page.evaluate("async all => (await Promise.all(all.map(one => caches.match(one)))).every(Boolean)",
                         [host.address + slug for slug in slugs])  # fmt: skip
    for slug in slugs[::8]:
        page.goto(host.address + slug, wait_until="commit")
        assert page.url == host.address + slug
        assert page.locator("main h1").count() == 1, slug
    page.goto(f"{host.address}{home}now/door")
    assert page.locator("html").get_attribute("lang") == tag
    if home:
        page.goto(f"{host.address}data/tax/")
        assert page.url == f"{host.address}kept/away/"
        assert page.locator("html").get_attribute("lang") == tag
        page.locator("main a").click()
        assert page.url == host.address + home


def test_the_saved_page_is_the_page_with_one_line_more(context: BrowserContext, host: Host, site: Path) -> None:
    page = phone_page(context, host)
    keep(page)
    for path in ("", "data/tax/", "about/this-phone/"):
        found = page.evaluate("async at => (await caches.match(at)).text()", host.address + path)
        line = re.search(r'<article>(<p class="age">.*?</p>)<h1', found)
        assert line
        assert found.replace(line[1], "") == (site / path / "index.html").read_text("utf-8")
    assert page.evaluate("async at => (await caches.match(at)).text()", f"{host.address}app.js")


def test_an_old_page_says_so_without_a_network(context: BrowserContext, host: Host) -> None:
    page = phone_page(context, host)
    keep(page)
    host.refuses = lambda path: True
    page.clock.set_fixed_time("2040-01-01")
    page.goto(f"{host.address}now/door/")
    expect(page.locator("[data-after]")).to_be_visible()


def test_a_page_of_today_comes_before_the_saved_one_unless_the_network_is_slow(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    host = Host(folder)
    page = phone_page(context, host)
    keep(page)
    for slug in ("now/door/", "now/stop/"):
        changed = (folder / slug / "index.html").read_text("utf-8").replace("<h1", "<p id=today>Today</p><h1", 1)
        (folder / slug / "index.html").write_text(changed, "utf-8")
    page.goto(f"{host.address}now/door/")
    assert page.locator("#today").count() == 1
    host.breaks_off = True
    page.goto(f"{host.address}now/stop/")
    assert page.locator("footer").count() == 1
    assert page.locator("#today").count() == 0
    host.breaks_off, host.slow = False, 4
    page.goto(f"{host.address}now/door/", wait_until="commit")
    assert page.locator("h1").count() == 1
    assert page.locator("#today").count() == 0
    host.end()


def test_a_newer_edition_is_fetched_when_asked_and_only_what_is_new(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    host = Host(folder)
    page = phone_page(context, host)
    keep(page)
    host.fetched()
    newer(folder, "now/door/", "<h1", "<p id=today>Today</p><h1")
    page.goto(f"{host.address}about/this-phone/")
    expect(page.locator("#keep-newer")).to_be_visible()
    page.goto(f"{host.address}now/")
    assert host.fetched() == []
    page.goto(f"{host.address}about/this-phone/")
    keep(page, "newest")
    assert len(host.fetched()) == 1
    host.refuses = lambda path: True
    page.goto(f"{host.address}now/door/")
    assert page.locator("#today").count() == 1
    left = page.evaluate("async () => (await (await caches.open((await caches.keys())[0])).keys()).length")
    files = listed(folder)["files"]
    pages = sum(len(read(folder, file)) if file["pages"] else 1 for file in files)
    assert left == pages + len(files) + 2  # a tick for each file, the list, the edition
    host.end()


def read(folder: Path, file: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / file["path"]).read_text("utf-8"))
    return found


def newer(folder: Path, path: str, old: str, new: str) -> None:
    """Publish a changed page, as a build would."""
    found = listed(folder)
    (row,) = [file for file in found["files"] if file["pages"] and path in read(folder, file)]
    texts = read(folder, row)
    texts[path] = texts[path].replace(old, new, 1)
    content = json.dumps(texts).encode()
    (folder / row["path"]).unlink()
    row["sha256"] = hashlib.sha256(content).hexdigest()
    row["path"] = f"kept/{row['sha256'][:16]}.json"
    (folder / row["path"]).write_bytes(content)
    found["edition"] = "newer"
    (folder / "kept/list.json").write_text(json.dumps(found), "utf-8")


@pytest.mark.parametrize("moment", [0, 1, 9])
def test_broken_off_anywhere_and_finished_later(
    context: BrowserContext, host: Host, site: Path, moment: int
) -> None:
    """The page is closed while a file is on its way; the next time only what is missing is fetched.

    The worker outlives its page, and the browser may ask once more: then that file is there too.
    """
    files = [file["path"] for file in listed(site)["files"]]
    host.refuses = lambda path: path == files[moment]
    page = phone_page(context, host)
    page.locator("#keep-start").click()
    asked_for(host, files[moment])
    page.close()
    assert moment <= len(host.fetched()) <= moment + 2
    host.refuses = lambda path: False
    page = phone_page(context, host)
    told = page.locator("#keep-part")
    expect(told).to_contain_text(f"of {len(files)}")
    kept = int(re.findall(r"(\d+) of", told.inner_text())[0])
    assert kept in (moment, moment + 1)
    page.goto(f"{host.address}data/tax/")
    assert page.locator("h1").inner_text().startswith("Taxes")
    page.goto(f"{host.address}about/this-phone/")
    host.asked.clear()
    keep(page, "more")
    assert host.fetched() == [path for path in files[kept:] if "kept/" in path]


def asked_for(host: Host, path: str) -> None:
    """Wait until the host was asked for a path."""
    end = time.monotonic() + 10
    while path not in host.asked and time.monotonic() < end:
        time.sleep(0.01)
    assert path in host.asked


def test_a_broken_connection_is_told_and_saving_goes_on_when_it_is_back(
    context: BrowserContext, host: Host, site: Path
) -> None:
    page = phone_page(context, host)
    page.clock.install()
    host.refuses = lambda path: len([p for p in host.asked if "kept/" in p]) > 5
    page.locator("#keep-start").click()
    for _ in range(12):
        page.clock.run_for(2000)
        page.wait_for_timeout(50)
    expect(page.locator("#keep-broken")).to_be_visible()
    host.refuses = lambda path: False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)


def test_a_newer_edition_in_the_middle_of_saving_is_the_one_that_is_saved(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    host = Host(folder)
    host.refuses = lambda path: path == "worker.js"
    page = phone_page(context, host)
    page.locator("#keep-start").click()
    expect(page.locator("#keep-broken")).to_be_visible()
    third = listed(folder)["files"][2]["path"]

    def publish(path: str) -> bool:
        if path == third:
            host.refuses = lambda path: False
            newer(folder, "help/states/wy/", "<h1", "<p id=today>Today</p><h1")
        return False

    host.refuses = publish
    host.fetched()
    keep(page, "more")
    assert len(host.fetched()) == sum(file["pages"] for file in listed(folder)["files"]) + 1  # one of them in vain
    host.end()
    page.goto(f"{host.address}help/states/wy/")
    assert page.locator("#today").count() == 1


def test_taken_away_in_the_middle_of_saving(context: BrowserContext, host: Host) -> None:
    page = phone_page(context, host)
    host.slow = 0.4
    page.locator("#keep-start").click()
    expect(page.locator("#keep-doing")).to_contain_text(re.compile(r"\b([2-9]|1\d) of"))
    page.locator("#keep-remove").click()
    expect(page.locator("#keep-removed")).to_be_visible()
    host.slow = 0
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(500)
    assert page.evaluate(STORED) == NOTHING


def test_no_room_is_told_and_the_site_still_works(context: BrowserContext, host: Host, site: Path) -> None:
    page = phone_page(context, host)
    cdp = context.new_cdp_session(page)
    origin = host.address.rstrip("/")
    cdp.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000})
    page.locator("#keep-start").click()
    expect(page.locator("#keep-full")).to_be_visible(timeout=20_000)
    host.fetched()
    page.goto(f"{host.address}who/orders/")
    assert page.locator("h1").count() == 1
    page.goto(f"{host.address}about/this-phone/")
    cdp.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    keep(page, "more")
    assert 0 < len(host.fetched()) < len(listed(site)["files"]) - 1


def test_remove_leaves_nothing(context: BrowserContext, host: Host) -> None:
    page = phone_page(context, host)
    keep(page)
    page.goto(f"{host.address}es/about/this-phone/")
    keep(page)
    page.locator("#keep-remove").click()
    expect(page.locator("#keep-removed")).to_be_visible()
    assert page.evaluate(STORED) == NOTHING
    page.goto(f"{host.address}now/")
    page.goto(f"{host.address}about/this-phone/")
    expect(page.locator("#keep-size")).to_be_visible()
    assert page.evaluate(STORED) == NOTHING
    host.refuses = lambda path: True
    with pytest.raises(Error):
        page.goto(f"{host.address}now/door/")


def test_without_a_script_the_page_says_what_else_there_is(browser: Browser, host: Host) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}about/this-phone/")
    expect(page.locator("noscript p")).to_contain_text("PDF")
    assert not page.locator("#keep-box").is_visible()
    context.close()


def test_a_language_is_small(site: Path) -> None:
    """700 kB over the network for all pages of a language with its search; the worker 1 kB with brotli."""
    for home in ("", "es/", "ar/", "zh-Hans/", "ht/"):
        files = listed(site, home)["files"]
        assert sum(file["wire"] for file in files) < 700_000
        assert max(file["wire"] for file in files if file["pages"]) < 80_000
    assert len(brotli.compress((site / "worker.js").read_bytes())) <= 1000
