"""How far each language is: of each page, each topic of the ledger and the words around pages.

`entries` gives the state of each text, `part` the numbers of one page from texts that somebody has collected
already (the build does, while it makes the page), `status` those of a whole language.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from kyr import ledger as facts
from kyr.problems import Problem

from . import gate
from .catalogs import load_catalogs
from .check import chosen
from .extract import extract
from .parser import reading_order
from .reviews import checked, review_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from .catalogs import Catalogs, PageCatalog, Translation
    from .extract import English, Wanted
    from .languages import Language
    from .reviews import Review

State = Literal["current", "refused", "changed", "missing"]
Kind = Literal["page", "ledger", "shell"]
WAITING: tuple[State, ...] = ("refused", "changed", "missing")
"""What readers get in English, the worst first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of today's English and what became of it in a language."""

    wanted: Wanted
    state: State
    """`current`: shown. `refused`: the gate does not let it through. `changed`: the English changed after it was
    translated. `missing`: never translated."""
    text: str = ""
    """The translation; of a changed text, that of the English before."""
    reviews: tuple[Review, ...] = ()
    since: datetime.date | None = None
    """The day since which a changed or missing text waits, where the catalog says."""
    previous: str = ""
    """The English that the translation of a changed text was made from, where the catalog says."""
    fault: Problem | None = None
    """Why the translation is refused."""
    path: str = ""
    line: int = 1
    synced: bool = True
    """Whether the catalog has this text at all."""

    @property
    def checked(self) -> bool:
        """Whether the reviews are enough for the text's class."""
        return checked(self.reviews, self.wanted.danger)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Texts by their state. `checked` and `draft` are shown; the others stand in English."""

    checked: int = 0
    draft: int = 0
    missing: int = 0
    changed: int = 0
    refused: int = 0
    since: datetime.date | None = None
    """The oldest day since which a changed or missing text waits."""

    @property
    def current(self) -> int:
        """Translations of today's English that readers see."""
        return self.checked + self.draft

    @property
    def total(self) -> int:
        """All texts."""
        return self.current + self.missing + self.changed + self.refused

    def __add__(self, other: Numbers) -> Numbers:
        days = [day for day in (self.since, other.since) if day]
        return Numbers(
            self.checked + other.checked,
            self.draft + other.draft,
            self.missing + other.missing,
            self.changed + other.changed,
            self.refused + other.refused,
            min(days, default=None),
        )

    def as_json(self) -> dict[str, Any]:
        """The numbers by their names; the day as 2026-11-23, or null."""
        names = ("total", "current", "checked", "draft", "missing", "changed", "refused")
        return {**{name: getattr(self, name) for name in names}, "since": _iso(self.since)}


@dataclass(frozen=True)
class Part:
    """A page, a topic of the ledger, or the words around pages."""

    kind: Kind
    name: str
    """ "now/door", "tax", "shell"."""
    by_danger: dict[str, Numbers] = field(default_factory=dict)
    """By class, the worst first; classes without a text are left out."""

    @property
    def numbers(self) -> Numbers:
        """Of all classes together."""
        return sum(self.by_danger.values(), Numbers())

    @property
    def shown(self) -> str:
        """How people call it."""
        return f"ledger {self.name}" if self.kind == "ledger" else self.name

    def as_json(self) -> dict[str, Any]:
        """Stable: the build keeps it, and tools read it."""
        by_danger = {danger: numbers.as_json() for danger, numbers in self.by_danger.items()}
        return {"kind": self.kind, "name": self.name, **self.numbers.as_json(), "by_danger": by_danger}


@dataclass(frozen=True, slots=True)
class Todo:
    """Texts of one class in one part that wait for the same thing."""

    danger: str
    part: Part
    state: State
    count: int
    since: datetime.date | None

    def __str__(self) -> str:
        since = f" since {self.since}" if self.since else ""
        return f"{self.part.shown}: {self.count} {self.state}{since} ({self.danger})"


@dataclass(frozen=True)
class LanguageStatus:
    """One language."""

    tag: str
    parts: tuple[Part, ...]
    """In the order in which readers meet them: the pages, then the ledger's topics, then the words around."""
    todo: tuple[Todo, ...] = ()
    """What to do, the most dangerous first."""
    unsynced: int = 0
    """Texts that the catalogs have not: `kyr l10n sync` writes them in."""
    void_reviews: int = 0
    """Rows of reviews.csv whose English or translation is another by now."""

    @property
    def by_danger(self) -> dict[str, Numbers]:
        """All parts together, by class."""
        found: dict[str, Numbers] = {}
        for danger in facts.DANGERS:
            rows = [part.by_danger[danger] for part in self.parts if danger in part.by_danger]
            if rows:
                found[danger] = sum(rows, Numbers())
        return found

    @property
    def numbers(self) -> Numbers:
        """All parts and classes together."""
        return sum((part.numbers for part in self.parts), Numbers())

    def as_json(self) -> dict[str, Any]:
        """Stable: the build keeps it, and tools read it."""
        todo = [
            {
                "kind": row.part.kind, "name": row.part.name, "danger": row.danger,
                "state": row.state, "count": row.count, "since": _iso(row.since),
            }
            for row in self.todo
        ]  # fmt: skip
        return {
            "tag": self.tag,
            **self.numbers.as_json(),
            "by_danger": {danger: numbers.as_json() for danger, numbers in self.by_danger.items()},
            "unsynced": self.unsynced,
            "void_reviews": self.void_reviews,
            "parts": [part.as_json() for part in self.parts],
            "todo": todo,
        }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def entries(
    catalogs: Catalogs,
    catalog: PageCatalog,
    wanted: Iterable[Wanted],
    same: Callable[[str, str], bool] | None = None,
) -> Iterator[Entry]:
    """The state of each text, once each, in their order; texts that are all tokens need no translator.

    `same(english, translation)` says whether both have the same inline structure (`Skeleton.same`); it is asked
    for texts with Markdown alone.
    """
    for one in distinct(wanted):
        if not one.segment.cut.has_words:
            continue
        context, english = one.segment.context, one.segment.msgid
        translation = catalog.entry(context, english)
        if translation is not None:
            yield _translated(catalogs, one, translation, same)
            continue
        waiting = catalog.waiting.get((context, english))
        if waiting is None:
            yield Entry(one, "missing", path=catalog.path, synced=False)
            continue
        state: State = "changed" if waiting.text.strip() else "missing"
        yield Entry(
            one,
            state,
            waiting.text,
            (),
            waiting.since,
            waiting.previous,
            None,
            waiting.path,
            waiting.line,
        )


def _translated(
    catalogs: Catalogs, wanted: Wanted, found: Translation, same: Callable[[str, str], bool] | None
) -> Entry:
    plain = found.context is not None
    fault = catalogs.fault(found, plain=plain)
    if fault is None and not plain and same and not same(found.english, found.text):
        fault = Problem(found.path, found.line, *gate.message(("structure",)))
    reviews = catalogs.reviews.of(found.english, found.text)
    state: State = "refused" if fault else "current"
    return Entry(wanted, state, found.text, reviews, None, "", fault, found.path, found.line)


def distinct(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Each text once, where it stands first, with the gravest class that it has anywhere."""
    rows: dict[tuple[str | None, str], list[Wanted]] = {}
    for one in wanted:
        rows.setdefault((one.segment.context, one.segment.msgid), []).append(one)
    for same in rows.values():
        gravest = min(same, key=lambda one: _rank(one.danger))
        codes = dict.fromkeys(one.segment.code for one in same if one.segment.code)
        yield replace(same[0], danger=gravest.danger, codes=tuple(codes))


def part(kind: Kind, name: str, found: Iterable[Entry]) -> Part:
    """The numbers of one page, topic or shell, from its entries."""
    counts: dict[str, Counter[str]] = {}
    days: dict[str, datetime.date] = {}
    for entry in found:
        danger = entry.wanted.danger
        key = entry.state if entry.state != "current" else "checked" if entry.checked else "draft"
        counts.setdefault(danger, Counter())[key] += 1
        if entry.since:
            days[danger] = min(entry.since, days.get(danger, entry.since))
    by_danger = {danger: Numbers(**counts[danger], since=days.get(danger)) for danger in sorted(counts, key=_rank)}
    return Part(kind, name, by_danger)


def todo(parts: Sequence[tuple[Part, Sequence[Entry]]]) -> tuple[Todo, ...]:
    """What to do, by class, then by the readers' path (the order of the parts), then the oldest first."""
    rows: list[tuple[int, int, datetime.date, int, Todo]] = []
    for place, (one, found) in enumerate(parts):
        for danger in one.by_danger:
            for state in WAITING:
                those = [entry for entry in found if (entry.state, entry.wanted.danger) == (state, danger)]
                if not those:
                    continue
                since = min((entry.since for entry in those if entry.since), default=None)
                row = Todo(danger, one, state, len(those), since)
                rows.append((_rank(danger), place, since or datetime.date.max, WAITING.index(state), row))
    return tuple(row for *_, row in sorted(rows, key=lambda row: row[:4]))


def _rank(danger: str) -> int:
    return facts.DANGERS.index(danger) if danger in facts.DANGERS else len(facts.DANGERS)


def readers_path(root: Path, sources: Iterable[str]) -> list[str]:
    """Pages ("now/door.md") as readers meet them: in the order of `nav` in mkdocs.yml, then the rest."""
    listed = {src: place for place, src in enumerate(reading_order(root))}
    return sorted(sources, key=lambda src: (listed.get(src, len(listed)), src))


def everything(
    root: Path, catalogs: Catalogs, english: English
) -> Iterator[tuple[Kind, str, PageCatalog, list[Entry]]]:
    """Each part of a language with its entries, in the order in which readers meet them."""
    for src in readers_path(root, english.pages):
        catalog = catalogs.page(src)
        name = src.removesuffix(".md")
        yield "page", name, catalog, list(entries(catalogs, catalog, english.pages[src], english.same))
    for topic, wanted in english.ledger.items():
        yield "ledger", topic, catalogs.ledger, list(entries(catalogs, catalogs.ledger, wanted))
    yield "shell", "shell", catalogs.shell, list(entries(catalogs, catalogs.shell, english.shell))


def of_language(root: Path, language: Language, english: English) -> LanguageStatus:
    """One language, from English that has been read already. Raises Problems where a catalog does not load."""
    catalogs = load_catalogs(root, language.tag)
    return summed(
        language.tag, catalogs, [(k, n, found) for k, n, _, found in everything(root, catalogs, english)]
    )


def summed(tag: str, catalogs: Catalogs, parts: Iterable[tuple[Kind, str, Sequence[Entry]]]) -> LanguageStatus:
    """A language, from the entries of its parts in the order in which readers meet them."""
    rows = [(part(kind, name, found), found) for kind, name, found in parts]
    pairs = {
        review_hash(entry.wanted.segment.msgid, entry.text)
        for _, found in rows
        for entry in found
        if catalogs.reviews and entry.state in ("current", "refused")
    }
    return LanguageStatus(
        tag,
        tuple(one for one, _ in rows),
        todo(rows),
        sum(not entry.synced for _, found in rows for entry in found),
        len(catalogs.reviews.void(pairs)),
    )


def status(root: Path, tags: Iterable[str] = ()) -> list[LanguageStatus]:
    """Each of these languages (all but English when none is named), in the order of their list.

    Raises `UnknownLanguage`, and `Problems` where the ledger, a page's front matter, a catalog or the reviews do
    not load.
    """
    asked = chosen(root, tags)
    english = extract(root)
    return [of_language(root, language, english) for language in asked]


def table(one: LanguageStatus, most: int | None = None) -> str:
    """A language for people to read: the numbers by part and by class, then what to do next."""
    head = ("", "current", "checked", "draft", "missing", "changed", "refused")
    rows: list[tuple[str, ...]] = [head]
    rows += [(part.shown, *_cells(part.numbers)) for part in one.parts]
    rows += [(danger, *_cells(numbers)) for danger, numbers in one.by_danger.items()]
    rows.append(("all", *_cells(one.numbers)))
    rows[1 + len(one.parts) : 1 + len(one.parts)] = [("",) * len(head)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [one.tag]
    for row in rows:
        cells = (row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)))
        lines.append("  ".join(cells).rstrip())
    if one.unsynced:
        lines.append(f"{one.unsynced} texts are not in the catalogs yet: kyr l10n sync --lang {one.tag}")
    if one.void_reviews:
        lines.append(f"{one.void_reviews} reviews are void: the English or the translation changed after them")
    lines.append("next to do:" if one.todo else "nothing waits for a translator")
    lines += [f"  {row}" for row in one.todo[:most]]
    if most is not None and len(one.todo) > most:
        lines.append(f"  … and {len(one.todo) - most} more: --all")
    return "\n".join(lines)


def _cells(numbers: Numbers) -> tuple[str, ...]:
    found = (numbers.current, numbers.checked, numbers.draft, numbers.missing, numbers.changed, numbers.refused)
    return tuple(map(str, found))
