"""How long a handout is."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Matrix


def sides(document: bytes) -> int:
    """The number of sides."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return len(pdf.pages)


def lines(document: bytes) -> list[int]:
    """How many lines of text stand on each side. A line is a height at which text begins in one half of the side;
    the foot is none."""
    counts = []
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            width = float(page.mediabox[2])
            counts.append(len({(x > width / 2, round(y)) for x, y in _beginnings(page) if y > FOOT}))
    return counts


def lines_beyond(document: bytes, most: int) -> int:
    """How many lines of text stand on the sides after the first `most`; 0 when it has no more than these."""
    return sum(max(1, count) for count in lines(document)[most:])


FOOT = 40
"""Points from the lower edge in which only the foot of a side stands."""


def _beginnings(page: pikepdf.Page) -> list[tuple[float, float]]:
    """Where text is shown, in points from the lower left corner."""
    found = []
    matrix, kept = Matrix(), []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name == "q":
            kept.append(matrix)
        elif name == "Q" and kept:
            matrix = kept.pop()
        elif name == "cm":
            matrix = Matrix(*map(float, operands)) @ matrix
        elif name == "Tm":
            text = Matrix(*map(float, operands)) @ matrix
            found.append((text.e, text.f))
    return found
