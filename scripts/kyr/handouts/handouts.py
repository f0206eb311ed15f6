"""Which pages are handouts, and their PDFs: many at once, each made again only when something in it changed."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import yaml

import kyr
from kyr import clock
from kyr.handouts import finish, glyphs, measure, qr
from kyr.handouts.record import Origin
from kyr.handouts.render import printer
from kyr.handouts.sheets import Sheet, closed_up, document
from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path
from kyr.site.parts import first_sentence, printed
from kyr.site.settings import key_nodes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kyr.handouts.render import Printer
    from kyr.l10n import Language
    from kyr.site.run import Site

LISTED = "overrides/print/handouts.yml"
LAYOUT = "overrides/print/handout.css"
STORE = ".cache/handouts"
AT_ONCE = 12
"""So many sheets one browser makes before a person hears of it; starting one takes as long as two sheets."""

FEW, HARDLY_ANY = 40, 12
"""With so many lines or fewer on its last side, or on another, a sheet is tried again with its lines closer."""


class Job(Protocol):
    """One PDF to make: in a process of its own, from the store where nothing in it changed."""

    @property
    def name(self) -> str:
        """The file's name."""

    @property
    def key(self) -> str:
        """A hash over everything that can change a byte of it."""

    @property
    def text(self) -> str:
        """All that it prints, for the fonts to be looked through."""

    @property
    def source(self) -> str:
        """The file in which a person would change it."""

    @property
    def language(self) -> Language:
        """The reader's."""

    @property
    def origin(self) -> Origin | None:
        """What it is, for the list on the site; None of what is never listed there."""

    def made(self, press: Press, browser: Printer) -> tuple[bytes, list[Problem]]:
        """The PDF, empty where nothing could be made, and what keeps it from being used."""


@dataclass(frozen=True)
class SheetJob:
    """A page as a handout."""

    sheet: Sheet
    text: str
    address: str
    key: str
    sides: int
    stamp: str = ""
    """A clinic's box, as HTML."""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.sheet.name.replace(".pdf", "-clinic.pdf") if self.stamp else self.sheet.name

    @property
    def source(self) -> str:
        """The page's Markdown."""
        return f"docs/{self.sheet.slug or 'index'}.md"

    @property
    def language(self) -> Language:
        """The sheet's."""
        return self.sheet.language

    @property
    def origin(self) -> Origin:
        """A page."""
        return Origin("large" if self.sheet.large else "sheet", self.sheet.slug, self.sheet.paper)

    def made(self, press: Press, browser: Printer) -> tuple[bytes, list[Problem]]:
        """The built page, printed and finished; a fault where it has more sides than its kind may."""
        told = printed(self.text, press.english_draft)
        square = qr.square(press, told.code, self.language.tag)
        whole = document(self.text, self.sheet, told, press.site, press.layout, square, self.stamp)
        raw = browser.pdf(whole, self.address)
        if not self.sheet.large and _wastes(measure.lines(raw)):
            closer = browser.pdf(closed_up(whole), self.address)
            raw = min(raw, closer, key=measure.sides)
        drop = None if press.has_base else press.base
        done = finish.finished(raw, title=told.title, language=self.language.tag, day=press.day, without=drop)
        return done, list(self._too_long(done))

    def _too_long(self, done: bytes) -> Iterator[Problem]:
        plain = not self.sheet.large and not self.stamp
        if plain and self.language.tag == SOURCE and self.sheet.paper == "letter":
            over = measure.lines_beyond(done, self.sides)
            if over:
                most = f"{self.sides} {'side' if self.sides == 1 else 'sides'}"
                what = f"the handout is {over} lines too long for {most}"
                yield Problem(self.source, 1, what, f"cut it, or allow more sides in {LISTED}")


def _wastes(lines: Sequence[int]) -> bool:
    """Whether a sheet with so many lines on its sides has one too much. (Chromium now and then leaves the first
    side empty below the title.)"""
    return len(lines) > 1 and (lines[-1] <= FEW or min(lines[:-1]) <= HARDLY_ANY)


@dataclass(frozen=True)
class Press:
    """What all sheets share."""

    root: Path
    site: str
    base: str
    has_base: bool
    """Whether a person has said where the site stands; until then no paper names its address."""
    english_draft: str
    day: datetime.date
    layout: str
    """The style of handouts."""
    check_title: Mapping[str, str] = field(default_factory=dict)
    """What the page behind a code answers, in each language: the words beside the square that leads there."""

    @classmethod
    def of(cls, site: Site, check_title: Mapping[str, str]) -> Press:
        """What the sheets of a site share; its codes lead nowhere until a person has said where it stands."""
        has_base = site.settings.base_url is not None
        return cls(
            root=site.root,
            site=site.name,
            base=site.settings.base,
            has_base=has_base,
            english_draft=first_sentence(site.english.text("draft")),
            day=clock.build_date(site.root),
            layout=(site.root / LAYOUT).read_text("utf-8"),
            check_title=check_title if has_base else {},
        )


def listed(root: Path, slugs: Iterable[str]) -> dict[str, int]:
    """The pages that are handouts, with the most sides each may have on Letter. Raises Problems."""
    known = set(slugs)
    found, sides = [], {}
    for key, value in key_nodes(root, LISTED, "write `now/door: 2`, one page a line"):
        line = key.start_mark.line + 1
        if key.value not in known:
            found.append(Problem(LISTED, line, f"no page is called “{key.value}”", "name it as in now/door"))
        elif not isinstance(value, yaml.ScalarNode) or value.value not in ("1", "2", "4"):
            found.append(Problem(LISTED, line, "a handout has 1, 2 or 4 sides", "write one of these numbers"))
        else:
            sides[key.value] = int(value.value)
    if found:
        raise Problems(found)
    return sides


def jobs(
    press: Press,
    built: Path,
    sheets: Iterable[Sheet],
    sides: Mapping[str, int],
    stamps: Mapping[str, str] | None = None,
) -> Iterator[SheetJob]:
    """What to make of each sheet; `built` is the folder of the built site, `stamps` a clinic's box by language."""
    for sheet in sheets:
        path = page_path(sheet.language.tag, f"{sheet.slug}/" if sheet.slug else "")
        page = (built / path / "index.html").read_text("utf-8")
        stamp = stamps[sheet.language.tag] if stamps else ""
        key = key_of(press, press.layout, sheet.name, page, stamp)
        yield SheetJob(sheet, page, press.base + path, key, sides[sheet.slug], stamp)


def key_of(press: Press, *parts: str) -> str:
    """A hash over these parts, what all sheets share, and the code that makes them."""
    shared = [str(press.day), press.base, str(press.has_base), press.english_draft, *press.check_title.values()]
    return hashlib.sha256("\x1f".join([*parts, *shared, *_code()]).encode()).hexdigest()[:24]


def _code() -> list[str]:
    return [path.read_text("utf-8") for path in sorted((Path(str(kyr.__file__)).parent / "handouts").glob("*.py"))]


def make(
    press: Press, wanted: Sequence[Job], out: Path, processes: int, report: Callable[[str, int, int], None]
) -> int:
    """Write the PDFs into `out`; the number that had to be made. A failed run leaves what was there.

    Raises Problems: a page too long for its kind, a character that no font has.
    """
    store = press.root / STORE
    store.mkdir(parents=True, exist_ok=True)
    fresh = [job for job in wanted if not (store / f"{job.key}.pdf").is_file()]
    faults = [fault for job in fresh for fault in _unprintable(job)]
    if faults:
        raise Problems(faults)
    done = len(wanted) - len(fresh)
    report("", done, len(wanted))
    if fresh:
        parts = [fresh[at : at + AT_ONCE] for at in range(0, len(fresh), AT_ONCE)]
        count = min(processes or os.cpu_count() or 1, len(parts))
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            for part, found in zip(parts, pool.map(_made, [press] * len(parts), parts), strict=True):
                faults += found
                done += len(part)
                report("", done, len(wanted))
    if faults:
        raise Problems(faults)
    out.mkdir(parents=True, exist_ok=True)
    for job in wanted:
        target, half = out / job.name, out / f"{job.name}.half"
        content = (store / f"{job.key}.pdf").read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            half.write_bytes(content)
            half.replace(target)
    return len(fresh)


def _unprintable(job: Job) -> Iterator[Problem]:
    signs = glyphs.missing(job.text + getattr(job, "stamp", ""))
    if signs:
        names = " ".join(glyphs.packages(signs))
        what = f"no font of this machine has {' '.join(signs[:8])} ({job.language.english})"
        yield Problem(job.source, 1, what, f"run: sudo apt-get install {names}")


def _made(press: Press, wanted: Sequence[Job]) -> list[Problem]:
    """In a process of its own: make some sheets, put them in the store."""
    faults: list[Problem] = []
    store = press.root / STORE
    with printer() as browser:
        for job in wanted:
            done, wrong = job.made(press, browser)
            if done and (count := glyphs.boxes(done)) > 0:
                what = f"{job.name} would show {count} boxes in place of letters"
                todo = "run: sudo apt-get install fonts-noto-core fonts-noto-cjk"
                wrong.append(Problem(job.source, 1, what, todo))
            faults += wrong
            if not wrong:
                half = store / f"{job.key}.{os.getpid()}"
                half.write_bytes(done)
                half.replace(store / f"{job.key}.pdf")
    return faults
