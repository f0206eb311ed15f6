"""One language: what its MkDocs run needs, and the run itself in a process of its own."""

from __future__ import annotations

import logging
import os
import re
import traceback
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup, escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from kyr import l10n, markup
from kyr.editions import Register
from kyr.l10n import tokens
from kyr.l10n.extract import Wanted, front_matter
from kyr.problems import Problem, Problems
from kyr.site import (
    cards,
    changes,
    copies,
    editions,
    files_page,
    improve,
    keep,
    progress,
    search,
    shell,
    stamp,
    three_letters,
)
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.pages import line_of
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kyr.l10n import Catalogs, Language
    from kyr.l10n.whole import WholePage
    from kyr.ledger import Ledger
    from kyr.markup import EnglishWords, PageRecord
    from kyr.site.dress import Dress
    from kyr.site.settings import Settings

LINK = re.compile(r"Doc file '([^']+)' contains (?:a|an [a-z]+) link '([^']*)', but (.*)", re.S)


@dataclass(frozen=True)
class Site:
    """What every language's run shares; loaded once and inherited by the forked processes."""

    root: Path
    settings: Settings
    ledger: Ledger
    dress: Dress
    languages: tuple[Language, ...]
    english: EnglishWords
    name: str = "Plain Answers"
    whole: tuple[WholePage, ...] = ()
    """Pages of their own for one language."""
    register: Register = field(default_factory=Register)


@dataclass(frozen=True)
class Outcome:
    """What a run leaves beside its pages: warnings, and the words for a lost reader (title, text; HTML)."""

    warnings: tuple[Problem, ...]
    lost: tuple[str, str]
    said: dict[str, str]
    """The words in which `kyr.site.progress` tells how far each language is."""
    improve: dict[str, str]
    """The words of the pages on which readers say how to make a sentence better."""
    status: dict[str, Any] | None = None
    """How far this language is; None of English."""
    editions: list[dict[str, Any]] = field(default_factory=list)
    """Code and wording of each page, as `kyr.site.editions.as_json` gives them."""
    checks: dict[str, str] = field(default_factory=dict)
    """The small page of each code of this language."""
    keep: dict[str, str] = field(default_factory=dict)
    """What only a saved copy shows, as `kyr.site.keep.said` gives it."""
    share: str = ""
    """The panel for sharing a page, as HTML."""
    stamp: str = ""
    """The box with a clinic's own words, still empty, as HTML."""
    cards: dict[str, str] = field(default_factory=dict)
    """The pages of wallet cards, as `kyr.site.cards.fill` gives them."""
    files: dict[str, str] = field(default_factory=dict)
    """The words of the list of PDFs and of cards, as `kyr.site.files_page.said` gives them."""


@dataclass
class LanguageRun:
    """The state of one run: the extensions of its pages, and what they found."""

    site: Site
    language: Language
    words: EnglishWords | l10n.TranslatedWords
    catalogs: Catalogs | None
    markup: markup.State
    segments: l10n.SegmentState | None
    records: dict[str, PageRecord] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    frame: shell.Frame | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    """A page's file → its address below the language's folder."""
    tallies: dict[str, l10n.Tally] = field(default_factory=dict)
    wanted: dict[str, list[Wanted]] = field(default_factory=dict)
    """A page's file → its texts."""
    editions: dict[str, editions.Edition] = field(default_factory=dict)
    """A page's file → its edition."""

    @cached_property
    def places(self) -> dict[str, str]:
        """The Markdown of the pages of states, which stand in no file, by their names."""
        return markup.place_pages(self.site.ledger)

    @cached_property
    def whole(self) -> dict[str, WholePage]:
        """The pages of their own that this run shows, by their files."""
        shown = (one for one in self.site.whole if one.tag == self.language.tag and not one.stale)
        return {one.src: one for one in shown}

    def leaves_out(self, src: str) -> bool:
        """Whether a file is a page that this run does not show: for another language, stale, or the English page
        that one of its own stands in for (with build_only_locale the language layer would prefer it)."""
        if any(src == one.english for one in self.whole.values()):
            return True
        return src.endswith(".md") and "." in PurePosixPath(src).stem and src not in self.whole

    @property
    def extensions(self) -> list[Any]:
        """The Markdown extensions that carry the state."""
        own = markup.extensions(self.markup)
        return [*own, l10n.Segments(self.segments)] if self.segments else own

    def title(self, src: str) -> Markup:
        """The heading of a page, in the language of the run; of a state its name."""
        if src in self.places:
            return markup.place_name(self.words, self.site.ledger.states[PurePosixPath(src).stem])
        return self.words.title(self.addresses[src].strip("./"))

    def know_pages(self, sources: Mapping[str, str]) -> None:
        """Learn the addresses of the pages that this run builds."""
        self.addresses = {src: url for url, src in sources.items()}
        if isinstance(self.words, l10n.TranslatedWords):
            for src, one in self.whole.items():
                self.words.titles[self.addresses[src].strip("./")] = escape(one.title)
        self.frame = shell.Frame(
            site=self.site.name,
            settings=self.site.settings,
            dress=self.site.dress,
            languages=tuple(
                other for other in self.site.languages if other.is_published or other == self.language
            ),
            words=self.words,
            english=self.site.english,
            slugs=frozenset("" if url in (".", "./") else url.rstrip("/") for url in sources),
        )

    def start(self, src: str, text: str, body: str) -> None:
        """Before a page is rendered."""
        whole = self.whole.get(src)
        # The body comes without the text's last line ends, so only the lines before it may count.
        above = text.rstrip("\n").count("\n") - body.rstrip("\n").count("\n")
        danger = markup.PLACE_CLASS if src in self.places else whole.danger if whole else None
        self.markup.start(src, body, above, danger, own=bool(whole))
        if self.segments:
            assert self.catalogs and isinstance(self.words, l10n.TranslatedWords)
            url = self.addresses[src]
            english_page = way(page_path(self.language.tag, url), page_path(SOURCE, url))
            self.words.start(english_page)
            self.segments.start(self.catalogs.page(src))
            self.segments.mode = "off" if whole else "apply"

    def finish(self, src: str) -> None:
        """After a page is rendered."""
        record = self.records[src] = self.markup.page
        self.problems += record.problems
        if self.segments:
            assert isinstance(self.words, l10n.TranslatedWords)
            self.warnings += self.segments.refused
            self.tallies[src] = self.segments.tally + self.words.tally
            if src in self.whole or src in self.places:
                return
            self.wanted[src] = [Wanted(one, one.danger or self.markup.page_danger) for one in self.segments.found]

    def context(self, src: str, url: str, article: str, meta: Mapping[str, Any]) -> dict[str, Any]:
        """The values that the templates read."""
        assert self.frame
        whole = self.whole.get(src)
        if src in self.wanted:
            first = [Wanted(one, self.markup.page_danger) for one in front_matter(meta)]
            self.wanted[src] = [*first, *self.wanted[src]]
        mark = meta.get("mark")
        self.editions[src] = edition = editions.edition(self, src, url, article, mark)
        return {
            "words": self.words,
            "record": self.records[src],
            "languages": self.site.languages,
            "publisher": self.site.settings,
            "shell": shell.shell(
                self.frame,
                url,
                article,
                tab=self._said(src, "tab", meta),
                description=self._said(src, "description", meta) or "",
                toc=whole.toc if whole else bool(meta.get("toc")),
                record=self.records[src],
                tally=self.tallies.get(src),
                whole=whole,
                edition=edition.printed,
            ),
        }

    def _said(self, src: str, key: str, meta: Mapping[str, Any]) -> str | None:
        """What the browser's tab or a search engine is told: the front matter's words, or those for a state."""
        if src not in self.places:
            return self._word(src, key, meta.get(key))
        state = self.site.ledger.states[PurePosixPath(src).stem]
        return self.words.shell(f"place.{key}", state=markup.place_name(self.words, state)).striptags()

    def _word(self, src: str, key: str, english: str | None) -> str | None:
        """A value of the front matter in the language of the run; English where there is none to show."""
        if english is None or self.catalogs is None or src in self.whole:
            return english
        cut = tokens.plain(english)
        entry = self.catalogs.page(src).entry(key, cut.msgid)
        if entry is None:
            return english
        if fault := self.catalogs.fault(entry, plain=True):
            self.warnings.append(fault)
            return english
        return tokens.fill(cut, entry.text, self.language)


current: LanguageRun | None = None
"""The run of this process; MkDocs makes its plugins itself, so they look here."""


def language_run(site: Site, language: Language) -> LanguageRun:
    """Load the words of one language. Raises Problems where a catalog does not parse."""
    if language.tag == SOURCE:
        state = markup.State(site.ledger, site.english, site.root)
        return LanguageRun(site, language, site.english, None, state, None)
    catalogs = _catalogs(site, language)
    words = l10n.TranslatedWords(catalogs, language, site.english, site.ledger.danger)
    segments = l10n.SegmentState(language, "apply", reviews=catalogs.reviews, words=words)
    state = markup.State(site.ledger, words, site.root)
    return LanguageRun(site, language, words, catalogs, state, segments)


def _catalogs(site: Site, language: Language) -> Catalogs:
    folder = f"locales/{language.tag}"
    if not any((site.root / folder).rglob("*.po")):
        what = f"{language.english} is listed in locales/languages.yml but has no catalogs"
        todo = f"run kyr l10n sync --lang {language.tag}, or take the language off the list"
        raise Problems((Problem(folder, 1, what, todo),))
    return l10n.load_catalogs(site.root, language.tag)


def build_language(site: Site, language: Language, out: Path) -> Outcome:
    """Build one language's pages into the empty folder `out`.

    Raises Problems with every finding that must not be published.
    """
    global current
    current = run = language_run(site, language)
    three_letters.allow()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    log = _Warnings(site.root)
    logger = logging.getLogger("mkdocs")
    logger.handlers, logger.propagate = [log], False
    logger.setLevel(logging.WARNING)
    try:
        config = load_config(
            str(site.root / "mkdocs.yml"),
            site_dir=str(out),
            site_url=site.settings.base + ("" if language.tag == SOURCE else f"{language.tag}/"),
            plugins=_plugins(site, language),
        )
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except Problems:
        raise
    except Exception as error:
        found = _problem(error, site.root, log.errors)
        raise Problems(tuple(sorted({found, *run.problems}))) from error
    if run.problems:
        raise Problems(tuple(sorted(set(run.problems))))
    copies.fill(run, out, run.places)
    changes.fill(run, out)
    keep.fill(run, out)
    search.fill(run, out)
    stamp.fill(run, out)
    drawn_cards = cards.fill(run, out)
    if isinstance(run.words, l10n.TranslatedWords):
        run.warnings += run.words.refused.values()
    lost = str(run.words.shell("lost.title")), str(run.words.shell("lost.text"))
    assert run.frame
    in_files = set(run.frame.slugs) - {src.removesuffix(".md") for src in run.places}
    said = progress.said(run.words, site.english, in_files)
    better = improve.said(run.words, site.settings.publisher)
    warnings = tuple(sorted({*run.warnings, *log.found}))
    made, checks = editions.as_json(run.editions), editions.check_pages(run)
    share = drawn(site.root, "shell/share.html", say=run.words.shell)
    box = drawn(site.root, "shell/stamped.html", say=run.words.shell)
    pdfs = files_page.said(run)
    return Outcome(
        warnings, lost, said, better, _status(run), made, checks, keep.said(run), share, box, drawn_cards, pdfs
    )


def _status(run: LanguageRun) -> dict[str, Any] | None:
    if not isinstance(run.words, l10n.TranslatedWords):
        return None
    assert run.catalogs and run.segments
    site, malformed = run.site, frozenset(run.segments.malformed)
    return progress.of_run(site.root, run.catalogs, site.ledger, run.words, run.wanted, malformed)


def _plugins(site: Site, language: Language) -> list[dict[str, Any]]:
    """mkdocs.yml's plugins, with the languages of locales/languages.yml and the one to be built."""
    with (site.root / "mkdocs.yml").open("rb") as source:
        listed = (yaml_load(source) or {}).get("plugins") or []
    plugins = []
    for entry in listed:
        name, options = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        if name == "i18n":
            names = [
                {"locale": other.tag, "name": other.autonym, "default": other.tag == SOURCE}
                for other in site.languages
            ]
            options = {**options, "languages": names, "build_only_locale": language.tag}
        plugins.append({name: options})
    return plugins


class _Warnings(logging.Handler):
    """MkDocs' warnings as problems with path and line."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.root = root
        self.found: list[Problem] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.errors.append(text)
        elif link := LINK.match(text):
            path = f"docs/{link[1]}"
            line = line_of(self.root / path, link[2])
            why = "leads to no page" if "is not found" in link[3] else link[3].strip()
            what = f"the link “{link[2]}” {why}"
            self.found.append(Problem(path, line, what, "correct the link, or write the page"))
        else:
            self.found.append(Problem("mkdocs.yml", 1, text, "see what MkDocs says"))


def _problem(error: Exception, root: Path, said: list[str]) -> Problem:
    """An exception of MkDocs or of a template as one line; what else fails is a fault of ours.

    `said` is what MkDocs logged: where it only says that it stopped, the reason stands there.
    """
    if isinstance(error, jinja2.TemplateNotFound):
        return Problem("overrides", 1, f"the template {error} is missing", "restore it, or correct its name")
    if isinstance(error, jinja2.TemplateError):
        path, line = _template_place(error, root)
        return Problem(path, line, f"template error: {error.message}", "mend the template")
    if isinstance(error, MkDocsException):
        text = " ".join("; ".join([*said, str(error)]).split())
        where = re.search(r"\bline (\d+)", text)
        return Problem("mkdocs.yml", int(where[1]) if where else 1, text, "correct the configuration")
    raise error


def _template_place(error: jinja2.TemplateError, root: Path) -> tuple[str, int]:
    """The template and line an error comes from: the syntax error's own, else the innermost template frame."""
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        place = error.filename, error.lineno
    else:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
        place = (frames[-1].filename, frames[-1].lineno or 1) if frames else ("overrides/main.html", 1)
    path = Path(place[0])
    return (path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name), place[1]
