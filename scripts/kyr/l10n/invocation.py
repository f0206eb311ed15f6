"""What the commands of `kyr l10n` share: their options, the project's folder, how they fail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kyr.problems import Problem, Problems

from .check import UnknownLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable

Lang = Annotated[
    list[str],
    typer.Option("--lang", metavar="TAG", help="Only this language; may be given more than once."),
]
OneLang = Annotated[str, typer.Option("--lang", metavar="TAG", help="The language.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]


class WrongUse(Problems):
    """A person asked for what there is not: exit code 2."""


def project() -> Path:
    """The project: the nearest folder upwards that holds mkdocs.yml. Exits with 2 where there is none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    typer.echo("mkdocs.yml:1: not found here or above — run this in the project's folder", err=True)
    raise typer.Exit(2)


def fail(problems: Iterable[Problem], code: int = 1) -> NoReturn:
    """Say every finding and exit."""
    for problem in problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(code)


def exit_code(found: Problems) -> int:
    """2 for wrong use, 1 for findings."""
    return 2 if isinstance(found, (UnknownLanguage, WrongUse)) else 1


def as_row(problem: Problem) -> dict[str, object]:
    """A finding as JSON."""
    return {"path": problem.path, "line": problem.line, "what": problem.what, "todo": problem.todo}
