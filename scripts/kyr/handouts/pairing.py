"""Two built pages paragraph by paragraph: what stands in one language beside what says the same in English."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyr.site.addresses import SOURCE
from kyr.site.parts import text

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDED = "l10n"
"""Value of `data-kyr` on what a translation adds to a page."""
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "img", "input", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "wbr",
})  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4")
OFF_PAPER = " | ".join([
    "//*[@hidden]", "//script", "//meter", f"//*[self::a or self::i][@data-kyr='{ADDED}']",
    "//*[@class='letter' or @class='sheet']/p[@class='small']",
    *(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in ("screen", "vh", "ways", "groups")),
])  # fmt: skip
"""What no handout prints."""


class Unlike(ValueError):
    """The two pages have not the same parts. The message says where."""


@dataclass(frozen=True)
class Leaf:
    """A paragraph, an item, a heading, a whole table, or words of a box that stand beside its blocks."""

    body: Any
    """A copy, without what follows it."""
    path: tuple[Any, ...]
    """The page's elements around it, the outermost first, and last the one whose words it is."""
    is_part: bool = False
    """Whether it is only words of the last of its path, which has blocks too."""

    @property
    def marks(self) -> list[tuple[str, str, str]]:
        """What a leaf shares with the one beside it: tags, classes and ids, from the article inwards; of a table
        also its cells."""
        inner = self.body.iter("table", "caption", "thead", "tr", "th", "td") if self.body.tag == "table" else ()
        return [(one.tag, one.get("class", ""), one.get("id", "")) for one in (*self.path, *inner)]

    @property
    def is_notice(self) -> bool:
        """Whether the translation alone has it."""
        return bool(self.body.get("data-kyr") == ADDED)

    @property
    def is_heading(self) -> bool:
        """Whether it heads what follows it."""
        return self.body.tag in HEADINGS or (self.is_part and self.body.tag == "div")

    @property
    def is_english(self) -> bool:
        """Whether all its words are marked as English."""
        if any(one.get("lang") == SOURCE for one in self.path):
            return True
        words = self.body.xpath("descendant::text()[normalize-space()]")
        holders = [one.getparent().getparent() if one.is_tail else one.getparent() for one in words]
        return all(one.xpath(f"ancestor-or-self::*[@lang='{SOURCE}']") for one in holders)


@dataclass(frozen=True)
class Pair:
    """What stands side by side. A notice of the translation has no English."""

    mine: Leaf
    theirs: Leaf | None

    @property
    def is_one(self) -> bool:
        """Whether both are the same English words."""
        return self.theirs is not None and self.mine.is_english and text(self.mine.body) == text(self.theirs.body)


def on_paper(root: Any) -> Any:
    """The article of a page without what no handout prints. The page is changed."""
    for gone in root.xpath(OFF_PAPER):
        if gone.getparent() is not None:
            gone.drop_tree()
    article = root.find(".//article")
    for frame in article.xpath(f".//div[@class='fb'][@data-kyr='{ADDED}']"):
        frame.drop_tag()
    return article


def pairs(mine: Any, theirs: Any) -> list[Pair]:
    """Each leaf of an article beside its English, in the order in which they are read. Both articles are changed.

    Law: every word of both stands in exactly one pair, but for English that the translation repeats. Raises Unlike
    rather than set two leaves side by side that are not the same part.
    """
    _english_once(mine, theirs)
    english = _leaves(theirs, ())
    found = []
    for leaf in _leaves(mine, ()):
        beside = None if leaf.is_notice else next(english, None)
        if not leaf.is_notice and (beside is None or leaf.marks != beside.marks):
            raise Unlike(f"{_short(leaf)} beside {_short(beside)}")
        found.append(Pair(leaf, beside))
    if (more := next(english, None)) is not None:
        raise Unlike(f"nothing beside {_short(more)}")
    return found


def _english_once(mine: Any, theirs: Any) -> None:
    """Take the words to say in English and the letter to send out of the translation: the English beside it has
    them. Raises Unlike where that English says something else."""
    for path, beside in (
        (f".//div[@class='say']/ul[@lang='{SOURCE}'][preceding-sibling::ul]", ".//div[@class='say']/ul"),
        (f".//div[@class='letter']/div[@class='sheet'][@lang='{SOURCE}']", ".//div[@class='letter']"),
    ):
        said = [text(one) for one in theirs.xpath(beside)]
        for one in mine.xpath(path):
            if text(one) not in said:
                raise Unlike(f"“{text(one)[:60]}” is not in the English")
            one.drop_tree()


def _leaves(parent: Any, path: tuple[Any, ...]) -> Iterator[Leaf]:
    """The leaves inside an element; `path` leads to it and holds it, but for the article."""
    words = _empty(parent)
    words.text = parent.text
    for child in parent:
        if child.tag in INLINE:
            words.append(copy.deepcopy(child))
            continue
        if text(words):
            yield Leaf(words, path, is_part=True)
        words = _empty(parent)
        words.text = child.tail
        inside = (*path, child)
        if child.tag == "table" or all(one.tag in INLINE for one in child.iterdescendants("*")):
            body = copy.deepcopy(child)
            body.tail = None
            if text(body):
                yield Leaf(body, inside)
        else:
            yield from _leaves(child, inside)
    if text(words):
        yield Leaf(words, path, is_part=True)


def _empty(like: Any) -> Any:
    return like.makeelement(like.tag, dict(like.attrib))


def _short(leaf: Leaf | None) -> str:
    return f"“{text(leaf.body)[:60]}”" if leaf else "nothing"
