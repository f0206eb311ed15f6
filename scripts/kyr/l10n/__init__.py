"""Translation inside the Markdown parser: segments, tokens, the gate, catalogs."""

from __future__ import annotations

from .catalogs import Catalogs, PageCatalog, load_catalogs
from .languages import Language, languages
from .segments import Segments, SegmentState
from .tally import Tally
from .words import TranslatedWords

__all__ = [
    "Catalogs",
    "Language",
    "PageCatalog",
    "SegmentState",
    "Segments",
    "Tally",
    "TranslatedWords",
    "languages",
    "load_catalogs",
]
