"""The PDFs that `kyr handouts` made, by their record: which of them still say what their pages say.

`handouts/list.json` has one PDF a row. `of` names what its words were taken from: each page with a hash of its
wording and the code it had (`kyr.editions`: the texts as shown and the facts with their status, never dates), and
the words of cards. A build compares them with its own pages, so a PDF of older words is never given to a reader.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from kyr.l10n import Language
    from kyr.site.run import Outcome

HANDOUTS = "handouts"
"""The folder, below the project's, in which a build looks for them."""
NAME = "list.json"
FOLDER = "print/files/"
"""Below a language's folder: the page that lists them, and they themselves."""
CARDS = "#card"
"""Behind the address of a language's start page: the words of its cards."""
KINDS = ("sheet", "large", "two", "card", "poster")
PAPERS = ("letter", "a4", "tabloid")
FORMS = ("", "long", "short", "front", "back")
"""Of cards: the edge over which the printer turns paper, or the side for a print shop."""
STAMPED = "-clinic.pdf"
"""The end of the names of sheets with a group's own name and phone on them. They are that group's alone."""
_FILE = re.compile(r"[a-z0-9][A-Za-z0-9-]*\.pdf")
_TODO = f"remove it, then run: kyr {HANDOUTS} pack --lang TAG"


@dataclass(frozen=True)
class File:
    """A PDF and what its row says."""

    file: str
    language: str
    kind: str
    page: str
    """The page whose title it has: "now/door"; "" is the start page."""
    name: str
    """Of a card or a poster; "" of a page."""
    paper: str
    form: str
    sides: int
    bytes: int
    sha256: str
    day: str
    """On which it was made, as 2026-11-24."""
    after: str
    """The earliest day on it after which its facts must be looked at again; "" where it has none."""
    of: Mapping[str, str]
    """Address below the site's base → what stood there, as `says` tells it."""


_RIGHT: dict[str, Callable[[Any], bool]] = {
    "file": lambda it: isinstance(it, str) and bool(_FILE.fullmatch(it)),
    "language": lambda it: isinstance(it, str),
    "kind": lambda it: it in KINDS,
    "page": lambda it: isinstance(it, str),
    "name": lambda it: isinstance(it, str),
    "paper": lambda it: it in PAPERS,
    "form": lambda it: it in FORMS,
    "sides": lambda it: type(it) is int and it > 0,
    "bytes": lambda it: type(it) is int and it > 0,
    "sha256": lambda it: isinstance(it, str) and bool(re.fullmatch("[0-9a-f]{64}", it)),
    "day": lambda it: isinstance(it, str) and _is_day(it),
    "after": lambda it: it == "" or (isinstance(it, str) and _is_day(it)),
    "of": lambda it: isinstance(it, dict) and bool(it) and all(isinstance(one, str) for one in it.values()),
}
"""What each value of a row must be."""


@dataclass(frozen=True)
class Listed:
    """What a build has put on the site."""

    files: dict[str, list[File]] = field(default_factory=dict)
    """By language, none without a file."""
    notes: tuple[Problem, ...] = ()
    """How many were left out, and what to run."""


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read(folder: Path, shown: str = HANDOUTS) -> tuple[File, ...]:
    """The rows of a folder's record; none where there is no record. `shown`: how a person calls the folder.

    Raises Problems with the first row that is wrong: whatever else is, what to do is the same.
    """
    name = f"{shown}/{NAME}"
    try:
        text = (folder / NAME).read_text("utf-8")
        rows = json.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except UnicodeDecodeError:
        raise Problems((Problem(name, 1, "the list is not UTF-8", _TODO),)) from None
    except json.JSONDecodeError as error:
        raise Problems((Problem(name, error.lineno, f"not JSON: {error.msg}", _TODO),)) from None
    if not isinstance(rows, list):
        raise Problems((Problem(name, 1, "no list of PDFs", _TODO),))
    met: set[str] = set()
    found = [
        Problem(name, _line(text, at, row), what, _TODO)
        for at, row in enumerate(rows)
        if (what := _wrong(row) or _twice(row["file"], met))
    ]
    if found:
        raise Problems(found[:1])
    return tuple(File(**row) for row in rows)


def _wrong(row: object) -> str:
    """What is wrong with a row; "" where nothing is."""
    if not isinstance(row, dict) or set(row) != set(_RIGHT):
        return f"a row has not the keys {', '.join(_RIGHT)}"
    bad = [key for key, is_right in _RIGHT.items() if not is_right(row[key])]
    return f"{bad[0]} has the wrong value {row[bad[0]]!r}" if bad else ""


def _twice(file: str, met: set[str]) -> str:
    """That a file was met before."""
    if file in met:
        return f"{file} stands there twice"
    met.add(file)
    return ""


def _line(text: str, at: int, row: object) -> int:
    """The line of a row: that of its file's name, else where we would have written it."""
    name = row.get("file") if isinstance(row, dict) else None
    place = text.find(json.dumps(name)) if isinstance(name, str) else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else at + 2


def write(folder: Path, files: Iterable[File]) -> None:
    """Write the record, one PDF a line in the order of their names, whole or not at all."""
    rows = [json.dumps(vars(file), ensure_ascii=False) for file in sorted(files, key=lambda file: file.file)]
    half = folder / f"{NAME}.half"
    half.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")
    half.replace(folder / NAME)


def says(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """What each page of the built languages says now, and each language's cards: address → a hash, and the page's
    code where it was given one."""
    found = {}
    for tag, outcome in outcomes.items():
        for one in outcome.editions:
            code = "-".join(one["code"]) if one["recorded"] else ""
            found[page_path(tag, one["url"])] = f"{one['words']} {code}".rstrip()
        cards = "\x1f".join(f"{key}={text}" for key, text in outcome.files.items() if key.startswith("card."))
        found[page_path(tag, "") + CARDS] = hashlib.sha256(cards.encode()).hexdigest()[:12]
    return found


def is_whole(folder: Path, file: File) -> bool | None:
    """Whether a PDF is there, byte for byte as it was made; None where it is not there."""
    try:
        content = (folder / file.file).read_bytes()
    except OSError:
        return None
    return hashlib.sha256(content).hexdigest() == file.sha256


def put(
    folder: Path,
    files: Sequence[File],
    languages: Collection[Language],
    outcomes: Mapping[str, Outcome],
    today: datetime.date,
    out: Path,
) -> Listed:
    """Put the PDFs of the built languages that are as they were made, not past their date, and whose pages still
    say the same, into the site at `out`. The others are counted; those that somebody took out of the folder are
    not missed.

    Law: no file of the site has other words than the page that it stands for, so far as its language is built.
    """
    now, names = says(outcomes), {language.tag: language.english for language in languages}

    def is_current(file: File) -> bool:
        known = {at: told for at, told in file.of.items() if _tag(at, names) in outcomes}
        page = page_path(file.language, f"{file.page}/" if file.page else "")
        return page in known and all(now.get(at) == told for at, told in known.items())

    listed: dict[str, list[File]] = {}
    older, changed, late = (dict.fromkeys(outcomes, 0) for _ in range(3))
    for file in files:
        tag, source = file.language, folder / file.file
        if tag not in outcomes or file.file.endswith(STAMPED) or not source.is_file():
            continue
        if not is_current(file):
            older[tag] += 1
            continue
        if file.after and file.after < today.isoformat():
            late[tag] += 1
            continue
        content = source.read_bytes()
        if hashlib.sha256(content).hexdigest() != file.sha256:
            changed[tag] += 1
            continue
        place = out / page_path(tag, FOLDER) / file.file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        listed.setdefault(tag, []).append(file)
    notes = [
        Problem(f"{HANDOUTS}/{NAME}", 1, what, f"run kyr {HANDOUTS} pack --lang {tag}")
        for tag in outcomes
        for what in _left_out(names[tag], older[tag], changed[tag], late[tag])
    ]
    return Listed(listed, tuple(notes))


def _left_out(language: str, older: int, changed: int, late: int) -> list[str]:
    """How many PDFs of a language are not on the site, and why."""
    told = []
    if older:
        which = "PDF is older than its page" if older == 1 else "PDFs are older than their pages"
        told.append(f"{language}: {older} {which}, so left out")
    if changed:
        which = "PDF was changed since it was made" if changed == 1 else "PDFs were changed since they were made"
        told.append(f"{language}: {changed} {which}, so left out")
    if late:
        which = "PDF is past the date on it" if late == 1 else "PDFs are past the date on them"
        told.append(f"{language}: {late} {which}, so left out")
    return told


def _tag(address: str, tags: Collection[str]) -> str:
    """The language of a page's address."""
    first = address.split("/", 1)[0]
    return first if first in tags else SOURCE
