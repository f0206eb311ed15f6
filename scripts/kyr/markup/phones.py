"""Telephone numbers of the United States: found in a text, written as links that can be dialed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import phonenumbers
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from .words import Words

REGION = "US"
_MANY_DIGITS = re.compile(r"(?:\d\D{0,3}){7}")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_-])(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[ .-]\d{4}(?:,? ?(?:ext\.?|x) ?\d{1,6})?"
    r"(?![A-Za-z0-9_-])"  # a Chinese character beside it is no part of it
)


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: where it stands in the text, its address and how it is written."""

    start: int
    end: int
    href: str
    shown: str
    extension: str = ""

    def link(self, words: Words | None = None) -> Markup:
        """The link; the digits keep their direction in every script. The word before an extension is the
        language's own."""
        if not self.extension or words is None or words.tag == "en":
            return Markup('<a class="tel" href="{}"><bdi dir="ltr">{}</bdi></a>').format(self.href, self.shown)
        number = self.shown.partition(" ext. ")[0]
        digits = f"\u2066{number}\u2069" if words.direction == "rtl" else number
        text = words.shell("phone.extension", number=digits, extension=self.extension)
        link = Markup('<a class="tel" href="{}"><bdi lang="{}" dir="{}">{}</bdi></a>')
        return link.format(self.href, words.tag, words.direction, text)


def read(text: str) -> Phone | None:
    """The first number in a text, or None.

    >>> read("(734) 239-6863, Monday").href
    'tel:+17342396863'
    """
    return next(iter(find(text)), None)


@lru_cache(4096)
def find(text: str) -> tuple[Phone, ...]:
    """All valid numbers of a text, from the left; digits that are no valid number stay text."""
    found = []
    for match in _NUMBER.finditer(text):
        try:
            number = phonenumbers.parse(match[0], REGION)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
            e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            extension = f";ext={number.extension}" if number.extension else ""
            shown = international.removeprefix("+1 ")
            href = f"tel:{e164}{extension}"
            found.append(Phone(match.start(), match.end(), href, shown, number.extension or ""))
    return tuple(found)


def typed(text: str) -> str | None:
    """The first number of any country, however its digits are set apart; None where there is none.

    >>> typed("Call 888 351 4024 today."), typed("Mexico: +52 55 5080 2000"), typed("by 2025, 47,289 people")
    ('888 351 4024', '+52 55 5080 2000', None)
    """
    if not _MANY_DIGITS.search(text):
        return None
    matches = phonenumbers.PhoneNumberMatcher(text, REGION, phonenumbers.Leniency.VALID)
    return next((str(match.raw_string) for match in matches), None)


def linked(text: str, words: Words | None = None) -> Markup:
    """The text escaped, each number in it a link; `words` are those of its language.

    >>> str(linked("Call 800-898-7180 & ask"))
    'Call <a class="tel" href="tel:+18008987180"><bdi dir="ltr">800-898-7180</bdi></a> &amp; ask'
    """
    pieces, position = [], 0
    for phone in find(text):
        pieces += [escape(text[position : phone.start]), phone.link(words)]
        position = phone.end
    return Markup("").join([*pieces, escape(text[position:])])
