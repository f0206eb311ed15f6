"""`kyr links` and `kyr proof`: look at the built site from the outside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kyr.proof import links as checked_links
from kyr.proof.checks import built, check, report
from kyr.proof.grade import blocks, grade

Site = Annotated[Path, typer.Option("--site", help="The built site.")]


def links(
    site: Site = Path("site"),
    live: Annotated[
        bool, typer.Option("--live", help="Ask the sources' hosts too (slow, needs a network).")
    ] = False,
) -> None:
    """Check links and anchors: inside the site, or with --live the sources' addresses."""
    try:
        built(site)
        found = checked_links.outside(site, Path(".cache/links")) if live else checked_links.inside(site)
    except (FileNotFoundError, ConnectionError) as error:
        typer.echo(f"kyr links: {error}", err=True)
        raise typer.Exit(2) from None
    for problem in found:
        typer.echo(problem)
    typer.echo(f"{len(found)} broken links" if found else "All links arrive.", err=True)
    raise typer.Exit(1 if found else 0)


def proof(
    site: Site = Path("site"),
    json: Annotated[bool, typer.Option("--json", help="Findings as JSON.")] = False,
    grades: Annotated[bool, typer.Option("--grades", help="Print each English page's reading grade.")] = False,
    base: Annotated[str, typer.Option("--base", help="The path the site is served under.")] = "/",
) -> None:
    """Run every check on the built site."""
    try:
        tree = built(site, base)
    except FileNotFoundError as error:
        typer.echo(f"kyr proof: {error}", err=True)
        raise typer.Exit(2) from None
    if grades:
        for path, page in tree.pages.items():
            if page.root.get("lang") == "en":
                said = list(blocks(page.main))
                found = grade(said)
                typer.echo(
                    f"{found.grade:4.1f}  {found.words:5} words  {found.words_a_sentence:4.1f} a sentence  {path}"
                )
                worst = sorted(said, key=lambda text: -grade([text]).grade if len(text.split()) > 7 else 0)
                for text in worst[:3]:
                    typer.echo(f"        {grade([text]).grade:4.1f}  {text[:120]}")
        raise typer.Exit(0)
    problems = check(tree)
    typer.echo(report(problems, json) if problems or json else "Every check passes.")
    raise typer.Exit(1 if problems else 0)
