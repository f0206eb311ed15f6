"""How the texts of one page came out in a language: what its readers are told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .reviews import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .reviews import Review


@dataclass
class Tally:
    """Texts of one page by what became of them."""

    translated: int = 0
    missing: int = 0
    refused: int = 0
    checked: int = 0
    """Of the translated ones, those with the reviews that their class needs."""
    reviews: set[Review] = field(default_factory=set)
    """The reviews of the checked texts."""

    @property
    def total(self) -> int:
        """All texts with words in them."""
        return self.translated + self.missing + self.refused

    @property
    def is_draft(self) -> bool:
        """Whether a translation is shown that nobody has checked as its class needs."""
        return self.checked < self.translated

    def show(self, reviews: Sequence[Review], danger: str) -> bool:
        """Count a text whose translation is shown; whether it is checked."""
        self.translated += 1
        if not checked(reviews, danger):
            return False
        self.checked += 1
        self.reviews.update(reviews)
        return True

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.translated + other.translated,
            self.missing + other.missing,
            self.refused + other.refused,
            self.checked + other.checked,
            self.reviews | other.reviews,
        )
