"""What the code of an edition is made of: the words of a page as its reader sees them, and the facts behind them.

Never dates, addresses, marks of sources, the list of sources, notices or the frame of the page: a copy whose words
still hold stays current when somebody looks at its facts again (architecture, decision 9).
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html

from .codes import SIGNS, Code, sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from kyr.ledger import Fact

_BLOCKS = frozenset(
    (
        "address", "article", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_LEFT_OUT = " | ".join(
    f".//{one}"
    for one in (
        "sup",
        "a[@data-kyr]",
        "*[contains(concat(' ', @class, ' '), ' age ')]",
        "*[@id='sources']",
        "ol[@class='src']",
    )
)
"""Marks of sources, ways to the English, lines of dates, the list of sources."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a page in order, and its facts as they stand: (id, what of it a reader is told)."""

    texts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    def code(self, mark: str, tag: str) -> Code:
        """The code of these words."""
        return sealed(
            mark, tag, "\x1e".join([*self.texts, "", *(f"{name}={state}" for name, state in self.facts)])
        )

    @property
    def text_marks(self) -> tuple[str, ...]:
        """Five signs for each text, by which a later edition can tell which are new."""
        return tuple(short(text, 5) for text in self.texts)

    @property
    def fact_marks(self) -> tuple[tuple[str, str], ...]:
        """For each fact six signs for its id and three for what a reader is told of it."""
        return tuple((short(name, 6), short(state, 3)) for name, state in self.facts)


def wording(article: str, facts: Iterable[Fact]) -> Wording:
    """The wording of a page: its article as HTML, without the frame, and the facts that it shows or cites."""
    root = html.fragment_fromstring(article, create_parent="article")
    for element in root.xpath(_LEFT_OUT):
        element.drop_tree()
    return Wording(tuple(_texts(root)), tuple((fact.id, state_of(fact)) for fact in facts))


def state_of(fact: Fact) -> str:
    """The status of a fact, as a code's hash holds it."""
    return "/".join(filter(None, (fact.status, fact.standing)))


def short(text: str, signs: int) -> str:
    """So many signs of a hash."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(signs))


def _texts(root: HtmlElement) -> Iterator[str]:
    """The text of each block, in the order of the page."""
    pieces: list[str] = []

    def flush() -> Sequence[str]:
        text = " ".join(unicodedata.normalize("NFC", "".join(pieces)).split())
        pieces.clear()
        return [text] if text else []

    def walk(element: HtmlElement) -> Iterator[str]:
        is_block = element.tag in _BLOCKS
        if is_block:
            yield from flush()
        if element.tag == "br":
            pieces.append(" ")
        pieces.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from walk(child)
            pieces.append(child.tail or "")
        if is_block:
            yield from flush()

    yield from walk(root)
    yield from flush()
