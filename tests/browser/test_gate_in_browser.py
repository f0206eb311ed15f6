"""gate.js says in Chromium what gate.py says, of every pair that these tests know and of thousands made up."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

from kyr.l10n import gate
from l10n.gate_pairs import FAULTS, FINE, FRAGMENTS, GOOD, HOSTILE, MSGID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

IN_BROWSER = {row["id"] for row in gate.TABLE["checks"] if row["in_browser"]}
TRIES = 5000
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab with the gate loaded, as the translators' desk loads it."""
    page = browser.new_page()
    page.add_script_tag(content=gate.TABLE_PATH.with_suffix(".js").read_text("utf-8"))
    page.evaluate("table => { globalThis.gate = kyrGate(table) }", gate.TABLE)
    yield page
    page.close()


def same(tab: Page, pairs: list[tuple[str, str, bool]]) -> None:
    """The law: of each pair, Chromium's verdict is Python's, as far as the checks are the browser's."""
    verdicts = tab.evaluate(
        "text => JSON.parse(text).map(([e, t, plain]) => gate.faults(e, t, plain))", json.dumps(pairs)
    )
    different = [
        (english, translation, plain, here, there)
        for (english, translation, plain), there in zip(pairs, verdicts, strict=True)
        if (here := [id for id in gate.faults(english, translation, plain=plain) if id in IN_BROWSER]) != there
    ]
    assert different == []


def test_the_same_of_every_pair_in_the_tables(tab: Page) -> None:
    pairs = [(MSGID, text, plain) for _, text in HOSTILE for plain in (True, False)]
    pairs += FINE
    pairs += [(english, text, plain) for english, text, _ in FAULTS for plain in (True, False)]
    same(tab, pairs)


def test_the_same_of_every_translation_there_is(tab: Page) -> None:
    pairs = [
        (entry.msgid, entry.msgstr, entry.msgctxt is not None)
        for path in sorted((ROOT / "locales").glob("*/**/*.po"))
        for entry in polib.pofile(str(path))
        if entry.msgstr and not entry.obsolete
    ]
    assert len(pairs) > 1000
    same(tab, pairs)


def test_the_same_of_thousands_of_strings(tab: Page) -> None:
    """Seeded, so that a difference can be found again."""
    chance = random.Random(20261123)
    honest = [(english, text) for english, text, _ in FINE] + [(MSGID, GOOD)]
    same(tab, [_made_up(chance, honest) for _ in range(TRIES)])


def _made_up(chance: random.Random, honest: list[tuple[str, str]]) -> tuple[str, str, bool]:
    english, text = chance.choice(honest)
    kind = chance.randrange(4)
    if kind == 0:
        text = "".join(_piece(chance) for _ in range(chance.randrange(25)))
    elif kind == 1:
        words = text.split(" ")
        chance.shuffle(words)
        text = " ".join(words)
    for _ in range(chance.randrange(1 + kind * 2)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + _piece(chance) + text[at + chance.choice((0, 0, 1)) :]
    if chance.random() < 0.1:
        english, text = text, english
    return english, text, chance.random() < 0.5


def _piece(chance: random.Random) -> str:
    kind = chance.randrange(5)
    if kind < 2:
        return chance.choice(FRAGMENTS)
    if kind == 2:
        return chance.choice(SPECIAL)
    return chr(chance.randrange(0x20, (0x500, 0x3100, 0x10000, 0x110000)[chance.randrange(4)]))


SPECIAL = [
    *"٣７²½Ⅸ①〇九一〃。．․：／＠․…‥ﬁﷺİıſKµß\u0345\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069",
    *"\u00a0\u2003\u2028\u0085\x1c\x1f\v\f\r\t\u3000\ufeff\u00ad\u180e\ufe0f\ufffd\ud800\udfff\U0001f9d0",
    *"\u0301\u0489\u1ab0\u20e3аеосхмтІАВЅΑΒορν𝐞𝟗ⓔeᴄｃ", "ก\u200bข", "។\u200bក", "九一一", "．ｃｏｍ", ".сом",
    "evil.соm", "ponto com", " punto com", ". Com ", ". COM", "1,28,000", "1 280 000", "U.S.C", "I-130", "8OO",
    " 800 ABOGADO", "988-ABOGADO", "*72", "{1}", "{1}A", "4{2}", ":home:", "&amp", ".中国", ".рф", "www",
    "(at)", "202 555 0100", "2025-300", "\n", "\n ", "\u2029\n",
]  # fmt: skip
