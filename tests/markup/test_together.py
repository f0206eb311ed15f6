"""Our Markdown beside Material's, and the page that holds all activities."""

from __future__ import annotations

import gzip
import re
import time
from typing import TYPE_CHECKING

import markdown
import pytest

from kyr.clock import build_date
from kyr.ledger import load
from kyr.markup import MARKDOWN_EXTENSIONS, EnglishWords, State, extensions
from kyr.markup.templates import FOLDER, styles
from kyr.markup.testing import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    Render = Callable[..., tuple[str, State]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('!!! note "Title"\n    Text.[^law-a]', '<div class="admonition note">'),
        ('??? tip "Title"\n    Text.[^law-a]', '<details class="tip"><summary>Title</summary>'),
        ('=== "One"\n    Text.[^law-a]\n\n=== "Two"\n    More.', '<div class="tabbed-set tabbed-alternate"'),
        ("| A | B |\n|---|---:|\n| a.[^law-a] | 1 |", '<td align="right">1</td>'),
        ("Text.[^1][^law-a]\n\n[^1]: Mine.", "<p>Mine.</p>"),
        ("Text :smile:[^law-a]", "emojione"),
        ("/// grid | cards\n- One.[^law-a]\n- Two.\n///", '<div class="grid cards">'),
        ("- [x] Done.[^law-a]\n- [ ] Open.", 'class="task-list"'),
        ("Term\n:   Meaning.[^law-a]", "<dd>Meaning.<sup>"),
        ("```python\nprint()\n```\n\nText.[^law-a]", '<div class="highlight">'),
        ("1. One.\n\n    /// key\n    Text.[^law-a]\n    ///\n\n2. Two.", '<li>\n<p>One.</p>\n<div class="key">'),
        ('??? tip "Title"\n    /// fact | law\n    ///', '<summary>Title</summary><div class="fact force">'),
        ("/// key\n/// fact | law\n///\n///", '<b>Do this first</b><div class="fact force">'),
    ],
)
def test_features_of_material(page: Render, text: str, wanted: str) -> None:
    html, _ = page(text)
    assert wanted in re.sub(r">\n<(?=summary|div)", "><", html) or wanted in html
    assert "data-kyr" not in html
    if "[^law-a]" in text:
        assert 'href="#n' in html


ALL = "# What did you do?\n\n/// status | Words\n///\n\n/// activities\n///\n"


@pytest.fixture(scope="module")
def state() -> State:
    """The real ledger in English."""
    today = build_date(PROJECT)
    return State(load(PROJECT, today), EnglishWords(PROJECT), PROJECT, today=today)


def convert(state: State, text: str, src: str) -> str:
    """A page."""
    state.start(src, text, 0)
    return markdown.markdown(text, extensions=[*MARKDOWN_EXTENSIONS, *extensions(state)])


def test_all_activities(state: State) -> None:
    started = time.process_time()
    html = convert(state, ALL, "data/index.md")
    assert time.process_time() - started < 0.5
    assert not state.page.problems
    assert html.count("<details") == len(state.ledger.activities) + 1
    assert len(gzip.compress(html.encode(), 9)) < 20_000
    for summary in re.findall(r"<summary>(.*?)</summary>", html)[1:]:
        assert re.search(r"</b> Sharing with [^<]+: <strong", summary), summary
    assert not re.search(r"\sstyle=|<script| on\w+=", html)


def test_the_same_page_gives_the_same_bytes(state: State) -> None:
    first = convert(state, ALL, "data/index.md")
    assert convert(state, ALL, "data/index.md") == first


def test_each_block_has_its_parts_side_by_side() -> None:
    for folder in (path for path in FOLDER.iterdir() if (path / "__init__.py").is_file()):
        assert (folder / f"test_{folder.name}.py").is_file(), folder.name


@pytest.mark.parametrize("path", styles(), ids=lambda path: path.name)
def test_styles(path) -> None:
    """Logical properties only, no font size in pixels, no fixed height, one block of print rules."""
    text = path.read_text(encoding="utf-8")
    physical = (
        r"[{;](?:margin|padding|border|inset)?-?(?:left|right|top|bottom)[:-]|[{;](?:max-|min-)?(?:width|height):"
    )
    assert not re.findall(physical, text)
    assert not re.findall(r"font(?:-size)?:[^;}]*\dpx|letter-spacing|italic", text)
    assert text.count("@media print{") <= 1


def test_templates_hold_no_words() -> None:
    for path in FOLDER.rglob("*.html"):
        text = re.sub(
            r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^{}]*?>|<.*?>", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        assert not re.search(r"[A-Za-z]{2}", text), (path.name, text)


def test_each_text_has_a_number_in_reading_order(page):
    html, _ = page(
        "# Title\n\nOne.\n\n- Two.\n- Three.\n\n| A | B |\n|---|---|\n| Four | x |\n\n/// key | K\nFive.\n///",
        numbered=True,
    )
    assert re.findall(r'<(\w+) id="(p\d+)"', html) == [
        ("p", "p1"),
        ("li", "p2"),
        ("li", "p3"),
        ("td", "p4"),
        ("p", "p5"),
    ]


def test_a_text_that_its_author_named_keeps_its_name(page):
    html, _ = page("One.\n{: #mine }\n\nTwo.", numbered=True)
    assert '<p id="mine">' in html
    assert '<p id="p2">' in html


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("## A {#others}\n\n/// flows\n    holder: irs\n///", "s"),
        ("## A {#others}\n\n/// fact | law\n///", "others"),
        ("/// activities\n///", "a1"),
    ],
)
def test_a_draft_of_the_ledger_leads_to_the_same_place_in_english(page, text, place):
    english, _ = page(text, numbered=True)
    html, _ = page(text, shouted=True, numbered=True)
    places = re.findall(r'<a data-kyr="l10n" href="../../data/#(\w+)">EN</a>', html)
    assert places
    assert places[0].startswith(place)
    assert all(f'id="{name}"' in english for name in places)
    assert "l10n" not in english
