"""The values that the page shell shows, prepared so that the templates hold neither words nor reckoning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from lxml import etree, html
from markupsafe import Markup, escape

from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.dress import SCRIPT
from kyr.site.improve import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kyr.l10n import Language, Tally
    from kyr.l10n.whole import WholePage
    from kyr.markup import PageRecord, Words
    from kyr.site.dress import Dress
    from kyr.site.settings import Settings

PARTS = ("now", "data", "who", "basics", "records", "help", "print", "about")
"""The eight parts of the site, in the order in which every page names them."""
URGENT = ("now", "help")
SEARCH = "search"
KEEP = "about/this-phone"
NAMES_ON_START = 9
"""So many languages stand open on the start page; the others follow in a fold."""


@dataclass(frozen=True)
class Link:
    """A link of the shell; `here` marks the page or language one is on."""

    address: str
    name: str
    here: bool = False
    tag: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the contents list; `lang` and `direction` where the heading is in another language."""

    id: str
    name: Markup
    lang: str | None
    direction: str | None


@dataclass(frozen=True)
class Translated:
    """What readers are told of a translation: who has checked it, how much there is, where its English is."""

    english: str
    lines: tuple[Markup, ...]
    beside: bool = False
    """Whether parts of it lead to their English, which only a screen can."""
    by_machine: bool = False
    """Whether parts of the page itself are drafts that nobody has checked; paper says so on every side."""


@dataclass(frozen=True)
class Shell:
    """Everything around an article, and the article in two pieces with the notices between them."""

    site: str
    title: str
    description: str
    policy: Markup
    style: Markup
    script: str
    canonical: str
    alternates: tuple[Link, ...]
    start: str
    at_start: bool
    language_label: str
    languages: tuple[Link, ...]
    more_languages: tuple[Link, ...]
    urgent: tuple[Link, ...]
    parts: tuple[Link, ...]
    ways: tuple[Link, ...]
    contents: tuple[Line, ...]
    opening: Markup
    body: Markup
    dates: Markup | None
    late_after: str | None
    translated: Translated | None
    improve: str | None = None
    """The way to the page on which readers say how to make a sentence better."""
    share: str | None = None
    """The way to what the reader can do where no script brings the panel for sharing."""
    address: str | None = None
    """The page's address in full, once a person has said where the site stands."""
    search: str | None = None
    """The way to the search."""
    keep: str | None = None
    """From the start page, the way to the button that saves all pages."""
    own: bool = False
    """Whether it is a page of its own for this language."""
    preview: bool = False
    """Whether search engines are asked to leave the page out."""
    edition: Markup | None = None
    """The sentence that gives the code of this copy."""


@dataclass(frozen=True)
class Frame:
    """What the shells of one language's pages share."""

    site: str
    settings: Settings
    dress: Dress
    languages: tuple[Language, ...]
    """Those that lists name: the published ones and the one at hand."""
    words: Words
    english: Words
    slugs: Collection[str]
    """The pages that exist, as slugs: "", "now", "now/door"."""


def shell(
    frame: Frame,
    url: str,
    article: str,
    *,
    tab: str | None,
    description: str,
    toc: bool,
    record: PageRecord | None,
    tally: Tally | None = None,
    whole: WholePage | None = None,
    edition: str | None = None,
) -> Shell:
    """The shell of the page at `url` (below its language's folder, "" for the start page)."""
    url = "" if url in (".", "./") else url
    words, tag = frame.words, frame.words.tag
    here = page_path(tag, url)
    slug = url.rstrip("/")
    opening, body = split(article, before_heading=3 if not slug else 0)
    names = tuple(_language(frame, other, url, here) for other in frame.languages)
    parts = _parts(frame, PARTS, slug, here)
    start = way(here, page_path(tag, ""))
    english = way(here, page_path(SOURCE, url))
    told = own(words, whole, tally, english) if whole and tally else None
    return Shell(
        site=frame.site,
        title=f"{tab} · {frame.site}" if tab else frame.site,
        description=description,
        policy=Markup(frame.dress.policy),
        style=Markup(frame.dress.style),
        script=way(here, SCRIPT),
        canonical=frame.settings.base + here,
        alternates=_alternates(frame, url),
        start=start,
        at_start=not slug,
        language_label=str(frame.english.shell("language")),
        languages=names if len(names) > 1 and slug else names[:NAMES_ON_START] if len(names) > 1 else (),
        more_languages=() if slug else names[NAMES_ON_START:],
        urgent=(Link(start, words.shell("start")), *_parts(frame, URGENT, slug, here)) if slug else (),
        search=way(here, page_path(tag, f"{SEARCH}/")) if SEARCH in frame.slugs else None,
        parts=parts,
        ways=_ways(frame, slug, here, article),
        contents=contents(article) if toc else (),
        opening=opening,
        body=body,
        dates=_dates(words, record),
        edition=_edition(words, edition),
        late_after=record.check_after.isoformat() if record and record.check_after else None,
        own=whole is not None,
        preview=_is_preview(frame),
        improve=way(here, page_path(tag, f"{FOLDER}{url}")) if frame.settings.contact else None,
        share=way(here, page_path(tag, "print/")) + "#share" if "print" in frame.slugs else None,
        address=frame.settings.base + here if frame.settings.base_url else None,
        keep=way(here, page_path(tag, f"{KEEP}/")) + "#keep" if not slug and KEEP in frame.slugs else None,
        translated=told or (translated(words, tally, english) if tally else None),
    )


def split(article: str, *, before_heading: int) -> tuple[Markup, Markup]:
    """The article cut where the notices go: after the h1, or before the n-th h2 when a number is given.

    >>> split("<h1>A</h1><p>b</p>", before_heading=0)
    (Markup('<h1>A</h1>'), Markup('<p>b</p>'))
    """
    cut = article.find("</h1>") + len("</h1>") if "</h1>" in article else 0
    if before_heading:
        headings = [match.start() for match in re.finditer(r"<h2\b", article)]
        cut = headings[before_heading - 1] if len(headings) >= before_heading else len(article)
    return Markup(article[:cut]), Markup(article[cut:])


def contents(article: str) -> tuple[Line, ...]:
    """The h2 headings of an article, each with its id and, where it is in another language, with that."""
    lines = []
    for heading in html.fragment_fromstring(article, create_parent="div").iter("h2"):
        name = heading.get("id")
        if not name:
            continue
        etree.strip_elements(heading, "sup", with_tail=False)
        etree.strip_tags(heading, "a")
        inside = re.sub(r"^<h2\b[^>]*>|</h2>$", "", etree.tostring(heading, encoding="unicode", with_tail=False))
        lines.append(Line(name, Markup(inside.strip()), heading.get("lang"), heading.get("dir")))
    return tuple(lines)


def translated(words: Words, tally: Tally, english: str) -> Translated:
    """What readers are told of a translated page.

    Law: a page is called checked only when every translation that it shows has the reviews its class needs.
    """
    counts = {"current": str(tally.translated), "checked": str(tally.checked), "total": str(tally.total)}
    if not tally.translated:
        return Translated(english, (words.shell("draft.none"),))
    if not tally.is_draft:
        rows = sorted(tally.reviews, key=lambda row: (row.date, row.who))
        names = dict.fromkeys((row.who, row.state) for row in rows)
        roles = {state: words.shell(f"checked.{state}") for _, state in names}
        people = [words.shell("checked.who", who=who, role=roles[state]) for who, state in names]
        day = words.date(rows[-1].date)
        lines = [words.shell("checked", who=_all_of(words, people), date=day)]
    elif tally.checked:
        lines = [words.shell("draft.part", **counts)]
    else:
        lines = [words.shell("draft")]
    if tally.is_draft or tally.translated < tally.total:
        lines.append(words.shell("draft.current", **counts))
    return Translated(english, tuple(lines), tally.is_draft, tally.is_draft)


def _all_of(words: Words, people: Iterable[Markup]) -> Markup:
    """Several people in one sentence."""
    return reduce(lambda before, one: words.shell("checked.and", people=before, person=one), people)


def own(words: Words, whole: WholePage, tally: Tally, english: str) -> Translated:
    """What readers are told of a page of its own; `tally`: of the ledger's texts on it."""
    people = dict.fromkeys(escape(who) for who, _ in whole.reviewed)
    day = words.date(whole.reviewed[-1][1])
    lines = [words.shell("whole", who=_all_of(words, people), date=day)]
    return Translated(english, tuple(lines), tally.is_draft)


def _language(frame: Frame, other: Language, url: str, here: str) -> Link:
    there = page_path(other.tag, url)
    return Link(way(here, there), other.autonym, other.tag == frame.words.tag, other.tag, other.direction)


def _is_preview(frame: Frame) -> bool:
    return any(other.tag == frame.words.tag and not other.is_published for other in frame.languages)


def _alternates(frame: Frame, url: str) -> tuple[Link, ...]:
    """The page in each published language; none of a preview, since none of them names it."""
    if len(frame.languages) < 2 or _is_preview(frame):
        return ()
    every = tuple(
        Link(frame.settings.base + page_path(other.tag, url), "", tag=other.tag) for other in frame.languages
    )
    return (*every, replace(every[0], tag="x-default"))


def _parts(frame: Frame, slugs: Iterable[str], slug: str, here: str) -> tuple[Link, ...]:
    tag = frame.words.tag
    return tuple(
        Link(
            way(here, page_path(tag, f"{part}/")),
            frame.words.shell(f"nav.{part}"),
            here=part == slug,
        )
        for part in slugs
        if part in frame.slugs
    )


def _ways(frame: Frame, slug: str, here: str, article: str) -> tuple[Link, ...]:
    """The fixed last lines of a page: other actions after a page on data, then legal help.

    A line that the author has put into a list of ways on is not said twice.
    """
    ways = []
    if slug.startswith("data/") and "data" in frame.slugs:
        ways.append(("data/", "other-things"))
    if slug != "help" and "help" in frame.slugs:
        ways.append(("help/", "last-help"))
    written = "".join(re.findall(r'<ul class="list">.*?</ul>', article, re.S))
    links = [(way(here, page_path(frame.words.tag, to)), key) for to, key in ways]
    return tuple(Link(link, frame.words.shell(key)) for link, key in links if f'href="{link}"' not in written)


def _edition(words: Words, code: str | None) -> Markup:
    """Tells the code of a copy; a page whose words are in no edition is a draft."""
    bold, whole = Markup('<b><bdi dir="ltr">{}</bdi></b>'), Markup('<span class="edition">{}</span>')
    return whole.format(words.shell("edition", code=bold.format(code)) if code else words.shell("edition.draft"))


def _dates(words: Words, record: PageRecord | None) -> Markup | None:
    if not record or not record.newest:
        return None
    bold = Markup("<b>{}</b>")
    if not (record.looked_on and record.check_after):
        return words.shell("dates.newest", newest=bold.format(words.date(record.newest)))
    return words.shell(
        "dates",
        newest=bold.format(words.date(record.newest)),
        looked=bold.format(words.date(record.looked_on)),
        after=bold.format(words.date(record.check_after)),
    )
