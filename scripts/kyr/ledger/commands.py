"""`kyr facts`: look at the ledger without opening its files."""

from __future__ import annotations

import datetime
import difflib
import json as jsons
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from kyr.clock import build_date
from kyr.ledger.ledger import Ledger
from kyr.ledger.load import load
from kyr.ledger.models import DANGERS, Fact
from kyr.ledger.reading_again import unread, unread_pages
from kyr.ledger.uses import uses_of
from kyr.problems import Problems

app = typer.Typer(no_args_is_help=True, help="The dated, sourced facts that every page stands on.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _loaded(json: bool = False) -> Ledger:
    try:
        return load(Path(), build_date(Path()))
    except Problems as found:
        _print_problems(found, json)
        raise typer.Exit(1) from None
    except ValueError as error:
        typer.echo(f"kyr facts: {error}", err=True)
        raise typer.Exit(2) from None


def _print_problems(found: Problems, json: bool) -> None:
    if json:
        typer.echo(
            jsons.dumps(
                [{"path": p.path, "line": p.line, "what": p.what, "todo": p.todo} for p in found.problems],
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for problem in found.problems:
        typer.echo(problem)
    typer.echo(f"{len(found.problems)} findings", err=True)


def _known(ledger: Ledger, name: str) -> Fact:
    try:
        return ledger.fact(name)
    except KeyError:
        inside = [one for one in ledger.facts if name in one][:5]
        near = inside or difflib.get_close_matches(name, ledger.facts, n=5)
        also = f"; near it: {', '.join(near)}" if near else ""
        typer.echo(f"kyr facts: no fact “{name}”{also}", err=True)
        raise typer.Exit(2) from None


@app.command()
def check(json: Json = False) -> None:
    """Load and check everything: ids, dates, sources, words for readers, every use on a page, second readings."""
    ledger = _loaded(json)
    late = [*unread(Path(), ledger), *unread_pages(Path())]
    if late:
        _print_problems(Problems(late), json)
        raise typer.Exit(1)
    if json:
        typer.echo("[]")
        return
    typer.echo(
        f"{len(ledger.facts)} facts, {len(ledger.aliases)} old ids, {len(ledger.sources)} sources, "
        f"{len(ledger.flows)} flows, {len(ledger.questions)} questions, {len(ledger.directory)} places of help: "
        "nothing wrong."
    )


@app.command()
def due(
    on: Annotated[
        str | None, typer.Option("--on", help="As of this day (2026-12-31); else the build's day.")
    ] = None,
    json: Json = False,
) -> None:
    """What must be looked at again: the most dangerous first, then the longest due. Exit 1 when there is any."""
    ledger = _loaded(json)
    try:
        day = datetime.date.fromisoformat(on) if on else build_date(Path())
    except ValueError:
        typer.echo(f"kyr facts due: “{on}” is not a day — write it as 2026-12-31", err=True)
        raise typer.Exit(2) from None
    rows = sorted(
        (DANGERS.index(fact.danger), fact.next_check, fact.id, fact)
        for fact in ledger.facts.values()
        if fact.next_check and fact.next_check <= day
    )
    if json:
        typer.echo(
            jsons.dumps(
                [
                    {
                        "id": fact.id,
                        "danger": fact.danger,
                        "next_check": str(when),
                        "path": fact.path,
                        "line": fact.line,
                    }
                    for _, when, _, fact in rows
                ],
                indent=1,
            )
        )
    else:
        for _, when, _, fact in rows:
            typer.echo(f"{fact.path}:{fact.line}: {fact.id} [{fact.danger}] — look again, due {when}")
        typer.echo(f"{len(rows)} facts due on {day}", err=True)
    raise typer.Exit(1 if rows else 0)


@app.command()
def show(name: Annotated[str, typer.Argument(metavar="ID")], json: Json = False) -> None:
    """One fact with its words for readers, dates and sources. Old ids are understood."""
    ledger = _loaded(json)
    fact = _known(ledger, name)
    if json:
        values: dict[str, Any] = msgspec.to_builtins(fact)
        values["sources"] = [msgspec.to_builtins(ledger.sources[cite.id]) for cite in fact.sources]
        values["asked"] = name
        typer.echo(jsons.dumps(values, ensure_ascii=False, indent=1))
        return
    if fact.id != name:
        typer.echo(f"“{name}” is an old id of:")
    typer.echo(f"{fact.id}  ({fact.path}:{fact.line})")
    standing = f", {fact.standing} for now" if fact.standing else ""
    typer.echo(f"  {fact.status}{standing} · {fact.danger} · confidence {fact.confidence} · {fact.kind}")
    typer.echo(f"  newest source {fact.as_of}, looked on {fact.looked_on}, look again {fact.next_check}")
    for label, text in (("statement", fact.statement), ("detail", fact.detail), ("plain", fact.plain)):
        if text:
            typer.echo(f"\n  {label}: {text}")
    typer.echo("\n  sources (the ones a page shows are starred):")
    shown = {source.id for source in ledger.shown_sources(fact)}
    for cite in fact.sources:
        source = ledger.sources[cite.id]
        star = "*" if source.id in shown else " "
        typer.echo(
            f"  {star} {source.id} [{source.kind}, {source.date}, {cite.seen or source.seen}] {source.title}"
        )


@app.command()
def uses(name: Annotated[str, typer.Argument(metavar="ID")], json: Json = False) -> None:
    """Every page, flow, activity, question and holder that shows a fact."""
    ledger = _loaded(json)
    _known(ledger, name)
    found = uses_of(Path(), ledger, name)
    if json:
        rows = [{"path": u.path, "line": u.line, "kind": u.kind, "shown": u.shown} for u in found]
        typer.echo(jsons.dumps(rows, indent=1))
        return
    for use in found:
        typer.echo(f"{use.path}:{use.line}: {use.kind}")
    typer.echo(f"{len(found)} uses", err=True)


if __name__ == "__main__":
    app()
