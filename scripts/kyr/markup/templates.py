"""The templates of the blocks: compiled once, always escaping; each lies beside the block that uses it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).parent


def _read(name: str) -> tuple[str, str, Callable[[], bool]]:
    """A template whose line ends leave nothing in the output: each becomes a comment, so line numbers stay."""
    path = FOLDER / name
    return path.read_text(encoding="utf-8").replace("\n", "{#\n#}"), str(path), lambda: True


@lru_cache(1)
def _environment() -> Environment:
    return Environment(loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, auto_reload=False)


@lru_cache(64)
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, **values: object) -> str:
    """The template's HTML. Line ends in a template are layout, never a space."""
    return _template(name).render(values)


def elements(html: str) -> Iterator[ElementTree.Element]:
    """The elements of a piece of HTML that templates made (well-formed XML by construction)."""
    yield from ElementTree.fromstring(f"<div>{html}</div>")


def styles() -> tuple[Path, ...]:
    """The style of each block, in the order of their names."""
    return tuple(sorted(FOLDER.glob("*/*.css")))
