"""The last steps of a page: blocks are put in, headings get neutral ids, what only we need goes."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor

from . import templates
from .blocks import DONE, KIND, VIEW
from .citations import source_list
from .danger import DANGER
from .english import OURS, TRANSLATION, drop_needless_english
from .letter import draw_blanks
from .record import DANGERS

if TYPE_CHECKING:
    from markdown import Markdown

    from .state import State

_HEADING = re.compile(r"h[1-6]")


class FinishTreeprocessor(Treeprocessor):
    """Puts the rendered blocks and the list of sources in, and names the headings.

    Law: an id is what the author wrote, or `top` for the title, `s1`, `s2` … by order for the rest, never a word
    of the heading: what stays behind in a phone's history says nothing.
    """

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Finish the tree."""
        drop_needless_english(root)
        draw_blanks(root)
        put_in(self.state, root)
        source_list(self.state, root)
        name_headings(root)


def put_in(state: State, root: ElementTree.Element) -> None:
    """Replace each place of a block by the block's elements."""
    for parent in list(root.iter()):
        if not any(VIEW in child.attrib for child in parent):
            continue
        children: list[ElementTree.Element] = []
        for child in parent:
            view = child.get(VIEW)
            if view is None:
                children.append(child)
                continue
            made = list(templates.elements(state.work.rendered.get(view, "")))
            if made:
                made[-1].tail = child.tail
            children += made
        parent[:] = children


def name_headings(root: ElementTree.Element) -> None:
    """Give each heading without an id a neutral one."""
    taken = {element.get("id") for element in root.iter()}
    numbers = (f"s{number}" for number in count(1))
    for element in root.iter():
        if not isinstance(element.tag, str) or not _HEADING.fullmatch(element.tag) or element.get("id"):
            continue
        name = "top" if element.tag == "h1" and "top" not in taken else next(n for n in numbers if n not in taken)
        element.set("id", name)
        taken.add(name)


class BesideTreeprocessor(Treeprocessor):
    """Makes links of the `i` elements after drafts: to the English page, and there to the nearest id before them.

    They are no links earlier, for MkDocs resolves every link, and the English page is none of this run's.
    """

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Complete the links."""
        place = ""
        for element in root.iter():
            place = element.get("id", place)
            if element.tag == "i" and element.get(OURS) == TRANSLATION:
                element.tag = "a"
                here = "" if self.state.own else f"#{place}"
                element.set("href", self.state.words.english_page + here)


class CleanTreeprocessor(Treeprocessor):
    """Removes our attributes and the danger classes from the output."""

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Clean the tree."""
        for element in root.iter():
            for ours in (DANGER, DONE, KIND):
                element.attrib.pop(ours, None)
            classes = element.get("class")
            if classes and not set(DANGERS).isdisjoint(classes.split()):
                kept = [name for name in classes.split() if name not in DANGERS]
                if kept:
                    element.set("class", " ".join(kept))
                else:
                    del element.attrib["class"]
