"""`links`: the plain list of ways on."""

from __future__ import annotations

from xml.etree import ElementTree

from ..blocks import LIST_ONLY, AuthorBlock


class LinkList(AuthorBlock):
    """A bulleted list of links and nothing else; only the list is kept."""

    def css(self) -> str:
        """The classes of the list."""
        raise NotImplementedError

    def element(self, parent: ElementTree.Element) -> ElementTree.Element:
        """A holder for the list."""
        return ElementTree.SubElement(parent, "div", {"class": self.css(), LIST_ONLY: ""})

    def on_end(self, block: ElementTree.Element) -> None:
        """Check that there is one list and that each line is a link."""
        todo = "write `- [words](page.md)` on each line"
        if len(block) != 1 or block[0].tag != "ul":
            self.problem(f"the block {self.NAME!r} must hold one list of links", todo)
        for line in block.iter("li"):
            if not (line.text or "").strip().startswith("["):
                self.problem(f"{(line.text or '').strip()!r} is no link", todo)


class Links(LinkList):
    """Ways on from here."""

    NAME = "links"

    def css(self) -> str:
        """The classes of the list."""
        if self.argument:
            self.problem("the block 'links' takes no argument", "remove it; write a heading in front of the block")
        return "list"
