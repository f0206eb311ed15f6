"""Citations: marks become numbers, numbers become a list of sources at the end of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from . import templates
from .author import MARK, without_code
from .blocks import LIST_ONLY, VIEW
from .state import AUTHOR_NOTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown import Markdown

    from kyr.ledger import Source

    from .state import State

RAW_TAGS = frozenset(("pre", "code", "script", "style", "math", "svg"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NOTE = "data-kyr-note"
"""On the holder of a note that the author wrote, until the list is made."""


class CitationTreeprocessor(Treeprocessor):
    """Finds the marks of a page in document order, code excepted, blocks included, and gives them numbers.

    Laws: the first mark has number 1; a source has one number; numbers rise by first appearance.
    Runs before translation, so a source has the same number in every language.
    """

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Number the marks, render the blocks, make the holders of the author's own notes."""
        notes = own_notes(self.md)
        done: set[str] = set()
        keep_lists(root)
        self._walk(root, notes)
        numbers = self.state.work.numbers
        while waiting := [key for key in numbers if key.startswith(AUTHOR_NOTE) and key not in done]:
            for key in waiting:
                done.add(key)
                holder = ElementTree.SubElement(root, "div", {NOTE: key})
                self.md.parser.parseChunk(holder, notes[key.removeprefix(AUTHOR_NOTE)])
                self._walk(holder, notes)
        notes.clear()
        blocks: Any = self.md.parser.blockprocessors["blocks"]
        for header in self.state.work.author.left():
            known = header.name in blocks.blocks
            what = f"the block {header.name!r} cannot be read" if known else f"there is no block {header.name!r}"
            todo = "look at the options: four spaces, then `name: value`" if known else "mend its name"
            self.state.problem(header.line, what, todo)

    def _walk(self, element: ElementTree.Element, notes: Mapping[str, str]) -> None:
        if element.tag in RAW_TAGS:
            return
        if view := element.get(VIEW):
            self.state.work.rendered[view] = self.state.work.views[view]()
            return
        self._read(element.text, notes)
        if element.tag in HEADINGS and "[^" in without_code(element.text or ""):
            line = self.state.work.author.line(f"[^{(element.text or '').partition('[^')[2].partition(']')[0]}]")
            self.state.problem(line, "a heading has a mark", "put it after a sentence below the heading")
        for child in element:
            self._walk(child, notes)
            self._read(child.tail, notes)

    def _read(self, text: str | None, notes: Mapping[str, str]) -> None:
        if not text or "[^" not in text or isinstance(text, AtomicString):
            return
        for match in MARK.finditer(without_code(text)):
            self._number(match[1], match[0], notes)

    def _number(self, name: str, mark: str, notes: Mapping[str, str]) -> None:
        line = self.state.work.author.line(mark)
        if name in notes:
            self.state.work.numbers.setdefault(AUTHOR_NOTE + name, len(self.state.work.numbers) + 1)
            return
        if name.startswith("fact:"):
            fact = self.state.fact(name.removeprefix("fact:"), line)
            sources = self.state.proof(fact) if fact else ()
            if fact and not sources:
                self.state.problem(line, f"the fact {fact.id!r} has no source to show", "add one to the ledger")
        elif name in self.state.ledger.sources:
            sources = (self.state.ledger.sources[name],)
        else:
            sources = ()
            todo = f"choose an id of docs/_ledger/sources.yml{self.state.near(name, self.state.ledger.sources)}"
            self.state.problem(line, f"there is no source {name!r}", todo)
        for source in sources:
            self.state.number(source)


class MarkProcessor(InlineProcessor):
    """A run of marks becomes one `<sup>` of numbers. What has no number was a Problem and leaves nothing."""

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(rf"(?:{MARK.pattern})+", md)
        self.state = state

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str, int, int]:
        """The element and what it replaces."""
        numbers = sorted({number for mark in MARK.finditer(m[0]) for number in self._numbers(mark[1])})
        html = self.state.sup(numbers)
        return (atomic(next(templates.elements(html))) if html else "", m.start(), m.end())

    def _numbers(self, name: str) -> list[int]:
        numbers = self.state.work.numbers
        keys = [AUTHOR_NOTE + name, name]
        if name.startswith("fact:"):
            try:
                fact = self.state.ledger.fact(name.removeprefix("fact:"))
            except KeyError:
                return []
            keys = [source.id for source in self.state.proof(fact)]
        return [numbers[key] for key in keys if key in numbers]


def own_notes(md: Markdown) -> dict[str, str]:
    """The notes that the author defined in the page (`[^1]: …`); empty without the footnotes extension."""
    for extension in md.registeredExtensions:
        if isinstance(extension, FootnoteExtension):
            return extension.footnotes
    return {}


def keep_lists(root: ElementTree.Element) -> None:
    """Put the list of a block that is nothing but a list in the place of the block."""
    for parent in list(root.iter()):
        for position, child in enumerate(parent):
            if child.get(LIST_ONLY) is not None and len(child):
                child[0].set("class", child.get("class", ""))
                child[0].tail = child.tail
                parent[position] = child[0]


def atomic(element: ElementTree.Element) -> ElementTree.Element:
    """The element, all its text closed to inline patterns."""
    for part in element.iter():
        part.text = AtomicString(part.text) if part.text else part.text
        part.tail = AtomicString(part.tail) if part.tail else part.tail
    return element


def source_list(state: State, root: ElementTree.Element) -> None:
    """Append the list of sources, by number; the author's own notes move into it. Nothing without marks."""
    notes = {holder.get(NOTE): holder for holder in root.findall(f"div[@{NOTE}]")}
    if not state.work.numbers:
        return
    entries = [_entry(state, key, number) for key, number in state.work.numbers.items()]
    foreign = state.words.tag != "en"
    html = templates.render("sources/sources.html", words=state.words, entries=entries, foreign=foreign)
    heading, numbered = templates.elements(html)
    for item, key in zip(numbered, state.work.numbers, strict=True):
        if holder := notes.get(key):
            root.remove(holder)
            item.extend(list(holder))
    root.extend((heading, numbered))


def _entry(state: State, key: str, number: int) -> dict[str, object]:
    if key.startswith(AUTHOR_NOTE):
        return {"number": number, "source": None}
    source: Source = state.ledger.sources[key]
    return {
        "number": number,
        "source": source,
        "date": state.words.date(source.date).striptags() if source.date else None,
        "secondary": source.secondary,
    }
