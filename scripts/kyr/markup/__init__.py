"""What an author can write: citations, phones, dated facts, ways of data, exact words to say."""

from __future__ import annotations

from .extension import MARKDOWN_EXTENSIONS, extensions
from .record import PageRecord
from .state import State
from .words import EnglishWords, Words, fill

__all__ = ["MARKDOWN_EXTENSIONS", "EnglishWords", "PageRecord", "State", "Words", "extensions", "fill"]
