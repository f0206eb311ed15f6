"""The danger class of each text: what a wrong or stale sentence can lead to (pages.md §1.2)."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .author import MARK, without_code
from .blocks import KIND, VIEW
from .citations import RAW_TAGS
from .record import DANGERS, Paragraph, gravest

if TYPE_CHECKING:
    from markdown import Markdown

    from .state import State

DANGER = "data-danger"
"""On each element with text of the author, for translators' comments; removed at the end."""
BLOCK_DANGER = {"say": "safety"}
"""Blocks whose words are used in front of an officer."""
NUMBERED = frozenset({"p", "li", "td", "dt", "dd", "figcaption"})
"""Elements whose text gets an id: the first cell has it for its row. Headings have one of their own."""
_ATTRIBUTES = re.compile(r"(?:[ ]+|\n[ ]*|^)\{:?[ ]*([^{}\n]*)\}[ ]*$")
_CLASS = re.compile(rf"(?:^|\s)\.({'|'.join(DANGERS)})(?=\s|$)")


class DangerTreeprocessor(Treeprocessor):
    """Gives each text its class: the gravest of the facts it cites or of the block it stands in, else the
    class written on it (`{: .safety}`), else the page's.

    Each text that is no title also gets the id by which people speak of it, `p1`, `p2` … in reading order: the
    same in every language, for translators change no structure; a page of its own for one language has `own1`.
    """

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Set DANGER and an id on every element with text, and note it in the record."""
        self._numbers = count(1)
        self._walk(root, None)

    def _walk(self, element: ElementTree.Element, block: str | None, *, later_cell: bool = False) -> None:
        if element.tag in RAW_TAGS or VIEW in element.attrib or "lang" in element.attrib:
            return
        if kind := element.get(KIND):
            inside = [danger for part in element.iter() if (danger := self._cited(part.text))]
            block = gravest([*inside, *filter(None, (block, BLOCK_DANGER.get(kind)))])
        text = element.text
        if text and text.strip() and not isinstance(text, AtomicString):
            cited = self._cited(text)
            danger = gravest([*filter(None, (cited, block))]) or self._written(element) or self.state.page_danger
            element.set(DANGER, danger)
            if element.tag in NUMBERED and "id" not in element.attrib and not later_cell:
                element.set("id", f"{'own' if self.state.own else 'p'}{next(self._numbers)}")
            self.state.page.raise_danger(danger)
            self.state.page.paragraphs.append(Paragraph(_ATTRIBUTES.sub("", text), danger))
        for at, child in enumerate(element):
            self._walk(child, block, later_cell=bool(at) and child.tag == "td")

    def _cited(self, text: str | None) -> str | None:
        if not text or "[^fact:" not in text or isinstance(text, AtomicString):
            return None
        dangers: list[str] = []
        for match in MARK.finditer(without_code(text)):
            kind, _, name = match[1].partition(":")
            if kind == "fact" and (name in self.state.ledger.facts or name in self.state.ledger.aliases):
                dangers.append(self.state.ledger.fact(name).danger)
        return gravest(dangers)

    @staticmethod
    def _written(element: ElementTree.Element) -> str | None:
        match = _ATTRIBUTES.search(element.text or "")
        written = _CLASS.search(match[1]) if match else None
        return written[1] if written else None
