"""Findings a person can act on: `path:line: what is wrong — what to do`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `path` is relative to the project, `line` counts from 1.

    >>> str(Problem("docs/now/door.md", 7, "no such fact “x”", "check the id"))
    'docs/now/door.md:7: no such fact “x” — check the id'
    """

    path: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} — {self.todo}"


class Problems(Exception):
    """Every finding of one run, sorted by place, so that a person mends them all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Problems], tuple[tuple[Problem, ...]]]:
        return Problems, (self.problems,)
