"""Titles that say nothing of what a page is about, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyr.l10n import Catalogs, languages, load_catalogs
from kyr.l10n.catalogs import PageCatalog, Translation
from kyr.l10n.neutral import ENGLISH, named, not_neutral
from kyr.problems import Problems

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("text", ["Inmigración", "ICE", "Sus derechos", "Abogados", "policía", "Agente", "Visa"])
def test_a_title_that_tells_is_named(text: str) -> None:
    assert named(text, not_neutral(ROOT, "es"))


@pytest.mark.parametrize("text", ["Puerta", "Inicio", "Salud", "Oficina", "Carta", "Primer día", "Ideas", "Hielo"])
def test_a_neutral_title_passes(text: str) -> None:
    assert named(text, not_neutral(ROOT, "es")) is None


def test_scripts_that_join_their_words() -> None:
    assert named("关于移民", ["移民"]) and named("الهجرة", ["هجرة"])
    assert named("关于", ["移民"]) is None


def test_the_words_of_english_hold_in_every_language(tmp_path: Path) -> None:
    assert not_neutral(tmp_path, "xx") == ENGLISH


def test_a_list_in_another_encoding_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "locales/es").mkdir(parents=True)
    (tmp_path / "locales/es/neutral.txt").write_bytes("asilo\npolic\u00eda\n".encode("latin-1"))
    with pytest.raises(Problems, match=r"^locales/es/neutral\.txt:2: the file is not UTF-8 — save it as UTF-8$"):
        not_neutral(tmp_path, "es")


def test_only_titles_are_asked() -> None:
    (_, spanish) = languages(ROOT)[:2]
    empty = PageCatalog("x.po", spanish)
    catalogs = Catalogs(spanish, {}, empty, empty)
    for context, at_fault in (("tab", True), ("description", False)):
        entry = Translation(context, "Door", "Deportación", "x.po", 3)
        assert bool(catalogs.fault(entry, plain=True)) is at_fault


def test_every_language_has_its_own_words() -> None:
    for language in languages(ROOT)[1:]:
        assert len(not_neutral(ROOT, language.tag)) > len(ENGLISH), language.tag
        for catalog, _ in load_catalogs(ROOT, language.tag):
            for entry in catalog:
                assert entry.context != "tab" or named(entry.text, not_neutral(ROOT, language.tag)) is None
