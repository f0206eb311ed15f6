"""What five languages cost, in one run: a full build, a saved catalog, and the languages that nobody touched.

Usage: .venv/bin/python scripts/bench/languages.py [--runs N]

Each row is measured beside its yardstick, one after the other, and printed as medians with their ratio and the
most that the row may be: a cold build of every language beside one of English alone; the gate on every translation
in the catalogs, once each, beside a cold build; what a build of every
language costs more than a build of the one language in which a text has changed; the time until `kyr serve` shows
a saved catalog, beside the time for a saved English page. CPU is that of all processes; the times on the clock
want a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polib
from compare import BIN, ROOT, timed
from edit import free_port, wait_for
from rich.console import Console
from rich.table import Table

from kyr.l10n import gate, languages

FULL, GATE, SAVED, UNCHANGED = 8.0, 1.5, 1.5, 0.3
"""The most that each may take, in seconds."""
PAGE, LANGUAGE = "now/door", "es"


def copied(work: Path) -> Path:
    """A copy of the project in which builds and edits do no harm."""
    project = work / "project"
    for name in ("docs", "locales", "overrides", "requirements"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("mkdocs.yml", "site.yml"):
        shutil.copy(ROOT / name, project / name)
    return project


class Catalog:
    """The catalog of one page, with one text that is saved again and again with another word at its end."""

    def __init__(self, project: Path) -> None:
        self.path = project / "locales" / LANGUAGE / f"{PAGE}.po"
        self.file = polib.pofile(str(self.path), wrapwidth=0)
        self.entry = next(
            entry
            for entry in self.file.translated_entries()
            if entry.msgctxt is None and len(entry.msgid) > 30 and not set(entry.msgid) & set("[{<*0123456789")
        )
        self.text = self.entry.msgstr

    def save(self, number: int) -> str:
        """Save the catalog; gives the word that is new."""
        word = "Q" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
        self.entry.msgstr = f"{self.text} {word}"
        self.file.save(str(self.path))
        return word


def full(project: Path, out: Path, clock: dict[str, str], runs: int) -> tuple[list[float], list[float]]:
    """CPU seconds of cold builds: of every language, and of English alone."""
    every, english = [], []
    for _ in range(runs):
        for times, only in ((every, []), (english, ["--lang", "en"])):
            shutil.rmtree(project / ".cache", ignore_errors=True)
            times.append(timed([str(BIN / "kyr"), "build", "--out", str(out), *only], project, clock).cpu)
    return every, english


def gated(runs: int) -> list[float]:
    """CPU seconds that the gate takes for every translation of every catalog, none of them seen before."""
    pairs = [
        (entry.msgid, entry.msgstr, bool(entry.msgctxt))
        for path in sorted((ROOT / "locales").glob("*/**/*.po"))
        for entry in polib.pofile(str(path)).translated_entries()
    ]
    times = []
    for _ in range(runs):
        gate.faults.cache_clear()
        start = time.process_time()
        for english, text, plain in pairs:
            gate.faults(english, text, plain=plain)
        times.append(time.process_time() - start)
    return times


def saved(project: Path, clock: dict[str, str], runs: int) -> tuple[list[float], list[float]]:
    """Seconds until a saved catalog is served, and until a saved English page is."""
    base = f"http://127.0.0.1:{(port := free_port())}/"
    command = [str(BIN / "kyr"), "serve", "--port", str(port)]
    said = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=project, env={**os.environ, **clock}, stdout=said, stderr=said)
    catalog, page = Catalog(project), project / "docs" / f"{PAGE}.md"
    translated, english = [], []
    try:
        wait_for(f"{base}{LANGUAGE}/{PAGE}/", "<main")
        time.sleep(1)
        for number in range(runs):
            word = catalog.save(number)
            translated.append(wait_for(f"{base}{LANGUAGE}/{PAGE}/", word))
            time.sleep(0.5)
            page.write_text(page.read_text("utf-8") + f"\nBenchmark sentence {number}.\n", "utf-8")
            english.append(wait_for(f"{base}{PAGE}/", f"sentence {number}."))
            time.sleep(0.5)
    finally:
        server.terminate()
        server.wait(10)
    return translated, english


def unchanged(project: Path, out: Path, clock: dict[str, str], runs: int) -> tuple[list[float], list[float]]:
    """CPU seconds of a build after a text of one language has changed: of every language, and of that one."""
    build = [str(BIN / "kyr"), "build", "--out", str(out)]
    timed(build, project, clock)
    catalog = Catalog(project)
    every, alone = [], []
    for number in range(runs):
        catalog.save(2 * number + 100)
        every.append(timed(build, project, clock).cpu)
        catalog.save(2 * number + 101)
        alone.append(timed([*build, "--lang", LANGUAGE], project, clock).cpu)
    return every, alone


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    say = Console(stderr=True).print
    clock = {"SOURCE_DATE_EPOCH": str(int(time.time()))}
    count = len(languages(ROOT))
    rows: list[tuple[str, float, str, float, float, float]] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        project, out = copied(work), work / "site"
        say("full builds …")
        a, b = map(statistics.median, full(project, out, clock, runs))
        rows.append((f"{count} languages, built cold: CPU, s", a, "English alone", b, a / b, FULL))
        say("the gate …")
        took = statistics.median(gated(runs))
        rows.append(("the gate on every translation: CPU, s", took, "a cold build", a, took / a, GATE))
        say("unchanged languages …")
        a, b = map(statistics.median, unchanged(project, out, clock, runs))
        rows.append(
            (f"{count - 1} unchanged languages: CPU, s", a - b, f"“{LANGUAGE}” alone", b, (a - b) / b, UNCHANGED)
        )
        say("saved catalogs …")
        a, b = map(statistics.median, saved(project, clock, runs))
        rows.append(("a saved catalog until it is served: s", a, "a saved page", b, a / b, SAVED))
    table = Table("", "median", "beside", "median", "ratio", "at most", "kept")
    for what, a, beside, b, ratio, most in rows:
        table.add_row(
            what, f"{a:.2f}", beside, f"{b:.2f}", f"{ratio:.2f}", f"{most:.1f}", "yes" if a <= most else "NO"
        )
    Console().print(table)
    sys.exit(any(row[1] > row[5] for row in rows))


if __name__ == "__main__":
    main()
