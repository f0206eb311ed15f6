"""`say`: exact words, in the reader's language with English beside them, large enough to show to an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import BodyBlock
from ..english import english_copy

if TYPE_CHECKING:
    from xml.etree import ElementTree


class Say(BodyBlock):
    """A bulleted list of the words; what follows the list is smaller."""

    NAME = "say"
    CLASS = "say"

    def on_end(self, block: ElementTree.Element) -> None:
        """Put the English beside the list when the reader's language is another."""
        super().on_end(block)
        position, words = next(((i, c) for i, c in enumerate(block) if c.tag == "ul"), (0, None))
        if words is None or not all("".join(line.itertext()).strip() for line in words):
            self.problem("the block 'say' has no words to say", "write them as a list, `- ` before each line")
        elif self.state.words.tag != "en":
            block.insert(position + 1, english_copy(words))
