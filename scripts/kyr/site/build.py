"""The driver: load once, build each language in its own process, put the trees together, swap them in."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lxml import html

from kyr import clock, l10n, ledger, markup
from kyr.editions import REGISTER, load_register
from kyr.l10n.whole import whole_pages
from kyr.ledger.reading_again import unread, unread_pages
from kyr.markup import files as files_block
from kyr.markup import translations
from kyr.problems import Problem, Problems
from kyr.site import cache, cards, editions, files, files_page, improve, keep, progress, search
from kyr.site.addresses import SOURCE, page_path
from kyr.site.dress import SCRIPT, SHARE, STAMP, dress, own_scripts, worded
from kyr.site.lost import lost_page
from kyr.site.pages import page_problems
from kyr.site.processes import in_processes
from kyr.site.run import Outcome, Site, build_language
from kyr.site.settings import settings
from kyr.site.sitemap import sitemap
from kyr.site.swap import beside, only_build

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kyr.l10n import Language

PLACE = translations.PLACE.encode()
FILES = files_block.PLACE.encode()
CACHE = Path(".cache/site")
FOUND = "found.json"
PAGES = "pages"
Value = TypeVar("Value")


@dataclass(frozen=True)
class Asked:
    """What a build is asked for."""

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    """Tags; none means every language of locales/languages.yml."""
    jobs: int = 0
    """So many processes at once; 0 means one for each processor."""
    strict: bool = False
    publish: bool = False
    handouts: tuple[str, ...] | None = ()
    """The languages whose PDFs of handouts/ are put on the site and listed there; None: of all that are built."""


@dataclass(frozen=True)
class Built:
    """What a build made."""

    pages: int
    languages: tuple[str, ...]
    from_cache: tuple[str, ...]
    warnings: tuple[Problem, ...]
    seconds: float
    notes: tuple[Problem, ...] = ()
    """What somebody should do; it keeps nothing from being published."""
    says: dict[str, str] = field(default_factory=dict)
    """What each page says, by `kyr.site.files.says`: by this a sheet of paper is known to be of the same words."""


class Loaded:
    """What stays in memory from one build to the next while a site is served: the ledger, by its files."""

    def __init__(self) -> None:
        self._ledger: tuple[str, ledger.Ledger] | None = None

    def ledger(self, root: Path) -> ledger.Ledger:
        """The ledger as its files say now. Raises Problems with every finding in it."""
        today = clock.build_date(root)
        key = cache.folder_key(root / "docs/_ledger", str(today))
        if self._ledger is None or self._ledger[0] != key:
            self._ledger = key, ledger.load(root, today)
        return self._ledger[1]


def build(asked: Asked, report: Callable[[str, int, int], None], loaded: Loaded | None = None) -> Built:
    """Build the site into `asked.out`; `report` hears each language as it is done (tag, done, all).

    Raises Problems with every finding, and ValueError where a language is not listed; the folder then holds
    what it held before.
    """
    started = time.monotonic()
    made = () if asked.handouts == () else files.read(asked.root / files.HANDOUTS)
    site = load(asked.root, loaded or Loaded())
    chosen = _chosen(site, asked.languages)
    wanted = [one for one in made if asked.handouts is None or one.language in asked.handouts]
    if asked.publish:
        _may_publish(site)
    store = asked.root / CACHE
    with only_build(store):
        trees, fresh = _languages(site, chosen, store, asked.jobs, report)
        refused = {found for tree in trees.values() for found in _found(tree).warnings}
        warnings = tuple(sorted(refused.union(unread(site.root, site.ledger))))
        if warnings and (asked.strict or asked.publish):
            raise Problems(warnings)
        if asked.publish and (drafts := _drafts(trees)):
            raise Problems([drafts])
        found = {tag: _found(tree) for tag, tree in trees.items()}
        today = clock.build_date(asked.root)
        with beside(asked.out) as new:
            listed = files.put(asked.root / files.HANDOUTS, wanted, site.languages, found, today, new)
            pages = assemble(site, trees, found, listed, new)
        _forget(store, trees.values(), {language.tag for language in site.languages})
    return Built(
        pages,
        tuple(trees),
        tuple(tag for tag in trees if tag not in fresh),
        warnings,
        time.monotonic() - started,
        (*(one.stale for one in site.whole if one.stale and one.tag in trees), *listed.notes),
        files.says(found),
    )


def outcomes(site: Site, tags: Sequence[str], report: Callable[[str, int, int], None]) -> dict[str, Outcome]:
    """What the run of each language found, without putting a site together. Raises as `build` does."""
    store = site.root / CACHE
    with only_build(store):
        trees, _ = _languages(site, _chosen(site, tags), store, 0, report)
        return {tag: _found(tree) for tag, tree in trees.items()}


def load(root: Path, loaded: Loaded) -> Site:
    """Everything that the languages share. Raises Problems with the findings of all of it at once."""
    found: list[Problem] = page_problems(root / "docs")

    def take(step: Callable[[], Value]) -> Value | None:
        try:
            return step()
        except Problems as problems:
            found.extend(problems.problems)
            return None

    values = take(lambda: settings(root))
    languages = take(lambda: l10n.languages(root))
    english = take(lambda: markup.EnglishWords(root))
    facts = take(lambda: loaded.ledger(root))
    whole = take(lambda: whole_pages(root)) if languages is not None else ()
    register = take(lambda: load_register(root))
    if found:
        raise Problems(tuple(sorted(found)))
    assert values and languages and english and facts and whole is not None and register
    return Site(root, values, facts, dress(root), languages, english, whole=whole, register=register)


def _chosen(site: Site, tags: Sequence[str]) -> tuple[Language, ...]:
    known = {language.tag: language for language in site.languages}
    unknown = [tag for tag in tags if tag not in known]
    if unknown:
        raise ValueError(f"no language has the tag {', '.join(unknown)} — choose from {', '.join(known)}")
    return tuple(language for tag, language in known.items() if not tags or tag in tags)


def _may_publish(site: Site) -> None:
    found = unread_pages(site.root)
    found += [
        Problem("site.yml", 1, f"{key} is not filled in", "a person has to say who publishes this site")
        for key in site.settings.missing_for_publishing()
    ]
    if found:
        raise Problems(found)


def _drafts(trees: Mapping[str, Path]) -> Problem | None:
    """A page that is printed must have a code that says later whether the copy is still good."""
    pages = [
        (tag, one["url"]) for tag, tree in trees.items() for one in _found(tree).editions if not one["recorded"]
    ]
    if not pages:
        return None
    what = f"{len(pages)} pages have words that no code stands for, as /{'/'.join(pages[0])}"
    return Problem(REGISTER, 1, what, "run kyr editions record, and commit the register")


def _languages(
    site: Site, chosen: Iterable[Language], store: Path, jobs: int, report: Callable[[str, int, int], None]
) -> tuple[dict[str, Path], set[str]]:
    """The tree of each language, from the cache where nothing it is made of has changed; which ones are fresh."""
    common = cache.common_key(site.root, clock.build_date(site.root))
    trees = {
        language.tag: store / f"{language.tag}-{cache.language_key(site.root, language.tag, common)}"
        for language in chosen
    }
    to_do = [language for language in site.languages if language.tag in trees and not trees[language.tag].is_dir()]
    done = len(trees) - len(to_do)
    report("", done, len(trees))
    found: list[Problem] = []

    def work(tag: str) -> None:
        language = next(language for language in to_do if language.tag == tag)
        _build_tree(site, language, trees[tag])

    for tag, outcome in in_processes([language.tag for language in to_do], work, jobs or os.cpu_count() or 1):
        if isinstance(outcome, Problems):
            found += outcome.problems
        done += 1
        report(tag, done, len(trees))
    if found:
        raise Problems(found)
    return trees, {language.tag for language in to_do}


def _build_tree(site: Site, language: Language, tree: Path) -> None:
    """Build one language beside its place in the cache, and put it there whole."""
    half = tree.with_name(f"{tree.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    (half / PAGES).mkdir(parents=True)
    outcome = build_language(site, language, half / PAGES)
    found = {**vars(outcome), "warnings": [vars(warning) for warning in outcome.warnings]}
    (half / FOUND).write_text(json.dumps(found), "utf-8")
    half.rename(tree)


def _found(tree: Path) -> Outcome:
    found = json.loads((tree / FOUND).read_text("utf-8"))
    title, text = found["lost"]
    warnings = tuple(Problem(**warning) for warning in found["warnings"])
    return Outcome(**{**found, "warnings": warnings, "lost": (title, text)})


def assemble(
    site: Site, trees: dict[str, Path], outcomes: dict[str, Outcome], listed: files.Listed, out: Path
) -> int:
    """Put the languages' trees and what they share into the folder `out`, which has the `listed` PDFs already; the
    number of pages.

    Law: every file there is a page, a file that a page refers to, the sitemap or the page for wrong addresses.
    """
    pages: dict[str, None] = {}
    count = 0
    status = {tag: outcome.status for tag, outcome in outcomes.items() if outcome.status}
    language_of = {language.tag: language for language in site.languages}
    texts: dict[str, dict[str, str]] = {}
    for tag, tree in trees.items():
        place = out if tag == SOURCE else out / tag
        needed: set[Path] = set()
        for page in sorted((tree / PAGES).rglob("*.html")):
            path = page.relative_to(tree / PAGES)
            content = page.read_bytes()
            if PLACE in content:
                drawn = progress.table(site.root, outcomes[tag].said, language_of[tag], site.languages, status)
                content = content.replace(PLACE, drawn.encode())
            if FILES in content:
                here = page_path(tag, "" if path.parent == Path() else f"{path.parent.as_posix()}/")
                way_there = files_page.way_there(site, here, tag, outcomes, listed)
                content = content.replace(FILES, way_there.encode())
            _write(place / path, content)
            needed |= _files_referred_to(content, path)
            url = "" if path.parent == Path() else f"{path.parent.as_posix()}/"
            texts.setdefault(tag, {})[url] = content.decode()
            pages[url] = None
            count += 1
        for path in sorted({*needed, Path(search.WORDS)}):
            if (tree / PAGES / path).is_file() and not (place / path).exists():
                _write(place / path, (tree / PAGES / path).read_bytes())
    count += _improving(site, trees, outcomes, out)
    for tag in listed.files:
        made = files_page.page(site, language_of[tag], outcomes, listed)
        _write(out / page_path(tag, files.FOLDER) / "index.html", made.encode())
        texts[tag][files.FOLDER] = made
        count += 1
    for tag, outcome in outcomes.items():
        for name, card in outcome.cards.items():
            url = f"{cards.FOLDER}{name}/"
            _write(out / page_path(tag, url) / "index.html", card.encode())
            texts[tag][url] = card
        for code, check in outcome.checks.items():
            _write(out / editions.FOLDER / code / "index.html", check.encode())
    said = {tag: outcome.lost for tag, outcome in outcomes.items()}
    linked = [language.tag for language in site.languages if language.tag in trees and language.is_published]
    _write(out / SCRIPT, site.dress.script.encode())
    for name, script in own_scripts(site.root).items():
        if listed.files or name != files_page.KEEPER:
            _write(out / name, script.encode())
    for tag, outcome in outcomes.items():
        place = out if tag == SOURCE else out / tag
        for name, panel in ((SHARE, outcome.share), (STAMP, outcome.stamp)):
            _write(place / name, worded(site.root, name, panel, tag == SOURCE).encode())
    keep.write(site, texts, {tag: outcome.keep for tag, outcome in outcomes.items()}, listed.files, out)
    _write(
        out / "sitemap.xml", sitemap(site.settings.base, pages, linked, {files.FOLDER: [*listed.files]}).encode()
    )
    _write(out / "404.html", lost_page(site, said, {url.rstrip("/") for url in pages}).encode())
    return count


def _improving(site: Site, trees: dict[str, Path], outcomes: Mapping[str, Outcome], out: Path) -> int:
    """The pages on which readers say how to make a sentence better, where there is somebody to write to; made
    again only for a language whose pages, or whose English, have changed."""
    if not site.settings.contact or SOURCE not in trees:
        return 0
    count = 0
    for language in site.languages:
        tree = trees.get(language.tag)
        if tree is None:
            continue
        store = tree / f"improve-{trees[SOURCE].name}"
        if not store.is_dir():
            half = store.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            for page in sorted((tree / PAGES).rglob("index.html")):
                path = page.relative_to(tree / PAGES)
                url = "" if path.parent == Path() else f"{path.parent.as_posix()}/"
                english = (trees[SOURCE] / PAGES / path).read_bytes()
                words = outcomes[language.tag].improve
                made = improve.improving(site, language, url, words, page.read_bytes(), english)
                _write(half / url / "index.html", made.encode())
            half.rename(store)
        for page in sorted(store.rglob("index.html")):
            folder = out if language.tag == SOURCE else out / language.tag
            _write(folder / improve.FOLDER / page.relative_to(store), page.read_bytes())
            count += 1
    return count


def _files_referred_to(content: bytes, page: Path) -> set[Path]:
    """Files of the language's own tree that a page shows or links to."""
    found = set()
    for _, _, link, _ in html.iterlinks(html.document_fromstring(content)):
        path = link.split("#")[0].split("?")[0]
        if path and "//" not in path and ":" not in path and not path.startswith("/") and not path.endswith("/"):
            found.add(Path(os.path.normpath(page.parent / path)))
    return {path for path in found if path.parts and path.parts[0] != ".."}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _forget(store: Path, kept: Collection[Path], tags: Collection[str]) -> None:
    """Drop older builds of the languages just built, and of languages that are gone."""
    fresh = {tree.name for tree in kept}
    built = {name.rpartition("-")[0] for name in fresh}
    for tree in store.iterdir():
        tag = tree.name.removesuffix(".half").rpartition("-")[0]
        if tree.is_dir() and tree.name not in fresh and (tag in built or tag not in tags):
            shutil.rmtree(tree, ignore_errors=True)
