"""The gate refuses next to no honest translation, in any script."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import polib
import pytest
import yaml

from kyr.l10n import gate

ROOT = Path(__file__).parents[2]
PAIRS = yaml.safe_load(Path(__file__).with_name("honest.yml").read_text("utf-8"))
ENGLISH = PAIRS.pop("en")
MOST = 0.005
"""Refused, of all: French counts "24 heures sur 24" twice, Japanese writes "1日24時間"."""

DIGITS = {"ar": 0x660, "fa": 0x6F0, "ur": 0x6F0, "hi": 0x966, "bn": 0x9E6, "th": 0xE50, "km": 0x17E0, "my": 0x1040,
          "ja": 0xFF10, "zh-Hans": 0xFF10, "ko": 0xFF10}  # fmt: skip
RIGHT_TO_LEFT = ("ar", "fa", "ur")
_OUTSIDE = re.compile(r"(\{:?\w+\}|\(\d+\)|\[\d+\]|<\d+>)")


def outside_tokens(text: str, change) -> str:
    pieces = _OUTSIDE.split(text)
    return "".join(piece if number % 2 else change(piece) for number, piece in enumerate(pieces))


def variants(tag: str, text: str) -> set[str]:
    """A translation as other people, keyboards and programs write the same."""
    written = {text, text.replace("“", '"').replace("”", '"').replace("’", "'"), text + "\n"}
    written.add(outside_tokens(text, lambda piece: unicodedata.normalize("NFD", piece)))
    written.add(text.replace(" ", "\u00a0", 1))
    if tag in DIGITS:
        written.add(
            outside_tokens(text, lambda piece: re.sub("[0-9]", lambda m: chr(DIGITS[tag] + int(m[0])), piece))
        )
    if tag in RIGHT_TO_LEFT:
        written.add(re.sub(r"(\{\d+\})", "\u2066\\1\u2069", text))
        written.add("\u200f" + text)
    return written


def refused(pairs) -> list[tuple]:
    found = ((*pair, gate.faults(pair[1], pair[2], plain=pair[3])) for pair in pairs)
    return [row for row in found if row[-1]]


def honest():
    for tag, texts in PAIRS.items():
        assert set(texts) == set(ENGLISH)
        for key, text in texts.items():
            for variant in variants(tag, text):
                yield tag, ENGLISH[key], variant, False


def in_catalogs():
    for path in sorted((ROOT / "locales").glob("*/**/*.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.obsolete and not entry.fuzzy:
                yield path.relative_to(ROOT / "locales").parts[0], entry.msgid, entry.msgstr, bool(entry.msgctxt)


def test_honest_pairs_in_eighteen_languages_pass():
    pairs = list(honest())
    assert len(PAIRS) == 18
    assert len(pairs) > 1500
    assert len({pair[2] for pair in refused((*pair[:3], False) for pair in pairs)}) < MOST * len(pairs)


@pytest.mark.parametrize("tag", PAIRS)
def test_of_each_language_at_most_one_sentence_is_refused(tag):
    rows = [row for row in refused(honest()) if row[0] == tag]
    assert {row[1] for row in rows} <= {ENGLISH["free"]}
    assert all(row[-1] == ("numbers",) for row in rows)


def test_the_catalogs_pass_however_they_are_typed():
    pairs = [
        (tag, english, variant, plain)
        for tag, english, text, plain in in_catalogs()
        for variant in variants(tag, text)
    ]
    assert len(pairs) > 6000
    assert len(refused(pairs)) < MOST * len(pairs)
