"""Wallet cards: one side in the reader's language, one in English for an officer."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from lxml import html

from kyr.handouts import finish
from kyr.handouts.imposition import BLEED, DUPLEX, HEIGHT, MILLIMETRES, WIDTH, Place, marks, places
from kyr.handouts.record import Origin
from kyr.problems import Problem
from kyr.site.addresses import page_path
from kyr.site.cards import LISTED, Card, Pages, back, front
from kyr.site.parts import Article, element, inside, printed, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kyr.handouts.handouts import Press
    from kyr.handouts.render import Printer
    from kyr.l10n import Language

STYLE = "overrides/print/card.css"
SIZES = (13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Points of type, the first that fits is taken: no card has less than 8."""
SHOP = "shop"
FORMS = (*DUPLEX, SHOP)
"""For printers that turn paper over the long or the short edge, and for a print shop."""


@dataclass(frozen=True)
class CardJob:
    """A card on a paper and for a kind of printer; for a print shop, one side of it alone."""

    card: Card
    language: Language
    pages: Pages
    style: str
    paper: str
    form: str
    side: str
    key: str
    address: str

    @property
    def name(self) -> str:
        """The file's name, neutral as the page's address: `card-door-es-letter-long.pdf`."""
        last = [SHOP, self.side] if self.form == SHOP else [self.paper, self.form]
        return "-".join(["card", self.card.name, self.language.tag, *last]) + ".pdf"

    @property
    def origin(self) -> Origin:
        """A card, with English on the side for an officer."""
        form, card = self.side or self.form, self.card
        return Origin("card", card.page, self.paper, card.name, form, english=(card.theirs,))

    @property
    def text(self) -> str:
        """Both pages, whose words stand on it."""
        return self.pages.mine + self.pages.theirs + "".join(self.pages.words.values())

    @property
    def source(self) -> str:
        """The file of the reader's side."""
        return (
            f"docs/{self.card.page}.md"
            if (self.card.page + "/").count("/") > 1
            else f"docs/{self.card.page}/index.md"
        )

    def made(self, press: Press, browser: Printer) -> tuple[bytes, list[Problem]]:
        """The sheet or the side, at the largest type that fits, and finished."""
        own = Article(self.pages.mine)
        told = printed(self.pages.mine, press.english_draft)
        faces = {"front": front(self.card, own, self.pages.words, self.language)}
        faces["back"] = back(own, Article(self.pages.theirs), told.draft, self.language)
        wanted = [self.side] if self.form == SHOP else ["front", "back"]
        fit, over = {}, 0
        for side, face in faces.items():
            fit[side], lines = browser.fitting(self._document({side: face}, {}), SIZES, self.address)
            over += lines
        raw = browser.pdf(self._document({side: faces[side] for side in wanted}, fit), self.address)
        title = f"{text(own.root.find('.//h1'))} · {self.card.name}"
        done = finish.finished(raw, title=title, language=self.language.tag, day=press.day)
        if self.form == SHOP:
            done = boxed(done)
        elif self.form == "short":
            done = turned(done)
        wrong = []
        if over:
            what = f"the card “{self.card.name}” in {self.language.english} is {over} lines too long"
            wrong.append(Problem(self.source, 1, what, f"shorten its words, or take a part out in {LISTED}"))
        return done, wrong

    def _document(self, faces: Mapping[str, Any], sizes: Mapping[str, float]) -> str:
        root: Any = html.document_fromstring("<html><head><meta charset='utf-8'></head><body></body></html>")
        root.set("lang", self.language.tag)
        root.set("dir", self.language.direction)
        width, height = (WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED) if self.form == SHOP else MILLIMETRES[self.paper]
        page = f"@page{{size:{width}mm {height}mm;margin:0}}.side{{width:{width}mm;height:{height}mm}}"
        root.find("head").append(element("style", self.style + page))
        for side, face in faces.items():
            root.find("body").append(self._side(face, sizes.get(side)))
        return f"<!doctype html>{html.tostring(root, encoding='unicode')}"

    def _side(self, face: Any, size: float | None) -> Any:
        """A side of the sheet. Only the first card is read aloud: the others are the same."""
        kids = []
        where = [Place(BLEED, BLEED)] if self.form == SHOP else places(self.paper)
        for at, place in enumerate(where):
            box = inside("div", [html.fragment_fromstring(html.tostring(face, encoding="unicode"))], class_="box")
            card = inside("div", [box], class_="card")
            type_ = "var(--size)" if size is None else f"{size}pt"
            box_ = f"left:{place.x}mm;top:{place.y}mm;width:{WIDTH}mm;height:{HEIGHT}mm"
            card.set("style", f"{box_};font-size:{type_}")
            if at:
                card.set("aria-hidden", "true")
            kids.append(card)
        if self.form != SHOP:
            for x, y, width, height in marks(self.paper):
                line = element("div", "", class_="mark", aria_hidden="true")
                line.set("style", f"left:{x}mm;top:{y}mm;width:{width}mm;height:{height}mm")
                kids.append(line)
        return inside("section", kids, class_="side", dir="ltr")


def turned(document: bytes) -> bytes:
    """The second side stands on its head: printers that turn the paper over its short edge set it upright again.
    (Its content is turned, not its page: what a viewer makes of a page's own rotation differs.)"""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        page = pdf.pages[1]
        width, height = (float(value) for value in list(page.mediabox)[2:])
        page.contents_add(f"q -1 0 0 -1 {width} {height} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def boxed(document: bytes) -> bytes:
    """A print shop's boxes: what is cut (TrimBox) lies an eighth of an inch inside what is printed (BleedBox)."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(value) for value in page.mediabox)
            inset = BLEED / 25.4 * 72
            page.bleedbox = page.mediabox
            page.trimbox = pikepdf.Rectangle(left + inset, bottom + inset, right - inset, top - inset)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def card_jobs(
    press: Press,
    built: Path,
    wanted: Sequence[Card],
    languages: Sequence[Language],
    papers: Sequence[str],
    forms: Sequence[str],
    words: Mapping[str, Mapping[str, str]],
) -> Iterator[CardJob]:
    """What to make; `built` is the folder of the built site, `words` each language's own for cards."""
    from kyr.handouts.handouts import key_of

    style = (press.root / STYLE).read_text("utf-8")

    def page(tag: str, slug: str) -> str:
        return (built / page_path(tag, f"{slug}/") / "index.html").read_text("utf-8")

    for language in languages:
        for card in wanted:
            pages = Pages(page(language.tag, card.page), page(language.tag, card.theirs), words[language.tag])
            address = press.base + page_path(language.tag, f"{card.page}/")
            for form in forms:
                for paper in papers if form != SHOP else papers[:1]:
                    for side in ("front", "back") if form == SHOP else ("",):
                        parts = [
                            style,
                            repr(card),
                            pages.mine,
                            pages.theirs,
                            *pages.words.values(),
                            paper,
                            form,
                            side,
                        ]
                        key = key_of(press, language.tag, *parts)
                        yield CardJob(card, language, pages, style, paper, form, side, key, address)
