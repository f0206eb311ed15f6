"""The page beside each page on which readers say how to make one sentence better: a prepared message for each, by
an ordinary link, so that it works without a script. It is made only where site.yml says whom to write to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from lxml import html
from markupsafe import Markup

from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.dress import SCRIPT
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kyr.l10n import Language, TranslatedWords
    from kyr.markup import EnglishWords
    from kyr.site.run import Site

FOLDER = "about/improve/"
"""Below a language's folder; the page "now/door/" has its sentences at "about/improve/now/door/"."""
KEYS = (
    "skip", "improve.title", "improve.text", "improve.one", "improve.back", "improve.page",
    "improve.part", "improve.english", "improve.now", "improve.better", "not-advice",
)  # fmt: skip
_PARTS = (
    "//article//*[@id][starts-with(@id, 'p') or starts-with(@id, 'own')"
    " or self::h1 or self::h2 or self::h3 or self::h4]"
)
_FLOWS = "following-sibling::*[1][self::ol[contains(@class, 'flow')]]/li"
_OURS = ".//*[@data-kyr='l10n'][self::a or self::p] | .//sup"


@dataclass(frozen=True)
class Sentence:
    """A part of a page."""

    number: str
    """Its id on the page; a step of a way of data has the id of its heading and its place, "s4.2"."""
    english: str
    now: str
    """In the language of the page; on the English page the same."""
    mail: str
    """The address that opens the prepared message."""


def said(words: EnglishWords | TranslatedWords, publisher: str | None) -> dict[str, str]:
    """The words of these pages in a language, as HTML; who publishes them, where somebody does."""
    named = {"published": str(words.shell("published", publisher=publisher))} if publisher else {}
    return {**{key: str(words.shell(key)) for key in KEYS}, **named}


def sentences(page: bytes) -> dict[str, str]:
    """The text of each part of a built page, by its number, as people read it.

    >>> sentences(b'<article><h1 id="top">A</h1><p id="p1">One <b>two</b>.<sup>1</sup></p></article>')
    {'top': 'A', 'p1': 'One two.'}
    """
    found: dict[str, str] = {}
    parts: list[Any] = html.document_fromstring(page).xpath(_PARTS)  # type: ignore[assignment]
    for element in parts:
        found[element.get("id")] = _text(element)
        for at, step in enumerate(element.xpath(_FLOWS), 1):
            found[f"{element.get('id')}.{at}"] = _text(step)
    return {number: text for number, text in found.items() if text}


def _text(element: Any) -> str:
    copy: Any = html.fromstring(html.tostring(element, encoding="unicode", with_tail=False))
    for ours in copy.xpath(_OURS):
        ours.drop_tree()
    return " ".join(copy.text_content().split())


def improving(
    site: Site, language: Language, url: str, words: Mapping[str, str], page: bytes, english: bytes
) -> str:
    """The page of sentences of the page at `url` in a language; `page` and `english` are the built pages."""
    here = page_path(language.tag, f"{FOLDER}{url}")
    back = page_path(language.tag, url)
    originals = sentences(english)
    rows = []
    for number, now in sentences(page).items():
        original = originals.get(number, "")
        rows.append(Sentence(number, original, now, _mail(site, words, back, number, original, now)))
    return drawn(
        site.root,
        "improve.html",
        site=site.name,
        language=language,
        say={key: Markup(text) for key, text in words.items()},
        sentences=rows,
        beside=language.tag != SOURCE,
        policy=Markup(site.dress.policy),
        style=Markup(site.dress.style),
        script=way(here, SCRIPT),
        canonical=site.settings.base + here,
        back=way(here, back),
        start=way(here, page_path(language.tag, "")),
    )


def _mail(site: Site, words: Mapping[str, str], page: str, number: str, english: str, now: str) -> str:
    """`mailto:` with subject and text; nothing of it names the site's matter but the sentence itself."""
    lines = [("page", f"/{page}"), ("part", number)]
    lines += [("english", english)] if english and english != now else []
    lines += [("now", now), ("better", "")]
    text = "\r\n".join(f"{_plain(words[f'improve.{name}'])}: {value}" for name, value in lines)
    subject = f"{site.name}: /{page} {number}"
    to = quote(site.settings.contact or "", safe="@")
    return f"mailto:{to}?" + urlencode({"subject": subject, "body": text}, quote_via=quote)


def _plain(words: str) -> str:
    return Markup(re.sub(r"\s+", " ", words)).striptags()
