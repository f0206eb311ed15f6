"""`kyr host`: a built site as a web server likes it: small files beside each, and what it must say with them."""

from __future__ import annotations

import gzip
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated

import brotli
import typer

from kyr.l10n.invocation import project
from kyr.offline.headers import SERVERS, headers
from kyr.site.commands import told
from kyr.site.settings import settings

SMALLER = (".html", ".js", ".css", ".xml", ".json", ".svg", ".txt")
ENDINGS = (".br", ".gz")


def host(
    server: Annotated[
        str, typer.Argument(metavar="SERVER", help="nginx, caddy, apache, or static for `_headers`.")
    ],
    site: Annotated[Path, typer.Option("--site", metavar="DIR", help="The built site.")] = Path("site"),
    root: Annotated[
        str, typer.Option("--root", metavar="DIR", help="Where it will stand on the server.")
    ] = "/srv/site",
) -> None:
    """Write .br and .gz beside each file of the built site, and print the server's settings."""
    folder = project()
    with told("host"):
        write = SERVERS.get(server)
        if write is None:
            raise ValueError(f"no server is called {server} — choose from {', '.join(SERVERS)}")
        if not (folder / site / "index.html").is_file():
            raise ValueError(f"{site}: there is no built site — run: scripts/build --publish")
        count = squeezed(folder / site)
        typer.echo(write(headers(folder / site), root.rstrip("/"), settings(folder).base_path), nl=False)
    typer.echo(f"{count} files of {site}/ stand there in brotli and gzip too", err=True)


def squeezed(site: Path) -> int:
    """Write the small forms of each text file of a built site, and drop those whose file is gone; the number of
    files. A server that sends one of them sends the file's own bytes."""
    for ending in ENDINGS:
        for small in site.rglob(f"*{ending}"):
            if not small.with_suffix("").is_file():
                small.unlink()
    files = [path for path in sorted(site.rglob("*")) if path.suffix in SMALLER and path.is_file()]
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(_squeeze, files, chunksize=16):
            pass
    return len(files)


def _squeeze(path: Path) -> None:
    small = [path.with_name(path.name + ending) for ending in ENDINGS]
    if all(one.is_file() and one.stat().st_mtime_ns >= path.stat().st_mtime_ns for one in small):
        return
    content = path.read_bytes()
    for one, less in zip(small, (brotli.compress(content), gzip.compress(content, mtime=0)), strict=True):
        one.write_bytes(less)
