"""What a sheet adds to a page: its size, and the lines at its head and foot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import html

if TYPE_CHECKING:
    from kyr.l10n import Language
    from kyr.site.parts import Printed

PAPERS = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
ROOM = "h1,h1+.age,.top{{padding-{side}:21mm}}"
"""Room for the square, at the side of the page whatever the direction of its title."""
NARROW = "@media print{@page{margin:9mm 11mm 12mm}}"
"""The margins of a sheet that is closed up; a printer needs 6 mm."""
LARGE = "18pt"
"""Large print; other sheets have the 11 points of the print style."""


@dataclass(frozen=True)
class Sheet:
    """One PDF to make of one built page."""

    slug: str
    """"now/door"; "" is the start page."""
    language: Language
    paper: str
    large: bool = False

    @property
    def name(self) -> str:
        """The file's name, neutral as the page's address: `now-door-es-a4-large.pdf`."""
        slug = self.slug.replace("/", "-") or "start"
        return "-".join([slug, self.language.tag, self.paper, *(["large"] if self.large else [])]) + ".pdf"


def document(
    page: str, sheet: Sheet, told: Printed, site: str, layout: str, square: str = "", stamp: str = ""
) -> str:
    """The built page as this sheet: without its script and policy, with the layout of handouts, the size of the
    paper, and a head and a foot on every side.

    The words of the page stay as they are; `square` stands beside its title, `stamp`, a clinic's box, below it.
    What head and foot say is no part of
    the text that is read aloud; it stands in the page too.
    """
    foot = _quoted(f"{site} · {told.code or 'DRAFT'}")
    size = f"html{{font-size:{LARGE}!important}}" if sheet.large else ""
    head = (
        f"@top-center{{font:8pt system-ui;content:{_quoted(' · '.join(map(_apart, told.draft)))}}}"
        if told.draft
        else ""
    )
    paper = f"size:{PAPERS[sheet.paper]};@bottom-left{{font:9pt system-ui;direction:ltr;content:{foot}}}{head}"
    style = f"{layout}@page{{{paper}}}{size}"
    root: Any = html.document_fromstring(page)
    for element in root.xpath("//script | //meta[@http-equiv] | //head/link"):
        element.drop_tree()
    if sheet.large:
        root.set("class", "large")
    if square:
        root.find("body").insert(0, html.fragment_fromstring(square))
        style += ROOM.format(side="left" if sheet.language.direction == "rtl" else "right")
    if stamp:
        (title,) = root.xpath("//article/h1 | //article/*[@class='beside'][h1]")
        dates = title.getnext()
        (dates if dates.get("class") == "age" else title).addnext(html.fragment_fromstring(stamp))
    added = html.Element("style")
    added.text = f"@media print{{{style}}}"
    root.find("head").append(added)
    return f"<!doctype html>{html.tostring(root, encoding='unicode')}"


def closed_up(document: str) -> str:
    """The same sheet with its lines closer, its margins narrower and its foot in a column, in the same size of
    type."""
    root: Any = html.document_fromstring(document)
    root.set("class", "tight")
    style = html.Element("style")
    style.text = NARROW
    root.find("head").append(style)
    root.find(".//article").append(root.find(".//footer"))
    return f"<!doctype html>{html.tostring(root, encoding='unicode')}"


def _apart(sentence: str) -> str:
    """A sentence whose full stop stands at its own end, whatever the direction of the line."""
    return f"\u2068{sentence}\u2069"


def _quoted(text: str) -> str:
    """A string of CSS in which nothing can end the string or the style element."""
    return '"' + re.sub(r"[^\w .,·:\u2066\u2068\u2069-]", lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'
