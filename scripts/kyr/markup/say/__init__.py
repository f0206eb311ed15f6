"""`say`: exact words, in the reader's language with English beside them, large enough to show to an officer."""

from __future__ import annotations

import copy
from xml.etree import ElementTree

from ..author import MARK
from ..blocks import KIND, BodyBlock

ENGLISH = "data-kyr-english"


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
            english = copy.deepcopy(words)
            for part in english.iter():
                part.text = MARK.sub("", part.text) if part.text else part.text
                part.tail = MARK.sub("", part.tail) if part.tail else part.tail
            english.attrib.update({"lang": "en", "dir": "ltr", ENGLISH: ""})
            block.insert(position + 1, english)


def drop_needless_english(root: ElementTree.Element) -> None:
    """Where the words have no translation, the reader's list is English: then it stands once."""
    for block in root.iter("div"):
        if block.get(KIND) != Say.NAME:
            continue
        english = next((child for child in block if ENGLISH in child.attrib), None)
        if english is None:
            continue
        del english.attrib[ENGLISH]
        words = next(child for child in block if child.tag == "ul")
        if words is not english and all(_is_english(line) for line in words):
            block.remove(english)


def _is_english(line: ElementTree.Element) -> bool:
    """Whether all of a line is marked as English."""
    if line.get("lang") == "en":
        return True
    return bool(len(line)) and not (line.text or "").strip() and all(child.get("lang") == "en" for child in line)
