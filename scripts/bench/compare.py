"""Our build against stock mkdocs-material + mkdocs-static-i18n on the same pages, in one alternated run.

Usage: .venv/bin/python scripts/bench/compare.py [--runs N]

Stock gets what our pages say: the built `<article>` of each page as the body of its Markdown file, so both
build the same words, links and tables. Each round builds both, one after the other, cold (no cache). Printed
are medians and ratios (ours / stock): CPU seconds of the whole process tree, wall seconds, bytes of the
whole output, and of a first visit to one page with everything it loads, squeezed with brotli.
Stock's own web fonts are turned off, so its bytes are counted low.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import brotli
from rich.console import Console
from rich.table import Table

from kyr.proof.tree import Tree

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
STOCK = """
site_name: Plain Answers
site_url: https://example.org/
theme: {name: material, font: false}
markdown_extensions: [admonition, attr_list, def_list, footnotes, tables, md_in_html, pymdownx.details,
  pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}]
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: es, name: Español, build: true}
"""


@dataclass(frozen=True)
class Run:
    """CPU and wall in seconds."""

    cpu: float
    wall: float


def timed(command: list[str], cwd: Path, env: dict[str, str]) -> Run:
    """Run a command to its end; its CPU time includes all its children's."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=cwd, env={**os.environ, **env}, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}: exit {process.returncode}\n{said.read().decode()[-2000:]}")
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - start)


def stock_sources(ours: Path, folder: Path) -> None:
    """Write the stock project whose pages say what ours say."""
    for page in Tree(ours).pages.values():
        if page.path == "404.html":
            continue
        tag = page.root.get("lang")
        slug = page.slug.removeprefix(f"{tag}/")
        end = "md" if tag == "en" else f"{tag}.md"
        file = folder / "docs" / (f"{slug.rstrip('/')}.{end}" if slug else f"index.{end}")
        file.parent.mkdir(parents=True, exist_ok=True)
        article = re.search(r"<article\b[^>]*>(.*)</article>", page.text, re.S)
        body = re.sub(r"\n\s*\n", "\n", article[1] if article else "").strip()
        # Links between pages keep their text; stock would only warn about ours.
        body = re.sub(r'<a href="(?!https?:|tel:|#)[^"]*"', '<a href="#"', body)
        file.write_text(f"---\ntitle: {page.root.findtext('.//title')}\n---\n\n<div>{body}</div>\n", "utf-8")
    (folder / "mkdocs.yml").write_text(STOCK, "utf-8")


def first_visit(site: Path, path: str) -> int:
    """Bytes, squeezed, of one page and everything it loads from the site."""
    tree = Tree(site)
    page = tree.pages[path]
    wanted = {found[0] for _, a in page.loads() if not a.startswith("data:") and (found := tree.target(page, a))}
    files = [path, *(w for w in wanted if (site / w).is_file())]
    return sum(len(brotli.compress((site / file).read_bytes())) for file in files)


def size(site: Path) -> int:
    return sum(p.stat().st_size for p in site.rglob("*") if p.is_file())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=3)
    runs = options.parse_args().runs
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    say = Console(stderr=True).print
    try:
        ours, stock = work / "ours", work / "stock"
        project = work / "project"
        for name in ("docs", "locales", "overrides", "scripts"):
            shutil.copytree(ROOT / name, project / name)
        for name in ("mkdocs.yml", "site.yml"):
            shutil.copy(ROOT / name, project / name)
        build = [str(BIN / "kyr"), "build", "--out", str(ours)]
        clock = {"SOURCE_DATE_EPOCH": str(int(time.time()))}
        timed(build, project, clock)
        stock_sources(ours, stock)
        rival = [str(BIN / "mkdocs"), "build", "-q", "-d", str(work / "stock-site")]
        ours_runs, stock_runs = [], []
        for number in range(runs):
            say(f"round {number + 1} of {runs} …")
            shutil.rmtree(project / ".cache", ignore_errors=True)
            ours_runs.append(timed(build, project, clock))
            stock_runs.append(timed(rival, stock, {"NO_MKDOCS_2_WARNING": "1"}))
        rows: list[tuple[str, float, float]] = [
            ("CPU, s", *(statistics.median(r.cpu for r in rs) for rs in (ours_runs, stock_runs))),
            ("wall, s", *(statistics.median(r.wall for r in rs) for rs in (ours_runs, stock_runs))),
            ("whole site, kB", size(ours) / 1000, size(work / "stock-site") / 1000),
        ]
        for path in ("now/door/index.html", "es/now/door/index.html", "data/tax/index.html"):
            pair = (first_visit(ours, path) / 1000, first_visit(work / "stock-site", path) / 1000)
            rows.append((f"first visit {path.removesuffix('index.html')}, kB brotli", *pair))
        table = Table("", "ours", "stock", "ratio")
        for name, a, b in rows:
            table.add_row(name, f"{a:.2f}", f"{b:.2f}", f"{a / b:.3f}")
        Console().print(table)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
