"""What a first visit of each page weighs, squeezed with brotli, and in how many requests.

Usage: .venv/bin/python scripts/bench/pages.py [SITE]
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import brotli
from rich.console import Console
from rich.table import Table

from kyr.proof.checks import built


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    tree = built(site)
    table = Table("page", "brotli, kB", "gzip, kB", "requests")
    for path, page in tree.pages.items():
        loads = [a for _, a in page.loads() if not a.startswith("data:")]
        files = {found[0] for a in loads if (found := tree.target(page, a))}
        raw = [page.text.encode(), *((site / f).read_bytes() for f in sorted(files))]
        squeezed = [sum(len(squeeze(r)) for r in raw) / 1000 for squeeze in (brotli.compress, gzip.compress)]
        table.add_row(path, *(f"{size:.2f}" for size in squeezed), str(1 + len(files)))
    Console().print(table)


if __name__ == "__main__":
    main()
