"""The catalogs of one language: PO files looked up by the exact English that they translate.

    locales/<tag>/<page>.po            the words of docs/<page>.md
    locales/<tag>/_ledger/<topic>.po   the ledger's words, context "fact-id.plain" and the like
    locales/<tag>/_shell.po            overrides/words/*.yml, context = the key there

Entries that are fuzzy, obsolete or empty are never used.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import polib

from kyr.problems import Problem, Problems

from . import changes, gate, neutral, reviews, tokens
from .languages import LANGUAGES, Language, languages
from .reviews import Reviews
from .reviews import review_hash as review_hash  # what is read with a catalog is found beside it

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOCALES = "locales"
LEDGER = "_ledger"
SHELL = "_shell"
_ROW = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?')
_LINE = re.compile(r"\(line (\d+)\)(?::\s*(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated entry of a PO file."""

    context: str | None
    english: str
    text: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry of a PO file that is never shown: empty, or fuzzy since its English changed."""

    context: str | None
    english: str
    text: str
    """The translation that was made from the English before; empty where there is none."""
    previous: str
    """The English that it was made from, "" where nobody wrote it down."""
    since: datetime.date | None
    """The day on which `kyr l10n sync` first met this English."""
    changed: str
    """Why the English changed, in a writer's words; "" where nobody said."""
    path: str
    line: int


@dataclass(frozen=True)
class PageCatalog:
    """The translations of one page, or of the ledger, or of the shell."""

    path: str
    language: Language
    entries: Mapping[tuple[str | None, str], Translation] = field(default_factory=dict)
    waiting: Mapping[tuple[str | None, str], Waiting] = field(default_factory=dict)
    """What stands in the files without a translation of today's English."""

    def lookup(self, context: str | None, english: str) -> str | None:
        """The translation of exactly this English, or None when there is none that may be shown.

        With a context (front matter, ledger, shell) the text is plain: it has passed the gate and its tokens are
        filled. Without one it is the raw entry of a segment, which the tree processor checks and fills.
        """
        if context is None:
            entry = self.entry(None, english)
            return entry.text if entry else None
        cut = tokens.plain(english)
        entry = self.entry(context, cut.msgid)
        if entry is None or gate.faults(cut.msgid, entry.text, plain=True):
            return None
        return tokens.fill(cut, entry.text, self.language)

    def entry(self, context: str | None, english: str) -> Translation | None:
        """The entry of a msgid, unchecked, with its place."""
        return self.entries.get((context, english))

    def __iter__(self) -> Iterator[Translation]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True)
class Catalogs:
    """Every catalog of a language."""

    language: Language
    pages: Mapping[str, PageCatalog]
    """By the page's source, "now/door.md"."""
    ledger: PageCatalog
    shell: PageCatalog
    reviews: Reviews = field(default_factory=lambda: Reviews(reviews.FILE))
    """Who has checked which pair; all else is a draft by machine."""
    not_neutral: tuple[str, ...] = neutral.ENGLISH
    """Words that no title of a page may hold."""

    def page(self, src: str) -> PageCatalog:
        """The catalog of a page's source path ("now/door.md"); an empty one when nobody has translated it."""
        known = self.pages.get(src)
        return known or PageCatalog(f"{LOCALES}/{self.language.tag}/{page_name(src)}.po", self.language)

    def fault(self, entry: Translation, *, plain: bool) -> Problem | None:
        """Why a translation may not be shown, as far as its words tell; None when it may."""
        ids = gate.faults(entry.english, entry.text, plain=plain)
        if ids:
            return Problem(entry.path, entry.line, *gate.message(ids))
        word = neutral.named(entry.text, self.not_neutral) if entry.context == neutral.TAB else None
        if word:
            what, todo = neutral.MESSAGE
            return Problem(entry.path, entry.line, what.format(word=word), todo)
        return None

    def __iter__(self) -> Iterator[tuple[PageCatalog, bool]]:
        """Each catalog, and whether its texts are plain (no Markdown)."""
        for catalog in self.pages.values():
            yield catalog, False
        yield self.ledger, True
        yield self.shell, True


def page_name(src: str) -> str:
    """The name of a page's catalog: "now/door.md" → "now/door"."""
    return src.removesuffix(".md")


def is_plain(context: str | None) -> bool:
    """Whether a text has no Markdown: every text with a context (front matter, ledger, shell) has none."""
    return context is not None


def load_catalogs(root: Path, tag: str) -> Catalogs:
    """All catalogs of `locales/<tag>/` and its reviews; none of the files need exist.

    Raises `Problems` with every PO file that does not parse, every entry that stands twice with different
    translations and every bad row of the reviews, by path and line; and for a tag that `locales/languages.yml`
    does not list.
    """
    language = next((known for known in languages(root) if known.tag == tag), None)
    if language is None:
        raise Problems((Problem(LANGUAGES, 1, f"no language has the tag {tag!r}", "add it, or name another"),))
    folder = root / LOCALES / tag
    problems: list[Problem] = []
    pages: dict[str, PageCatalog] = {}
    ledger, shell = _Entries(), _Entries()
    for path in sorted(folder.rglob("*.po")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        shown = path.relative_to(root).as_posix()
        try:
            entries = _entries(path.read_bytes(), shown)
        except Problems as found:
            problems += found.problems
            continue
        if name == SHELL:
            shell = entries
        elif name.startswith(f"{LEDGER}/"):
            ledger.live |= entries.live
            ledger.waiting |= entries.waiting
        else:
            pages[f"{name}.md"] = PageCatalog(shown, language, entries.live, entries.waiting)
    try:
        checked = reviews.load(root, tag)
    except Problems as found:
        problems += found.problems
    if problems:
        raise Problems(tuple(sorted(problems)))
    return Catalogs(
        language,
        pages,
        PageCatalog(f"{LOCALES}/{tag}/{LEDGER}", language, ledger.live, ledger.waiting),
        PageCatalog(f"{LOCALES}/{tag}/{SHELL}.po", language, shell.live, shell.waiting),
        checked,
        neutral.not_neutral(root, tag),
    )


def parse(content: bytes, shown: str) -> polib.POFile:
    """A PO file's content. Raises `Problems` with its path and line where it does not parse."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problems((Problem(shown, line, "the file is not UTF-8", "save it as UTF-8"),)) from None
    # editors on Windows write a byte order mark and other line ends; sync writes neither
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for number, row in enumerate(text.split("\n"), 1):
        if not _ROW.fullmatch(row):  # polib lets much of this pass, and reads something else
            what, todo = "the PO file does not parse: no keyword, or a quotation mark is missing", "mend the line"
            raise Problems((Problem(shown, number, what, todo),))
    try:
        # polib takes a name or the content; a name cannot hold a line end
        return polib.pofile(text if "\n" in text else text + "\n", wrapwidth=0, check_for_duplicates=False)
    except (OSError, ValueError, IndexError) as error:
        match = _LINE.search(str(error))
        line = int(match[1]) if match else 1
        detail = f": {match[2].strip()}" if match and match[2] else ""
        what, todo = f"the PO file does not parse{detail}", "mend the line, or the one before it"
        raise Problems((Problem(shown, line, what, todo),)) from None


@dataclass
class _Entries:
    """The entries of one file, or of several: those that may be shown, and those that wait."""

    live: dict[tuple[str | None, str], Translation] = field(default_factory=dict)
    waiting: dict[tuple[str | None, str], Waiting] = field(default_factory=dict)


@lru_cache(1024)
def _entries(content: bytes, shown: str) -> _Entries:
    """A file's entries, which nobody may change: a catalog that was not touched is read once by whoever serves."""
    found = _Entries()
    problems: list[Problem] = []
    lines = content.split(b"\n")
    for entry in parse(content, shown):
        if entry.obsolete:
            continue
        key, line = (context_of(entry), entry.msgid), _line_of(entry, lines)
        if entry.msgid_plural:
            what, todo = "the entry has plural forms, which no text here has", "remove msgid_plural and msgstr[…]"
            problems.append(Problem(shown, line, what, todo))
            continue
        if entry.fuzzy or not entry.msgstr.strip():
            note, since = changes.note_in(entry.comment), changes.since_in(entry.comment)
            found.waiting[key] = Waiting(*key, entry.msgstr, entry.previous_msgid or "", since, note, shown, line)
            continue
        if key in found.live and found.live[key].text != entry.msgstr:
            what = f"the entry stands in line {found.live[key].line} already, with another translation"
            problems.append(Problem(shown, line, what, "keep one of the two"))
        found.live.setdefault(key, Translation(*key, entry.msgstr, shown, line))
    if problems:
        raise Problems(tuple(sorted(problems)))
    return found


def context_of(entry: polib.POEntry) -> str | None:
    """The context of an entry. Converters to XLIFF and back drop it, but keep the reference, which repeats it."""
    if entry.msgctxt:
        return str(entry.msgctxt)
    places = [path for path, line in entry.occurrences if not line]
    return places[0] if len(places) == len(entry.occurrences) == 1 else None


def in_use(file: polib.POFile, shown: str) -> dict[tuple[str | None, str], polib.POEntry]:
    """The entries of a catalog that are not retired, by context and English. Of one that stands twice, as after
    two people's work was merged, the translated one.

    Raises `Problems` where one stands twice with different translations: a person must choose.
    """
    found: dict[tuple[str | None, str], polib.POEntry] = {}
    problems: list[Problem] = []
    for entry in file:
        if entry.obsolete:
            continue
        key = (context_of(entry), entry.msgid)
        known = found.get(key)
        if known is None or _use(entry) > _use(known):
            found[key] = entry
        elif _use(entry) == _use(known) and entry.msgstr != known.msgstr:
            what = f"the entry stands in line {known.linenum} already, with another translation"
            problems.append(Problem(shown, entry.linenum or 1, what, "keep one of the two"))
    if problems:
        raise Problems(tuple(sorted(problems)))
    return found


def _use(entry: polib.POEntry) -> int:
    """2: a translation that readers see; 1: one of an older English; 0: none."""
    return 0 if not entry.msgstr.strip() else 1 if entry.fuzzy else 2


def _line_of(entry: polib.POEntry, lines: list[bytes]) -> int:
    """The line of an entry's msgid; polib counts from the comments in front of it."""
    first = entry.linenum or 1
    return next((n for n in range(first, len(lines) + 1) if lines[n - 1].startswith(b"msgid")), first)


def refusals(catalogs: Catalogs) -> Iterator[Problem]:
    """Each translation that the gate's string checks refuse, or that no title may say, by path and line."""
    for catalog, plain in catalogs:
        for entry in catalog:
            found = catalogs.fault(entry, plain=plain or is_plain(entry.context))
            if found:
                yield found
