"""The command `kyr`: one line a command; what each does stands in its own package."""

from __future__ import annotations

import typer

from kyr.l10n.commands import app as l10n
from kyr.ledger.commands import app as facts
from kyr.proof.commands import links, proof
from kyr.site.commands import build_site, serve

app = typer.Typer(
    name="kyr",
    help="Facts, pages, languages, one site.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(facts, name="facts")
app.add_typer(l10n, name="l10n")
app.command("build")(build_site)
app.command("serve")(serve)
app.command("links")(links)
app.command("proof")(proof)


def main() -> None:
    """Run the command a person typed."""
    app()
