"""Dates as readers of a language write them; English stays as the author wrote it.

A language's row in locales/languages.yml says how (`dates`), else Babel (CLDR) knows. CLDR lists some languages
without names of months, or with another language's: then nobody knows, and the date stays English.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, get_month_names

if TYPE_CHECKING:
    from .languages import Language

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_DATE = rf"(?:{'|'.join(MONTHS)})\s+(?:[12]?\d|3[01]),\s+[12]\d{{3}}|(?:{'|'.join(MONTHS)})\s+[12]\d{{3}}"
_PARTS = re.compile(r"(\w+)\s+(?:(\d{1,2}),\s+)?(\d{4})")


@dataclass(frozen=True, slots=True)
class Dates:
    """How a language writes dates where CLDR does not know it, or knows better: `dates` of its row."""

    months: tuple[str, ...] = ()
    """Twelve names."""
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    like: str = ""
    """Tag of a locale that CLDR knows and that writes dates the same; then the rest is not asked."""


@lru_cache(64)
def locale(tag: str) -> Locale | None:
    """Babel's locale of a language tag, or None where CLDR has none."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(64)
def calendar(tag: str) -> Locale | None:
    """Babel's locale of a tag, if it has names of months, and its own.

    Haitian Creole has the names of French there, and K'iche' has "M01", "M02" …

    >>> [tag for tag in ("es", "zh-Hans", "so", "ht", "quc", "mam") if calendar(tag)]
    ['es', 'zh-Hans', 'so']
    """
    known = locale(tag)
    if known is None:
        return None
    names = get_month_names("wide", locale=known)
    if names[1] == "M01":
        return None
    heir = get_global("parent_exceptions").get(str(known), "")
    parent = locale(heir.replace("_", "-")) if heir else None
    borrowed = parent and parent.language != known.language and names == get_month_names("wide", locale=parent)
    return None if borrowed else known


def known(language: Language) -> bool:
    """Whether dates can be written in a language.

    Law: where this is false, `long_date` is None and `in_language` gives English.
    """
    return bool(language.dates and language.dates.months) or _calendar(language) is not None


def long_date(day: datetime.date, language: Language) -> str | None:
    """A full date in a language, or None where nobody knows how.

    >>> from .languages import Language
    >>> long_date(datetime.date(2026, 6, 9), Language("es", "Español", "Spanish", "ltr"))
    '9 de junio de 2026'
    """
    own = language.dates
    if own and own.months:
        return own.day.format(day=day.day, month=own.months[day.month - 1], year=day.year)
    calendar = _calendar(language)
    return _long(day, calendar) if calendar else None


def in_language(english: str, language: Language) -> str:
    """An English date ("June 9, 2026", "May 2026") in a language; as it is where that cannot be done.

    >>> from .languages import Language
    >>> in_language("May 2026", Language("es", "Español", "Spanish", "ltr"))
    'mayo de 2026'
    """
    parts = _PARTS.fullmatch(english)
    if language.tag == "en" or parts is None or parts[1] not in MONTHS:
        return english
    try:
        day = datetime.date(int(parts[3]), MONTHS.index(parts[1]) + 1, int(parts[2] or 1))
    except ValueError:
        return english
    if parts[2]:
        return long_date(day, language) or english
    own = language.dates
    if own and own.months:
        return own.month.format(month=own.months[day.month - 1], year=day.year)
    calendar = _calendar(language)
    return _month(day, calendar) if calendar else english


def _calendar(language: Language) -> Locale | None:
    return calendar(language.dates.like if language.dates else language.tag)


@lru_cache(4096)
def _long(day: datetime.date, known: Locale) -> str:
    return format_date(day, "long", locale=known)


@lru_cache(4096)
def _month(day: datetime.date, known: Locale) -> str:
    return format_skeleton("yMMMM", day, locale=known)
