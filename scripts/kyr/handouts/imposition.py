"""Where cards stand on a sheet: ten to a side, so that each back falls on its front."""

from __future__ import annotations

from dataclasses import dataclass

from kyr.handouts.sheets import PAPERS

WIDTH, HEIGHT = 88.9, 50.8
"""A card in millimetres: 3.5 by 2 inches, as card holders and wallets in the United States have it."""
COLUMNS, ROWS = 2, 5
BLEED = 3.175
"""What a print shop cuts off on each side: an eighth of an inch."""
MARK, GAP = 5.0, 1.5
"""Crop marks: their length, and how far they stay from the cards."""
MILLIMETRES = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
DUPLEX = ("long", "short")
"""The edge over which a printer turns the paper."""

assert set(MILLIMETRES) == set(PAPERS)


@dataclass(frozen=True)
class Place:
    """The upper left corner of a card, in millimetres from the upper left corner of the side."""

    x: float
    y: float


def places(paper: str) -> list[Place]:
    """The ten cards of a side, in the middle of the paper, row by row.

    Law: turned over either edge the places fall on each other, for they lie evenly on both sides of the middle.
    """
    width, height = MILLIMETRES[paper]
    left, top = (width - COLUMNS * WIDTH) / 2, (height - ROWS * HEIGHT) / 2
    return [Place(left + column * WIDTH, top + row * HEIGHT) for row in range(ROWS) for column in range(COLUMNS)]


def marks(paper: str) -> list[tuple[float, float, float, float]]:
    """The crop marks of a side as lines: x, y, width and height in millimetres, one of them 0."""
    width, height = MILLIMETRES[paper]
    found = []
    for column in range(COLUMNS + 1):
        x = (width - COLUMNS * WIDTH) / 2 + column * WIDTH
        top = (height - ROWS * HEIGHT) / 2
        found += [(x, top - GAP - MARK, 0.0, MARK), (x, height - top + GAP, 0.0, MARK)]
    for row in range(ROWS + 1):
        y = (height - ROWS * HEIGHT) / 2 + row * HEIGHT
        left = (width - COLUMNS * WIDTH) / 2
        found += [(left - GAP - MARK, y, MARK, 0.0), (width - left + GAP, y, MARK, 0.0)]
    return found
