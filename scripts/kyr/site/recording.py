"""`kyr editions`: give the pages as they stand their codes, and tell what changed since a code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kyr.clock import today
from kyr.editions import Code, Wording, WrongCode, load_register
from kyr.editions.register import LONGEST_NOTE, append
from kyr.editions.wording import short, state_of
from kyr.l10n.invocation import project
from kyr.problems import Problems
from kyr.site.build import Asked, Loaded, load, outcomes
from kyr.site.commands import Progress, show
from kyr.site.editions import Edition, to_record

if TYPE_CHECKING:
    from kyr.editions import Recorded
    from kyr.ledger import Ledger

app = typer.Typer(no_args_is_help=True, help="The codes on pages and paper, by which a copy tells if it is good.")


@app.command()
def record(
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="One plain English sentence on what changed.")
    ] = "",
) -> None:
    """Add the codes of all pages as they stand now to the register. Do it when you publish."""
    root = project()
    if len(note) > LONGEST_NOTE or any(not sign.isprintable() for sign in note):
        typer.echo(f"kyr editions: the note is one line of at most {LONGEST_NOTE} signs", err=True)
        raise typer.Exit(2)
    try:
        register = load_register(root)
        rows, problems = to_record(register, editions(root), today(root), note)
        if problems:
            raise Problems(problems)
        if rows:
            append(root, register, rows)
    except Problems as found:
        show(found)
        raise typer.Exit(1) from None
    first = sum(row.changed is None for row in rows)
    typer.echo(f"{len(rows)} codes added: {first} of new pages, {len(rows) - first} that replace an older one")


@app.command()
def diff(code: Annotated[str, typer.Argument(metavar="CODE", help="As on the copy: TAX-es-7F3K-Q")]) -> None:
    """Tell what the page says now that the copy with this code does not."""
    root = project()
    try:
        site = load(root, Loaded())
        register = site.register
        parsed = Code.parse(code, [language.tag for language in site.languages])
        if str(parsed) not in register.codes:
            raise WrongCode(f"{parsed} is none of our codes: it is in no row of the register")
        every = editions(root, parsed.tag)
    except WrongCode as wrong:
        typer.echo(f"kyr editions: {wrong} — compare it with the copy, sign by sign", err=True)
        raise typer.Exit(2) from None
    except Problems as found:
        show(found)
        raise typer.Exit(1) from None
    now = next((one for one in every if (one.code.mark, one.code.tag) == (parsed.mark, parsed.tag)), None)
    for line in differences(site.ledger, register.codes[str(parsed)], now):
        typer.echo(line)


def editions(root: Path, *tags: str) -> list[Edition]:
    """Every page of the languages (of all, where none is named) as it stands. Raises Problems."""
    asked = Asked(root, root / "site", tags)
    return [
        Edition(one["url"], Code(*one["code"]), _wording(one["texts"], one["facts"]), one["recorded"])
        for outcome in outcomes(asked, Progress(Console(stderr=True))).values()
        for one in outcome.editions
    ]


def _wording(texts: list[str], facts: list[list[str]]) -> Wording:
    return Wording(tuple(texts), tuple((name, state) for name, state in facts))


def differences(ledger: Ledger, then: Recorded, now: Edition | None) -> list[str]:
    """What a person reads of it, line by line."""
    if now is None:
        return [f"{then.code}, recorded on {then.day}: this page is no longer there."]
    if str(now.code) == then.code:
        return [f"{then.code}, recorded on {then.day}: nothing has changed."]
    had = set(then.texts)
    fresh = [text for text, mark in zip(now.wording.texts, now.wording.text_marks, strict=True) if mark not in had]
    gone = len(had - set(now.wording.text_marks))
    lines = [f"{then.code}, recorded on {then.day}; now {now.code}."]
    old, names = dict(then.facts), {short(name, 6): name for name in ledger.facts}
    marks = dict(now.wording.fact_marks)
    for mark, state in marks.items():
        name = names[mark]
        if mark not in old:
            lines.append(f"fact added: {name} ({state_of(ledger.facts[name])})")
        elif old[mark] != state:
            lines.append(f"fact changed: {name} is now {state_of(ledger.facts[name])}")
    lines += [
        f"fact gone: {names.get(mark, 'one that is no longer in the ledger')}" for mark in old.keys() - marks
    ]
    lines += [f"new: {text}" for text in fresh]
    lines.append(f"{len(fresh)} texts are new, {gone} are gone.")
    return lines
