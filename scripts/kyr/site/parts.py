"""Parts of a built page for paper: its own words, without what only a screen needs."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterable

SCREEN = (
    ".//sup | .//*[contains(concat(' ', @class, ' '), ' screen ')] | .//a[@data-kyr='l10n'] | .//*[@hidden]"
    " | .//*[@class='label']"
)


@dataclass(frozen=True)
class Printed:
    """What a page says of itself, for the head and the foot of each sheet."""

    title: str
    code: str | None
    draft: tuple[str, ...]
    """That the translation is a draft, in its language and in English."""


def printed(page: str, english_draft: str) -> Printed:
    """Read a built page."""
    root: Any = html.document_fromstring(page)
    heading = root.find(".//h1")
    code = root.findtext(".//*[@class='edition']//bdi")
    notice = root.xpath("//p[@data-kyr='l10n'][contains(@class, 'machine')]")
    said = dict.fromkeys([*(first_sentence(text(one)) for one in notice), *(english_draft for _ in notice)])
    return Printed(text(heading) if heading is not None else "", code, tuple(said))


def first_sentence(text: str) -> str:
    """The first sentence of a text of any language.

    >>> first_sentence("A machine made this. No person has."), first_sentence("机器翻译。无人检查。")
    ('A machine made this.', '机器翻译。')
    """
    return (re.match(r".*?(?:[。।።]|[.?!؟](?=\s|$))", text) or re.match(r".*", text))[0]  # type: ignore[index]


class Article:
    """A built page's article."""

    def __init__(self, page: str) -> None:
        root: Any = html.document_fromstring(page)
        self.root = root.find(".//article")
        self.language = root.get("lang")
        self.direction = root.get("dir")

    def find(self, path: str) -> list[Any]:
        """The elements at an XPath, each a copy without marks of sources, links and ids."""
        return [
            clean(one) for one in self.root.xpath(path.replace("//", ".//", 1) if path.startswith("//") else path)
        ]

    def dates(self) -> Any | None:
        """The line of dates without the sentence on its code; None of a page that has none."""
        found = self.root.xpath("./h1/following-sibling::p[@class='age'][.//time]")
        if not found:
            return None
        line = copy.deepcopy(found[0])
        for sentence in line.xpath(".//*[@class='edition']"):
            sentence.drop_tree()
        return clean(line)

    def edition(self) -> Any | None:
        """The sentence that gives the code, or says that this is a draft."""
        found = self.root.xpath(".//*[@class='edition'][1]")
        return clean(found[0]) if found else None

    def said(self, *, english: bool) -> list[str]:
        """The words to say: in English, or in the page's own language."""
        path = (
            ".//div[@class='say'][1]/ul[@lang='en']/li" if english else ".//div[@class='say'][1]/ul[not(@lang)]/li"
        )
        found = self.root.xpath(path)
        if english and not found and self.language == "en":
            return self.said(english=False)
        return [text(clean(one)) for one in found]

    def say_title(self) -> str:
        """The heading of the words to say."""
        found = self.root.xpath(".//div[@class='say'][1]/b")
        return text(found[0]) if found else ""

    def limits(self) -> list[str]:
        """The limits of the words, said at once beneath them."""
        found = self.root.xpath(".//div[@class='say'][1]/p")
        return [text(clean(one)) for one in found[:1]]


def clean(element: Any) -> Any:
    """A copy of an element as it stands on paper."""
    one = copy.deepcopy(element)
    one.tail = None
    for gone in one.xpath(SCREEN):
        gone.drop_tree()
    for link in one.xpath(".//a"):
        link.drop_tag()
    for each in one.iter():
        for name in ("id", "href", "aria-label"):
            each.attrib.pop(name, None)
    return one


def text(element: Any) -> str:
    """The words of an element on one line."""
    return " ".join(element.text_content().split())


def markup(elements: Iterable[Any]) -> str:
    """Elements as HTML."""
    return "".join(html.tostring(one, encoding="unicode") for one in elements)


def element(tag: str, words: str, **attributes: str) -> Any:
    """An element with words that are never read as HTML."""
    one = html.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    one.text = words
    return one


def inside(tag: str, kids: Iterable[Any], **attributes: str) -> Any:
    """An element around others."""
    one = html.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    one.extend(kids)
    return one


__all__ = [
    "Article",
    "Printed",
    "clean",
    "element",
    "etree",
    "first_sentence",
    "inside",
    "markup",
    "printed",
    "text",
]
