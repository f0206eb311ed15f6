"""Law: the translation that repeats every English text gives the English page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from l10n.conftest import LONG_ROAD
from l10n.generated import pages

BLOCKS = "p|div|ul|ol|li|dl|dt|dd|td|th|tr|h[1-6]|summary|details|label|blockquote|figcaption"
EDGE = re.compile(rf" ?(</?(?:{BLOCKS})\b[^>]*>|<br[^>]*>) ?")
FOREIGN = Path(__file__).with_name("foreign")
CUT = re.compile(r"^%%%+ *(.*)\n", re.M)


def spaced(html):
    """HTML with one space for each run of white space, and none at the edges of blocks and lines, where nobody
    sees it; `pre` as it stands."""
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.S)
    return [part if part.startswith("<pre") else EDGE.sub(r"\1", re.sub(r"\s+", " ", part)) for part in parts]


def repeated(press, body, src="now/test.md"):
    """What is not the same when each text of a page is its own translation; "" when all is."""
    english, found = press.render(body, None, src=src)
    every = {segment.msgid: segment.msgid for segment in found.found}
    same, state = press.render(body, every, LONG_ROAD, src=src)
    if state.refused:
        return f"refused: {state.refused[0]}"
    if state.tally.missing or state.tally.translated != len(found.found):
        return f"{state.tally.missing} missing of {len(found.found)}"
    return "" if spaced(same) == spaced(english) else "other HTML"


def test_every_page_of_the_site(press):
    assert len(press.pages) >= 15
    assert {page.src: repeated(press, page.body, page.src) for page in press.pages} == dict.fromkeys(
        (page.src for page in press.pages), ""
    )


@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages)
def test_pages_with_every_kind_of_block_and_text(press, body):
    assert repeated(press, body) == ""


def foreign():
    """Pages as other people write them: name and text."""
    for path in sorted(FOREIGN.glob("*.md")):
        name, *rest = CUT.split(path.read_text("utf-8"))
        assert not name.strip()
        yield from ((f"{path.stem}: {title}", text) for title, text in zip(rest[::2], rest[1::2], strict=True))


def test_there_are_enough_foreign_pages():
    assert len(dict(foreign())) >= 50


@pytest.mark.parametrize(("name", "body"), list(foreign()), ids=[name for name, _ in foreign()])
def test_pages_in_the_style_of_others(press, name, body):
    assert repeated(press, body) == ""
