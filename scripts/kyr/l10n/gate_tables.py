"""The tables of characters in gate.json, drawn up anew: `python -m kyr.l10n.gate_tables`.

Sources: Python's `unicodedata` for what a character is; for letters that look like ASCII, Unicode's
confusables.txt (Unicode Technical Standard 39, https://www.unicode.org/Public/security/) as the library
`confusable-homoglyphs` carries it. The tables stand in the file so that Python and the browser, whose Unicode
may be of other versions, judge alike: a character that the table `known` does not hold is refused.
"""

from __future__ import annotations

import json
import unicodedata
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GATE = Path(__file__).with_name("gate.json")

JOINING = "\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
"""Allowed though nobody sees them: ZWSP (only between letters of `UNSPACED`), ZWNJ, ZWJ, LRM, RLM, ALM and
the isolates, which must be closed."""

SPACE = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
"""What `str.strip` takes away."""

UNSPACED = ("THAI", "LAO", "MYANMAR", "KHMER")
"""Scripts without spaces between words, where U+200B shows where a line may break."""

LOOK_ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "MODIFIER", "COPTIC", "CHEROKEE", "LISU", "MATHEMATICAL")
"""Scripts whose letters are folded wherever they stand; those of the others only in a word with ASCII letters,
because words of these scripts alone do not look like an address."""

_BLANK = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0xFFFD, 0x1D159}
_SELECTORS = {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_MARKS = (
    (0x300, 0x370), (0x483, 0x48A), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x20F1), (0xFE20, 0xFE30),
)  # fmt: skip
_ADDED = {"m": "м", "t": "т", "k": "к", "h": "һ", "n": "п", "b": "в", "r": "г"}
"""Letters that confusables.txt takes for small capitals, and that a reader takes for these."""
_EVERY = [chr(n) for n in range(0x110000)]


def _name(character: str) -> str:
    return unicodedata.name(character, "")


def known(character: str) -> bool:
    """Whether a translation may hold the character at all: assigned, and seen by readers."""
    n = ord(character)
    return character in JOINING + "\n" or (
        unicodedata.category(character) not in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
        and n not in _BLANK
        and n not in _SELECTORS
    )


def classes() -> dict[str, str]:
    """Each class of characters, as `ranges`."""
    return {
        "known": ranges(filter(known, _EVERY)),
        "letter": ranges(c for c in _EVERY if c.isalpha() and known(c)),
        "cased": ranges(
            c
            for c in _EVERY
            if not c.isascii() and c.isalpha() and known(c) and _name(c).startswith(LOOK_ALIKE[:4])
        )
        + " 300-36f",
        "unspaced": ranges(
            c for c in _EVERY if known(c) and _name(c).startswith(UNSPACED) and unicodedata.category(c)[0] in "LM"
        ),
        "joining": ranges(JOINING),
        "space": ranges(SPACE),
        "beyond": "80-10ffff",
        "mark": " ".join(f"{first:x}-{last - 1:x}" for first, last in _MARKS),
    }


def ranges(characters: Iterable[str]) -> str:
    """Characters as code points in hexadecimal.

    >>> ranges("abcx")
    '61-63 78'
    """
    numbers = sorted(map(ord, characters))
    out = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        out.append(f"{run[0]:x}-{run[-1]:x}" if len(run) > 1 else f"{run[0]:x}")
    return " ".join(out)


def figures() -> dict[str, str]:
    """Digits and numerals of every script by what they stand for in ASCII: `٣` for `3`, `½` for ` 1/2 `.

    Chinese numerals are words and not here.
    """
    found: dict[str, list[str]] = {}
    for c in _EVERY:
        if c.isascii() or not known(c) or not c.isnumeric() or unicodedata.category(c) == "Lo":
            continue
        digit = unicodedata.digit(c, None)
        value = unicodedata.numeric(c)
        shown = str(digit) if digit is not None else f" {Fraction(value).limit_denominator(1000)} "
        found.setdefault(shown, []).append(c)
    return {shown: ranges(found[shown]) for shown in sorted(found)}


def confusables() -> tuple[dict[str, str], dict[str, str]]:
    """By ASCII character: what looks like it anywhere, and what looks like it in a word with ASCII letters."""
    from confusable_homoglyphs import confusables as library

    anywhere: dict[str, list[str]] = {}
    in_words: dict[str, list[str]] = {}
    for source, targets in library.confusables_data.items():
        target = next((t["c"] for t in targets if len(t["c"]) == 1 and t["c"].isascii()), "")
        if len(source) != 1 or not target or not known(source) or source.isascii() or source.isnumeric():
            continue
        if unicodedata.normalize("NFKC", source) != source:
            continue
        letter = unicodedata.category(source)[0] in "LM"
        if target.isalpha() and target.isascii():
            if target == "l" and source.isupper():
                target = "I"
            if not letter:
                continue
            table = anywhere if _name(source).startswith(LOOK_ALIKE) else in_words
        elif target in ".:/@-" and not letter:
            table = anywhere
        else:
            continue
        table.setdefault(target, []).append(source)
    anywhere.setdefault("-", []).extend("\u2010\u2012\u2013\u2014\u2015\u2212")
    for target, letters in _ADDED.items():
        table = anywhere if target == "h" else in_words
        table.setdefault(target, []).extend(letters)
    return _written(anywhere), _written(in_words)


def _written(table: dict[str, list[str]]) -> dict[str, str]:
    return {target: ranges(set(table[target])) for target in sorted(table)}


def tables() -> dict[str, object]:
    """All of them, as they stand in the file."""
    anywhere, in_words = confusables()
    return {"classes": classes(), "figures": figures(), "confusables": anywhere, "confusables_in_words": in_words}


def main() -> None:
    """Write the tables into gate.json; the rest of it stays."""
    patterns, _ = GATE.read_text("utf-8").split(' "tables":', 1)
    body = json.dumps(tables(), indent=1).replace("\n", "\n ")
    GATE.write_text(f'{patterns} "tables": {body}\n}}\n', "utf-8")


if __name__ == "__main__":
    main()
