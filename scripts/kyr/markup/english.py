"""English kept beside the reader's language: words to say to an officer, letters that an office has to read."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from .author import MARK
from .blocks import VIEW

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH = "data-kyr-english"
"""On what stays English, until it is known whether it says the same as its translation."""
OURS = "data-kyr"
TRANSLATION = "l10n"
"""`data-kyr="l10n"` marks what is on a translated page alone."""
TEXTS = frozenset(("p", "li", "h3", "h4"))


def english_copy(element: ElementTree.Element) -> ElementTree.Element:
    """The element as the author wrote it, without its marks; nobody translates what carries `lang`."""
    english = copy.deepcopy(element)
    for part in english.iter():
        part.text = MARK.sub("", part.text) if part.text else part.text
        part.tail = MARK.sub("", part.tail) if part.tail else part.tail
    english.attrib.update({"lang": "en", "dir": "ltr", ENGLISH: ""})
    return english


def drop_needless_english(root: ElementTree.Element) -> None:
    """Where the words have no translation, they are English already: then they stand once.

    Beside a copied list stands the list alone (`say`); beside a copied frame all that the block holds (`letter`),
    and then the frame's own first line tells what to do with it.
    """
    for block in root.iter():
        english = next((child for child in block if ENGLISH in child.attrib), None)
        if english is None:
            continue
        del english.attrib[ENGLISH]
        others = [child for child in block if child is not english]
        said = [child for child in others if child.tag == english.tag] if english.tag != "div" else others
        texts = [text for child in said for text in child.iter() if text.tag in TEXTS and VIEW not in text.attrib]
        if texts and all(_is_english(text) for text in texts):
            if VIEW in block[0].attrib and len(english) and VIEW in english[0].attrib:
                block[0] = english[0]
            block.remove(english)


def _is_english(line: ElementTree.Element) -> bool:
    """Whether all of a text is marked as English."""
    if line.get("lang") == "en":
        return True
    inner: Iterable[ElementTree.Element] = [child for child in line if child.tag not in ("ul", "ol")]
    return bool(list(inner)) and not (line.text or "").strip() and all(c.get("lang") == "en" for c in inner)
