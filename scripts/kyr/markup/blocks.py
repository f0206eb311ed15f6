"""The two kinds of blocks: those that the ledger fills and those that the author fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree import ElementTree

from pymdownx.blocks.block import Block

from . import templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .state import State

VIEW = "data-kyr-view"
"""On an element that stands for a rendered block until the text of the author is done."""
DONE = "data-kyr-done"
"""On an element whose text is final: in the reader's language, never to be translated again."""
KIND = "data-kyr-block"
"""On the element of a block that an author fills: the block's name."""
LIST_ONLY = "data-kyr-list"
"""On the element of a block of which only the list is kept."""


class AuthorBlock(Block):
    """A block of ours. Whatever the author writes in its header is taken, and answered for by name and line."""

    ARGUMENT = None
    KNOWN: ClassVar[tuple[str, ...]] = ()
    """Names of the options."""
    NEEDS_ARGUMENT = False

    argument: str | None

    def _validate(self, parent: ElementTree.Element, arg: Any, **options: Any) -> bool:
        """Accept every header: a wrong one becomes a Problem, not a paragraph of slashes."""
        self.argument = arg or None
        self.given = {name: value for name, value in options.items() if name != "attrs"}
        self.options: dict[str, dict[str, str]] = {"attrs": {}}
        return True

    @property
    def state(self) -> State:
        """The state of the language run."""
        state: State = self.config["state"]
        return state

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """The block's element; its header is checked here."""
        self.line = self.state.work.author.header(self.NAME, self.argument)
        for name in self.given:
            if name not in self.KNOWN:
                known = f"use one of: {', '.join(self.KNOWN)}" if self.KNOWN else "remove it"
                self.problem(f"the block {self.NAME!r} has no option {name!r}", known)
        if self.NEEDS_ARGUMENT and not self.argument:
            self.problem(f"the block {self.NAME!r} needs an argument", f"write `/// {self.NAME} | …`")
        return self.element(parent)

    def element(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Make the element in the parent."""
        raise NotImplementedError

    def problem(self, what: str, todo: str) -> None:
        """Note something wrong with this block, at its header."""
        self.state.problem(self.line, what, todo)

    def names(self, given: object) -> list[str]:
        """Ids from an argument ("a, b") or an option (a list or "a, b")."""
        if isinstance(given, str):
            return [name.strip() for name in given.split(",") if name.strip()]
        if isinstance(given, list):
            return [str(name) for name in given]
        return []

    def one_of(self, name: str, known: Sequence[str], kind: str) -> str | None:
        """An option's value when it is an id that exists; else None and, when it was given, a Problem."""
        value = self.given.get(name)
        if value is None:
            return None
        if str(value) in known:
            return str(value)
        todo = f"choose an id of the ledger{self.state.near(str(value), known)}"
        self.problem(f"there is no {kind} {str(value)!r}", todo)
        return None


class LedgerBlock(AuthorBlock):
    """A block whose text comes from the ledger: no body, one template.

    It is rendered when the marks of the page are numbered, in its place in the page, and put in after the
    author's text is done: nobody translates it or reads it as Markdown.
    """

    def element(self, parent: ElementTree.Element) -> ElementTree.Element:
        """A place for the block."""
        key = str(len(self.state.work.views))
        self.state.work.views[key] = self.html
        return ElementTree.SubElement(parent, "div", {VIEW: key, DONE: ""})

    def on_end(self, block: ElementTree.Element) -> None:
        """A body has no place here."""
        if len(block) or (block.text or "").strip():
            self.problem(f"the block {self.NAME!r} takes no text", "put the text in front of it or after it")
            for child in list(block):
                block.remove(child)
            block.text = None

    def html(self) -> str:
        """The block as HTML. Numbers its marks, so it is called once, in page order."""
        raise NotImplementedError

    def render(self, **values: object) -> str:
        """The block's own template."""
        return templates.render(f"{self.NAME}/{self.NAME}.html", **values)


class BodyBlock(AuthorBlock):
    """A block that the author fills: a frame with a label around ordinary Markdown."""

    CLASS: ClassVar[str]
    LABEL: ClassVar[str | None] = None
    """Name of the words used as label when the author gives none."""

    def element(self, parent: ElementTree.Element) -> ElementTree.Element:
        """The frame and its label."""
        frame = ElementTree.SubElement(parent, "div", {"class": self.CLASS, KIND: self.NAME})
        if self.argument:
            ElementTree.SubElement(frame, "b").text = self.argument
        elif self.LABEL:
            key = str(len(self.state.work.views))
            label = self.LABEL
            self.state.work.views[key] = lambda: templates.render(
                "label.html", label=self.state.words.shell(label)
            )
            ElementTree.SubElement(frame, "div", {VIEW: key, DONE: ""})
        return frame

    def on_end(self, block: ElementTree.Element) -> None:
        """An empty frame helps nobody."""
        body = [child for child in block if child.tag != "b" and VIEW not in child.attrib]
        if not body:
            self.problem(f"the block {self.NAME!r} is empty", "write its text under the header, then `///`")
