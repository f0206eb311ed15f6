"""`kyr l10n`: what translators and maintainers type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kyr.problems import Problem, Problems

from . import check as checking
from . import sync as syncing

app = typer.Typer(no_args_is_help=True, help="Translations: bring the catalogs up to the English, check them.")

_Lang = Annotated[
    list[str],
    typer.Option("--lang", metavar="TAG", help="Only this language; may be given more than once."),
]


@app.command()
def sync(
    lang: _Lang = [],  # noqa: B006 typer reads the default and never changes it
) -> None:
    """Write every English text that readers see into the catalogs in locales/. Translations are kept."""
    try:
        done = syncing.sync(_root(), lang)
    except Problems as found:
        _fail(found.problems, 2 if isinstance(found, checking.UnknownLanguage) else 1)
    for path in done.written:
        typer.echo(path)
    typer.echo(f"{len(done.written)} files changed", err=True)
    if done.problems:
        typer.echo("The pages have faults; until they are mended no old entry is retired:", err=True)
        _fail(done.problems)


@app.command()
def check(
    lang: _Lang = [],  # noqa: B006 typer reads the default and never changes it
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings and counts as JSON.")] = False,
) -> None:
    """List every translation that may not be shown, as path:line. Exit code 1 when there is one."""
    try:
        done = checking.checked(_root(), lang)
    except Problems as found:
        if as_json:
            typer.echo(json.dumps({"problems": [_row(problem) for problem in found.problems]}, indent=2))
            raise typer.Exit(1) from None
        _fail(found.problems, 2 if isinstance(found, checking.UnknownLanguage) else 1)
    problems = [problem for language in done for problem in language.problems]
    if as_json:
        typer.echo(
            json.dumps({"languages": [_counts(one) for one in done], "problems": list(map(_row, problems))})
        )
    else:
        for problem in problems:
            typer.echo(str(problem))
        for one in done:
            typer.echo(_line(one), err=True)
    raise typer.Exit(1 if problems else 0)


def _line(one: checking.Checked) -> str:
    total = sum(tally.total for tally in one.pages.values())
    shown = sum(tally.translated for tally in one.pages.values())
    refused = sum(tally.refused for tally in one.pages.values())
    return (
        f"{one.language.tag}: {shown} of {total} texts of the pages translated, {refused} refused; "
        f"{one.words_missing} texts of blocks in English"
    )


def _counts(one: checking.Checked) -> dict[str, object]:
    return {
        "tag": one.language.tag,
        "blocks_in_english": one.words_missing,
        "pages": {
            src: {
                "translated": tally.translated,
                "missing": tally.missing,
                "refused": tally.refused,
                "reviewed": tally.reviewed,
            }
            for src, tally in one.pages.items()
        },
    }


def _row(problem: Problem) -> dict[str, object]:
    return {"path": problem.path, "line": problem.line, "what": problem.what, "todo": problem.todo}


def _fail(problems: tuple[Problem, ...], code: int = 1) -> NoReturn:
    for problem in problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(code)


def _root() -> Path:
    """The project: the nearest folder upwards that holds mkdocs.yml."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    typer.echo("mkdocs.yml:1: not found here or above — run this in the project's folder", err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
