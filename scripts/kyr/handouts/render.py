"""Pages to PDF, in Chromium: the page's own HTML and its own print style."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"]

FITTING = """sizes => {
  const over = () => Math.max(0, ...[...document.querySelectorAll('.box')].map(box => {
    const line = parseFloat(getComputedStyle(box).lineHeight);
    const out = Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth > box.clientWidth ? line : 0);
    return out > 0.5 ? Math.ceil(out / line) : 0;
  }));
  let lines = 0;
  for (const size of sizes) {
    document.documentElement.style.setProperty('--size', `${size}pt`);
    lines = over();
    if (!lines) return [size, 0];
  }
  return [sizes[sizes.length - 1], lines];
}"""


class Printer:
    """A browser that is handed documents and fetches nothing: scripts are off, every request is refused."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab
        self._document = ""
        tab.context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=self._document, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    def pdf(self, document: str, address: str) -> bytes:
        """The PDF of a document that stands at an address (so that its links lead where the page's do)."""
        self._document = document
        self._tab.goto(address)
        return self._tab.pdf(prefer_css_page_size=True, tagged=True, outline=True)

    def fitting(self, document: str, sizes: Sequence[float], address: str) -> tuple[float, int]:
        """The first of some sizes of type (points, the custom property `--size`) at which nothing runs out of its
        box (elements of class `box`), and 0; or the last of them, and the number of lines that run out."""
        self._document = document
        self._tab.emulate_media(media="print")
        self._tab.goto(address)
        size, over = self._tab.evaluate(FITTING, list(sizes))
        return float(size), int(over)


@contextmanager
def printer() -> Iterator[Printer]:
    """A browser for as long as one needs it. Raises Problems where there is none."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield Printer(browser.new_context(java_script_enabled=False, offline=True).new_page())
        finally:
            browser.close()


def chromium() -> str:
    """The way to the browser. Raises Problems where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise Problems(
            [Problem("scripts/setup", 1, "there is no Chromium on this machine", "run: scripts/setup print")]
        )
    return found
