"""`kyr handouts`: the pages on paper."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kyr import clock
from kyr.l10n.invocation import project
from kyr.site.addresses import SOURCE
from kyr.site.build import Asked, Loaded, build, load
from kyr.site.commands import Jobs, Languages, Progress, told
from kyr.site.pages import slugs

if TYPE_CHECKING:
    from collections.abc import Collection


def handouts(
    lang: Languages = [],
    page: Annotated[
        list[str], typer.Option("--page", metavar="PAGE", help="Only this page, as in now/door; more than once.")
    ] = [],
    paper: Annotated[
        list[str], typer.Option("--paper", metavar="PAPER", help="letter or a4; both where none is named.")
    ] = [],
    large: Annotated[bool, typer.Option("--large", help="Large print, 18 points.")] = False,
    jobs_: Jobs = 0,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the PDFs.")] = Path("handouts"),
) -> None:
    """Print pages to PDF for a clinic: made again only when something in them changed."""
    root = project()
    try:
        from kyr.handouts.handouts import LAYOUT, Press, jobs, listed, make
        from kyr.handouts.render import chromium
        from kyr.handouts.sheets import PAPERS, Sheet, first_sentence
    except ImportError as missing:
        typer.echo(f"kyr handouts: {missing.name} is not installed — run: scripts/setup print", err=True)
        raise typer.Exit(1) from None
    loaded = Loaded()
    with told("handouts"), tempfile.TemporaryDirectory(prefix="built-", dir=_folder(root)) as name:
        chromium()
        site = load(root, loaded)
        sides = listed(root, slugs(root / "docs"))
        tags = {language.tag: language for language in site.languages}
        _known("language", lang, tags)
        _known("handout", page, sides)
        _known("paper", paper, PAPERS)
        built = Path(name) / "site"
        asked = Asked(root, built, tuple(dict.fromkeys([SOURCE, *(lang or tags)])), jobs_)
        build(asked, Progress(Console(stderr=True)), loaded)
        press = Press(
            root=root,
            site=site.name,
            base=site.settings.base,
            has_base=site.settings.base_url is not None,
            english_draft=first_sentence(site.english.text("draft")),
            day=clock.build_date(root),
            layout=(root / LAYOUT).read_text("utf-8"),
        )
        sheets = [
            Sheet(slug, tags[tag], size, large)
            for tag in (lang or tags)
            for slug in (page or sides)
            for size in (paper or PAPERS)
        ]
        wanted = list(jobs(press, built, sheets, sides))
        fresh = make(press, wanted, root / out, jobs_, _Sheets(Console(stderr=True)))
    typer.echo(f"{len(wanted)} handouts in {out}/, {fresh} of them new", err=True)


def _folder(root: Path) -> Path:
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    return folder


def _known(kind: str, asked: list[str], known: Collection[str]) -> None:
    unknown = [one for one in asked if one not in known]
    if unknown:
        raise ValueError(f"no {kind} is called {', '.join(unknown)} — choose from {', '.join(known)}")


class _Sheets:
    """Counts sheets: one line on a terminal, one line now and then elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __call__(self, _: str, done: int, every: int) -> None:
        """Hear that `done` of `every` handouts are there."""
        end = "\n" if done == every or not self.console.is_terminal else "\r"
        self.console.print(f"Handouts: [bold]{done}[/] of {every}", end=end, highlight=False)
