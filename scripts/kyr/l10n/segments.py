"""Segments of a page: collected, or replaced by their translations, inside the Markdown parser.

Python-Markdown builds the tree of blocks first, with the inline Markdown still raw in `.text`, then parses
the inline Markdown (tree processor "inline", priority 20). At priority 30 this tree processor sees every
paragraph, list item, cell and heading of the finished tree and puts the translation's raw text in its place:
no translation can make or break a block.

Law: applying the translation that repeats every English text gives the English page, byte for byte.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from kyr.markup.danger import DANGER
from kyr.problems import Problem

from . import gate, tokens
from .reviews import TWO_KEYS
from .skeleton import Skeleton
from .tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    import markdown

    from kyr.markup.words import Words

    from .catalogs import PageCatalog
    from .languages import Language
    from .reviews import Reviews

NOTICE = "l10n.english"
"""Name of the words before English paragraphs."""
BESIDE = "EN"
"""What the way to the English says, in every language: the notice on top of the page explains it."""
MARK = "l10n"
"""Value of the attribute `data-kyr` on what this module adds to a page."""
SKIPPED = frozenset({"pre", "code", "script", "style", "svg", "math", "template"})
KINDS = {
    "p": "paragraph", "li": "list item", "td": "table cell", "th": "table heading", "summary": "fold-out title",
    "label": "tab", "dt": "term", "dd": "description", "caption": "caption", "figcaption": "caption",
    "h1": "page title", "blockquote": "quotation", "b": "label", "strong": "label",
}  # fmt: skip
_LINK_ALONE = re.compile(r"\[[^\[\]]*\]\(\d+\)")
_HEADING = re.compile(r"h[1-6]")
_ITEMS = frozenset({"li", "td", "th", "tr", "thead", "tbody", "tfoot", "dt", "dd", "caption", "figcaption"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "label", "b", "strong", "span", "q"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One text for translators."""

    context: str | None
    msgid: str
    kind: str
    cut: tokens.Cut
    spoken: bool = False
    """Exact words that a person says aloud."""
    danger: str = ""
    """Class of this text, when it has one of its own."""
    code: str = ""
    """The number of the part of the page that it stands in, "p12"; none for headings."""


@dataclass
class SegmentState:
    """What the tree processor needs to know of the page at hand, and what it found. One for each run."""

    language: Language
    mode: Literal["off", "collect", "apply"] = "off"
    catalog: PageCatalog | None = None
    reviews: Reviews | None = None
    words: Words | None = None
    """For the notice before English paragraphs, in the reader's language."""
    skeleton: Skeleton = field(default_factory=Skeleton)
    found: list[Segment] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    refused: list[Problem] = field(default_factory=list)
    malformed: set[str] = field(default_factory=set)
    """Of all pages, the translations that render to another structure than their English."""

    def start(self, catalog: PageCatalog | None = None) -> None:
        """Before each page: forget the one before."""
        self.catalog = catalog
        self.found, self.tally, self.refused = [], Tally(), []


@dataclass(slots=True)
class _Place:
    """Where a text stands in the tree: an element's `.text`, or the tail of one of its children."""

    element: etree.Element
    child: etree.Element | None
    above: tuple[etree.Element, ...]
    """The element's ancestors, root first."""

    @property
    def path(self) -> tuple[etree.Element, ...]:
        """The element and its ancestors, root first."""
        return (*self.above, self.element)

    def read(self) -> str | None:
        return self.element.text if self.child is None else self.child.tail

    def write(self, text: str) -> None:
        if self.child is None:
            self.element.text = text
        else:
            self.child.tail = text


def _places(root: etree.Element) -> Iterator[_Place]:
    """Every place with text for readers, in reading order."""
    stack: list[tuple[etree.Element, tuple[etree.Element, ...], etree.Element | None]] = [(root, (), None)]
    while stack:
        element, above, tail_of = stack.pop()
        if tail_of is not None:
            place = _Place(element, tail_of, above)
        else:
            if not isinstance(element.tag, str) or element.tag in SKIPPED:
                continue
            if "lang" in element.attrib or "data-kyr-done" in element.attrib:
                continue
            for child in reversed(element):
                stack.append((element, above, child))
                stack.append((child, (*above, element), None))
            place = _Place(element, None, above)
        text = place.read()
        if text and not isinstance(text, AtomicString) and text.strip():
            yield place


class SegmentProcessor(Treeprocessor):
    """Collects the segments of a tree, or applies their translations; see the module's law."""

    def __init__(self, md: markdown.Markdown, state: SegmentState) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: etree.Element) -> None:
        """Collect into `state.found`, or translate in place and count in `state.tally`."""
        if self.state.mode == "off":
            return
        runs: list[list[_Place]] = []
        translated: set[etree.Element] = set()
        """Elements with a translation in them."""
        goes_on = False
        for place in list(_places(root)):
            cut = tokens.prose(place.read() or "")
            if not cut.has_words:
                if self.state.mode == "apply":
                    place.write(cut.prefix + tokens.fill(cut, cut.msgid, self.state.language) + cut.suffix)
                continue
            self.state.found.append(self._segment(place, cut))
            if self.state.mode == "collect":
                continue
            if self._translated(place, cut):
                translated.update(place.path)
                goes_on = False
            else:
                if not goes_on:
                    runs.append([])
                runs[-1].append(place)
                goes_on = True
        for run in runs:
            for place in run:
                _mark(place)
            self._announce([place.path for place in run], translated)

    def _segment(self, place: _Place, cut: tokens.Cut) -> Segment:
        spoken = _said(place) and place.element.tag == "li"
        code = next((element.get("id") or "" for element in reversed(place.path) if "id" in element.attrib), "")
        danger = place.element.get(DANGER, "")
        return Segment(None, cut.msgid, kind(place.element), cut, spoken, danger, code)

    def _translated(self, place: _Place, cut: tokens.Cut) -> bool:
        """Put the translation in place; False when there is none to be shown."""
        state = self.state
        entry = state.catalog.entry(None, cut.msgid) if state.catalog else None
        if entry is None:
            state.tally.missing += 1
            return False
        faults = gate.faults(cut.msgid, entry.text, plain=False)
        if not faults and not state.skeleton.same(self.md, cut.msgid, entry.text):
            faults = ("structure",)
            state.malformed.add(entry.text)
        if faults:
            state.tally.refused += 1
            state.refused.append(Problem(entry.path, entry.line, *gate.message(faults)))
            return False
        text = cut.prefix + tokens.fill(cut, entry.text, state.language)
        danger = place.element.get(DANGER, "")
        reviews = state.reviews.of(cut.msgid, entry.text) if state.reviews else ()
        if state.tally.show(reviews, danger) or danger not in TWO_KEYS or not self._leads_to_english(place, cut):
            place.write(text + cut.suffix)
            return True
        link = beside()  # what stands last in a text may be its attributes
        link.tail = cut.suffix
        place.write(f"{text} ")
        place.element.insert(0, link)
        return True

    def _leads_to_english(self, place: _Place, cut: tokens.Cut) -> bool:
        """Whether this text holds the way to the English for its paragraph, item or row. Words to say aloud have
        the English beside them already, and a link alone says nothing that could hurt."""
        words = self.state.words
        return (
            place.child is None
            and bool(words and words.english_page)
            and "id" in place.element.attrib
            and not _said(place)
            and not _LINK_ALONE.fullmatch(cut.msgid)
        )

    def _announce(self, run: list[tuple[etree.Element, ...]], translated: set[etree.Element]) -> None:
        """Put one notice before a run of English texts, and a frame round the paragraphs and lists of it that
        stand side by side in the page."""
        framed: list[etree.Element] = []
        frame: etree.Element | None = None
        for path in run:
            spot = _spot(path, translated)
            if spot is None or any(block in path for block in framed):
                continue
            parent, block = spot
            place = list(parent).index(block)
            if not framed:
                framed.append(block)
                if parent is not path[0] or block.tag == "li":  # a box or a list has a frame of its own
                    self._announce_inside(parent, block, place)
                    continue
                frame = etree.Element("div", {"class": "fb", "data-kyr": MARK})
                frame.tail = "\n"
                frame.append(self._notice())
                parent.insert(place, frame)
            elif frame is None or not place or parent[place - 1] is not frame:
                continue  # a title or a box stands between: the words are marked, one notice is enough
            parent.remove(block)
            frame.append(block)
            framed.append(block)

    def _announce_inside(self, parent: etree.Element, block: etree.Element, place: int) -> None:
        """A notice before a block in a box, or in the list item that is English among translated ones."""
        if block.tag != "li":
            parent.insert(place, self._notice())
            return
        if block.get("lang"):
            for name in ("lang", "dir"):
                del block.attrib[name]
            _wrap(block, None)
        block.insert(0, self._notice())

    def _notice(self) -> etree.Element:
        language = self.state.language
        notice = etree.Element(
            "p", {"class": "age", "lang": language.tag, "dir": language.direction, "data-kyr": MARK}
        )
        notice.tail = "\n"
        words = str(self.state.words.shell(NOTICE)) if self.state.words else ""
        notice.text = AtomicString(self.md.htmlStash.store(words))
        return notice


def _said(place: _Place) -> bool:
    return any("say" in (element.get("class") or "").split() for element in place.above)


def beside() -> etree.Element:
    """The way to the English of a draft; `kyr.markup.finish.BesideTreeprocessor` makes it a link."""
    link = etree.Element("i", {"data-kyr": MARK})
    link.text = AtomicString(BESIDE)
    return link


def kind(element: etree.Element) -> str:
    """What an element is to a translator."""
    classes = (element.get("class") or "").split()
    if "admonition-title" in classes:
        return "box title"
    if _HEADING.fullmatch(element.tag) and element.tag != "h1":
        return "heading"
    return KINDS.get(element.tag, "text")


def _mark(place: _Place) -> None:
    """Mark a text as English. Blocks nested beside the text stay unmarked."""
    if place.child is None and not len(place.element):
        place.element.set("lang", "en")
        place.element.set("dir", "ltr")
    else:
        _wrap(place.element, place.child)


def _wrap(element: etree.Element, child: etree.Element | None) -> None:
    """Put the English text of an element, or of a child's tail, into a marked span."""
    cut = tokens.prose((element.text if child is None else child.tail) or "")
    span = etree.Element("span", {"lang": "en", "dir": "ltr", "data-kyr": MARK})
    span.text = cut.raw
    span.tail = cut.suffix
    if child is None:
        element.text = cut.prefix or None
        element.insert(0, span)
    else:
        child.tail = cut.prefix or None
        element.insert(list(element).index(child) + 1, span)


def _spot(
    path: tuple[etree.Element, ...], translated: set[etree.Element]
) -> tuple[etree.Element, etree.Element] | None:
    """Where a notice about this element can stand: a parent, and its child to stand before; for an item of a
    list that is translated in part, the item itself to stand in.

    None for titles, labels and cells of such a table: they are marked, and the notice on top of the page speaks
    for them.
    """
    block = path[-1]
    if block.tag in _TITLES or "admonition-title" in (block.get("class") or "").split():
        return None
    index = len(path) - 1
    while index > 0 and (path[index].tag in _ITEMS or path[index - 1].tag in _ITEMS):
        index -= 1
    if index and path[index] not in translated:
        return path[index - 1], path[index]
    item = next((i for i in range(len(path) - 1, 0, -1) if path[i].tag == "li"), 0)
    return (path[item - 1], path[item]) if item else None


class Segments(Extension):
    """The Markdown extension. `state.mode` says what it does with a page."""

    def __init__(self, state: SegmentState) -> None:
        super().__init__()
        self.state = state

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Register the tree processor after footnotes (50), before task lists (25) and inline parsing (20)."""
        md.treeprocessors.register(SegmentProcessor(md, self.state), "l10n", 30)
