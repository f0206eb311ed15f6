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

from .codes import Code, sealed, signs_of

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
    """The texts of a page in order, and the facts that it shows or cites."""

    texts: tuple[str, ...]
    facts: tuple[tuple[str, str, str], ...]
    """Id, status, and what the fact says."""

    def code(self, mark: str, tag: str) -> Code:
        """The code of these words."""
        return sealed(mark, tag, self._whole)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits over what the code covers: tells wordings apart whose codes are alike."""
        return hashlib.sha256(self._whole.encode()).hexdigest()[:12]

    @property
    def _whole(self) -> str:
        return "\x1e".join([*self.texts, "", *(f"{name}={status}" for name, status, _ in self.facts)])

    @property
    def text_marks(self) -> tuple[str, ...]:
        """Five signs for each text, by which a later edition can tell which are new."""
        return tuple(short(text, 5) for text in self.texts)

    @property
    def fact_marks(self) -> tuple[tuple[str, str], ...]:
        """For each fact six signs for its id, and three for its status and what it says."""
        return tuple((short(name, 6), short(f"{status} {says}", 3)) for name, status, says in self.facts)


def wording(article: str, facts: Iterable[Fact]) -> Wording:
    """The wording of a page: its article as HTML, without the frame, and the facts that it shows or cites."""
    root = html.fragment_fromstring(article, create_parent="article")
    for element in root.xpath(_LEFT_OUT):
        element.drop_tree()
    told = ((fact.id, status_of(fact), fact.plain or fact.statement) for fact in facts)
    return Wording(tuple(_texts(root)), tuple(told))


def status_of(fact: Fact) -> str:
    """The status of a fact, with its standing where it has one."""
    return "/".join(filter(None, (fact.status, fact.standing)))


def short(text: str, count: int) -> str:
    """So many signs of a hash."""
    return signs_of(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"), count)


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
