"""The table of pages and their dates, by which a printed page can be compared with the page of today."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kyr.markup.copies import PLACE
from kyr.site.addresses import way
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from markupsafe import Markup

    from kyr.site.run import LanguageRun


@dataclass(frozen=True)
class Row:
    """A page with dates."""

    address: str
    title: Markup
    newest: Markup
    after: Markup


def fill(run: LanguageRun, out: Path, left_out: Collection[str] = ()) -> None:
    """Draw the table into the pages of a finished run that wait for it, without the files in `left_out`.

    Law: the dates are those in the headers of the pages, so a paper copy can be compared by its header alone.
    """
    for src, url in run.addresses.items():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            rows = list(_rows(run, url, {src, *left_out}))
            table = drawn(run.site.root, "shell/copies.html", rows=rows, say=run.words.shell)
            page.write_text(content.replace(PLACE, table), "utf-8")


def _rows(run: LanguageRun, here: str, left_out: Collection[str]) -> Iterator[Row]:
    """By the English titles, so that every language has the same order."""
    slugs = {src: "" if url in (".", "./") else url.rstrip("/") for src, url in run.addresses.items()}
    named = {src: run.site.english.title(slug).casefold() for src, slug in slugs.items() if src not in left_out}
    for src in sorted(named, key=named.__getitem__):
        record, url, slug = run.records[src], run.addresses[src], slugs[src]
        if record.newest and record.looked_on and record.check_after:
            after, newest = run.words.date(record.check_after), run.words.date(record.newest)
            yield Row(way(here, url), run.words.title(slug), newest, after)
