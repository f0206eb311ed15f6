"""The page that lists the PDFs of a language, and the way to it. It is drawn when all languages are built, only
where there are PDFs, so that a site without them has nothing of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from kyr.l10n import dates, status
from kyr.markup.words import placeholders
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.dress import SCRIPT
from kyr.site.files import FOLDER, KINDS, PAPERS
from kyr.site.keep import PAPER_LIST
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kyr.l10n import Language
    from kyr.site.files import File, Listed
    from kyr.site.run import LanguageRun, Outcome, Site

KEEPER = "paper.js"
"""The script of the list."""
PREFIXES = ("files.", "card.")
"""Of the names of the words that lists and cards are written in."""
OPEN = 6
"""So many files of a kind, or fewer, stand there without a fold."""


@dataclass(frozen=True)
class Line:
    """One PDF."""

    address: str
    told: Markup


@dataclass
class Group:
    """The PDFs of a page, a card or a poster that were made on one day."""

    title: Markup
    made: Markup
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """The PDFs of one kind."""

    id: str
    name: Markup
    count: Markup
    is_open: bool
    groups: tuple[Group, ...]


def said(run: LanguageRun) -> dict[str, str]:
    """The words of the list in a language, by name, their placeholders left open, and the line to leave by."""
    english = run.site.english.strings
    keys = [key for key in english if key.startswith(PREFIXES)]
    words = {
        key: str(run.words.shell(key, **{name: Markup(f"{{{name}}}") for name in placeholders(english[key])}))
        for key in (*keys, "skip", "main", "start", "nav.print", "languages", "not-advice", "keep.link")
    }
    if run.site.settings.publisher:
        words["published"] = str(run.words.shell("published", publisher=run.site.settings.publisher))
    leave = drawn(run.site.root, "shell/leave.html", words=run.words, publisher=run.site.settings)
    return {**words, "leave": leave}


def way_there(site: Site, here: str, tag: str, outcomes: Mapping[str, Outcome], listed: Listed) -> str:
    """What stands in the place of the block `files` on the page at the path `here`: the way to the list of the
    page's language, else to the English one, else nothing."""
    has = next((one for one in (tag, SOURCE) if one in listed.files), None)
    if has is None:
        return ""
    address = way(here, page_path(has, FOLDER))
    return drawn(site.root, "shell/files.html", say=_words(outcomes[tag]), address=address, english=has != tag)


def page(site: Site, language: Language, outcomes: Mapping[str, Outcome], listed: Listed) -> str:
    """The page with the list of a language."""
    tag = language.tag
    here = page_path(tag, FOLDER)
    others = [one for one in site.languages if one.tag in listed.files and (one.is_published or one == language)]
    return drawn(
        site.root,
        "files.html",
        site=site.name,
        language=language,
        say=_words(outcomes[tag]),
        kinds=_kinds(site, language, outcomes[tag], listed.files[tag]),
        base=site.settings.base,
        here=here,
        folder=FOLDER,
        path=page_path,
        others=[(one, way(here, page_path(one.tag, FOLDER))) for one in others],
        policy=Markup(site.dress.policy),
        style=Markup(site.dress.style),
        script=way(here, SCRIPT),
        own_script=way(here, KEEPER),
        papers=page_path(tag, PAPER_LIST),
        keep=way(here, page_path(tag, "about/this-phone/")) + "#keep",
        start=way(here, page_path(tag, "")),
        back=way(here, page_path(tag, "print/")),
        translated=tag != SOURCE,
        after=min((one.after for one in listed.files[tag] if one.after), default=""),
    )


def _words(outcome: Outcome) -> dict[str, Markup]:
    return {key: Markup(text) for key, text in outcome.files.items()}


def _kinds(site: Site, language: Language, outcome: Outcome, files: Sequence[File]) -> Iterator[Kind]:
    """The kinds that there are; in each the pages in the order in which readers meet them."""
    words, titles = outcome.files, outcome.said
    sources = [source for page in {file.page for file in files} for source in (f"{page}.md", f"{page}/index.md")]
    path = status.readers_path(site.root, [source.lstrip("/") for source in sources])
    places = reversed(list(enumerate(path)))
    order = {source.removesuffix(".md").removesuffix("index").rstrip("/"): at for at, source in places}

    def whose(file: File) -> tuple[object, ...]:
        return order[file.page], file.page, file.name, file.day

    def key(file: File) -> tuple[object, ...]:
        return *whose(file), PAPERS.index(file.paper), file.form

    for kind in KINDS:
        chosen = sorted((file for file in files if file.kind == kind), key=key)
        groups = []
        for _, some in groupby(chosen, key=whose):
            lines = list(some)
            made = _filled(words["files.made"], date=_day(lines[0].day, language))
            title = Markup(titles[f"/{lines[0].page}"])
            groups.append(Group(title, made, [Line(one.file, _told(words, one)) for one in lines]))
        if groups:
            count = _filled(words["files.count"], count=len(chosen))
            is_open = len(chosen) <= OPEN
            yield Kind(kind, Markup(words[f"files.{kind}"]), count, is_open, tuple(groups))


def _told(words: Mapping[str, str], file: File) -> Markup:
    """What somebody should know before the tap: paper, sides, kilobytes."""
    paper: str = words[f"files.{file.paper}"]
    if file.form:
        paper = _filled(words[f"files.{file.form}"], paper=paper)
    size = max(1, round(file.bytes / 1000))
    return _filled(
        words["files.one" if file.sides == 1 else "files.some"], paper=paper, sides=file.sides, size=size
    )


def _day(day: str, language: Language) -> Markup:
    date = datetime.date.fromisoformat(day)
    return Markup('<time datetime="{}">{}</time>').format(day, dates.long_date(date, language) or day)


def _filled(text: str, **values: object) -> Markup:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return Markup(text)
