"""`kyr l10n sheet`, `desk` and `import`: what goes out to volunteers without Git, and what comes back."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kyr.clock import build_date
from kyr.problems import Problem, Problems

from . import glossary, intake, sync
from .invocation import OneLang, exit_code, fail, project
from .languages import LANGUAGES, languages
from .work import Work, asked_language, language_row, work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .glossary import Term

_Pages = Annotated[
    list[str],
    typer.Option("--page", metavar="PAGE", help="Only this page (now/door), or part (now/)."),
]
_Name = Annotated[str, typer.Option("--name", help="The language's name in itself, when the list lacks it.")]
_Direction = Annotated[str, typer.Option("--direction", help="ltr or rtl, when the list lacks the language.")]
_Out = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write.")]


def sheet(
    lang: OneLang,
    out: _Out,
    page: _Pages = [],
    paper: Annotated[bool, typer.Option("--print", help="A review sheet to print (.html) instead.")] = False,
    name: _Name = "",
    direction: _Direction = "",
) -> None:
    """Write a spreadsheet (.xlsx) that a volunteer fills in and sends back; with --print, a sheet of paper."""
    from .sheets import printed, workbook

    def made(root: Path, todo: Work, terms: Sequence[Term], day: datetime.date) -> bytes:
        return printed.printed(root, todo, day).encode() if paper else workbook.workbook(todo, terms, day)

    _write(out, ".html" if paper else ".xlsx", (lang, name, direction), page, made)


def desk(lang: OneLang, out: _Out, page: _Pages = [], name: _Name = "", direction: _Direction = "") -> None:
    """Write the translator's desk: one HTML file for a phone or a computer, which works without a network."""
    from .desk import desk as making

    def made(root: Path, todo: Work, terms: Sequence[Term], day: datetime.date) -> bytes:
        return making.desk(root, todo, terms, day).encode()

    _write(out, ".html", (lang, name, direction), page, made)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A spreadsheet (.xlsx) or a desk's file (.json).")],
    lang: Annotated[str, typer.Option("--lang", metavar="TAG", help="The language that it must be in.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Only say what would be done.")] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Take theirs even where somebody else wrote another since.")
    ] = False,
) -> None:
    """Take back what a volunteer filled in. Exit code 1 when something could not be taken, 2 for a wrong file."""
    root = project()
    try:
        sent = _opened(file)
    except intake.BadFile as bad:
        fail([Problem(file.name, 1, bad.what, bad.todo)], 2)
    tag = sent.tag or lang
    if lang and sent.tag and lang != sent.tag:
        fail([Problem(file.name, 1, f"the file is in {sent.tag!r}, not {lang!r}", "leave out --lang")], 2)
    try:
        language = asked_language(root, tag, sent.name, sent.direction)
    except Problems as found:
        fail(found.problems, exit_code(found))
    if language not in languages(root):
        what = f"the list has no language with the tag {tag!r} yet"
        typer.echo(str(Problem(LANGUAGES, 1, what, "add this row at the end, then import again:")), err=True)
        typer.echo(language_row(language), nl=False)
        raise typer.Exit(1)
    try:
        taken = intake.take(root, language, sent.offers, theirs=theirs, check=check)
    except Problems as found:
        fail(found.problems, exit_code(found))
    findings = [*sent.findings, *taken.findings]
    for finding in findings:
        typer.echo(str(finding))
    for advice in taken.advice:
        typer.echo(f"{advice} (advice, taken all the same)")
    for path, count in taken.written.items():
        typer.echo(f"{path}: {count} changed")
    typer.echo(_summary(taken, findings, check=check), err=True)
    raise typer.Exit(1 if findings else 0)


def _write(
    out: Path,
    ending: str,
    asked: tuple[str, str, str],
    pages: Sequence[str],
    made: Callable[[Path, Work, Sequence[Term], datetime.date], bytes],
) -> None:
    """Make a volunteer's file of the language `asked` for (tag, its own name, direction); say what is in it."""
    if out.suffix != ending:
        what, todo = f"the file's name does not end with {ending}", f"call it {out.stem}{ending}"
        fail([Problem(str(out), 1, what, todo)], 2)
    root = project()
    try:
        of = work(root, asked_language(root, *asked), pages)
        content = made(root, of, glossary.load(root, asked[0]), build_date(root))
    except Problems as found:
        fail(found.problems, exit_code(found))
    sync.replace(out, content)
    texts = list(of)
    waiting = sum(text.state != "done" for text in texts)
    typer.echo(f"{out}: {len(texts)} texts, {waiting} of them to do, {len(content) / 1000:,.0f} kB", err=True)


def _opened(file: Path) -> intake.Sent:
    """What a file of either kind holds. Raises `BadFile`."""
    from .desk import returned
    from .sheets import reading

    with file.open("rb") as stream:
        content = stream.read(reading.LARGEST + 1)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return returned.read(content, file.name)
    return reading.read(content, file.name)


def _summary(taken: intake.Taken, findings: list[intake.Finding], *, check: bool) -> str:
    """One line: what was taken and what was not, and why."""
    words = {
        "refused": "refused", "moved": "with other English", "conflict": "in conflict", "unread": "unreadable",
    }  # fmt: skip
    counts = {words[outcome]: sum(finding.outcome == outcome for finding in findings) for outcome in words}
    wrong = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    verb = "would be changed" if check else "changed"
    return f"{taken.changed} {verb}, {taken.same} as they were" + (f"; not taken: {wrong}" if wrong else "")
