"""The lists of codes and dates, by which a printed page can be compared with the page of today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kyr.markup.copies import PLACE
from kyr.site.addresses import page_path, way
from kyr.site.editions import FOLDER, what_changed
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from markupsafe import Markup

    from kyr.site.run import LanguageRun


LISTED = datetime.timedelta(days=366)
"""So long a replaced code stands in the list; its own page stays for good."""
MOST = 60
"""So many replaced codes stand in the list, the newest of them: the page is read on phones."""


@dataclass(frozen=True)
class Row:
    """A page with its dates and, where its words have been given one, its code."""

    address: str
    title: Markup
    newest: Markup | None
    after: Markup | None
    code: str | None


@dataclass(frozen=True)
class Replaced:
    """A code that is no longer current."""

    code: str
    new: str
    day: Markup
    told: tuple[Markup, ...]
    address: str | None


def fill(run: LanguageRun, out: Path, left_out: Collection[str] = ()) -> None:
    """Draw the lists into the pages of a finished run that wait for them, without the files in `left_out`.

    Law: the dates are those in the headers of the pages, so a paper copy can be compared by its header alone.
    """
    for src, url in run.addresses.items():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            values = {
                "rows": list(_rows(run, url, {src, *left_out})),
                "replaced": list(_replaced(run, url))[:MOST],
                "own": way(page_path(run.language.tag, url), FOLDER),
                "script": way(page_path(run.language.tag, url), "code.js"),
            }
            table = drawn(run.site.root, "shell/copies.html", say=run.words.shell, **values)
            page.write_text(content.replace(PLACE, table), "utf-8")


def _rows(run: LanguageRun, here: str, left_out: Collection[str]) -> Iterator[Row]:
    """By the English titles, so that every language has the same order."""
    slugs = {src: "" if url in (".", "./") else url.rstrip("/") for src, url in run.addresses.items()}
    named = {src: run.site.english.title(slug).casefold() for src, slug in slugs.items() if src not in left_out}
    for src in sorted(named, key=named.__getitem__):
        record, url, code = run.records[src], run.addresses[src], run.editions[src].printed
        dated = record.newest and record.looked_on and record.check_after
        if dated or code:
            newest = run.words.date(record.newest) if record.newest and dated else None
            after = run.words.date(record.check_after) if record.check_after and dated else None
            yield Row(way(here, url), run.title(src), newest, after, code)


def _replaced(run: LanguageRun, here: str) -> Iterator[Replaced]:
    """The codes of this language that were replaced in the year before the build, the newest first."""
    register, tag = run.site.register, run.language.tag
    since = run.markup.today - LISTED
    addresses = {one.code.mark: one.url for one in run.editions.values()}
    found = []
    for (mark, of), rows in register.by_page.items():
        for code in dict.fromkeys(row.code for row in rows) if of == tag else ():
            later = register.later(code)
            if later and later[0].day >= since:
                found.append((later[0].day, mark, code, later[-1].code))
    for day, mark, code, new in sorted(found, key=lambda row: (-row[0].toordinal(), row[1:3])):
        address = way(here, addresses[mark]) if mark in addresses else None
        yield Replaced(code, new, run.words.date(day), tuple(what_changed(run, code)), address)
