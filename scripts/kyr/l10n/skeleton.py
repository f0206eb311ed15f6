"""The rendered inline structure of a text: what a translation must share with its English, exactly.

Tokens are replaced by inert stand-ins, so nothing of the page is touched, the verdict depends on the two texts
(and the page's link definitions) alone, and each pair is judged once in a run.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from typing import TYPE_CHECKING

from .tokens import TOKEN

if TYPE_CHECKING:
    from collections.abc import Hashable

    import markdown

_STAND_IN = re.compile("\ue000(\\d+)\ue001")
_SPECIAL = re.compile(r"[\[\]<>{}`\\&*_~^|$#@\n]|==|\+\+|:[\w+-]+:|https?:|www\.|!\[")
_BEFORE_NUMBER = re.compile("[*+#]+ ?(?=[0-9\ue000])")
"""What makes a number look like one to dial, once the inline Markdown is gone."""
_LOOSE = ("em", "strong", "del", "ins", "mark")


class Skeleton:
    """Judges pairs, and remembers; one for each run."""

    def __init__(self) -> None:
        self._verdicts: dict[tuple[str, str, frozenset[str]], bool] = {}
        self._bones: dict[tuple[str, frozenset[str]], Counter[Hashable]] = {}

    def same(self, md: markdown.Markdown, english: str, translation: str) -> bool:
        """Whether both render, through the parser of the page, to the same elements, attributes and nesting, with
        each token in the same kind of place. The parser is left as it was."""
        names = frozenset(md.references)
        key = (english, translation, names)
        if key not in self._verdicts:
            plain = not any(_SPECIAL.search(_inert(text)) for text in (english, translation))
            self._verdicts[key] = plain or self._of(md, english, names) == _bones(md, translation)
        return self._verdicts[key]

    def _of(self, md: markdown.Markdown, english: str, names: frozenset[str]) -> Counter[Hashable]:
        if (english, names) not in self._bones:
            self._bones[english, names] = _bones(md, english)
        return self._bones[english, names]


def _bones(md: markdown.Markdown, text: str) -> Counter[Hashable]:
    root = etree.Element("div")
    paragraph = etree.SubElement(root, "p")
    paragraph.text = _inert(text).replace("\n", "  \n")
    stash = md.htmlStash
    blocks, counter = len(stash.rawHtmlBlocks), stash.html_counter
    for name in ("inline", "attr_list"):
        if name in md.treeprocessors:
            md.treeprocessors[name].run(root)
    bones: Counter[Hashable] = Counter(map(str, stash.rawHtmlBlocks[blocks:]))
    del stash.rawHtmlBlocks[blocks:]
    stash.html_counter = counter
    _count(paragraph, (), bones)
    return bones


def _count(element: etree.Element, above: tuple[str, ...], bones: Counter[Hashable]) -> None:
    attributes = tuple(sorted((k, v) for k, v in element.attrib.items() if k not in ("alt", "title")))
    bones[(element.tag, attributes, above)] += 1
    path = (*above, str(element.tag))
    place = tuple(tag for tag in path if tag not in _LOOSE)
    _count_text(element.text or "", place, bones)
    for child in element:
        _count(child, path, bones)
        _count_text(child.tail or "", place, bones)


def _count_text(text: str, place: tuple[str, ...], bones: Counter[Hashable]) -> None:
    for number in _STAND_IN.findall(text):
        bones[(number, place)] += 1
    for marks in _BEFORE_NUMBER.findall(text):
        bones[marks.strip()] += 1


def _inert(text: str) -> str:
    """The text with each token replaced by something that has its shape and does nothing."""

    def stand_in(match: re.Match[str]) -> str:
        token = match[0]
        number = token.strip("()[]<>{}:")
        if token[0] in "([":
            return f"(#{number})"
        return f"{{: data-n={number} }}" if token.startswith("{:") else f"\ue000{number}\ue001"

    return TOKEN.sub(stand_in, text)
