"""`kyr build` and `kyr serve`, as a person types them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kyr.l10n.invocation import project
from kyr.problems import Problems
from kyr.site.build import Asked, Built, build
from kyr.site.serve import serve as serve_site

if TYPE_CHECKING:
    from collections.abc import Iterator

Languages = Annotated[
    list[str], typer.Option("--lang", metavar="TAG", help="Build only this language; may be given more than once.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=0, help="Processes at once; 0: one for each processor.")]


def build_site(
    lang: Languages = [],
    jobs: Jobs = 0,
    strict: Annotated[bool, typer.Option("--strict", help="A warning fails the build.")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the site.")] = Path("site"),
    publish: Annotated[
        bool, typer.Option("--publish", help="Strict, and only where site.yml says who publishes.")
    ] = False,
) -> None:
    """Build the site; when anything fails, the last good one stays."""
    root = project()
    asked = Asked(root, root / out, tuple(lang), jobs, strict, publish, handouts=None)
    with told("build"):
        built = build(asked, Progress(Console(stderr=True)))
    for warning in (*built.warnings, *built.notes):
        typer.echo(str(warning), err=True)
    typer.echo(said(built, out), err=True)


def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any free port.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="0.0.0.0: phones nearby may look too.")] = "127.0.0.1",
    jobs: Jobs = 0,
) -> None:
    """Show the site in a browser and build it again at each change."""
    root = project()
    try:
        serve_site(Asked(root, root / "site", jobs=jobs, handouts=None), host, port)
    except ValueError as error:
        typer.echo(f"kyr serve: {error}", err=True)
        raise typer.Exit(2) from None
    except OSError as error:
        typer.echo(f"kyr serve: {host}:{port}: {error.strerror} — choose another --port", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@contextmanager
def told(command: str) -> Iterator[None]:
    """Tells a person what went wrong in a command, and ends it: 1 for findings, 2 for wrong use."""
    try:
        yield
    except Problems as found:
        show(found)
        raise typer.Exit(1) from None
    except ValueError as error:
        typer.echo(f"kyr {command}: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. The last good site is as it was.", err=True)
        raise typer.Exit(130) from None


def show(found: Problems) -> None:
    """Print findings, one a line, and how many there are."""
    for problem in found.problems:
        typer.echo(str(problem), err=True)
    count = len(found.problems)
    typer.echo(f"{count} {'finding' if count == 1 else 'findings'}. The last good site is as it was.", err=True)


def said(built: Built, out: Path) -> str:
    """One line on what a build made."""
    names = ", ".join(built.languages)
    kept = f", {len(built.from_cache)} unchanged" if built.from_cache else ""
    return f"{built.pages} pages ({names}{kept}) in {out}/ after {built.seconds:.1f} s"


class Progress:
    """One line that counts languages on a terminal, one line a language elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __call__(self, tag: str, done: int, every: int) -> None:
        """Hear that `done` of `every` languages are there; `tag` is the newest, empty at the start."""
        if self.console.is_terminal and "NO_COLOR" not in os.environ:
            end = "\n" if done == every else "\r"
            self.console.print(f"Languages: [bold]{done}[/] of {every} {tag:12}", end=end, highlight=False)
        elif tag:
            self.console.print(f"{tag}: {done} of {every} languages", highlight=False)
