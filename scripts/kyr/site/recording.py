"""`kyr editions`: give the pages as they stand their codes, and tell what changed since a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kyr.clock import today
from kyr.editions import Code, Wording, WrongCode
from kyr.editions.register import LONGEST_NOTE, append, fact_changes
from kyr.editions.wording import short, status_of
from kyr.l10n.invocation import project
from kyr.problems import Problems
from kyr.site.build import Loaded, load, outcomes
from kyr.site.commands import Progress, told
from kyr.site.editions import Edition, to_record

if TYPE_CHECKING:
    from kyr.editions import Recorded
    from kyr.ledger import Ledger
    from kyr.site.run import Site

app = typer.Typer(no_args_is_help=True, help="The codes on pages and paper, by which a copy tells if it is good.")


@app.command()
def record(
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="One plain English sentence on what changed.")
    ] = "",
) -> None:
    """Add the codes of all pages as they stand now to the register. Do it when you publish."""
    root = project()
    with told("editions"):
        if len(note) > LONGEST_NOTE or not note.isprintable():
            raise ValueError(f"the note is one line of at most {LONGEST_NOTE} signs")
        site = load(root, Loaded())
        rows, problems = to_record(site.register, editions(site), today(root), note)
        if problems:
            raise Problems(problems)
        if rows:
            append(root, site.register, rows)
    again = sum(site.register.current(*row.page) is not None for row in rows)
    typer.echo(f"{len(rows)} codes added: {len(rows) - again} of new pages, {again} that replace an older one")


@app.command()
def diff(code: Annotated[str, typer.Argument(metavar="CODE", help="As on the copy: TAX-es-7F3K-Q")]) -> None:
    """Tell what the page says now that the copy with this code does not."""
    with told("editions"):
        site = load(project(), Loaded())
        try:
            parsed = Code.parse(code, [language.tag for language in site.languages])
            if str(parsed) not in site.register.codes:
                raise WrongCode(f"{parsed} is none of our codes: it is in no row of the register")
        except WrongCode as wrong:
            raise ValueError(f"{wrong} — compare it with the copy, sign by sign") from None
        every = editions(site, parsed.tag)
    now = next((one for one in every if (one.code.mark, one.code.tag) == (parsed.mark, parsed.tag)), None)
    for line in differences(site.ledger, site.register.codes[str(parsed)], now):
        typer.echo(line)


def editions(site: Site, *tags: str) -> list[Edition]:
    """Every page of the languages (of all, where none is named) as it stands. Raises Problems."""
    return [
        Edition(one["url"], Code(*one["code"]), _wording(one["texts"], one["facts"]), one["recorded"])
        for outcome in outcomes(site, tags, Progress(Console(stderr=True))).values()
        for one in outcome.editions
    ]


def _wording(texts: list[str], facts: list[list[str]]) -> Wording:
    return Wording(tuple(texts), tuple((name, status, says) for name, status, says in facts))


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
    changes = fact_changes(then.facts, now.wording.fact_marks)
    facts, had_facts = {short(name, 6): fact for name, fact in ledger.facts.items()}, dict(then.facts)
    for mark in changes.told:
        what = "changed" if mark in had_facts else "added"
        lines.append(f"fact {what}: {facts[mark].id} is now {status_of(facts[mark])}")
    for mark in changes.gone:
        lines.append(f"fact gone: {facts[mark].id if mark in facts else 'one that is no longer in the ledger'}")
    lines += [f"new: {text}" for text in fresh]
    lines.append(f"{len(fresh)} texts are new, {gone} are gone.")
    return lines
