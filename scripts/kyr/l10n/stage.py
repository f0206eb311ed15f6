"""When a language may be published: other pages and search engines then lead readers to it.

The rule, for a row with `stage: published`:

1. Every one of `NOTICES` has a translation: the words that tell readers what they are looking at and how to leave.
2. Of the texts of the pages under *Right now*, `ENOUGH` have one, all those pages together.
3. Its dates can be written.

A translation counts from the day it was made: one whose English has changed since still does. So no edit of the
English takes a language off the site, and one new page does not either. Nor does the build judge: it goes by the
row, and what the row should not say is a finding of `kyr l10n check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyr.problems import Problem

from . import dates
from .languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .catalogs import Catalogs, PageCatalog
    from .extract import English

URGENT = "now/"
ENOUGH = 0.8
NOTICES = (
    "late", "draft", "draft.english", "l10n.english", "dates", "not-advice", "leave", "leave.limit",
    "lost.title", "lost.text",
)  # fmt: skip
"""Names in overrides/words. A new notice joins when every published language has it."""


def lacking(catalogs: Catalogs, english: English) -> tuple[str, ...]:
    """What a language lacks before it may be published; empty when it may."""
    return tuple(_lacking(catalogs, english))


def _lacking(catalogs: Catalogs, english: English) -> Iterator[str]:
    known = {wanted.segment.context for wanted in english.shell}
    there = {context for context, _ in _translated(catalogs.shell)}
    notices = [name for name in NOTICES if name in known and name not in there]
    if notices:
        yield f"{len(notices)} notices in _shell.po are not translated: {', '.join(notices)}"
    done = wanted = 0
    short = []
    for src, texts in english.pages.items():
        if not src.startswith(URGENT):
            continue
        here = len({(t.segment.context, t.segment.msgid) for t in texts if t.segment.cut.has_words})
        ready = min(here, len(_translated(catalogs.page(src))))
        done, wanted = done + ready, wanted + here
        if ready < here:
            short.append(f"{src.removesuffix('.md')} {ready} of {here}")
    if done < ENOUGH * wanted:
        share = f"{100 * done // wanted}% of the texts under Right now are translated"
        yield f"{share}, {ENOUGH:.0%} are needed: {', '.join(short)}"
    if not dates.known(catalogs.language):
        yield "nobody knows how it writes dates: add `dates` to its row"


def _translated(catalog: PageCatalog) -> set[tuple[str | None, str]]:
    """What has been translated once, whether its English is today's or not."""
    return {*catalog.entries, *(key for key, waiting in catalog.waiting.items() if waiting.text.strip())}


def problem(catalogs: Catalogs, lacks: tuple[str, ...]) -> Problem | None:
    """A row that says `published` too early."""
    language = catalogs.language
    if not lacks or not language.is_published:
        return None
    what = f"{language.tag} is published but may not be: {'; '.join(lacks)}"
    return Problem(LANGUAGES, language.line, what, "translate them, or write `stage: preview`")
