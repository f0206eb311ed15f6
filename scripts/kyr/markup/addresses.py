"""Links into the ledger: `<tel:fact-id>`, `[words](fact:id)`, `[words](source:id)`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from . import phones, templates
from .author import PHONE
from .citations import atomic

if TYPE_CHECKING:
    import re

    from markdown import Markdown

    from .state import State


class PhoneProcessor(InlineProcessor):
    """`<tel:fact-id>`: the phone number of a service."""

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(PHONE.pattern, md)
        self.state = state

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str, int, int]:
        """The link, or nothing and a Problem."""
        line = self.state.work.author.line(m[0])
        fact = self.state.fact(m[1], line)
        service = fact.service if fact else None
        phone = phones.read(service.phone) if service and service.phone else None
        if fact and not phone:
            self.state.problem(line, f"the fact {fact.id!r} has no phone number", "choose a service that has one")
        link = atomic(next(templates.elements(phone.link(self.state.words)))) if phone else ""
        return link, m.start(), m.end()


class AddressTreeprocessor(Treeprocessor):
    """Gives links to facts and sources their addresses, once inline text is parsed."""

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Resolve each link; one that leads nowhere becomes plain text and a Problem."""
        for link in root.iter("a"):
            written = link.get("href", "")
            kind, _, name = written.partition(":")
            if kind not in ("fact", "source"):
                continue
            url = self._url(kind, name, self.state.work.author.line(written))
            if url:
                link.set("href", url)
            else:
                link.tag = "span"
                link.attrib.clear()

    def _url(self, kind: str, name: str, line: int) -> str | None:
        if kind == "source":
            source = self.state.ledger.sources.get(name)
            if source is None:
                near = self.state.near(name, self.state.ledger.sources)
                todo = f"choose an id of docs/_ledger/sources.yml{near}"
                self.state.problem(line, f"there is no source {name!r}", todo)
            return source.url if source else None
        fact = self.state.fact(name, line)
        if fact is None:
            return None
        if fact.service is None or not fact.service.url:
            todo = "choose a fact about a service, or write `(source:id)`"
            self.state.problem(line, f"the fact {fact.id!r} has no address", todo)
            return None
        return fact.service.url
