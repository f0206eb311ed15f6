"""Which pages are handouts, and their PDFs: many at once, each made again only when something in it changed."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import kyr
from kyr.handouts import finish, glyphs, measure
from kyr.handouts.render import printer
from kyr.handouts.sheets import Sheet, document, printed
from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path
from kyr.site.settings import key_nodes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

LISTED = "overrides/print/handouts.yml"
LAYOUT = "overrides/print/handout.css"
STORE = ".cache/handouts"
AT_ONCE = 12
"""So many sheets one browser makes before a person hears of it; starting one takes as long as two sheets."""


@dataclass(frozen=True)
class Job:
    """A sheet, what it is made of, and where it goes."""

    sheet: Sheet
    page: str
    address: str
    key: str
    sides: int


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


def jobs(press: Press, built: Path, sheets: Iterable[Sheet], sides: Mapping[str, int]) -> Iterator[Job]:
    """What to make of each sheet; `built` is the folder of the built site."""
    for sheet in sheets:
        path = page_path(sheet.language.tag, f"{sheet.slug}/" if sheet.slug else "")
        page = (built / path / "index.html").read_text("utf-8")
        yield Job(sheet, page, press.base + path, _key(press, sheet, page), sides[sheet.slug])


def _key(press: Press, sheet: Sheet, page: str) -> str:
    code = map(_code, ("sheets", "finish", "render"))
    parts = [press.layout, sheet.name, page, str(press.day), press.base, press.english_draft, *code]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _code(module: str) -> str:
    return (Path(str(kyr.__file__)).parent / f"handouts/{module}.py").read_text("utf-8")


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
        target, half = out / job.sheet.name, out / f"{job.sheet.name}.half"
        content = (store / f"{job.key}.pdf").read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            half.write_bytes(content)
            half.replace(target)
    return len(fresh)


def _unprintable(job: Job) -> Iterator[Problem]:
    signs = glyphs.missing(job.page)
    if signs:
        names = " ".join(glyphs.packages(signs))
        what = f"no font of this machine has {' '.join(signs[:8])} ({job.sheet.language.english})"
        yield Problem(_source(job.sheet), 1, what, f"run: sudo apt-get install {names}")


def _source(sheet: Sheet) -> str:
    return f"docs/{sheet.slug or 'index'}.md"


def _made(press: Press, wanted: Sequence[Job]) -> list[Problem]:
    """In a process of its own: make some sheets, put them in the store."""
    faults: list[Problem] = []
    store = press.root / STORE
    with printer() as browser:
        for job in wanted:
            told = printed(job.page, press.english_draft)
            raw = browser.pdf(document(job.page, job.sheet, told, press.site, press.layout), job.address)
            language = job.sheet.language.tag
            drop = None if press.has_base else press.base
            done = finish.finished(raw, title=told.title, language=language, day=press.day, without=drop)
            wrong = list(_faults(job, done))
            faults += wrong
            if not wrong:
                half = store / f"{job.key}.{os.getpid()}"
                half.write_bytes(done)
                half.replace(store / f"{job.key}.pdf")
    return faults


def _faults(job: Job, done: bytes) -> Iterator[Problem]:
    sheet = job.sheet
    if (count := glyphs.boxes(done)) > 0:
        what = f"{sheet.name} would show {count} boxes in place of letters"
        yield Problem(_source(sheet), 1, what, "run: sudo apt-get install fonts-noto-core fonts-noto-cjk")
    if sheet.language.tag == SOURCE and sheet.paper == "letter" and not sheet.large:
        over = measure.lines_beyond(done, job.sides)
        if over:
            what = f"the handout is {over} lines too long for {job.sides} {'side' if job.sides == 1 else 'sides'}"
            yield Problem(_source(sheet), 1, what, f"cut it, or allow more sides in {LISTED}")
