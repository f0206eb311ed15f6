"""The code of an edition, as it stands on paper: `TAX-es-7F3K-Q`.

Mark of the page, tag of the language, four signs of a hash over the words, one check sign. People read it aloud
and type it from paper, so the signs are those of Crockford's base 32 (no I, L, O, U), and case does not count.
"""

from __future__ import annotations

import hashlib
import re
import string
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that looks like something else."""
_VALUES = {sign: value for value, sign in enumerate(string.digits + string.ascii_uppercase)}
_PRIME = 37
"""Greater than every difference of two values and than every number of places of a code."""
_ALIKE = str.maketrans("ILO", "110")
_SHAPE = re.compile(r"([A-Z0-9]{2,8})-([A-Z]{2,3}(?:-[A-Z0-9]{2,8})*)-([A-Z0-9]{4})-([A-Z0-9])")
_DASHES = re.compile(r"[\s\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d_.]+")
_SPELLS = re.compile(r"[A-Z]{3}")
LONGEST_MARK = 8


class WrongCode(ValueError):
    """What was typed is no code, or has a wrong sign in it."""


@dataclass(frozen=True, slots=True)
class Code:
    """The parts of a code, in upper case but for the language's tag."""

    mark: str
    tag: str
    hash: str
    check: str

    def __str__(self) -> str:
        return f"{self.mark}-{self.tag}-{self.hash}-{self.check}"

    @classmethod
    def parse(cls, typed: str, tags: Iterable[str] = ()) -> Code:
        """The code that somebody typed: spaces and every kind of dash are one, I and L are 1, O is 0 where only
        the hash and the check sign stand. `tags` are the languages' own spelling.

        Law: any one wrong sign, and any two swapped, are refused.

        Raises WrongCode.
        """
        text = "-".join(filter(None, _DASHES.sub("-", typed.strip()).upper().split("-")))
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise WrongCode(f"“{typed}” has not the shape of a code, as TAX-es-7F3K-Q")
        mark, tag, body, check = match.groups()
        body, check = body.translate(_ALIKE), check.translate(_ALIKE)
        if check != check_sign(mark, tag, body):
            raise WrongCode(f"“{typed}” has a wrong sign in it")
        return cls(mark, {known.upper(): known for known in tags}.get(tag, tag.lower()), body, check)


def check_sign(mark: str, tag: str, body: str) -> str | None:
    """The sign that goes with the others; None where none of SIGNS does.

    The signs' values (0 to 35), each times the number of its place, and the check sign's own, add up to a
    multiple of 37. A wrong sign changes the sum by place × difference, two swapped ones by difference of places
    × difference of values; neither is a multiple of 37, for it is a prime and each factor is smaller.
    """
    places = [_VALUES[sign] for sign in f"{mark}{tag}{body}".upper() if sign != "-"]
    total = sum(place * value for place, value in enumerate(places, 2))
    value = -total % _PRIME
    sign = (string.digits + string.ascii_uppercase)[value : value + 1]
    return sign if sign and sign in SIGNS else None


def sealed(mark: str, tag: str, words: str) -> Code:
    """The code of some words. Where no sign seals the first hash, or three letters in a row could spell a word,
    the next one is taken, always the same."""
    for salt in count():
        digest = hashlib.sha256(f"{salt}\x1f{words}".encode()).digest()
        body = signs_of(int.from_bytes(digest[:4], "big"), 4)
        check = check_sign(mark, tag, body)
        if check and not _SPELLS.search(body):
            return Code(mark, tag, body, check)
    raise AssertionError("unreachable")


def signs_of(number: int, count: int) -> str:
    """The last so many digits of a number, in base 32."""
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(count)))


def page_mark(slug: str) -> str:
    """The mark of a page, from the last part of its neutral address.

    >>> page_mark("data/tax"), page_mark("about/this-phone"), page_mark("")
    ('TAX', 'THISPHON', 'START')
    """
    last = slug.strip("/").rpartition("/")[2] or "start"
    letters = "".join(sign for sign in last.upper() if sign in _VALUES)
    return letters[:LONGEST_MARK].ljust(2, "0")
