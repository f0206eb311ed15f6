"""The templates of overrides/ for what is drawn outside MkDocs' runs: the driver's own pages and pieces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import jinja2

from kyr.site.squeeze import squeeze_html

if TYPE_CHECKING:
    from pathlib import Path


@lru_cache(4)
def _templates(root: Path) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def drawn(root: Path, name: str, **values: object) -> str:
    """The template's HTML, always escaped, without the white space that no reader sees.

    A value that the template names and that is not there is an error (`jinja2.UndefinedError`).
    """
    return squeeze_html(_templates(root).get_template(name).render(values))
