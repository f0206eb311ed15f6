"""The English pages as files: front matter, body, and the line on which the body begins."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from kyr import ledger as facts
from kyr.markup.author import FRONT_MATTER
from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from pathlib import Path

PAGES = "docs"
TRANSLATED_KEYS = ("tab", "description")
"""Front matter that readers see; the key is the context in the page's catalog."""


@dataclass(frozen=True)
class Page:
    """One English page."""

    src: str
    """Path under docs/, "now/door.md"."""
    meta: dict[str, Any]
    body: str
    offset: int
    """Number of lines before the body."""


def pages(root: Path) -> tuple[Page, ...]:
    """Every page under docs/, in the order of their paths; whole-page versions in another language are none.

    Raises `Problems` with every front matter that does not parse.
    """
    folder = root / PAGES
    found: list[Page] = []
    problems: list[Problem] = []
    for path in sorted(file for file in folder.rglob("*.md") if file.is_file()):
        src = path.relative_to(folder).as_posix()
        if src.startswith("_") or "/_" in src or "." in path.stem:
            continue
        try:
            found.append(page(src, path.read_text(encoding="utf-8")))
        except Problems as raised:
            problems += raised.problems
    if problems:
        raise Problems(tuple(sorted(problems)))
    return tuple(found)


def change_note(meta: dict[str, Any]) -> facts.Event | None:
    """What is new on a page, and since when, in its writer's words: `changed`, with `day` and `text`, above it.
    None where nobody said, or not with both."""
    note = meta.get("changed")
    if not isinstance(note, dict) or set(note) != {"day", "text"}:
        return None
    day, text = note["day"], note["text"]
    if type(day) is not datetime.date or not isinstance(text, str) or not text.strip():
        return None
    return facts.Event(on=day, text=" ".join(text.split()))


def page(src: str, text: str) -> Page:
    """A page's text, taken apart. Raises `Problems` when the front matter is no YAML mapping."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return Page(src, {}, text, 0)
    try:
        meta = yaml.load(match[1], Loader=yaml.CSafeLoader) or {}
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        what = f"the front matter does not parse: {error.problem}"
        raise Problems((Problem(f"{PAGES}/{src}", line, what, "mend the syntax"),)) from None
    if not isinstance(meta, dict):
        raise Problems((Problem(f"{PAGES}/{src}", 1, "the front matter is not a mapping", "write `key: text`"),))
    rest = text[match.end() :]
    body = rest.lstrip("\n")
    return Page(src, meta, body, text.count("\n", 0, len(text) - len(body)))
