"""`letter`: a letter to copy, or to print and fill in by pen. Offices read English, so English is what is sent.

The page has no form: nothing can be typed into it, so nothing can be sent or kept.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ..blocks import DONE, VIEW, BodyBlock
from ..english import OURS, TRANSLATION, english_copy

BLANK = re.compile(r"(_{5,})")
"""What an author writes for a place to fill in."""


class Letter(BodyBlock):
    """The argument says to whom it goes; the body is the letter, its blanks five low lines or more."""

    NAME = "letter"
    CLASS = "letter"
    NEEDS_ARGUMENT = True

    def on_end(self, block: ElementTree.Element) -> None:
        """Check that there is something to fill in. For readers of another language, the English follows."""
        super().on_end(block)
        if not any(BLANK.search(text) for text in block.itertext()):
            todo = "write at least the name and the signature as `_____`"
            self.problem("the block 'letter' has no blank to fill in", todo)
        if self.state.words.tag == "en":
            block.insert(0, self._words("letter.how"))
            return
        sheet = ElementTree.Element("div", {"class": "sheet"})
        sheet.extend(block)
        sheet = english_copy(sheet)
        sheet.set(OURS, TRANSLATION)
        block.insert(0, self._words("letter.meaning"))
        sheet.insert(0, self._words("letter.how"))
        block.append(sheet)

    def _words(self, key: str) -> ElementTree.Element:
        """A place for a line of our own words."""
        place = str(len(self.state.work.views))
        self.state.work.views[place] = lambda: f'<p class="small">{self.state.words.shell(key)}</p>'
        return ElementTree.Element("div", {VIEW: place, DONE: ""})


def draw_blanks(root: ElementTree.Element) -> None:
    """Make each blank an element of its own: a line for the eye and the pen, a pause for the ear."""
    for block in root.iter("div"):
        if block.get("class") != Letter.CLASS:
            continue
        for element in list(block.iter()):
            if element.text and BLANK.search(element.text):
                element.text, drawn = _drawn(element.text)
                element[:0] = drawn
            for child in list(element):
                if child.tail and BLANK.search(child.tail) and child.get("class") != "blank":
                    child.tail, drawn = _drawn(child.tail)
                    at = list(element).index(child) + 1
                    element[at:at] = drawn


def _drawn(text: str) -> tuple[str, list[ElementTree.Element]]:
    """The text before the first blank, and each blank with what follows it."""
    before, *rest = BLANK.split(str(text))
    blanks = []
    for line, after in zip(rest[::2], rest[1::2], strict=True):
        blank = ElementTree.Element("span", {"class": "blank", "aria-hidden": "true"})
        blank.text, blank.tail = line, after
        blanks.append(blank)
    return before, blanks
