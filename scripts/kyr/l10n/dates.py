"""Dates as readers of a language write them. Babel (CLDR) knows how; English stays as the author wrote it."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_DATE = rf"(?:{'|'.join(MONTHS)})\s+(?:[12]?\d|3[01]),\s+[12]\d{{3}}|(?:{'|'.join(MONTHS)})\s+[12]\d{{3}}"
_PARTS = re.compile(r"(\w+)\s+(?:(\d{1,2}),\s+)?(\d{4})")


@lru_cache(64)
def locale(tag: str) -> Locale | None:
    """Babel's locale of a language tag, or None where CLDR has none."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(4096)
def long_date(day: datetime.date, tag: str) -> str | None:
    """A full date in a language, or None where CLDR does not know the language.

    >>> long_date(datetime.date(2026, 6, 9), "es")
    '9 de junio de 2026'
    """
    known = locale(tag)
    return format_date(day, "long", locale=known) if known else None


@lru_cache(4096)
def in_language(english: str, tag: str) -> str:
    """An English date ("June 9, 2026", "May 2026") in a language; as it is where that cannot be done.

    >>> in_language("May 2026", "es"), in_language("June 9, 2026", "en")
    ('mayo de 2026', 'June 9, 2026')
    """
    parts = _PARTS.fullmatch(english)
    if tag == "en" or parts is None or parts[1] not in MONTHS:
        return english
    try:
        day = datetime.date(int(parts[3]), MONTHS.index(parts[1]) + 1, int(parts[2] or 1))
    except ValueError:
        return english
    if parts[2]:
        return long_date(day, tag) or english
    known = locale(tag)
    return format_skeleton("yMMMM", day, locale=known) if known else english
