"""The reading grade: the formula against published figures, the syllables against well-known sentences."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyr.proof.grade import blocks, grade, kincaid, syllables

#: Text, syllables in all, grade. The usual examples of the Flesch formulas; the syllables were counted by us, not
#: copied from a source, and the counter was tuned on the third. So they guard against drift only.
WELL_KNOWN = [
    ("The cat sat on the mat.", 6, 0.39 * 6 + 11.8 * 1 - 15.59),
    (
        "This sentence, taken as a reading passage unto itself, is being used to prove a point.",
        24,
        0.39 * 16 + 11.8 * 24 / 16 - 15.59,
    ),
    (
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
        24,
        0.39 * 13 + 11.8 * 24 / 13 - 15.59,
    ),
]


@pytest.mark.parametrize(("text", "sounds", "expected"), WELL_KNOWN)
def test_well_known_sentences(text: str, sounds: int, expected: float) -> None:
    words = text.replace(",", "").replace(".", "").split()
    assert abs(sum(map(syllables, words)) - sounds) <= 1
    assert grade([text]).grade == pytest.approx(expected, abs=0.8)


@pytest.mark.parametrize(
    ("words", "sounds", "published"),
    [(1.0, 1.0, -3.4), (5.7, 1.02, -1.3)],  # the lowest grade there is; Green Eggs and Ham
)
def test_published_figures(words: float, sounds: float, published: float) -> None:
    assert kincaid(words, sounds) == pytest.approx(published, abs=0.05)


def test_one_short_word_a_sentence_is_the_lowest_grade_there_is() -> None:
    assert grade(["Go.", "Stop."]).grade == pytest.approx(-3.4)


@given(
    st.lists(st.sampled_from(["You may ask for a lawyer.", "Do not sign.", "A judge decides later."]), min_size=1)
)
def test_order_and_blocks_do_not_matter(parts: list[str]) -> None:
    assert grade(parts).grade == pytest.approx(grade([" ".join(reversed(parts))]).grade)


def test_what_counts_as_prose() -> None:
    main = lxml.html.fromstring(
        "<main><h1>Door</h1><p>Ask <b>first</b>.<sup><a>1</a></sup></p><ul><li>One. <p>Two.</p></li></ul>"
        "<p class=age>Newest source</p><ol class=src><li>Title</li></ol><p lang=en>English beside it</p></main>"
    )
    assert sorted(blocks(main)) == sorted(["Door", "Ask first.", "Two.", "One."])
