"""`kyr l10n`: what translators and maintainers type.

A tool with a command of its own exports a function that typer understands (its options from `invocation`), and
is registered by one line at the end of this file. What it imports beyond `kyr` it imports inside the function.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kyr.problems import Problems

from . import check as checking
from . import recording, volunteers
from . import status as progress
from . import sync as syncing
from .invocation import AsJson, Lang, OneLang, as_row, exit_code, fail, project

app = typer.Typer(no_args_is_help=True, help="Translations: bring the catalogs up to the English, check them.")

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Any name you like, of letters; not your own.")]
Page = Annotated[
    list[str],
    typer.Option("--page", metavar="PAGE", help="A page, as in now/door; may be given more than once."),
]
Topic = Annotated[list[str], typer.Option("--ledger", metavar="TOPIC", help="A topic of the ledger, as in tax.")]
Only = Annotated[
    list[str],
    typer.Option(
        "--only",
        metavar="TEXT",
        help="Only this part (p12), or texts whose English begins like this; may be repeated.",
    ),
]


@app.command()
def sync(
    lang: Lang = [],
) -> None:
    """Write every English text that readers see into the catalogs in locales/. Translations are kept."""
    try:
        done = syncing.sync(project(), lang)
    except Problems as found:
        fail(found.problems, exit_code(found))
    for path in done.written:
        typer.echo(path)
    typer.echo(f"{len(done.written)} files changed", err=True)
    if done.problems:
        typer.echo("The pages have faults; until they are mended no old entry is retired:", err=True)
        fail(done.problems)


@app.command()
def check(
    lang: Lang = [],
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings and counts as JSON.")] = False,
) -> None:
    """List every translation that may not be shown, as path:line. Exit code 1 when there is one."""
    try:
        done = checking.checked(project(), lang)
    except Problems as found:
        if as_json:
            typer.echo(json.dumps({"problems": [as_row(problem) for problem in found.problems]}, indent=2))
            raise typer.Exit(1) from None
        fail(found.problems, exit_code(found))
    problems = [problem for language in done for problem in language.problems]
    if as_json:
        typer.echo(
            json.dumps({"languages": [_counts(one) for one in done], "problems": list(map(as_row, problems))})
        )
    else:
        for problem in problems:
            typer.echo(str(problem))
        for one in done:
            for advice in one.advice:
                typer.echo(f"advice: {advice}", err=True)
        for one in done:
            typer.echo(_line(one), err=True)
            if not one.language.is_published:
                lacks = "; ".join(one.lacks) or "nothing; write `stage: published` in locales/languages.yml"
                typer.echo(f"  a preview; missing before it can be published: {lacks}", err=True)
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
        "stage": one.language.stage,
        "before_publishing": one.lacks,
        "advice": list(map(as_row, one.advice)),
        "pages": {
            src: {
                "translated": tally.translated,
                "missing": tally.missing,
                "refused": tally.refused,
                "checked": tally.checked,
            }
            for src, tally in one.pages.items()
        },
    }


@app.command()
def status(
    lang: Lang = [],
    as_json: AsJson = False,
    every: Annotated[
        bool, typer.Option("--all", help="List everything there is to do, not the first ten.")
    ] = False,
) -> None:
    """How far each language is, page by page, and what to do next, the most dangerous first."""
    try:
        done = progress.status(project(), lang)
    except Problems as found:
        fail(found.problems, exit_code(found))
    if as_json:
        typer.echo(json.dumps({"languages": [one.as_json() for one in done]}, ensure_ascii=False, indent=1))
        return
    for number, one in enumerate(done):
        typer.echo(("\n" if number else "") + progress.table(one, None if every else 10))


@app.command()
def review(
    lang: OneLang,
    state: Annotated[str, typer.Option("--state", help="human, second-speaker or lawyer.")],
    by: By,
    page: Page = [],
    ledger: Topic = [],
    shell: Annotated[bool, typer.Option("--shell", help="The words around pages.")] = False,
    only: Only = [],
) -> None:
    """Write down that you have read these translations beside their English and found them right."""
    selection = recording.Selection(tuple(page), tuple(ledger), shell, tuple(only))
    try:
        done = recording.record(project(), lang, selection, state, by)
    except Problems as found:
        fail(found.problems, exit_code(found))
    typer.echo(f"{done.path}: {done.written} recorded as {state} by {by}, {done.before} were there already")
    if done.one_key:
        typer.echo(
            f"{done.one_key} of them are of the class safety or legal-status and still show as drafts: they need "
            "a second-speaker and a lawyer, two different people"
        )
    if done.left_out:
        typer.echo(f"{len(done.left_out)} not recorded, for readers do not see a translation of them:", err=True)
        for problem in done.left_out:
            typer.echo(str(problem), err=True)
    raise typer.Exit(0 if done.written or done.before else 1)


app.command("sheet")(volunteers.sheet)
app.command("desk")(volunteers.desk)
app.command("import")(volunteers.import_)


@app.command("same-meaning")
def same_meaning(
    by: By,
    lang: Lang = [],
    page: Page = [],
    ledger: Topic = [],
    shell: Annotated[bool, typer.Option("--shell", help="The words around pages.")] = False,
    only: Only = [],
    look: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and write nothing.")] = False,
) -> None:
    """Carry translations over where only a slip of the pen in the English was mended."""
    selection = recording.Selection(tuple(page), tuple(ledger), shell, tuple(only))
    try:
        done = recording.same_meaning(project(), lang, selection, by, look=look)
    except Problems as found:
        fail(found.problems, exit_code(found))
    carried, refused = ([one for one in done if bool(one.refused) is kind] for kind in (False, True))
    for one in carried:
        lawyers = f"; {one.dropped} by lawyers dropped" if one.dropped else ""
        typer.echo(f"{one.entry.path}:{one.entry.line}: {one.difference} ({one.reviews} reviews kept{lawyers})")
    typer.echo(f"{len(carried)} {'would be ' if look else ''}carried over, {len(refused)} not", err=True)
    if refused:
        fail(one.problem for one in refused)


if __name__ == "__main__":
    app()
