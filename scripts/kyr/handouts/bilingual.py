"""A page in two languages: the reader's and English side by side, one number at each paragraph for both, so that
two people who share no language can point at the same line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import html

from kyr.handouts import finish, qr
from kyr.handouts.columns import two_columns
from kyr.handouts.pairing import Unlike
from kyr.handouts.record import Origin
from kyr.handouts.sheets import document
from kyr.l10n import languages
from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path
from kyr.site.files import STAMPED
from kyr.site.parts import Printed, printed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kyr.handouts.handouts import Press
    from kyr.handouts.render import Printer
    from kyr.handouts.sheets import Sheet
    from kyr.l10n import Language

STYLE = "overrides/print/bilingual.css"
OWN = "own"
"""Value of `data-kyr` on the `<html>` of a page that is no translation."""
HALF = {"letter": "90.9mm", "a4": "88mm"}
"""The width of a column: half of what the margins and the ten millimetres of the numbers leave of the paper."""


@dataclass(frozen=True)
class Pages:
    """The two built pages."""

    mine: str
    theirs: str
    at: str
    """The address of the English one."""


@dataclass(frozen=True)
class BilingualJob:
    """A page as a handout in two languages."""

    sheet: Sheet
    pages: Pages
    style: str
    address: str
    key: str
    stamp: str = ""
    """A clinic's box, as HTML."""

    @property
    def name(self) -> str:
        """The file's name: `now-door-es-letter-two.pdf`."""
        return self.sheet.name.replace(".pdf", f"-two{STAMPED if self.stamp else '.pdf'}")

    @property
    def title(self) -> str:
        """The page's title in both languages."""
        return " · ".join(dict.fromkeys(printed(page, "").title for page in (self.pages.mine, self.pages.theirs)))

    @property
    def text(self) -> str:
        """Both pages, whose words stand on it."""
        return self.pages.mine + self.pages.theirs

    @property
    def source(self) -> str:
        """The page's Markdown."""
        return source_of(self.sheet.slug)

    @property
    def language(self) -> Language:
        """The reader's."""
        return self.sheet.language

    @property
    def origin(self) -> Origin:
        """A page, in its language and in English."""
        return Origin("two", self.sheet.slug, self.sheet.paper, english=(self.sheet.slug,))

    def made(self, press: Press, browser: Printer) -> tuple[bytes, list[Problem]]:
        """The sheet; nothing but a fault where the two pages have not the same parts."""
        mine, theirs = (printed(page, press.english_draft) for page in (self.pages.mine, self.pages.theirs))
        try:
            page = two_columns(
                self.pages.mine,
                self.pages.theirs,
                self.language,
                at=self.pages.at,
                draft=press.english_draft if mine.draft else "",
            )
        except Unlike as unlike:
            what = f"in {self.language.english} the page has not the parts of the English: {unlike}"
            return b"", [Problem(self.source, 1, what, "mend the translation: run kyr proof")]
        codes = " · ".join(one.code or "DRAFT" for one in (mine, theirs))
        style = f"{self.style}:root{{--half:{HALF[self.sheet.paper]}}}"
        square = qr.square(press, mine.code, self.language.tag)
        draft = tuple(f"\u2066{one}\u2069" if one == press.english_draft else one for one in mine.draft)
        whole = document(
            page, self.sheet, Printed(self.title, codes, draft), press.site, style, square, self.stamp
        )
        raw = browser.pdf(whole, self.address)
        drop = None if press.has_base else press.base
        return finish.finished(raw, title=self.title, language=self.language.tag, day=press.day, without=drop), []


def bilingual_jobs(
    press: Press, built: Path, sheets: Iterable[Sheet], stamps: Mapping[str, str] | None = None
) -> Iterator[BilingualJob]:
    """What to make; `built` is the folder of the built site, English in it, `stamps` a clinic's box by language.
    Pages without a translation are left out."""
    from kyr.handouts.handouts import key_of

    style = (press.root / STYLE).read_text("utf-8")
    for sheet in sheets:
        path, english = (page_path(tag, f"{sheet.slug}/") for tag in (sheet.language.tag, SOURCE))
        mine, theirs = ((built / one / "index.html").read_text("utf-8") for one in (path, english))
        if not is_translated(mine):
            continue
        stamp = stamps[sheet.language.tag] if stamps else ""
        key = key_of(press, style, "two", sheet.name, mine, theirs, stamp)
        yield BilingualJob(sheet, Pages(mine, theirs, press.base + english), style, press.base + path, key, stamp)


@lru_cache(1)
def is_translated(page: str) -> bool:
    """Whether any paragraph of a built page stands in its own language, as a translation of the English."""
    root: Any = html.document_fromstring(page)
    parts = "//article//*[starts-with(@id, 'p')]//text()[normalize-space()]"
    own = f"{parts}[not(ancestor::*[@lang='{SOURCE}'])]"
    return root.get("data-kyr") != OWN and bool(root.xpath(own))


def others(root: Path, asked: Sequence[str], *, large: bool) -> list[str]:
    """The languages that have two-language sheets: those asked for, or all but English. Raises ValueError."""
    if SOURCE in asked:
        raise ValueError("a two-language sheet has English beside another language — name that one with --lang")
    if large:
        raise ValueError("two columns of 18 points are too narrow to read — choose --large or --bilingual")
    every = list(asked) or [language.tag for language in languages(root) if language.tag != SOURCE]
    if not every:
        raise ValueError("this site has no language but English — add one to locales/languages.yml")
    return every


def left_out(sheets: Iterable[Sheet], made: Iterable[BilingualJob], *, named: Collection[str]) -> Iterator[str]:
    """A line a language on its pages that are not translated yet. Raises Problems for a page that a person named
    and that no language asked for has."""
    have = {(job.sheet.slug, job.language.tag) for job in made}
    lacking: dict[str, list[str]] = {}
    for slug, language in dict.fromkeys((sheet.slug, sheet.language) for sheet in sheets):
        if (slug, language.tag) not in have:
            lacking.setdefault(language.english, []).append(slug)
    nowhere = set(named) - {slug for slug, _ in have}
    if nowhere:
        what, todo = f"not translated into {', '.join(lacking)} yet", "print the English sheet alone"
        raise Problems(Problem(source_of(slug), 1, what, todo) for slug in nowhere)
    for name, slugs in lacking.items():
        yield f"{name}: not translated yet, so no sheet in two languages: {', '.join(slugs)}"


def source_of(slug: str) -> str:
    """A page's Markdown."""
    return f"docs/{slug}.md" if "/" in slug else f"docs/{slug}/index.md"
