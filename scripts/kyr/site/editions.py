"""The edition of each page: its code, the small page behind the code on paper, and what `print/check` lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kyr.editions import Code, page_mark, wording
from kyr.editions.register import fact_changes, new_row
from kyr.editions.wording import short
from kyr.l10n.csp import csp_hash
from kyr.problems import Problem
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.squeeze import squeeze_css
from kyr.site.templates import drawn

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kyr.editions import Recorded, Register, Wording
    from kyr.site.run import LanguageRun

FOLDER = "print/check/"
"""Below it, from the root of the site, each code given out has a page of its own."""
STYLE = "shell/check.css"
SHOWN = 2
"""So many changed facts are told on the page of a replaced code: it may weigh 2 kB."""


@dataclass(frozen=True)
class Edition:
    """A page as this run shows it."""

    url: str
    code: Code
    wording: Wording
    recorded: bool

    @property
    def printed(self) -> str | None:
        """The code where it was given out for these words; None of a draft."""
        return str(self.code) if self.recorded else None


def edition(run: LanguageRun, src: str, url: str, article: str, mark: str | None) -> Edition:
    """The edition of a page: `article` as it is shown, `mark` where the page's front matter gives it one."""
    ledger = run.site.ledger
    shown = wording(article, (ledger.fact(name) for name in run.records[src].facts))
    code = shown.code(mark or page_mark(url.strip("./")), run.language.tag)
    return Edition(url, code, shown, run.site.register.has(code, shown.digest))


def to_record(
    register: Register, editions: Iterable[Edition], day: datetime.date, note: str
) -> tuple[list[Recorded], list[Problem]]:
    """The rows to add so that every page's code is in the register, and what forbids one."""
    rows: list[Recorded] = []
    problems: list[Problem] = []
    for one in editions:
        row = new_row(register, one.code, one.wording, day, note)
        if isinstance(row, Problem):
            problems.append(row)
        elif row:
            rows.append(row)
    return rows, problems


def as_json(editions: Mapping[str, Edition]) -> list[dict[str, Any]]:
    """What `found.json` keeps of the editions of a run."""
    return [
        {
            "url": one.url,
            "code": [one.code.mark, one.code.tag, one.code.hash, one.code.check],
            "texts": one.wording.texts,
            "facts": one.wording.facts,
            "words": one.wording.digest,
            "recorded": one.recorded,
        }
        for one in editions.values()
    ]


def check_pages(run: LanguageRun) -> dict[str, str]:
    """The page behind each code of this language that was given out: code → HTML, at most 2 kB."""
    tag = run.language.tag
    urls = {one.code.mark: one.url for one in run.editions.values()}
    style = squeeze_css((run.site.root / "overrides" / STYLE).read_text("utf-8"))
    pages = {}
    for (mark, of), rows in run.site.register.by_page.items():
        if of != tag:
            continue
        for code in dict.fromkeys(row.code for row in rows):
            pages[code] = _check_page(run, code, urls.get(mark), style)
    return pages


def _check_page(run: LanguageRun, code: str, url: str | None, style: str) -> str:
    tag, words = run.language.tag, run.words
    here = f"{FOLDER}{code}/"
    later = run.site.register.later(code)
    newest = later[-1] if later else None
    src = next((src for src, one in run.editions.items() if one.url == url), None)
    record = run.records[src] if src else None
    return drawn(
        run.site.root,
        "shell/check.html",
        code=code,
        site=run.site.name,
        words=words,
        english=run.site.english.shell if tag != SOURCE else None,
        state="gone" if url is None else "replaced" if newest else "current",
        day=words.date(later[0].day) if later else "",
        english_day=run.site.english.date(later[0].day) if later else "",
        new_code=newest.code if newest else "",
        told=list(what_changed(run, code)),
        page=way(here, page_path(tag, url)) if url is not None else way(here, page_path(tag, "")),
        title=run.title(src) if src else run.site.name,
        after=words.date(record.check_after) if record and record.check_after else "",
        check=way(here, page_path(tag, FOLDER)),
        style=Markup(style),
        policy=Markup(f"default-src 'none'; style-src '{csp_hash(style)}'; base-uri 'none'; form-action 'none'"),
    )


def what_changed(run: LanguageRun, code: str) -> Iterator[Markup]:
    """What the newest edition of a page says differently, in plain words; nothing of the newest edition itself."""
    register = run.site.register
    if later := register.later(code):
        yield from between(run, register.codes[code], later)


def between(run: LanguageRun, then: Recorded, later: Sequence[Recorded]) -> Iterator[Markup]:
    """What the last of some later editions of a page says differently: their notes, then what became of facts."""
    ledger, words = run.site.ledger, run.words
    english = Markup('<span lang="en" dir="ltr">{}</span>' if words.tag != SOURCE else "{}")
    notes = dict.fromkeys(row.note for row in reversed(later) if row.note)
    yield from map(english.format, notes)
    changes = fact_changes(then.facts, later[-1].facts)
    facts = [fact for name, fact in ledger.facts.items() if short(name, 6) in changes.told]
    for fact in facts[:SHOWN]:
        yield words.ledger(f"{fact.id}.plain", fact.plain or fact.statement)
    if len(facts) > SHOWN:
        yield words.shell("edition.more")
    if changes.gone:
        yield words.shell("edition.dropped")
    if not (notes or facts or changes.gone):
        yield words.shell("edition.words")
