"""The command `kyr`: one line a command; what each does stands in its own package."""

from __future__ import annotations

import typer

from kyr.proof.commands import links, proof
from kyr.site.commands import build_site, serve

app = typer.Typer(name="kyr", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.command("build")(build_site)
app.command("serve")(serve)
app.command("links")(links)
app.command("proof")(proof)


def main() -> None:
    """Run the command a person typed."""
    app()
