"""Bring the PO files of each language up to the English: the one place that writes them."""

from __future__ import annotations

import datetime
import difflib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polib

from kyr.clock import today
from kyr.problems import Problems

from . import catalogs, changes, reviews
from .check import chosen
from .extract import English, Wanted, extract
from .status import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kyr.problems import Problem

    from .languages import Language

_NOTHING_SAID = ("", "YEAR-MO-DA HO:MI+ZONE", "FULL NAME <EMAIL@ADDRESS>", "LANGUAGE <LL@li.org>")
"""What programs write into a catalog's head where nobody has told them more."""
_ALIKE = 0.6
"""How like the old English the new must be for its translation to be offered as a start."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What one run did."""

    written: tuple[str, ...]
    """Paths of the files that changed."""
    problems: tuple[Problem, ...]
    """What is wrong with the pages; while there is something, no entry is retired."""


def sync(root: Path, tags: Iterable[str] = ()) -> Synced:
    """Write `locales/<tag>/` for these languages (all but English when none is named).

    New entries are empty; where the English changed, the old translation stays as fuzzy with the English that
    it was made from; what is gone is kept as obsolete, and comes back when the English does. A second run
    changes no byte. Each file is replaced whole.

    Raises `UnknownLanguage`, and `Problems` for what does not load or parse: then nothing is written.
    """
    languages = chosen(root, tags)
    english = extract(root)
    retire = not english.problems
    day = today(root)
    plans = [plan for language in languages for plan in _plans(root, day, language, english)]
    found: list[Problem] = []
    ready: list[tuple[_Plan, bytes, bytes]] = []
    for plan in plans:
        before = read(plan.path)
        try:
            ready.append((plan, before, merged(plan, before, retire=retire)))
        except Problems as problems:
            found += problems.problems
    if found:
        raise Problems(found)
    written = [plan.shown for plan, before, after in ready if _write(plan, before, after, retire=retire)]
    for language in languages:
        path = root / catalogs.LOCALES / language.tag / reviews.FILE
        if not path.exists():
            replace(path, reviews.with_rows(b"", ()))
            written.append(path.relative_to(root).as_posix())
    return Synced(tuple(written), tuple(sorted(english.problems)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """One PO file and what should stand in it."""

    day: datetime.date
    path: Path
    shown: str
    wanted: tuple[Wanted, ...]
    language: Language


def _plans(root: Path, day: datetime.date, language: Language, english: English) -> Iterator[_Plan]:
    """Every catalog of a language; those of pages and topics that are gone want nothing any more."""
    folder = root / catalogs.LOCALES / language.tag
    wanted = {folder / f"{name}.po": tuple(rows) for name, rows in _files(english)}
    for path in [*wanted, *sorted(set(folder.rglob("*.po")) - set(wanted))]:
        if path in wanted or not english.problems:
            yield _Plan(day, path, path.relative_to(root).as_posix(), wanted.get(path, ()), language)


def _files(english: English) -> Iterator[tuple[str, Sequence[Wanted]]]:
    """Name and entries of each catalog."""
    for src, wanted in english.pages.items():
        yield catalogs.page_name(src), wanted
    for topic, wanted in english.ledger.items():
        yield f"{catalogs.LEDGER}/{topic}", wanted
    yield catalogs.SHELL, english.shell


def merged(plan: _Plan, before: bytes, *, retire: bool) -> bytes:
    """The new content of one PO file, from the one before.

    Law: entries in the order of the plan; an entry whose context and English stand there already keeps its
    translation, flags and translator's comment; no translation is dropped.
    """
    language, shown = plan.language, plan.shown
    old = catalogs.parse(before, shown) if before else polib.POFile()
    live = catalogs.in_use(old, shown)
    retired = {_key(entry): entry for entry in old if entry.obsolete}
    new = _file(old, language, shown)
    rows = {(w.segment.context, w.segment.msgid): w for w in distinct(plan.wanted)}
    gone = {key: entry for key, entry in live.items() if key not in rows}
    spare = {key: entry for key, entry in {**retired, **gone}.items() if key not in rows and entry.msgstr}
    taken: set[tuple[str | None, str]] = set()
    for key, wanted in rows.items():
        entry = live.get(key) or retired.get(key)
        if entry is None:
            entry = polib.POEntry(msgctxt=key[0], msgid=key[1])
            source = _before(key, spare)
            if source is not None:
                taken.add(source)
                _start_from(entry, spare[source])
        elif entry.obsolete:
            entry.obsolete = False
        entry.comment = "\n".join([_comment(wanted, language), *_waiting(entry, wanted, plan.day)])
        entry.msgctxt = key[0]  # type: ignore[assignment]  # polib takes None for no context
        entry.occurrences = [(key[0], "")] if key[0] else []  # see catalogs.context_of
        entry.linenum = 0
        new.append(entry)
    for key in sorted((k for k in {**retired, **gone} if k not in rows), key=lambda k: (k[0] or "", k[1])):
        entry = gone.get(key) or retired[key]
        if not entry.msgstr or key in taken:
            continue
        if retire:
            entry.obsolete = True
            entry.comment = ""
        new.append(entry)
    return (str(new).rstrip("\n") + "\n").encode()


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return catalogs.context_of(entry), entry.msgid


def _file(old: polib.POFile, language: Language, shown: str) -> polib.POFile:
    new = polib.POFile(wrapwidth=0)
    new.header = old.header or f"{language.english} of {shown.split('/', 2)[2].removesuffix('.po')}"
    fixed = {
        "Project-Id-Version": "Plain Answers",
        "Language": language.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    kept = {key: value for key, value in old.metadata.items() if value not in _NOTHING_SAID}
    kept.pop("POT-Creation-Date", None)
    new.metadata = {**kept, **fixed}
    return new


def _before(
    key: tuple[str | None, str], spare: dict[tuple[str | None, str], polib.POEntry]
) -> tuple[str | None, str] | None:
    """The retired entry that most likely held this text before the English changed."""
    context, msgid = key
    best: tuple[float, tuple[str | None, str] | None] = (0.0 if context else _ALIKE, None)
    matcher = difflib.SequenceMatcher(None, b=msgid, autojunk=False)
    for other in spare:
        if other[0] != context:
            continue
        matcher.set_seq1(other[1])
        if matcher.real_quick_ratio() <= best[0] or matcher.quick_ratio() <= best[0]:
            continue
        ratio = matcher.ratio()
        if ratio > best[0]:
            best = (ratio, other)
    return best[1]


def _start_from(entry: polib.POEntry, before: polib.POEntry) -> None:
    entry.msgstr = before.msgstr
    entry.tcomment = before.tcomment
    entry.comment = before.comment if before.fuzzy else ""
    entry.flags = ["fuzzy"]
    entry.previous_msgid = before.previous_msgid if before.fuzzy and before.previous_msgid else before.msgid


def _waiting(entry: polib.POEntry, wanted: Wanted, day: datetime.date) -> list[str]:
    """Since when an entry waits for a translator, and why; nothing where today's English is translated."""
    if entry.msgstr.strip() and not entry.fuzzy:
        return []
    since = changes.since_in(entry.comment) or day
    if not entry.msgstr.strip():
        return changes.lines(since, "", "", "")
    why = changes.note(wanted.note, since) or changes.note_in(entry.comment)
    return changes.lines(since, why, entry.previous_msgid or "", entry.msgid)


def _comment(wanted: Wanted, language: Language) -> str:
    segment = wanted.segment
    lines = [f"{segment.kind}; {wanted.danger}"]
    if segment.spoken:
        lines.append("exact words that a person says aloud")
    comment = segment.cut.comment(language)
    return "\n".join([*lines, comment] if comment else lines)


def read(path: Path) -> bytes:
    """A file's content; nothing where there is no file."""
    return path.read_bytes() if path.exists() else b""


def _write(plan: _Plan, before: bytes, after: bytes, *, retire: bool) -> bool:
    """Put the new content in place; whether anything changed. What a translator saved meanwhile is kept."""
    now = read(plan.path)
    if now != before:
        after = merged(plan, now, retire=retire)
    if after == now:
        return False
    replace(plan.path, after)
    return True


def replace(path: Path, content: bytes) -> None:
    """Write a file whole: a reader, or a killed run, sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
