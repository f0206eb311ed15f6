"""The code on a copy: every slip of the pen is found, whatever dash or case it was typed in."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kyr.editions import Code, WrongCode, page_mark, sealed

ALL = string.digits + string.ascii_uppercase
MARKS = st.text(ALL, min_size=2, max_size=8)
TAGS = st.sampled_from(["en", "es", "ar", "ht", "zh-Hans", "zh-Hant", "pt-BR"])
CODES = st.builds(sealed, MARKS, TAGS, st.text())


def wrong(text: str) -> bool:
    try:
        Code.parse(text)
    except WrongCode:
        return True
    return False


@given(CODES)
def test_a_code_is_read_back(code: Code) -> None:
    assert Code.parse(str(code), ["en", "es", "ar", "ht", "zh-Hans", "zh-Hant", "pt-BR"]) == code


@given(CODES, st.data())
def test_one_wrong_sign_is_found(code: Code, data: st.DataObject) -> None:
    text = str(code).upper()
    at = data.draw(st.sampled_from([n for n, sign in enumerate(text) if sign != "-"]))
    sign = data.draw(st.sampled_from(ALL))
    alike = {"I": "1", "L": "1", "O": "0"}
    assume(sign != text[at] and not (at >= len(text) - 6 and alike.get(sign, sign) == text[at]))
    assert wrong(text[:at] + sign + text[at + 1 :])


@given(CODES, st.data())
def test_two_swapped_signs_are_found(code: Code, data: st.DataObject) -> None:
    signs = list(str(code).upper())
    places = [n for n, sign in enumerate(signs) if sign != "-"]
    one, other = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    alike = str.maketrans("ILO", "110")
    folded = [sign.translate(alike) if n >= len(signs) - 6 else sign for n, sign in enumerate(signs)]
    signs[one], signs[other] = signs[other], signs[one]
    again = [sign.translate(alike) if n >= len(signs) - 6 else sign for n, sign in enumerate(signs)]
    assume(again != folded)
    assert wrong("".join(signs))


@given(CODES)
@example(sealed("TAX", "es", ""))
def test_no_code_spells_a_word_in_its_hash(code: Code) -> None:
    assert not re.search("[A-Z]{3}", code.hash)
    assert not set(code.hash + code.check) & set("ILOU")


@given(CODES, st.sampled_from(["-", " ", " - ", "–", "—", "\u2011", "_", "."]), st.booleans())
def test_dashes_and_case_do_not_matter(code: Code, dash: str, lower: bool) -> None:
    typed = str(code).replace("-", dash)
    assert Code.parse(f" {typed.lower() if lower else typed} ", [code.tag]) == code


@given(MARKS, st.text(), st.text())
def test_the_same_words_have_the_same_code(mark: str, words: str, other: str) -> None:
    assert sealed(mark, "en", words) == sealed(mark, "en", words)
    assume(words != other)
    assert {sealed(mark, "en", words).tag, sealed(mark, "es", words).tag} == {"en", "es"}


@pytest.mark.parametrize(
    "text", ["", "TAX", "TAX-es", "TAX-es-7F3K", "TAX-es-7F3-Q", "-" * 9, "<b>", "TAX-es-7F3K-QQ", "é-es-7F3K-Q"]
)
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(WrongCode):
        Code.parse(text)


def test_marks_come_from_the_last_part_of_an_address() -> None:
    found = [page_mark(slug) for slug in ("", "data/tax/", "who/ai-rules", "help/states/tx")]
    assert found == ["START", "TAX", "AIRULES", "TX"]
