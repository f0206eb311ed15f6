"""Which translations the gate refuses, as findings by path and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyr import ledger as facts
from kyr import markup
from kyr.clock import build_date
from kyr.markup.words import EnglishWords
from kyr.problems import Problem, Problems

from . import glossary, stage
from .advice import Kinds, advised, kinds_of_tokens
from .catalogs import load_catalogs, refusals
from .extract import English, extract
from .languages import LANGUAGES, SOURCE_TAG, Language, languages
from .pages import pages
from .parser import page_parser
from .segments import Segments, SegmentState
from .words import TranslatedWords

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .tally import Tally


class UnknownLanguage(Problems):
    """A tag was asked for that `locales/languages.yml` does not list: wrong use, not a finding."""


@dataclass(frozen=True)
class Checked:
    """One language, gone through."""

    language: Language
    pages: dict[str, Tally]
    words_missing: int
    """Texts of the shell and the ledger, of those that pages show, without a translation to show."""
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...] = ()
    """What translators should look at again; nothing is refused for it."""
    lacks: tuple[str, ...] = ()
    """What is missing before it may be published; see `stage`."""


def chosen(root: Path, tags: Iterable[str]) -> tuple[Language, ...]:
    """The languages of these tags; all but English when none is named. Raises `UnknownLanguage`."""
    known = {language.tag: language for language in languages(root) if language.tag != SOURCE_TAG}
    wanted = list(dict.fromkeys(tags)) or list(known)
    unknown = [tag for tag in wanted if tag not in known]
    if unknown:
        what = f"no language to translate into has the tag {', '.join(unknown)}"
        raise UnknownLanguage((Problem(LANGUAGES, 1, what, f"add it, or name one of: {', '.join(known)}"),))
    return tuple(known[tag] for tag in wanted)


def check(root: Path, tags: Iterable[str] = ()) -> list[Problem]:
    """Every translation of these languages that may not be shown; empty when all may.

    Raises `Problems` where the ledger, a page's front matter or a catalog does not load.
    """
    return [problem for language in checked(root, tags) for problem in language.problems]


def checked(root: Path, tags: Iterable[str] = ()) -> list[Checked]:
    """As `check`, with what each page shows in each language."""
    asked = chosen(root, tags)
    ledger = facts.load(root, build_date(root))
    english = EnglishWords(root)
    texts = extract(root)
    kinds = kinds_of_tokens(texts)
    return [_checked(root, language, ledger, english, texts, kinds) for language in asked]


def _checked(
    root: Path, language: Language, ledger: facts.Ledger, english: EnglishWords, texts: English, kinds: Kinds
) -> Checked:
    catalogs = load_catalogs(root, language.tag)
    words = TranslatedWords(catalogs, language, english, ledger.danger)
    state = markup.State(ledger, words, root)
    segments = SegmentState(language, "apply", reviews=catalogs.reviews, words=words)
    parser = page_parser(root, [*markup.extensions(state), Segments(segments)])
    found = set(refusals(catalogs))
    tallies: dict[str, Tally] = {}
    for page in pages(root):
        state.start(page.src, page.body, page.offset)
        segments.start(catalogs.page(page.src))
        parser.reset()
        parser.convert(page.body)
        found.update(segments.refused)
        tallies[page.src] = segments.tally
    terms: tuple[glossary.Term, ...] = ()
    try:
        terms = glossary.load(root, language.tag)
    except Problems as problems:
        found.update(problems.problems)
    lacks = stage.lacking(catalogs, texts)
    early = stage.problem(catalogs, lacks)
    if early:
        found.add(early)
    missing = len(words.missing) + len(words.refused)
    advice = tuple(sorted(advised(catalogs, kinds, terms)))
    return Checked(language, tallies, missing, tuple(sorted(found)), advice, lacks)
