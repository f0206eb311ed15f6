"""Texts that no page holds."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from kyr.markup import EnglishWords, phones
from kyr.problems import Problems

if TYPE_CHECKING:
    from pathlib import Path


def words(root: Path, **files: str) -> EnglishWords:
    """English words of some files."""
    folder = root / "overrides" / "words"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return EnglishWords(root)


def test_texts_and_placeholders(tmp_path: Path) -> None:
    english = words(tmp_path, a="greet: Hello & {name}", b="bye.now: Bye")
    assert english.shell("greet", name="<x>") == "Hello &amp; &lt;x&gt;"
    assert english.shell("greet", name=Markup("<b>x</b>")) == "Hello &amp; <b>x</b>"
    assert english.shell("bye.now") == "Bye"


def test_an_unknown_name_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no text has the name 'nix'"):
        words(tmp_path, a="greet: Hello").shell("nix")


def test_a_missing_value_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="needs a value named 'name'"):
        words(tmp_path, a="greet: Hello {name}").shell("greet")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- one", "the file is no map"),
        ("one: 3", "'one' is no text"),
        ("one: [", "this is not YAML"),
        ("one: 'x", "this is not YAML"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(Problems, match=f"overrides/words/a.yml:\\d+: {what}"):
        words(tmp_path, a=text)


def test_a_name_stands_in_one_file(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="the name 'one' is taken"):
        words(tmp_path, a="one: x", b="one: y")


def test_titles(tmp_path: Path) -> None:
    english = words(tmp_path)
    (tmp_path / "docs" / "now").mkdir(parents=True)
    (tmp_path / "docs" / "now" / "index.md").write_text("---\na: b\n---\n# Right *now* & here {#x}\n", "utf-8")
    (tmp_path / "docs" / "empty.md").write_text("Text.\n", "utf-8")
    assert english.title("now") == "Right now &amp; here"
    with pytest.raises(Problems, match="the page has no heading"):
        english.title("empty")
    with pytest.raises(Problems, match="there is no such page"):
        english.title("none")


def test_dates(tmp_path: Path) -> None:
    day = words(tmp_path).date(datetime.date(2026, 11, 2))
    assert day == '<time datetime="2026-11-02">November 2, 2026</time>'


def test_ledger_texts_link_phones(tmp_path: Path) -> None:
    text = words(tmp_path).ledger("x.plain", "Call\n 1-800-898-7180 <now>")
    assert text.startswith(
        'Call <a class="tel" href="tel:+18008987180"><bdi dir="ltr">800-898-7180</bdi></a> &lt;'
    )


@pytest.mark.parametrize(
    ("text", "hrefs"),
    [
        ("(312) 660-1370; collect (312) 583-9721; code 565", ["tel:+13126601370", "tel:+13125839721"]),
        ("1-877-382-4357 (1-877-FTC-HELP)", ["tel:+18773824357"]),
        ("202-555-0143, ext. 12", ["tel:+12025550143;ext=12"]),
        ("26 U.S.C. § 6103(i)(2), 1,280,000, 2025-04-07, case 1:25-cv-00457", []),
        ("call 911", []),
    ],
)
def test_phones(text: str, hrefs: list[str]) -> None:
    assert [phone.href for phone in phones.find(text)] == hrefs
