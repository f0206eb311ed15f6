"""How many handouts of one side two cores make in a second, with a browser that runs already.

Usage: .venv/bin/python scripts/bench/handouts.py [--sheets N]

Each of two processes opens a browser, makes one sheet, waits for the other, and then makes N sheets: the letters
of one side, printed and finished as `kyr handouts` does. Printed as sheets a second, for a Latin script and for
Chinese, beside the least that it may be, with the size of the largest sheet. The clock wants a quiet machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from compare import ROOT
from rich.console import Console
from rich.table import Table

from kyr.handouts.handouts import Press, jobs, listed
from kyr.handouts.render import printer
from kyr.handouts.sheets import Sheet
from kyr.site.build import Asked, Loaded, build, load
from kyr.site.pages import slugs

if TYPE_CHECKING:
    from kyr.handouts.handouts import SheetJob

LEAST = {"es": 8.0, "zh-Hans": 4.0}
"""Sheets a second, by language."""
CORES = 2


def sheets(built: Path, tag: str) -> tuple[Press, list[SheetJob]]:
    """The letters of one side in a language, from a built site."""
    site = load(ROOT, Loaded())
    language = next(one for one in site.languages if one.tag == tag)
    sides = {slug: most for slug, most in listed(ROOT, slugs(ROOT / "docs")).items() if most == 1}
    press = Press.of(site, {})
    wanted = [Sheet(slug, language, paper) for slug in sides for paper in ("letter", "a4")]
    return press, list(jobs(press, built, wanted, sides))


def rate(press: Press, wanted: list[SheetJob], count: int) -> tuple[float, int]:
    """Sheets a second of all processes together, and the bytes of the largest."""
    forked = multiprocessing.get_context("fork")
    ready, largest = forked.Barrier(CORES + 1), forked.Value("i", 0)

    def work() -> None:
        with printer() as browser:
            wanted[0].made(press, browser)
            ready.wait()
            for at in range(count):
                done, wrong = wanted[at % len(wanted)].made(press, browser)
                assert not wrong, wrong
                with largest.get_lock():
                    largest.value = max(largest.value, len(done))
            ready.wait()

    workers = [forked.Process(target=work) for _ in range(CORES)]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.monotonic()
    ready.wait()
    took = time.monotonic() - began
    for worker in workers:
        worker.join()
    return CORES * count / took, largest.value


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast handouts are made.")
    parser.add_argument("--sheets", type=int, default=20, help="of each process")
    count = parser.parse_args().sheets
    table = Table("Language", "Sheets a second", "At least", "Largest, kB")
    with tempfile.TemporaryDirectory() as work:
        built = Path(work) / "site"
        build(Asked(ROOT, built, ("en", *LEAST), 0), lambda *_: None)
        for tag, least in LEAST.items():
            found, size = rate(*sheets(built, tag), count)
            table.add_row(tag, f"{found:.1f}", f"{least:.0f}", f"{size / 1000:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
