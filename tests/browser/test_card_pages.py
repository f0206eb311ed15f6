"""The wallet cards that any browser prints: ten a side, with a clinic's name, with and without a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kyr.l10n import languages
from running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

HOMES = ["" if one.tag == "en" else f"{one.tag}/" for one in languages(ROOT)]
CARDS = ("say", "door", "family")
SAID = "I want to speak to a lawyer."
OVER = """() => [...document.querySelectorAll('.card')].filter(card => {
  const [box, outer] = [card.firstElementChild, card.getBoundingClientRect()];
  return box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1 || outer.width < 300;
}).length"""
PRINTS = "() => { window.print = () => { document.title = 'printed' } }"
MIDDLES = """() => [...document.querySelectorAll('.side')].map(side => {
  const boxes = [...side.querySelectorAll('.card')].map(card => card.getBoundingClientRect());
  const edges = boxes.flatMap(box => [box.left, box.right]);
  return [(Math.min(...edges) + Math.max(...edges)) / 2, boxes[0].top - side.getBoundingClientRect().top,
    boxes[0].width, boxes[0].height, innerWidth / 2];
})"""


def opened(browser: Browser, address: str, card: str, *, scripts: bool = True, stamp: object = None) -> Page:
    """A card's page on a phone; `stamp` is what a clinic has typed into the form on `print`."""
    page = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=scripts).new_page()
    page.goto(f"{address}about/")
    if stamp is not None:
        page.evaluate("words => { name = 'stamp ' + words }", json.dumps(stamp))
    page.goto(address + card)
    return page


def sides(page: Page, paper: str = "Letter") -> list[str]:
    """What stands on each side of the paper."""
    with pypdfium2.PdfDocument(page.pdf(format=paper)) as pdf:
        return [" ".join(one.get_textpage().get_text_bounded().split()) for one in pdf]


@pytest.mark.parametrize("home", HOMES)
def test_the_page_to_print_leads_to_each_card_in_its_language(site: Path, home: str) -> None:
    text = (site / home / "print/index.html").read_text("utf-8")
    for card in CARDS:
        assert f'href="../print/card/{card}/"' in text or f'href="card/{card}/"' in text
        assert (site / home / f"print/card/{card}/index.html").is_file()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("home", HOMES)
def test_ten_a_side_and_every_word_fits(browser: Browser, address: str, home: str, scripts: bool) -> None:
    for card in CARDS:
        page = opened(browser, address, f"{home}print/card/{card}/", scripts=scripts)
        for paper in ("Letter", "A4"):
            front, back = sides(page, paper)
            assert back.count(SAID) == 10, card
            assert len(front) > 10 * 30
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 816, "height": 1056})
        if scripts:
            assert page.evaluate(OVER) == 0
            assert page.locator("#long").is_hidden()
            (middle, top, width, height, centre), other = page.evaluate(MIDDLES)
            assert other == [middle, top, width, height, centre]
            assert abs(middle - centre) < 0.5 / 25.4 * 96, "a back falls on its front within half a millimeter"
            assert (width, height) == pytest.approx((3.5 * 96, 2 * 96), abs=0.5)
        page.context.close()


def test_a_clinic_s_name_stands_on_each_back_as_text(browser: Browser, address: str) -> None:
    stamp = {"name": "North <b>Clinic</b> عيادة", "phone": "(206) 555-0199", "hours": "9-5"}
    for card in CARDS:
        page = opened(browser, address, f"es/print/card/{card}/", stamp=stamp)
        assert page.evaluate("document.querySelectorAll('.foot b b').length") == 0
        front, back = sides(page)
        assert back.count("555-0199") == 10
        assert back.count("<b>Clinic</b>") == 10
        assert "555-0199" not in front
        page.context.close()


def test_a_name_that_does_not_fit_is_told_and_not_printed(browser: Browser, address: str) -> None:
    page = opened(browser, address, "print/card/door/", stamp={"name": "W" * 200, "phone": "M" * 200})
    expect(page.locator("#long")).to_be_visible()
    page.evaluate(PRINTS)
    page.locator("#print").click()
    assert page.title() != "printed"
    page.context.close()
    page = opened(browser, address, "print/card/door/", stamp={"name": "North Clinic"})
    page.evaluate(PRINTS)
    page.locator("#print").click()
    assert page.title() == "printed"
    page.context.close()


@pytest.mark.parametrize("stamp", [{"name": 5}, [], None, "x", {"phone": {}}])
def test_somebody_else_s_words_in_the_window_s_name_change_nothing(
    browser: Browser, address: str, stamp: object
) -> None:
    page = opened(browser, address, "print/card/say/", stamp=stamp)
    assert sides(page)[1].count(SAID) == 10
    page.context.close()


def test_each_is_kept_on_the_phone(site: Path) -> None:
    for home in ("", "ar/"):
        files = json.loads((site / home / "kept/list.json").read_text("utf-8"))["files"]
        texts = [json.loads((site / one["path"]).read_text("utf-8")) for one in files if one["pages"]]
        assert {f"{home}print/card/{card}/" for card in CARDS} <= {path for text in texts for path in text}


@pytest.mark.parametrize("home", ["", "ar/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible_and_no_wider_than_the_screen(browser: Browser, address: str, home: str, width: int) -> None:
    for card in CARDS:
        context = browser.new_context(viewport={"width": width, "height": 640}, color_scheme="dark")
        page = context.new_page()
        page.goto(f"{address}{home}print/card/{card}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#print").bounding_box()["height"] >= 44  # type: ignore[index]
        assert Axe().run(page).response["violations"] == []
        context.close()
