"""The templates of the blocks: compiled once, always escaping; each lies beside the block that uses it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
_LAYOUT = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)")
_LINES = re.compile(r"\s*\n\s*")


@lru_cache(1)
def _environment() -> Environment:
    loader = FileSystemLoader(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)


@lru_cache(64)
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, **values: object) -> str:
    """The template's HTML on one line. Line ends beside a tag are layout, never a space."""
    return _LINES.sub(" ", _LAYOUT.sub("", _template(name).render(values)))


def elements(html: str) -> Iterator[ElementTree.Element]:
    """The elements of a piece of HTML that templates made (well-formed XML by construction)."""
    yield from ElementTree.fromstring(f"<div>{html}</div>")


def styles() -> tuple[Path, ...]:
    """The style of each block, in the order of their names."""
    return tuple(sorted(FOLDER.glob("*/*.css")))
