"""How soon an edited page is served again: `kyr serve` on a copy of the project, one edit after the other.

Usage: .venv/bin/python scripts/bench/edit.py [--edits N]

Each edit adds a sentence to a page; the clock runs from the write until the served page holds it. Also edits a
fact of the ledger and a catalog, which rebuild more. Printed are median and worst, in seconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(address: str, words: str, limit: float = 30.0) -> float:
    """Seconds until the page holds the words."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if words in answer.read().decode():
                    return time.perf_counter() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{address} did not show “{words}” in {limit:.0f} s")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--edits", type=int, default=5)
    edits = options.parse_args().edits
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        project = Path(work) / "project"
        for name in ("docs", "locales", "overrides", "scripts"):
            shutil.copytree(ROOT / name, project / name)
        for name in ("mkdocs.yml", "site.yml"):
            shutil.copy(ROOT / name, project / name)
        port = free_port()
        base = f"http://127.0.0.1:{port}/"
        env = {**os.environ, "SOURCE_DATE_EPOCH": str(int(time.time()))}
        command = [str(Path(sys.executable).parent / "kyr"), "serve", "--port", str(port)]
        server = subprocess.Popen(
            command, cwd=project, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(base, "Plain Answers")
            time.sleep(1)
            page, fact = project / "docs/now/door.md", project / "docs/_ledger/holders.yml"
            took: dict[str, list[float]] = {"a page": [], "the ledger": []}
            for number in range(edits):
                page.write_text(page.read_text("utf-8") + f"\nBenchmark sentence {number}.\n", "utf-8")
                took["a page"].append(wait_for(base + "now/door/", f"sentence {number}."))
                time.sleep(0.5)
                old = "The federal tax agency" if number == 0 else f"The tax agency {number - 1}"
                text = fact.read_text("utf-8")
                fact.write_text(text.replace(old, f"The tax agency {number}", 1), "utf-8")
                took["the ledger"].append(wait_for(base + "data/", f"The tax agency {number}"))
                time.sleep(0.5)
        finally:
            server.terminate()
            server.wait(10)
        table = Table("edited", "median, s", "worst, s")
        for what, times in took.items():
            table.add_row(what, f"{statistics.median(times):.2f}", f"{max(times):.2f}")
        Console().print(table)


if __name__ == "__main__":
    main()
