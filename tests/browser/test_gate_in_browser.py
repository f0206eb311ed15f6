"""gate.js says in Chromium what gate.py says, of every pair that these tests know and of thousands made up."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from kyr.l10n import gate
from l10n.gate_pairs import ADVICE, APART, FAULTS, FINE, FRAGMENTS, GOOD, HOSTILE, KINDS, MSGID
from l10n.test_gate_honest import honest, in_catalogs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

IN_BROWSER = {row["id"] for row in gate.TABLE["checks"] if row["in_browser"]}
TRIES = 5000


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
    rows = [row for table in APART.values() for rows in table for row in rows]
    pairs += [(english, text, plain) for english, text in rows for plain in (True, False)]
    pairs += [(english, text, plain) for _, english, text, plain in honest()]
    same(tab, pairs)


def test_the_same_of_every_translation_there_is(tab: Page) -> None:
    pairs = [(english, text, plain) for _, english, text, plain in in_catalogs()]
    assert len(pairs) > 1000
    same(tab, pairs)


def test_the_same_of_thousands_of_strings(tab: Page) -> None:
    """Seeded, so that a difference can be found again."""
    chance = random.Random(20261123)
    pairs = [(english, text) for _, english, text, _ in honest()] + [(MSGID, GOOD)] * 100
    same(tab, [_made_up(chance, pairs) for _ in range(TRIES)])


def test_the_same_advice(tab: Page) -> None:
    rows = [(*row, KINDS) for table in ADVICE.values() for rows in table for row in rows]
    rows += [(english, text, tag, KINDS) for tag, english, text, _ in (*in_catalogs(), *honest())]
    said = tab.evaluate(
        """text => JSON.parse(text).map(
            row => gate.advice(...row).map(({id, what, todo}) => [id, what, todo]))""",
        json.dumps(rows),
    )
    for row, there in zip(rows, said, strict=True):
        assert [[id, *gate.MESSAGES[id]] for id in gate.advice(*row)] == there, row


def test_the_same_message(tab: Page) -> None:
    for ids in (("numbers",), ("tokens", "numbers", "length")):
        there = tab.evaluate("ids => { const m = gate.message(ids); return [m.what, m.todo] }", ids)
        assert gate.message(ids) == tuple(there)


def _made_up(chance: random.Random, pairs: list[tuple[str, str]]) -> tuple[str, str, bool]:
    english, text = chance.choice(pairs)
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
