"""A code typed from paper, on a phone: what the reader is told, with and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from kyr.editions import sealed
from running import Host, copy_project, few_languages, few_states, kyr, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
OUT_OF_THEIR_CELLS = """() => [...document.querySelectorAll('td bdi, th bdi')].filter(code => {
  const [inner, outer] = [code, code.closest('td, th')].map(e => e.getBoundingClientRect());
  return inner.left < outer.left - 1 || inner.right > outer.right + 1;
}).map(code => code.textContent)"""
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site with one replaced edition, served: its address and its folder."""
    root = tmp_path_factory.mktemp("codes") / "project"
    copy_project(root)
    few_states(root)
    few_languages(root, ("ar", "zh-Hans"))

    def run(*arguments: str) -> None:
        done = kyr(root, *arguments)
        assert done.returncode == 0, done.stderr

    run("editions", "record")
    page = root / "docs/now/door.md"
    page.write_text(page.read_text("utf-8").replace("\n## ", "\nOne more sentence.\n\n## ", 1), "utf-8")
    run("editions", "record", "--note", "One more sentence.")
    run("build")
    with served(root / "site") as found:
        yield found, root / "site"


def codes(site: Path, mark: str, tag: str) -> list[str]:
    return sorted(path.name for path in (site / "print/check").glob(f"{mark}-{tag}-*"))


@pytest.mark.parametrize("home", ["", "ar/", "zh-Hans/"])
def test_a_typed_code(address: tuple[str, Path], browser: Browser, home: str) -> None:
    base, site = address
    tag = home.strip("/") or "en"
    current = re.search(
        r'code-now.*?<bdi dir="ltr">(DATA-[^<]+)',
        (site / home / "print/check/index.html").read_text("utf-8"),
        re.S,
    )
    assert current
    code = current[1]
    now = re.search(r"DOOR-[\w-]+", (site / home / "now/door/index.html").read_text("utf-8"))
    assert now
    (old,) = set(codes(site, "DOOR", tag)) - {now[0]}
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{base}{home}print/check/")
    for typed, told in [
        (code, "current"),
        (code.lower().replace("-", " "), "current"),
        (f" {code.replace('-', '–')} ", "current"),
        (old, "old"),
        (code[:-1] + ("A" if code[-1] != "A" else "B"), "wrong"),
        (code[:-6] + code[-5] + code[-6] + code[-4:] if code[-6] != code[-5] else code[:-1], "wrong"),
        ("", "wrong"),
        ("<b>", "wrong"),
        (str(sealed("TAX", tag, "others")), "unlisted"),
    ]:
        page.fill("#code-typed", typed)
        page.press("#code-typed", "Enter")
        shown = [
            one.get_attribute("id") for one in page.query_selector_all("[role=status] > p") if one.is_visible()
        ]
        assert shown == [f"code-{told}"], typed
    link = page.locator("#code-unlisted a")
    assert link.inner_text() == str(sealed("TAX", tag, "others"))
    assert link.evaluate("a => a.href") == f"{base}print/check/{sealed('TAX', tag, 'others')}/"
    page.fill("#code-typed", old)
    page.click("#code-try")
    assert now[0] in page.inner_text("#code-old")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(OUT_OF_THEIR_CELLS) == []
    assert Axe().run(page, options=RULES).violations_count == 0
    page.close()


def test_a_typed_code_without_a_network(address: tuple[str, Path], browser: Browser) -> None:
    _, site = address
    host = Host(site)
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{host.address}ar/about/this-phone/")
    page.click("#keep-start")
    page.wait_for_selector("#keep-kept:visible")
    host.end()
    page.goto(f"{host.address}ar/print/check/")
    now = re.search(r"DOOR-[\w-]+", (site / "ar/now/door/index.html").read_text("utf-8"))
    assert now
    for code in codes(site, "DOOR", "ar"):
        page.fill("#code-typed", code)
        page.click("#code-try")
        assert page.is_visible("#code-current" if code == now[0] else "#code-old"), code
    context.close()


def test_without_scripts_the_lists_are_there(address: tuple[str, Path], browser: Browser) -> None:
    base, _ = address
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{base}print/check/")
    assert not page.is_visible("#code-typed")
    assert "Look for it in the lists." in page.inner_text("main")
    assert page.locator("#code-now bdi").count() > 40
    assert page.locator("#code-then bdi").count() >= 2
    context.close()
