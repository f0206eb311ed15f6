"""The square on paper that leads to the page behind a code: ISO/IEC 18004, level Q, quiet zone of four modules.

The style sheets give it 20 mm or more with the quiet zone: old cameras need as much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from lxml import html

from kyr.site.editions import FOLDER

if TYPE_CHECKING:
    from kyr.handouts.handouts import Press

LEVEL, QUIET = "q", 4


def address(press: Press, code: str | None) -> str | None:
    """Where the square leads; None for a draft, and where nobody has said where the site stands."""
    return f"{press.base}{FOLDER}{code}/" if code and press.has_base else None


def square(press: Press, code: str | None, tag: str) -> str:
    """The square as an image with words, or nothing. It is no link: readers of PDFs lose the picture in one."""
    goal = address(press, code)
    if goal is None:
        return ""
    image = html.Element("img")
    image.set("class", "qr")
    image.set("alt", f"{press.check_title.get(tag, '')} {goal}".strip())
    drawn = segno.make(goal, error=LEVEL, boost_error=False, micro=False)
    image.set("src", drawn.svg_data_uri(border=QUIET, unit=None, omitsize=True))
    return str(html.tostring(image, encoding="unicode"))
