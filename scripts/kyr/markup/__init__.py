"""What an author can write: citations, phones, dated facts, ways of data, exact words to say."""

from __future__ import annotations

from .extension import MARKDOWN_EXTENSIONS, extensions
from .place import CLASS as PLACE_CLASS
from .place import place_name, place_pages
from .record import PageRecord
from .state import State
from .words import EnglishWords, Words, fill

__all__ = [
    "MARKDOWN_EXTENSIONS",
    "PLACE_CLASS",
    "EnglishWords",
    "PageRecord",
    "State",
    "Words",
    "extensions",
    "fill",
    "place_name",
    "place_pages",
]
