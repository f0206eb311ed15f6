"""Posters for a wall: a few parts of a page, as large as they fit on one side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree, html

from kyr.handouts import finish, qr
from kyr.handouts.record import Origin
from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path
from kyr.site.parts import Article, element, inside, printed, text
from kyr.site.settings import key_nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from kyr.handouts.handouts import Press
    from kyr.handouts.render import Printer
    from kyr.l10n import Language

LISTED = "overrides/print/posters.yml"
STYLE = "overrides/print/poster.css"
WALLS = {"letter": (215.9, 279.4), "a4": (210.0, 297.0), "tabloid": (279.4, 431.8)}
"""Millimetres."""
SIZES = (44.0, 38.0, 34.0, 30.0, 27.0, 24.0, 22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
"""Points of type, the first that fits is taken; tabloid may have them half as large again."""
SMALLEST = 7.0
"""For the poster of all actions, which is read from near: the list of everything is what it is for."""


@dataclass(frozen=True)
class Poster:
    """What hangs on a wall, by its name: a page and the places of its parts."""

    name: str
    page: str
    parts: tuple[str, ...]


def posters(root: Path, slugs: Collection[str]) -> dict[str, Poster]:
    """The posters of overrides/print/posters.yml. Raises Problems."""
    found, listed = [], {}
    for key, value in key_nodes(root, LISTED, "write a poster as those in the file"):
        line = key.start_mark.line + 1
        read = yaml.load(yaml.serialize(value), Loader=yaml.CSafeLoader)
        if not isinstance(read, dict) or set(read) != {"page", "parts"} or not isinstance(read["parts"], list):
            found.append(Problem(LISTED, line, f"“{key.value}” has not the keys page and parts", "write both"))
            continue
        if read["page"] not in slugs:
            found.append(Problem(LISTED, line, f"no page is called “{read['page']}”", "name it as in now/door"))
        for part in read["parts"]:
            try:
                etree.XPath(str(part))
            except etree.XPathSyntaxError:
                found.append(Problem(LISTED, line, f"“{part}” is no XPath", "write it as those in the file"))
        listed[key.value] = Poster(key.value, read["page"], tuple(map(str, read["parts"])))
    if found:
        raise Problems(found)
    return listed


@dataclass(frozen=True)
class PosterJob:
    """A poster in a language and of a size."""

    poster: Poster
    language: Language
    text: str
    style: str
    paper: str
    key: str
    address: str

    @property
    def name(self) -> str:
        """The file's name: `poster-work-es-tabloid.pdf`."""
        return f"poster-{self.poster.name}-{self.language.tag}-{self.paper}.pdf"

    @property
    def source(self) -> str:
        """Where its parts are chosen."""
        return LISTED

    @property
    def origin(self) -> Origin:
        """A poster."""
        return Origin("poster", self.poster.page, self.paper, self.poster.name)

    def made(self, press: Press, browser: Printer) -> tuple[bytes, list[Problem]]:
        """The poster, at the largest type that fits on its side, and finished."""
        own = Article(self.text)
        told = printed(self.text, press.english_draft)
        square = qr.square(press, told.code, self.language.tag)
        kids, wrong = [], []
        for path in self.poster.parts:
            parts = own.find(path)
            if not parts:
                what = f"the poster “{self.poster.name}” finds nothing at {path}"
                wrong.append(Problem(LISTED, 1, what, "the page has changed: choose another part"))
            kids += [_part(one) for one in parts]
        foot = [one for one in (own.dates(), own.edition()) if one is not None]
        foot += [
            element("span", f" {sentence}", lang=SOURCE if at else self.language.tag)
            for at, sentence in enumerate(told.draft)
        ]
        if press.has_base:
            foot.append(element("bdi", f" {self.address}", dir="ltr"))
        below = [inside("div", foot)]
        if square:
            below.append(html.fragment_fromstring(square))
        face = inside("div", [*kids, inside("div", below, class_="foot")], class_="face")
        scale = 1.5 if self.paper == "tabloid" else 1.0
        sizes = [size * scale for size in (*SIZES, 10.0, 9.0, 8.0, SMALLEST)]
        size, over = browser.fitting(self._document(face, None), sizes, self.address)
        raw = browser.pdf(self._document(face, size), self.address)
        title = text(own.root.find(".//h1"))
        done = finish.finished(raw, title=title, language=self.language.tag, day=press.day)
        if over:
            what = f"the poster “{self.poster.name}” in {self.language.english} is {over} lines too long"
            wrong.append(Problem(LISTED, 1, what, "take a part out"))
        return done, wrong

    def _document(self, face: Any, size: float | None) -> str:
        width, height = WALLS[self.paper]
        type_ = "var(--size)" if size is None else f"{size}pt"
        root: Any = html.document_fromstring("<html><head><meta charset='utf-8'></head><body></body></html>")
        root.set("lang", self.language.tag)
        root.set("dir", self.language.direction)
        box = f".box{{width:{width}mm;height:{height}mm;font-size:{type_}}}"
        page = f"@page{{size:{width}mm {height}mm;margin:0}}{box}"
        root.find("head").append(element("style", self.style + page))
        face = html.fragment_fromstring(html.tostring(face, encoding="unicode"))
        root.find("body").append(inside("div", [face], class_="box"))
        return f"<!doctype html>{html.tostring(root, encoding='unicode')}"


def _part(part: Any) -> Any:
    """A part as it hangs: of what opens on a screen, only the line that is always there."""
    for fold in part.xpath("descendant-or-self::details"):
        for inner in list(fold):
            if inner.tag != "summary":
                inner.drop_tree()
    for fold in part.xpath(".//details | .//summary"):
        fold.tag = "div"
    return part


def poster_jobs(
    press: Press, built: Path, wanted: Sequence[Poster], languages: Sequence[Language], papers: Sequence[str]
) -> Iterator[PosterJob]:
    """What to make; `built` is the folder of the built site."""
    from kyr.handouts.handouts import key_of

    style = (press.root / STYLE).read_text("utf-8")
    for language in languages:
        for poster in wanted:
            path = page_path(language.tag, f"{poster.page}/" if poster.page else "")
            page = (built / path / "index.html").read_text("utf-8")
            for paper in papers:
                key = key_of(press, style, repr(poster), page, paper, language.tag)
                yield PosterJob(poster, language, page, style, paper, key, press.base + path)
