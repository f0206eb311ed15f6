"""Marks, numbers and the list of sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyr.markup import EnglishWords, State, extensions
from kyr.markup.testing import PROJECT, TODAY, sample_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    Render = Callable[..., tuple[str, State]]

MARKED = re.compile(r'<a aria-label="Source (\d+)" href="#n(\d+)">(\d+)</a>')
NOTE = re.compile(r'<li id="n(\d+)">')


def test_marks_lead_to_a_list(page: Render) -> None:
    html, state = page("One.[^law-a] Two.[^fact:report][^press-e][^law-b]")
    assert "One.<sup><a" in html
    assert (
        '2</a> <a aria-label="Source 3" href="#n3">3</a> <a aria-label="Source 4" href="#n4">4</a></sup>' in html
    )
    assert state.page.sources == ["law-a", "press-d", "press-e", "law-b"]
    assert state.page.facts == ["report"]
    assert not state.page.problems
    assert '<h2 id="sources">Sources</h2><ol class="src">' in html
    entry = (
        '<li id="n1"><a href="https://example.org/law-a">Title of law-a</a>. Publisher, September 1, 2026.</li>'
    )
    assert entry in html
    assert '<li id="n4"><a href="https://example.org/law-b">Title of law-b</a>. Publisher.</li>' in html


def test_a_fact_brings_its_strongest_source(page: Render) -> None:
    _, state = page("One.[^fact:door] Two.[^fact:report]")
    assert state.page.sources == ["court-c", "press-d"]


def test_a_fact_can_bring_more(page: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyr.markup.state.SOURCES_OF_A_MARK", 2)
    _, state = page("One.[^fact:report]\n\n/// fact | report\n///")
    assert state.page.sources == ["press-d", "press-e"]


def test_shared_sources_share_a_number(page: Render) -> None:
    html, state = page("One.[^fact:law] Two.[^fact:old-law] Three.[^law-a]")
    assert html.count('href="#n1"') == 3
    assert state.page.facts == ["law"]
    assert len(NOTE.findall(html)) == 1


def test_blocks_are_numbered_where_they_stand(page: Render) -> None:
    html, state = page("One.[^law-b]\n\n/// fact | law\n///\n\nTwo.[^court-c]")
    assert state.page.sources == ["law-b", "law-a", "court-c"]
    assert html.index("#n1") < html.index("#n2") < html.index("#n3")


def test_code_is_no_mark(page: Render) -> None:
    html, state = page("`[^law-a]` and \\[^law-b]\n\n```\n[^court-c]\n```\n\n    [^court-c]\n")
    assert state.page.sources == []
    assert "sources" not in html


def test_titles_keep_their_language(page: Render) -> None:
    html, _ = page("One.[^group-g]", shouted=True)
    assert '<a dir="ltr" href="https://example.org/group-g" lang="en">Title of group-g</a>. ' in html
    assert '<span dir="ltr" lang="en">Publisher</span>, September 1, 2026. SECONDARY SOURCE.</li>' in html
    assert 'aria-label="SOURCE 1"' in html


def test_an_author_may_write_a_note(page: Render) -> None:
    html, state = page("One.[^law-b] Two.[^1] Three.[^1]\n\n[^1]: A *note* of mine.[^law-a]\n")
    assert '<li id="n2"><p>A <em>note</em> of mine.<sup><a aria-label="Source 3"' in html
    assert "footnote" not in html
    assert not state.page.problems


@pytest.mark.parametrize(
    ("mark", "what", "todo"),
    [
        ("[^law-x]", "there is no source 'law-x'", "(perhaps law-b)"),
        ("[^fact:lew]", "there is no fact 'lew'", "(perhaps law)"),
        ("[^fact:weak]", "the fact 'weak' is of low confidence", "could not confirm"),
    ],
)
def test_wrong_marks_name_their_line(page: Render, mark: str, what: str, todo: str) -> None:
    text = f"```\n{mark}\n```\n\nFirst.\n\n- One.\n- Two.{mark}\n"
    _, state = page(text, offset=6)
    assert [(p.line, p.what) for p in state.page.problems] == [(14, what)]
    assert todo in state.page.problems[0].todo


def test_a_wrong_mark_leaves_nothing(page: Render) -> None:
    html, _ = page("One.[^law-x] Two.")
    assert html == "<p>One. Two.</p>"


PIECES = st.lists(
    st.sampled_from(
        [
            "[^law-a]", "[^law-b]", "[^court-c]", "[^press-d]", "[^fact:law]", "[^fact:report]", "[^fact:door]",
            "[^nothing]", "`", "``", "\\", "[", "]", "word ", "\n", "\n\n", "- ", "> ", "**", "*", "<tel:clinic>",
            "\n\n/// fact | door\n///\n\n", "\n\n/// key\n[^law-b]\n///\n\n", "\n\n```\n[^law-a]\n```\n\n",
        ]
    ),
    max_size=25,
)  # fmt: skip
WORDS = EnglishWords(PROJECT)
LEDGER = sample_ledger()


def convert(text: str) -> tuple[str, State]:
    """The page, in English, without a folder."""
    state = State(LEDGER, WORDS, PROJECT / "none", today=TODAY)
    state.start("", text, 0)
    parser = ["footnotes", "attr_list", "tables", "toc", "pymdownx.superfences", *extensions(state)]
    return markdown.markdown(text, extensions=parser), state


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES.map("".join))
def test_laws_of_numbers(text: str) -> None:
    """Every mark has one note, every note a mark; numbers are the order of first appearance; no chance."""
    html, state = convert(text)
    body, _, _ = html.partition('<h2 id="sources">')
    marks = [int(number) for _, number, _ in MARKED.findall(body)]
    assert all(label == number == shown for label, number, shown in MARKED.findall(body))
    notes = [int(number) for number in NOTE.findall(html)]
    assert notes == list(range(1, len(state.page.sources) + 1))
    assert set(marks) == set(notes)
    assert list(dict.fromkeys(_first_in_each_run(body))) == sorted(set(notes))
    assert convert(text)[0] == html


def _first_in_each_run(body: str) -> list[int]:
    """Numbers in reading order; inside one run of marks they stand in rising order."""
    return [int(number) for _, number, _ in MARKED.findall(body)]
