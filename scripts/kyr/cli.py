"""The command `kyr`: one line a command; what each does stands in its own package."""

from __future__ import annotations

import sys

import typer

from kyr.handouts.commands import app as handouts
from kyr.l10n.commands import app as l10n
from kyr.ledger.commands import app as facts
from kyr.offline.commands import app as bundle
from kyr.offline.hosting import host
from kyr.proof.commands import links, proof
from kyr.site.commands import build_site, serve
from kyr.site.recording import app as editions

app = typer.Typer(
    name="kyr",
    help="Facts, pages, languages, one site.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(facts, name="facts")
app.add_typer(l10n, name="l10n")
app.add_typer(editions, name="editions")
app.add_typer(bundle, name="bundle")
app.add_typer(handouts, name="handouts")
app.command("build")(build_site)
app.command("serve")(serve)
app.command("host")(host)
app.command("links")(links)
app.command("proof")(proof)


def main() -> None:
    """Run the command a person typed. A file that may not be read or written is one line, not a traceback."""
    try:
        app()
    except OSError as error:
        where = error.filename or "a file"
        sys.exit(
            f"{where}:1: {error.strerror or error} — check the file, its rights and the free space on the disk"
        )
