"""Links, checked by lychee: inside the site without a network, outside it only when asked."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kyr.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How long a good answer is believed, and how gently hosts are asked (one at a time, a pause between).
CACHE_AGE = "14d"
PAUSE = "2s"


def lychee() -> str:
    """The path of the lychee program: beside our Python, else on the PATH."""
    beside = Path(sys.executable).parent / "lychee"
    found = str(beside) if beside.exists() else shutil.which("lychee")
    if not found:
        raise FileNotFoundError("lychee is not installed — run scripts/test once, it sets everything up")
    return found


def inside(site: Path) -> list[Problem]:
    """Broken links and anchors between the pages of a built site; asks no network."""
    pages = sorted(str(p) for p in site.rglob("*.html"))
    return _run(
        site,
        [
            "--offline",
            "--include-fragments=full",
            "--root-dir",
            str(site.resolve()),
            "--index-files",
            "index.html",
        ],
        pages,
    )


def outside(site: Path, cache: Path) -> list[Problem]:
    """Broken links from the built pages to other hosts. Slow and polite; answers are kept in `cache`.

    Raises:
        ConnectionError: there is no network here.
    """
    hosts = sorted({urlsplit(a).netloc for a in _external(site)} - {""})
    if not any(_known(host) for host in hosts[:20]):
        raise ConnectionError("no network here: none of the sources' hosts can be looked up")
    cache.mkdir(parents=True, exist_ok=True)
    options = [
        "--cache", "--max-cache-age", CACHE_AGE, "--max-concurrency", "4", "--host-concurrency", "1",
        "--host-request-interval", PAUSE, "--max-retries", "2", "--timeout", "30",
        "--exclude", r"^https://example\.org/", "--exclude", "^file:", "--accept", "200..=299,403,429",
    ]  # fmt: skip
    return _run(site, options, sorted(str(p.resolve()) for p in site.rglob("*.html")), cwd=cache)


def _external(site: Path) -> Iterable[str]:
    from kyr.proof.tree import Tree

    for page in Tree(site).pages.values():
        yield from (address for _, address in page.links() if address.startswith("https://"))


def _known(host: str) -> bool:
    try:
        socket.getaddrinfo(host, 443)
    except OSError:
        return False
    return True


def _run(site: Path, options: list[str], pages: list[str], cwd: Path | None = None) -> list[Problem]:
    command = [lychee(), "--no-progress", "--format", "json", *options, *pages]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    if done.returncode not in (0, 2):
        raise RuntimeError(f"lychee stopped: {done.stderr.strip() or done.stdout.strip()}")
    found = json.loads(done.stdout)
    if found["total"] == 0:
        raise RuntimeError("lychee found no link at all: the check would prove nothing")
    problems = []
    for page, broken in found["error_map"].items():
        for one in broken:
            path = Path(page).resolve().relative_to(site.resolve()).as_posix()
            line = (one.get("span") or {}).get("line", 1)
            said = one["status"].get("details") or one["status"]["text"]
            problems.append(Problem(path, line, f"{one['url']}: {said}", "mend or remove the link"))
    return sorted(problems)
