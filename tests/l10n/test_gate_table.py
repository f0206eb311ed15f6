"""gate.json: what Python and the browser read alike, and where its tables come from."""

from __future__ import annotations

import re
import unicodedata

import pytest
from confusable_homoglyphs import confusables
from hypothesis import given
from hypothesis import strategies as st

from kyr.l10n import gate, gate_tables, tokens

TABLES = gate.TABLE["tables"]
PATTERNS = [
    (name, alternative) for name, alternatives in gate.TABLE["patterns"].items() for alternative in alternatives
]
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_ESCAPED = re.compile(r"\\(.)")
MEANS_THE_SAME = set("()[]{}.*+?|\\/^$-")


def points(ranges: str) -> set[int]:
    return {
        n
        for run in ranges.split()
        for first, _, last in [run.partition("-")]
        for n in range(int(first, 16), int(last or first, 16) + 1)
    }


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[f"{n}-{i}" for i, (n, _) in enumerate(PATTERNS)])
def test_a_pattern_means_the_same_in_both_languages(name, pattern):
    """`\\w`, `\\d`, `\\s`, `\\b`, `.`, `^` and `$` differ; JavaScript refuses needless backslashes."""
    pattern = re.sub(r"\\u[0-9a-f]{4}", "x", pattern)
    assert set(_ESCAPED.findall(pattern)) <= MEANS_THE_SAME
    bare = _ESCAPED.sub("x", _CLASS.sub("x", pattern))
    assert not set(".^$") & set(bare)
    assert not re.search(r"\(\?(?!:|=|!|<=|<!)", bare)
    assert not re.search(r"[*+?}][+]", bare)
    assert set(re.findall(r"@([a-z]+)@", pattern)) <= set(TABLES["classes"])


def test_tokens_of_the_gate_are_those_that_are_filled():
    assert gate.P["token"].pattern == tokens.TOKEN.pattern
    assert gate.P["placeholder"].pattern == tokens.PLACEHOLDER.pattern


def test_what_is_known_is_assigned_and_seen():
    """By this Python's Unicode, which may be newer than the table's."""
    known = points(TABLES["classes"]["known"])
    joining = set(map(ord, gate_tables.JOINING))
    assert all(gate_tables.known(chr(n)) for n in known)
    hidden = {n for n in known if unicodedata.category(chr(n)) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")}
    assert hidden == joining | {0x0A}
    assert points(TABLES["classes"]["letter"]) < known
    assert {chr(n) for n in points(TABLES["classes"]["space"])} == set(gate_tables.SPACE)


def test_digits_of_every_script_are_folded():
    folds = {n: shown for shown, ranges in TABLES["figures"].items() for n in points(ranges)}
    known = points(TABLES["classes"]["known"])
    decimals = {n: str(unicodedata.decimal(chr(n))) for n in known if n > 0x7F and chr(n).isdecimal()}
    assert len(decimals) > 600
    assert decimals.items() <= folds.items()
    assert all(shown.isascii() for shown in folds.values())


def test_look_alikes_are_those_of_unicode():
    """Each is in confusables.txt, but for a few letters that it takes for small capitals and for dashes."""
    added = set("".join(gate_tables._ADDED.values())) | set("\u2010\u2012\u2013\u2014\u2015\u2212")
    for table in (TABLES["confusables"], TABLES["confusables_in_words"]):
        for target, ranges in table.items():
            for character in set(map(chr, points(ranges))) - added:
                known = {row["c"] for row in confusables.confusables_data[character]}
                assert target in known or (target == "I" and "l" in known), (character, target)


def test_no_letter_of_a_living_script_without_latin_is_folded_everywhere():
    for text in (
        "محكمة قاضٍ",
        "法院的法官",
        "ፍርድ ቤት",
        "न्यायालय",
        "আদালত",
        "ศาล",
        "តុលាការ",
        "တရားရုံး",
        "법원",
        "裁判所ノ",
    ):
        assert gate.folded(text) == unicodedata.normalize("NFKC", text)


def test_the_file_is_as_it_would_be_written_again():
    """With the Python whose Unicode made it; a newer one knows more characters."""
    if unicodedata.unidata_version == "14.0.0":
        assert gate_tables.tables() == TABLES
    else:
        assert points(TABLES["classes"]["known"]) <= points(gate_tables.classes()["known"])


def disguises(character: str) -> list[str]:
    """How else a character of an address may look: full width, bold, ringed, in the letters of another script."""
    looks = [character, character.upper(), chr(ord(character) + 0xFEE0)]
    if character.isalpha():
        n = ord(character) - ord("a")
        looks += [chr(0x1D41A + n), chr(0x1D4EA + n), chr(0x24D0 + n), chr(0x24B6 + n)]
    for table in (TABLES["confusables"], TABLES["confusables_in_words"]):
        looks += map(chr, points(table.get(character, "")))
    return looks


@given(st.data())
def test_no_disguise_gets_an_address_through(data):
    """One letter at least is ASCII, as in an address that somebody could type."""
    address = data.draw(
        st.sampled_from(["evil.com", "help.org", "free-lawyer.net", "t.me/abogado", "www.evil.info"])
    )
    plain = data.draw(st.integers(0, len(address) - 1).filter(lambda n: address[n].isalpha()))
    text = "".join(c if n == plain else data.draw(st.sampled_from(disguises(c))) for n, c in enumerate(address))
    joint = data.draw(st.sampled_from(["", "\u200d", "\u200c", "\u200e"]))
    at = data.draw(st.integers(0, len(text)))
    for before, after in ((" ", "."), ("“", "”"), ("在", "。"), ("و", "،"), ("", "")):
        said = f"Lea{' ' if before == ' ' else ''}{before}{text[:at]}{joint}{text[at:]}{after}"
        said = said if before else f"Lea {text}"
        assert "address" in gate.faults("Read", said, plain=True), (said, gate.folded(said))


@given(st.data())
def test_no_digit_of_any_script_gets_through(data):
    """Unless it stands for the very number that the English has."""
    folds = [(chr(n), shown) for shown, ranges in TABLES["figures"].items() for n in points(ranges)]
    character, _ = data.draw(st.sampled_from(folds))
    english, text = data.draw(
        st.sampled_from([("Call now", "Llame ya"), ("in 72 hours", "في ٧٢ ساعة"), ("Go", "去")])
    )
    at = data.draw(st.integers(0, len(text)))
    assert "numbers" in gate.faults(english, text[:at] + character + text[at:], plain=True)


@pytest.mark.parametrize("tag", gate.TABLE["advice"]["languages"])
def test_a_language_with_words_has_them_for_every_purpose(tag):
    words = {k: v for k, v in gate.TABLE["advice"]["languages"][tag].items() if k not in ("prefixes", "unspaced")}
    assert set(words) >= {"negation", "any_negation", "must", "may", "judge"}
    assert all(re.fullmatch(r"\*?[^\W\d_][^*\d]*\*?", word) for row in words.values() for word in row)
