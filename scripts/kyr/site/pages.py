"""The source pages as files: what their front matter says, and where a phrase stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kyr.editions import LONGEST_MARK, page_mark
from kyr.l10n.pages import change_note
from kyr.ledger import DANGERS
from kyr.problems import Problem

KEYS = {"tab": str, "description": str, "danger": str, "toc": bool, "title": str, "changed": dict, "mark": str}


@dataclass(frozen=True)
class FrontMatter:
    """The keys above a page, and the number of lines they take with their fences."""

    meta: dict[str, Any]
    lines: int


def front_matter(text: str) -> FrontMatter:
    """Read the front matter of a page; none is an empty one. Raises yaml.YAMLError where it is no YAML."""
    head = fence(text)
    if not head:
        return FrontMatter({}, 0)
    meta = yaml.load("\n".join(head[1:-1]), Loader=yaml.CSafeLoader)
    return FrontMatter(meta if isinstance(meta, dict) else {}, len(head))


def fence(text: str) -> list[str]:
    """The lines of the front matter with both fences; none when there is no closed fence on top."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        return []
    closing = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    return lines[: closing + 1] if closing else []


def slugs(docs: Path) -> list[str]:
    """The pages below `docs` that stand in files: "", "now", "now/door"."""
    names = (path.relative_to(docs).with_suffix("").as_posix() for path in sorted(docs.rglob("*.md")))
    return [
        name.removesuffix("index").rstrip("/")
        for name in names
        if not name.startswith("_ledger/") and "." not in name.rpartition("/")[2]
    ]


def page_problems(docs: Path) -> list[Problem]:
    """Everything that is wrong with the front matter and the titles of the pages below `docs`."""
    found = []
    marks: dict[str, str] = {}
    for path in sorted(path for path in docs.rglob("*.md") if path.is_file()):
        name = path.relative_to(docs)
        if name.parts[0] == "_ledger":
            continue
        shown = f"{docs.name}/{name.as_posix()}"
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            found.append(Problem(shown, line, "the page is not UTF-8", "save it as UTF-8"))
            continue
        if "." in path.stem:  # a page of its own for one language: kyr.l10n.whole
            found += _titles(shown, text, len(fence(text)))
        else:
            found += _problems(shown, text, marks, start=str(name) == "index.md")
    return found


def _mark(path: str, given: object, line: int, taken: dict[str, str]) -> list[Problem]:
    """A mark stands in the codes of one page alone; those of two letters are the states'."""
    mark = str(given or page_mark(path.removeprefix("docs/").removesuffix(".md").removesuffix("index")))
    other = taken.setdefault(mark, path)
    todo = f"write `mark:` above the page with 3 to {LONGEST_MARK} capital letters that no other page has"
    if not re.fullmatch(rf"[A-Z0-9]{{3,{LONGEST_MARK}}}", mark):
        return [Problem(path, line, f"“{mark}” cannot stand in the code of a copy", todo)]
    if other != path:
        return [Problem(path, line, f"{other} has the mark {mark} too", todo)]
    return []


def _line(text: str, key: str) -> int:
    """The line of a key of the front matter; 1 where it is not there."""
    return next((at for at, row in enumerate(fence(text), 1) if row.startswith(f"{key}:")), 1)


def _problems(path: str, text: str, marks: dict[str, str], *, start: bool) -> list[Problem]:
    try:
        read = front_matter(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return [Problem(path, line, f"the front matter is no YAML: {error.problem}", "mend the line")]
    if not read.lines:
        what = "the page has no front matter, or no second line of ---"
        return [Problem(path, 1, what, "begin it with tab, description and danger between two lines of ---")]
    found = []
    for key, value in read.meta.items():
        line = _line(text, key)
        if key not in KEYS:
            found.append(Problem(path, line, f"unknown key “{key}”", f"use {', '.join(KEYS)}"))
        elif key == "changed" and change_note({key: value}) is None:
            found.append(Problem(path, line, "changed has not day and text", "write both, one a line, below it"))
        elif not isinstance(value, KEYS[key]):
            found.append(Problem(path, line, f"{key} has a wrong value", f"write a {KEYS[key].__name__}"))
        elif key == "danger" and value not in DANGERS:
            found.append(Problem(path, line, f"unknown danger “{value}”", f"use {', '.join(DANGERS)}"))
    for key in ("tab", "description", "danger"):
        if key not in read.meta and not (start and key == "tab"):
            found.append(Problem(path, 1, f"the front matter lacks {key}", "add it"))
    found += _mark(path, read.meta.get("mark"), _line(text, "mark"), marks)
    return [*found, *_titles(path, text, read.lines)]


def _titles(path: str, text: str, above: int) -> list[Problem]:
    """A page has one title, `# …`, and it comes first; code is left out."""
    rows = list(enumerate(text.splitlines(), 1))[above:]
    first = next((at for at, row in rows if row.strip()), above + 1)
    code = False
    titles = []
    for at, row in rows:
        code ^= row.lstrip().startswith(("```", "~~~"))
        if row.startswith("# ") and not code:
            titles.append(at)
    if not titles or titles[0] != first:
        return [Problem(path, first, "the page does not begin with its title", "write `# Title` first")]
    return [Problem(path, at, "a second title", "write `## …`") for at in titles[1:]]


def line_of(path: Path, phrase: str) -> int:
    """The first line of a file that holds the phrase; 1 when none does."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return next((at for at, line in enumerate(lines, 1) if phrase in line), 1)
