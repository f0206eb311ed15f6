"""`bars`: numbers side by side. A table whose last column holds them, with a meter under each."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ..author import MARK
from ..blocks import KIND, AuthorBlock

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Bars(AuthorBlock):
    """One Markdown table; the argument becomes its caption. The number is printed, the meter helps the eye."""

    NAME = "bars"

    def element(self, parent: ElementTree.Element) -> ElementTree.Element:
        """A holder for the table."""
        return ElementTree.SubElement(parent, "div", {"class": "bars", KIND: self.NAME})

    def on_end(self, block: ElementTree.Element) -> None:
        """Draw the meters."""
        tables = block.findall("table")
        if len(tables) != 1 or len(block) != 1:
            todo = "write the table alone, its numbers in the last column"
            self.problem("the block 'bars' must hold one table", todo)
        for table in tables:
            if self.argument:
                caption = ElementTree.Element("caption")
                caption.text = self.argument
                table.insert(0, caption)
            self._draw([row for row in table.iterfind("tbody/tr") if len(row)])

    def _draw(self, rows: list[ElementTree.Element]) -> None:
        numbers = [_number(row[-1].text or "") for row in rows]
        top = max((number for number in numbers if number is not None), default=0.0)
        for row, number in zip(rows, numbers, strict=True):
            row[0].tag = "th"
            row[0].set("scope", "row")
            if number is None or top <= 0:
                text = (row[-1].text or "").strip()
                self.problem(f"{text!r} holds no number to draw", "write a number in the last column")
                continue
            share = {"value": f"{number / top:.3g}", "aria-hidden": "true"}
            ElementTree.SubElement(row[-1], "meter", share)


def _number(text: str) -> float | None:
    """The first number of a cell ("about 1,280,000" → 1280000)."""
    match = _NUMBER.search(MARK.sub("", text))
    return float(match[0].replace(",", "")) if match else None
