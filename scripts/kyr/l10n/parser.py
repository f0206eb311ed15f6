"""The site's own Markdown, as mkdocs.yml sets it: what cuts a page into segments is what builds it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import markdown
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from markdown.extensions import Extension

CONFIGURATION = "mkdocs.yml"
_BUILT_IN = ("toc", "tables", "fenced_code")
"""What MkDocs adds of itself: mkdocs/config/defaults.py, `markdown_extensions`."""


def stock_extensions(root: Path) -> tuple[list[str], dict[str, Mapping[str, Any]]]:
    """Names and settings of the extensions that mkdocs.yml lists, MkDocs' own first, each once."""
    names: dict[str, None] = dict.fromkeys(_BUILT_IN)
    settings: dict[str, Mapping[str, Any]] = {}
    for entry in _configuration(root).get("markdown_extensions") or ():
        pairs = entry.items() if isinstance(entry, dict) else ((entry, None),)
        for name, options in pairs:
            names[name] = None
            if options:
                settings[name] = options
    return list(names), settings


def page_parser(root: Path, extensions: Iterable[str | Extension]) -> markdown.Markdown:
    """A parser for pages: mkdocs.yml's extensions and these."""
    names, settings = stock_extensions(root)
    return markdown.Markdown(
        extensions=[*names, *extensions], extension_configs={name: dict(value) for name, value in settings.items()}
    )


def reading_order(root: Path) -> tuple[str, ...]:
    """The sources of the pages ("now/door.md") in the order of the site's parts, as mkdocs.yml lists them."""
    return tuple(_sources(_configuration(root).get("nav") or ()))


def _sources(entries: Any) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict):
            for value in entry.values():
                yield from _sources([value] if isinstance(value, str) else value)


@lru_cache(4)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    # the file is the repository's own code: it names Python functions for the icons
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CUnsafeLoader)
    return found if isinstance(found, dict) else {}


def _configuration(root: Path) -> dict[str, Any]:
    path = root / CONFIGURATION
    return _read(path, path.stat().st_mtime_ns) if path.exists() else {}
