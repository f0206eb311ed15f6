"""What changed since: the newest changes of a language's pages, as a list and an Atom feed, from the register."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import Markup

from kyr.markup.changes import PLACE
from kyr.site.addresses import page_path, way
from kyr.site.editions import FOLDER, between
from kyr.site.templates import drawn

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from kyr.editions import Recorded
    from kyr.site.run import LanguageRun

FEED = "feed.xml"
MOST = 60
"""So many changes are listed, the newest of them: the page is read on phones."""
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Change:
    """One page that says something else than before."""

    day: datetime.date
    title: Markup
    url: str | None
    """Below the language's folder; None of a page that is gone."""
    code: str
    old: str | None
    """The code that it replaces; None of a new page."""
    told: tuple[Markup, ...]


def fill(run: LanguageRun, out: Path) -> None:
    """Draw the list into the pages of a finished run that wait for it, and write the feed beside each, where a
    person has said where the site stands.

    Law: what is told of a change is what the page behind the replaced code tells.
    """
    for url in run.addresses.values():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            here = page_path(run.language.tag, url)
            listed = changes(run)[:MOST]
            has_feed = run.site.settings.base_url is not None
            values = {
                "days": _by_day(run, listed, here),
                "published": bool(run.site.register.rows),
                "feed": FEED if has_feed else None,
            }
            table = drawn(run.site.root, "shell/changes.html", say=run.words.shell, **values)
            page.write_text(content.replace(PLACE, table), "utf-8")
            if has_feed:
                (page.parent / FEED).write_bytes(feed(run, listed, here))


def changes(run: LanguageRun) -> list[Change]:
    """Every change of this language's pages, the newest first: each edition after a page's first, and pages that
    came after the first publishing."""
    register, tag = run.site.register, run.language.tag
    first = min((row.day for row in register.rows), default=None)
    srcs = {one.code.mark: src for src, one in run.editions.items()}
    found = []
    for (mark, of), rows in register.by_page.items():
        if of != tag:
            continue
        src = srcs.get(mark)
        url = run.addresses[src] if src else None
        title = run.title(src) if src else Markup.escape(mark)
        if first and rows[0].day > first:
            found.append(Change(rows[0].day, title, url, rows[0].code, None, (run.words.shell("changes.new"),)))
        found += [_change(run, old, new, title, url) for old, new in pairwise(rows)]
    return sorted(found, key=lambda change: (-change.day.toordinal(), change.code))


def _change(run: LanguageRun, old: Recorded, new: Recorded, title: Markup, url: str | None) -> Change:
    return Change(new.day, title, url, new.code, old.code, tuple(between(run, old, (new,))))


def _by_day(run: LanguageRun, listed: list[Change], here: str) -> list[tuple[Markup, list[dict[str, object]]]]:
    days: dict[datetime.date, list[dict[str, object]]] = {}
    for one in listed:
        days.setdefault(one.day, []).append(
            {
                "title": one.title,
                "told": one.told,
                "code": one.code,
                "address": None if one.url is None else way(here, page_path(run.language.tag, one.url)),
            }
        )
    return [(run.words.date(day), rows) for day, rows in days.items()]


def feed(run: LanguageRun, listed: list[Change], here: str) -> bytes:
    """The changes as an Atom feed (RFC 4287). Each entry's id is the address of the page behind its code, which
    never changes."""
    site, tag = run.site, run.language.tag
    namespaces = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", {LANG: tag}, nsmap=namespaces)  # type: ignore[arg-type]
    own = site.settings.base + here
    newest = max((one.day for one in listed), default=run.markup.today)
    _put(root, "id", own)
    _put(root, "title", site.name)
    _put(root, "updated", _moment(newest))
    _put(root, "link", None, rel="self", href=own + FEED)
    _put(root, "link", None, rel="alternate", type="text/html", href=own)
    _put(_put(root, "author", None), "name", site.settings.publisher or site.name)
    for one in listed:
        entry = _put(root, "entry", None)
        behind = f"{site.settings.base}{FOLDER}{one.code}/"
        _put(entry, "id", behind)
        _put(entry, "title", one.title.striptags())
        _put(entry, "updated", _moment(one.day))
        goal = behind if one.url is None else site.settings.base + page_path(tag, one.url)
        _put(entry, "link", None, rel="alternate", type="text/html", href=goal)
        _put(entry, "content", "".join(f"<p>{line}</p>" for line in one.told), type="html")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _put(above: etree._Element, name: str, text: str | None, **attributes: str) -> etree._Element:
    element = etree.SubElement(above, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element
