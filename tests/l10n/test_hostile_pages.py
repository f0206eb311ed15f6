"""Law: whatever stands in a catalog, the page has the structure, numbers, links and direction of its English.

The oracle judges, which knows nothing of the gate: a translation is refused, or it does no harm.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
from dataclasses import dataclass, replace
from pathlib import Path

import lxml.html
import polib
import pytest
from markupsafe import escape

from kyr import markup
from kyr.l10n import Catalogs, PageCatalog, TranslatedWords, languages, load_catalogs, tokens
from kyr.l10n.catalogs import Translation
from kyr.proof.oracle import Side, compare, same_in_every_language
from kyr.proof.tree import Tree
from l10n.conftest import ROOT
from l10n.hostile import STRINGS, written
from running import build, copy_project

LANGUAGES = {language.tag: language for language in languages(ROOT) if language.tag != "en"}
SPANISH, ARABIC = LANGUAGES["es"], LANGUAGES["ar"]
FUZZED = 10_000
SEED = 3


@dataclass(frozen=True)
class Case:
    """One English text as its author wrote it, and what stands in the catalog for it."""

    english: str
    translation: str


KINDS = {
    "paragraph": "{}\n",
    "list item": "- {}\n\n<!-- -->\n",
    "table cell": "| Head |\n|---|\n| {} |\n",
    "heading": "## {}\n",
    "fold-out title": '??? note "{}"\n    Body\n',
    "box title": '!!! note "{}"\n    Body\n',
    "term": "{}\n:   Body\n\n---\n",
    "description": "Head\n:   {}\n\n---\n",
    "tab": '=== "{}"\n\n    Body\n\n---\n',
    "quotation": "> {}\n\n---\n",
    "words to say": "/// say | Head\n- {}\n///\n",
}
FOOTNOTE = "Body[^n{number}]\n\n[^n{number}]: {text}\n"
WITH_TOKENS = "Call **them** at [the office](../index.md) by June 9, 2026, form I-589, within 72 hours, in {}."
BARE = "Read the paper in {}."
HONEST = {
    "es": (
        "Llame a **ellos** a [la oficina](1) antes del {{2}}, formulario {{3}}, en 72 horas, en {}.",
        "Lea el papel en {}.",
    ),
    "ar": ("اتصلوا **بهم** في [المكتب](1) قبل {{2}}، النموذج {{3}}، خلال 72 ساعة، في {}.", "اقرؤوا الورقة في {}."),
}


def name(number):
    """A name of a place that no other case has, in letters."""
    return "Q" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def hostile_cases(tag, english=(WITH_TOKENS, BARE), honest=None):
    """Each string in each way, each in an English text of its own."""
    numbers = itertools.count()
    for string in STRINGS:
        for way in range(len(written(string, ""))):
            place = name(next(numbers))
            which = way % 2
            good = (honest or HONEST[tag])[which].format(place)
            yield Case(english[which].format(place), written(string, good)[way])


def page(kind, cases):
    """A page with each case in a place of this kind, under a title."""
    if kind == "footnote":
        parts = [FOOTNOTE.format(number=number, text=case.english) for number, case in enumerate(cases)]
    else:
        parts = [KINDS[kind].replace("{}", case.english) for case in cases]
    return "# Head\n\n" + "\n".join(parts)


def found_in(english, translated, language):
    """What the oracle finds in a piece of a page."""
    sides = [
        Side(lxml.html.fragment_fromstring(html, create_parent="main"), language) for html in (english, translated)
    ]
    return [difference.what for difference in compare(*sides)]


def through(press, kind, cases, language):
    """The cases that change what the page holds, and how; and how many were shown."""
    body = page(kind, cases)
    english, _ = press.render(body, None)
    entries = {"Head": "Head", "Body": "Body"} | {
        tokens.prose(case.english).msgid: case.translation for case in cases
    }
    translated, state = press.render(body, entries, language)
    found = found_in(english, translated, language)
    if not found:
        return [], state.tally.translated
    if len(cases) == 1:
        return [(kind, language.tag, cases[0], found)], 1
    half = len(cases) // 2
    pieces = [through(press, kind, part, language)[0] for part in (cases[:half], cases[half:])]
    alone = [row for piece in pieces for row in piece]
    return alone or [(kind, language.tag, cases[0], ["together with others", *found[:3]])], state.tally.translated


def told(rows):
    """Rows for a person; each also into the file that the environment names, one JSON object a line."""
    out = [
        {
            "english": tokens.prose(c.english).msgid,
            "translation": c.translation,
            "plain": kind in PLAIN,
            "why": why,
        }
        | {"kind": kind, "language": tag}
        for kind, tag, c, why in rows
    ]
    if out and (path := os.environ.get("GOT_THROUGH")):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in out)
    return out


PLAIN = ("ledger", "shell", "front matter")


def test_there_are_enough_strings():
    assert len(STRINGS) >= 300


@pytest.mark.parametrize("kind", [*KINDS, "footnote"])
def test_no_hostile_text_changes_a_page(press, kind):
    got_through = []
    for language in (SPANISH, ARABIC):
        cases = list(hostile_cases(language.tag))
        for start in range(0, len(cases), 250):
            got_through += through(press, kind, cases[start : start + 250], language)[0]
    assert told(got_through) == []


PLAIN_ENGLISH = ("Call {{name}} by June 9, 2026, form I-589, within 72 hours, in {}.", "Read the paper in {}.")
PLAIN_HONEST = {
    "es": ("Llame a {{name}} antes del {{1}}, formulario {{2}}, en 72 horas, en {}.", "Lea el papel en {}."),
    "ar": ("اتصلوا بـ{{name}} قبل {{1}}، النموذج {{2}}، خلال 72 ساعة، في {}.", "اقرؤوا الورقة في {}."),
}


def plain_through(kind, cases, language):
    """As `through`, for texts without Markdown."""
    words = markup.EnglishWords(ROOT)
    words.strings = {f"k{number}": case.english for number, case in enumerate(cases)}
    entries = {}
    for number, case in enumerate(cases):
        msgid = tokens.plain(case.english).msgid
        entries[f"k{number}", msgid] = Translation(f"k{number}", msgid, case.translation, "test.po", number)
    catalog = PageCatalog("test.po", language, entries)
    catalogs = Catalogs(language, {}, catalog, catalog)
    translated = TranslatedWords(catalogs, language, words)
    rows, shown = [], 0
    for number, case in enumerate(cases):
        key = f"k{number}"
        if kind == "shell":
            pair = [str(which.shell(key, name="Ana <b>")) for which in (words, translated)]
        elif kind == "ledger":
            pair = [str(which.ledger(key, case.english)) for which in (words, translated)]
        else:
            text = catalog.lookup(key, case.english)
            pair = [f'<img title="{escape(one)}">{escape(one)}' for one in (case.english, text or case.english)]
        shown += pair[0] != pair[1] and 'lang="en"' not in pair[1]
        found = found_in(*(f"<p>{html}</p>" for html in pair), language)
        if found:
            rows.append((kind, language.tag, case, found))
    return rows, shown


@pytest.mark.parametrize("kind", PLAIN)
def test_no_hostile_text_changes_the_ledger_the_shell_or_a_title(kind):
    got_through = []
    for language in (SPANISH, ARABIC):
        english = (
            PLAIN_ENGLISH if kind == "shell" else [text.replace("{{name}}", "them") for text in PLAIN_ENGLISH]
        )
        honest = PLAIN_HONEST[language.tag]
        honest = honest if kind == "shell" else [text.replace("{{name}}", "ellos") for text in honest]
        got_through += plain_through(kind, list(hostile_cases(language.tag, english, honest)), language)[0]
    assert told(got_through) == []


@pytest.mark.parametrize("tag", HONEST)
def test_the_honest_translation_is_shown(press, tag):
    cases = [
        Case(WITH_TOKENS.format("A"), HONEST[tag][0].format("A")),
        Case(BARE.format("A"), HONEST[tag][1].format("A")),
    ]
    for kind in (*KINDS, "footnote"):
        found, shown = through(press, kind, cases, LANGUAGES[tag])
        assert found == []
        assert shown >= 2


def few(got_through, tried):
    """Whether few of the texts got through, a text counted once. The fuzzer bends whatever the catalogs hold
    today, so that each new translation tries a new gap: a gap found must be mended, but the next honest
    words of a volunteer must not turn the tests red. So one in 2,000 may be left, and three in any run."""
    told(got_through)
    return len({(tag, case.translation) for _, tag, case, _ in got_through}) <= max(3, tried / 2_000)


class Fuzzer:
    """Makes bad translations of good ones. The seed says which."""

    PIECES = re.compile(r"\*\*|\[|\]\(\d+\)|\{:?\d+\}|<\d+>|\s+|[^\s\[\]{}<>*]+|.")

    def __init__(self, seed, translations):
        self.random = random.Random(seed)
        self.translations = translations
        self.ways = (
            self.insert, self.insert, self.insert, self.drop, self.swap, self.double, self.other, self.character,
            self.digit,
        )  # fmt: skip

    def mutated(self, text):
        """A translation with one to three changes."""
        pieces = self.PIECES.findall(text)
        for _ in range(self.random.choice((1, 1, 2, 3))):
            self.random.choice(self.ways)(pieces)
        return "".join(pieces)

    def _place(self, pieces):
        return self.random.randrange(len(pieces) + 1)

    def insert(self, pieces):
        """A hostile string somewhere."""
        string = self.random.choice(STRINGS).replace("@@", "").removeprefix("%%")
        space = self.random.choice(("", " ", ". "))
        pieces.insert(self._place(pieces), f"{space}{string}{self.random.choice(('', ' '))}")

    def drop(self, pieces):
        if pieces:
            del pieces[self.random.randrange(len(pieces))]

    def swap(self, pieces):
        if pieces:
            one, other = (self.random.randrange(len(pieces)) for _ in range(2))
            pieces[one], pieces[other] = pieces[other], pieces[one]

    def double(self, pieces):
        if pieces:
            pieces.insert(self._place(pieces), self.random.choice(pieces))

    def other(self, pieces):
        """A piece of another translation."""
        found = self.PIECES.findall(self.random.choice(self.translations))
        if found:
            pieces.insert(self._place(pieces), self.random.choice(found))

    def character(self, pieces):
        """Any character, mostly of those that mean something."""
        odd = self.random.choice(
            "<>&*_[](){}`\\|:#!~=+^$@/.-\n\t\u200d\u200e\u2067\u2069\u202e\u00a0"
            + chr(self.random.randrange(0x20, 0x2FFF))
        )
        pieces.insert(self._place(pieces), odd)

    def digit(self, pieces):
        """Another digit where one was."""
        numbered = [n for n, piece in enumerate(pieces) if any(map(str.isdigit, piece))]
        if numbered:
            place = self.random.choice(numbered)
            pieces[place] = re.sub(r"\d", lambda _: str(self.random.randrange(10)), pieces[place], count=1)


def pairs_of_pages(press, catalogs):
    """Every text of every page as its author wrote it, with its translation (or its English, where none is)."""
    found = {}
    for one in press.pages:
        for segment in press.render(one.body, None, src=one.src)[1].found:
            entry = catalogs.page(one.src).entry(None, segment.msgid)
            raw = " ".join(segment.cut.raw.split())
            if "|" not in raw and '"' not in raw and tokens.prose(raw).msgid == segment.msgid:
                found.setdefault(segment.msgid, Case(raw, entry.text if entry else segment.msgid))
    return list(found.values())


def test_no_fuzzed_text_changes_a_page(press):
    got_through, tried, shown = [], 0, 0
    kinds = itertools.cycle([*KINDS, "footnote"])
    for tag, language in LANGUAGES.items():
        cases = pairs_of_pages(press, load_catalogs(ROOT, tag))
        fuzzer = Fuzzer(f"{SEED}-{tag}", [case.translation for case in cases])
        share = 0
        while share < FUZZED / len(LANGUAGES):
            fuzzed = [replace(case, translation=fuzzer.mutated(case.translation)) for case in cases]
            for start in range(0, len(fuzzed), 250):
                rows, count = through(press, next(kinds), fuzzed[start : start + 250], language)
                got_through += rows
                shown += count
            share += len(fuzzed)
        tried += share
    assert tried >= FUZZED
    assert shown > tried / 20, "the gate refuses nearly all of it: nothing was tried"
    assert few(got_through, tried), got_through


def test_no_fuzzed_text_changes_the_ledger_or_the_shell():
    got_through, tried = [], 0
    for tag, language in LANGUAGES.items():
        catalogs = load_catalogs(ROOT, tag)
        cases = [Case(entry.english, entry.text) for entry in (*catalogs.ledger, *catalogs.shell)]
        cases = [case for case in cases if not tokens.TOKEN.search(case.english) and "{" not in case.english]
        fuzzer = Fuzzer(f"{SEED}-plain-{tag}", [case.translation for case in cases])
        fuzzed = [replace(case, translation=fuzzer.mutated(case.translation)) for case in cases]
        for kind in PLAIN:
            got_through += plain_through(kind, fuzzed, language)[0]
        tried += len(fuzzed)
    assert few(got_through, tried), got_through


def test_a_site_built_from_hostile_catalogs(tmp_path):
    """Every entry of a language hostile at once: the site is built; its pages hold what the English holds."""
    copy_project(tmp_path / "project")
    fuzzers, entries = {}, 0
    for path in sorted((tmp_path / "project/locales").rglob("*.po")):
        tag = path.relative_to(tmp_path / "project/locales").parts[0]
        file = polib.pofile(str(path), wrapwidth=0)
        texts = [entry.msgstr for entry in file if entry.msgstr]
        fuzzer = fuzzers.setdefault(tag, Fuzzer(f"{SEED}-site-{tag}", []))
        fuzzer.translations = texts or ["x"]
        for entry in file:
            if entry.obsolete or entry.fuzzy:
                continue
            entry.msgstr = fuzzer.mutated(entry.msgstr or entry.msgid)
            entries += 1
        file.save(str(path))
    done = build(tmp_path / "project", tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    tree = Tree(tmp_path / "site", project=tmp_path / "project")
    assert "refused" in done.stderr or "the translation" in done.stdout + done.stderr
    found = [str(problem) for problem in same_in_every_language(tree)]
    assert len({line.split(":")[2] for line in found}) <= max(3, entries / 2_000), found
