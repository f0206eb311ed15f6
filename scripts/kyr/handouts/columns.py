"""A page in two columns: the reader's language and English, row by row, a number between them for both."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import html

from kyr.handouts.pairing import Leaf, Pair, on_paper, pairs
from kyr.site.addresses import SOURCE
from kyr.site.parts import element, inside

if TYPE_CHECKING:
    from kyr.l10n import Language

ENGLISH = {"lang": SOURCE, "dir": "ltr"}
OPEN = {"details": "div", "summary": "div"}
"""What opens on a screen is open on paper."""


def two_columns(mine: str, theirs: str, language: Language, *, at: str, draft: str) -> str:
    """The reader's page, each row of its article once in both languages, and the sources in English alone.

    `at` is the address of the English page, `draft` says in English that the translation is a draft, or is empty.
    Raises Unlike where the pages have not the same parts.
    """
    root: Any = html.document_fromstring(mine)
    other: Any = html.document_fromstring(theirs)
    article, english = on_paper(root), on_paper(other)
    for link in other.xpath("//a[@href][not(starts-with(@href, '#'))]"):
        link.set("href", urljoin(at, link.get("href")))
    rows = Rows(language, draft)
    above, below, sources = [], [], []
    for pair in pairs(article, english):
        place = pair.mine.path[0]
        if place.get("class") == "src":
            sources.append((pair.theirs or pair.mine).body)
        elif place.tag == "h1":
            above.append(rows.line(pair))
        elif place.get("id") == "sources":
            below.append(rows.line(pair))
        else:
            rows.add(pair)
    article.clear()
    article.extend([*above, *rows.tables(), *below])
    if sources:
        article.append(inside("ol", sources, class_="src", **ENGLISH))
    for foot, beside in zip(root.xpath("//footer/p"), other.xpath("//footer/p"), strict=False):
        foot.getparent().replace(foot, rows.line(Pair(Leaf(foot, (foot,)), Leaf(beside, (beside,)))))
    _each_id_once(root)
    return str(html.tostring(root, encoding="unicode"))


class Rows:
    """The rows of a sheet, numbered as they come; headings, notices and the dates of the page have no number."""

    def __init__(self, language: Language, draft: str) -> None:
        self._name = language.autonym
        self._draft = draft
        self._mine = {"lang": language.tag, "dir": language.direction}
        self._tables: list[Any] = []
        self._rows: list[Any] = []
        self._heads: list[Pair] = []
        """Headings that wait for what they head."""
        self._number = 0
        self._begun: set[Any] = set()
        """The elements of both pages of which a part stands in a row already."""

    def tables(self) -> list[Any]:
        """All rows. The names of the two languages stand above them on every side; a table of the page is one of
        its own, for its cells are read under their headings."""
        self._rows += map(self._row, self._heads)
        self._close()
        return self._tables

    def _close(self) -> None:
        if self._rows:
            names = ((self._name, self._mine), ("English", ENGLISH))
            heads = _wide([element("th", name, scope="col", **of) for name, of in names])
            parts = [_columns(1, 2), inside("thead", [inside("tr", heads)]), inside("tbody", self._rows)]
            self._tables.append(inside("table", parts, class_="both rows"))
        self._rows = []

    def line(self, pair: Pair) -> Any:
        """A heading or a line outside the table, in both languages, as wide as the columns."""
        return inside("div", [_in(of, leaf.body) for leaf, of in self._sides(pair)], class_="beside")

    def add(self, pair: Pair) -> None:
        """A row, or the rows of a table. A heading stands above a table, so that it is on the table's side."""
        if pair.mine.is_heading:
            self._heads.append(pair)
            return
        heads, self._heads = self._heads, []
        if pair.mine.body.tag == "table":
            self._close()
            self._tables += [*map(self.line, heads), self._joined(self._sides(pair))]
            return
        for one in (*heads, pair):
            self._rows.append(self._row(one))

    def _row(self, pair: Pair) -> Any:
        sides = self._sides(pair)
        body = pair.mine.body
        cells = [inside("td", [self._placed(leaf)], **of) for leaf, of in sides]
        if self._draft and "machine" in body.get("class", ""):
            cells.append(inside("td", [element("p", self._draft, class_="age draft")], **ENGLISH))
        kinds = ["one"] if len(cells) == 1 else []
        if kinds:
            cells[0].set("colspan", "2")
        else:
            cells[0].set("class", "own")
        if pair.mine.is_heading or (pair.mine.is_notice and kinds):
            kinds.append("head")
        if pair.mine.is_heading or pair.mine.is_notice or body.find(".//*[@class='edition']") is not None:
            _wide(cells)
        else:
            cells.insert(0, self._next())
        self._begun.update(one for leaf, _ in sides if not leaf.is_notice for one in leaf.path)
        return inside("tr", cells, class_=" ".join(kinds))

    def _sides(self, pair: Pair) -> list[tuple[Leaf, dict[str, str]]]:
        if pair.theirs is None:
            return [(pair.mine, self._mine)]
        return [(pair.mine, self._mine), (pair.theirs, ENGLISH)][pair.is_one :]

    def _next(self) -> Any:
        self._number += 1
        return inside("th", [element("span", str(self._number))], class_="n", scope="row")

    def _joined(self, sides: list[tuple[Leaf, dict[str, str]]]) -> Any:
        """A table whose rows are those of the same table in both languages, under the headings of both."""
        tables = [leaf.body for leaf, _ in sides]
        parts = {"thead": element("thead", ""), "tbody": element("tbody", "")}
        for rows in zip(*(table.iter("tr") for table in tables), strict=True):
            cells = [cell for row, (_, of) in zip(rows, sides, strict=True) for cell in _cells(row, of)]
            if len(tables) == 2:
                cells[len(rows[0]) - 1].set("class", "own")
            if rows[0].getparent().tag == "thead":
                parts["thead"].append(inside("tr", _wide(cells)))
            else:
                parts["tbody"].append(inside("tr", [self._next(), *cells]))
        count = max(len(row) for row in tables[0].iter("tr"))
        kind = "both data" if len(tables) == 2 else "both data one"
        names = [_in(of, name) for leaf, of in sides for name in leaf.body.iter("caption")]
        for name in names:
            name.tag = "div"
        above = [inside("caption", [inside("div", names, class_="beside")])] if names else []
        columns = [*above, _columns(count, count * len(tables)), *parts.values()]
        return inside("table", columns, class_=kind, style=f"--count:{count}", **sides[0][1])

    def _placed(self, leaf: Leaf) -> Any:
        """A leaf in what stands around it."""
        node = leaf.body
        for original in reversed(leaf.path):
            if original is not leaf.path[-1]:
                around = node.makeelement(OPEN.get(original.tag, original.tag), dict(original.attrib))
                around.append(node)
                node = around
            if original.tag == "li":
                self._mark(node, original, leaf)
        return node

    def _mark(self, item: Any, original: Any, leaf: Leaf) -> None:
        """Its number in its own list; none where it began in a row above, or begins in the row below."""
        if leaf.is_notice or original in self._begun:
            item.set("class", f"on {item.get('class', '')}".strip())
        elif original.getparent().tag == "ol":
            item.set("value", str(1 + len(original.xpath("preceding-sibling::li"))))


def _columns(last: int, count: int) -> Any:
    """The columns of a table: that of the numbers and `count` others. The reader's end with the `last`."""
    kinds = ["n", *("own" if at == last else "col" for at in range(1, count + 1))]
    return inside("colgroup", [element("col", "", class_=kind) for kind in kinds])


def _wide(cells: list[Any]) -> list[Any]:
    """The cells of a row without a number: the first is of the numbers' column too, for an empty cell is none to
    software that reads aloud."""
    cells[0].set("colspan", str(1 + int(cells[0].get("colspan", "1"))))
    return cells


def _cells(row: Any, of: dict[str, str]) -> list[Any]:
    """The cells of a row in a language. `--turn` is how many columns' widths an English cell stands from its own
    place where the table runs from the right."""
    cells = [_in(of, cell) for cell in row]
    if of is ENGLISH:
        for at, cell in enumerate(cells):
            cell.set("style", f"--turn:{2 * at + 1 - len(cells)}")
    return cells


def _in(of: dict[str, str], like: Any) -> Any:
    """A copy that says its language, where it has not said another."""
    one = copy.deepcopy(like)
    one.tail = None
    for name, value in of.items():
        one.set(name, one.get(name, value))
    return one


def _each_id_once(root: Any) -> None:
    """A link leads to the first of both languages."""
    known: set[str] = set()
    for one in root.xpath("//*[@id]"):
        if one.get("id") in known:
            del one.attrib["id"]
        else:
            known.add(one.get("id"))
