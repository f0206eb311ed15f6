"""A pack: everything a clinic prints in one language, in one zip, with a list of what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import html

from kyr.handouts import measure
from kyr.site.parts import Article, element, inside, printed, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kyr.handouts.handouts import Job
    from kyr.l10n import Language

INDEX = "index.html"
STYLE = (
    "body{font:11pt sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}table{border-collapse:collapse}"
    "th,td{border-bottom:1px solid;padding:.2rem .6rem;text-align:start;vertical-align:top}"
    "@page{margin:15mm}tr{break-inside:avoid}"
)


@dataclass(frozen=True)
class Row:
    """A file of the pack and what its line in the list says."""

    file: str
    title: str
    code: str
    dates: str
    sides: int
    size: int


def row(job: Job, content: bytes) -> Row:
    """What the list says of a made job."""
    page = getattr(job, "pages", None)
    source = page.mine if page else job.text
    article, told = Article(source), printed(source, "")
    dates = article.dates()
    heading = article.root.find(".//h1")
    title = text(heading) if heading is not None else ""
    return Row(
        job.name,
        getattr(job, "title", title),
        told.code or "",
        text(dates) if dates is not None else "",
        measure.sides(content),
        len(content),
    )


def index(rows: Iterable[Row], language: Language, words: Mapping[str, str], drafts: Sequence[str]) -> bytes:
    """The list as a page to print: title, file, sides, kilobytes, dates and code of each."""
    root: Any = html.document_fromstring("<html><head><meta charset='utf-8'></head><body></body></html>")
    root.set("lang", language.tag)
    root.set("dir", language.direction)
    root.find("head").extend([element("title", words["pack.title"]), element("style", STYLE)])
    heads = [
        element("th", words[f"pack.{name}"], scope="col") for name in ("page", "file", "sides", "size", "dates")
    ]
    lines = [
        inside(
            "tr",
            [
                element("th", one.title, scope="row"),
                inside("td", [element("a", one.file, href=one.file, dir="ltr")]),
                element("td", str(one.sides)),
                element("td", f"{one.size / 1000:.0f}"),
                element("td", " ".join(filter(None, (one.dates, one.code)))),
            ],
        )
        for one in rows
    ]
    table = inside("table", [inside("thead", [inside("tr", heads)]), inside("tbody", lines)])
    said = [element("p", draft) for draft in drafts]
    root.find("body").extend([element("h1", words["pack.title"]), *said, table])
    return f"<!doctype html>{html.tostring(root, encoding='unicode')}".encode()
