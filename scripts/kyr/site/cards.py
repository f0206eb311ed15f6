"""Wallet cards: what stands on each side, for PDFs and for the pages that any browser prints.

A page `print/card/<name>/` is a sheet of its own: a browser prints ten cards a side, without a network and without
a terminal; on a screen it shows one of them, large, to hold up to somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from lxml import html
from markupsafe import Markup

from kyr.l10n.csp import csp_hash
from kyr.markup.cards import PLACE
from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.parts import Article, element, first_sentence, inside, printed
from kyr.site.settings import key_nodes
from kyr.site.squeeze import squeeze_css
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from kyr.l10n import Language
    from kyr.site.run import LanguageRun

LISTED = "overrides/print/cards.yml"
PARTS = ("say", "limits", "lines")
LINES = ("card.family", "card.family", "card.lawyer", "card.child", "card.child")
"""The words before the blank lines of the card of numbers."""
FOLDER = "print/card/"
SCRIPT = "card.js"
STYLES = ("overrides/print/card.css", "overrides/shell/card-sheet.css", "overrides/shell/card.css")
TEN = 10
"""Cards a side: 7 by 10 inches, which Letter and A4 have room for."""


@dataclass(frozen=True)
class Card:
    """What stands on a card, by its name: the page whose words the reader's side has, and the other side's."""

    name: str
    page: str
    mine: tuple[str, ...]
    theirs: str


def cards(root: Path, slugs: Collection[str]) -> dict[str, Card]:
    """The cards of overrides/print/cards.yml. Raises Problems."""
    found, listed = [], {}
    for key, value in key_nodes(root, LISTED, "write a card as those in the file"):
        line = key.start_mark.line + 1
        parts = yaml.load(yaml.serialize(value), Loader=yaml.CSafeLoader)
        if not isinstance(parts, dict) or set(parts) != {"page", "mine", "theirs"}:
            found.append(
                Problem(LISTED, line, f"“{key.value}” has not the keys page, mine, theirs", "write all three")
            )
            continue
        theirs = parts["theirs"]
        other = theirs["page"] if isinstance(theirs, dict) and set(theirs) == {"page", "part"} else parts["page"]
        for slug in (parts["page"], other):
            if slug not in slugs:
                found.append(Problem(LISTED, line, f"no page is called “{slug}”", "name it as in now/door"))
        mine = parts["mine"] if isinstance(parts["mine"], list) else [parts["mine"]]
        for part in mine:
            if part not in PARTS:
                found.append(Problem(LISTED, line, f"no part is called “{part}”", f"one of {', '.join(PARTS)}"))
        listed[key.value] = Card(key.value, parts["page"], tuple(mine), other)
    if found:
        raise Problems(found)
    return listed


@dataclass(frozen=True)
class Pages:
    """The built pages that a card is made of."""

    mine: str
    theirs: str
    words: Mapping[str, str]
    """The words of cards in the reader's language, by their names."""


def front(card: Card, own: Article, words: Mapping[str, str], language: Language) -> Any:
    """The side of the reader."""
    kids = []
    if "say" in card.mine:
        kids += [element("p", own.say_title(), class_="head"), _list(own.said(english=False))]
    if "lines" in card.mine:
        kids.append(element("p", words["card.title"], class_="head"))
        kids += [inside("p", [element("span", words[line])], class_="line") for line in LINES]
    if "limits" in card.mine:
        kids += [element("p", limit, class_="small") for limit in own.limits()]
    return inside("div", kids, class_="face", lang=language.tag, dir=language.direction)


def back(own: Article, theirs: Article, draft: Sequence[str], language: Language) -> Any:
    """The side in English for an officer, with the dates, the code, and that the translation is a draft."""
    say = _list(theirs.said(english=True))
    say.set("lang", SOURCE)
    say.set("dir", "ltr")
    foot = inside("div", [one for one in (own.dates(), own.edition()) if one is not None], class_="foot")
    for at, sentence in enumerate(draft):
        tag, direction = (language.tag, language.direction) if at == 0 else (SOURCE, "ltr")
        foot.append(element("span", sentence, lang=tag, dir=direction))
    return inside("div", [say, foot], class_="face", lang=language.tag, dir=language.direction)


def _list(items: Sequence[str]) -> Any:
    return inside("ul", [element("li", one) for one in items])


def fill(run: LanguageRun, out: Path) -> dict[str, str]:
    """Draw the ways to the cards into the pages of a finished run that wait for them; the cards' own pages, by
    their names. Raises Problems where the list of cards is wrong."""
    slugs = {url.strip("./"): src for src, url in run.addresses.items()}
    listed = cards(run.site.root, slugs)
    for url in run.addresses.values():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            here = page_path(run.language.tag, url)
            ways = [
                element("a", run.title(slugs[card.page]), href=way(here, _address(run.language.tag, card)))
                for card in listed.values()
            ]
            found = inside("ul", [inside("li", [one]) for one in ways])
            page.write_text(content.replace(PLACE, html.tostring(found, encoding="unicode")), "utf-8")
    draft = first_sentence(run.site.english.text("draft"))
    return {card.name: _page(run, card, slugs, out, draft) for card in listed.values()}


def _address(tag: str, card: Card) -> str:
    return page_path(tag, f"{FOLDER}{card.name}/")


def _page(run: LanguageRun, card: Card, slugs: Mapping[str, str], out: Path, draft: str) -> str:
    tag, words = run.language.tag, run.words

    def text(slug: str) -> str:
        return (out / run.addresses[slugs[slug]] / "index.html").read_text("utf-8")

    mine = text(card.page)
    own = Article(mine)
    said = {key: str(words.shell(key).striptags()) for key in ("card.title", *LINES)}
    faces = [
        front(card, own, said, run.language),
        back(own, Article(text(card.theirs)), printed(mine, draft).draft, run.language),
    ]
    *paper, screen = ((run.site.root / name).read_text("utf-8") for name in STYLES)
    style = squeeze_css(screen.replace("/* paper */", "".join(paper)))
    here = _address(tag, card)
    policy = (
        f"default-src 'none'; script-src 'self'; style-src '{csp_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return drawn(
        run.site.root,
        "shell/card.html",
        site=run.site.name,
        words=words,
        publisher=run.site.settings,
        title=run.title(slugs[card.page]),
        sides=[Markup(html.tostring(face, encoding="unicode")) for face in faces],
        ten=range(TEN),
        back=way(here, page_path(tag, "print/")),
        start=way(here, page_path(tag, "")),
        script=way(here, SCRIPT),
        style=Markup(style),
        policy=Markup(policy),
    )
