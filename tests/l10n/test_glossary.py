"""The words of the law: what a glossary may hold, and what it says of a translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyr import l10n
from kyr.l10n import glossary
from kyr.l10n.glossary import Term, advice
from kyr.problems import Problems

ROOT = Path(__file__).parents[2]
FILE = "locales/es/glossary.yml"


def written(root: Path, content: bytes) -> Path:
    (root / "locales/es").mkdir(parents=True)
    (root / FILE).write_bytes(content)
    return root


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- term: bond\n", 1, "translation is missing"),
        ("- term: bond\n  translation: fianza\n- translation: x\n", 3, "term is missing"),
        ("- term: bond\n  translation: 5\n", 1, "translation is not a text"),
        ("- term: bond\n  translation: ' '\n", 1, "translation is not a text"),
        ("- {term: bond, translation: fianza, avoid: bono}\n", 1, "unknown key 'avoid'"),
        ("- {term: bond, translation: fianza, forbidden: bono}\n", 1, "forbidden is no list of texts"),
        ("- {term: bond, translation: fianza, forms: [1]}\n", 1, "forms is no list of texts"),
        ("- {term: bond, translation: fianza, forbidden: [Fianza]}\n", 1, "is the translation and forbidden"),
        ("- {term: bond, translation: fianza, note: [a]}\n", 1, "note is not a text"),
        ("- {term: bond, translation: a}\n\n- {term: Bond, translation: b}\n", 3, "stands in line 1 already"),
        ("- {term: on, translation: 2026-13-41}\n", 1, "YAML does not parse"),
        ("- term: bond\n  translation: [\n", 3, "YAML does not parse"),
        ("- term: bond\n  translation: \x01\n", 1, "YAML does not parse"),
        ("- {term: bond, translation: a, term: bail}\n", 1, "term stands twice"),
        ("- bond\n", 1, "not a mapping"),
        ("bond: fianza\n", 1, "the file is not a list"),
    ],
)
def test_what_is_wrong_is_named_by_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(Problems) as found:
        glossary.load(written(tmp_path, text.encode()), "es")
    (problem,) = found.value.problems
    assert (problem.path, problem.line) == (FILE, line)
    assert said in problem.what


def test_another_encoding_is_named_by_line(tmp_path: Path) -> None:
    content = "- term: detention\n  translation: detención\n".encode("latin-1")
    with pytest.raises(Problems, match=r"glossary\.yml:2: the file is not UTF-8"):
        glossary.load(written(tmp_path, content), "es")


def test_no_file_an_empty_one_and_one_from_a_spreadsheet_are_fine(tmp_path: Path) -> None:
    assert glossary.load(tmp_path, "es") == ()
    root = written(tmp_path, b"# nothing yet\n")
    assert glossary.load(root, "es") == ()
    (root / FILE).write_bytes("\ufeff- term: bond\r\n  translation: fianza\r\n".encode())
    assert glossary.load(root, "es") == (Term("bond", "fianza"),)


SEARCH = Term("search", "registro", ("buscar",), ("búsqueda",))
WARRANT = Term("warrant", "orden")
PAPER = Term("administrative warrant", "orden administrativa", (), ("orden judicial",))
COURT, SUPREME = Term("court", "tribunal", (), ("corte",)), Term("Supreme Court", "Corte Suprema")
LAW = Term("warrant", "أمر رسمي")
ARAB = Term("court", "محكمة")
CHINESE = Term("lawyer", "律师", (), ("律師",))


@pytest.mark.parametrize(
    ("terms", "english", "translation", "silent"),
    [
        ([SEARCH], "A search of the home.", "Un registro de la casa.", True),
        ([SEARCH], "Searches of homes.", "Registros de casas.", True),
        ([SEARCH], "They search files.", "Pueden buscar en archivos.", True),
        ([SEARCH], "A search of the home.", "Una búsqueda en la casa.", False),
        ([SEARCH], "A search of the home.", "Un registro, o búsquedas.", False),
        ([SEARCH], "Research.", "Una búsqueda.", True),
        ([WARRANT, PAPER], "An administrative warrant.", "Una orden administrativa.", True),
        ([WARRANT, PAPER], "An administrative warrant.", "Una orden judicial administrativa.", False),
        ([COURT, SUPREME], "The Supreme Court is a court.", "La Corte Suprema es un tribunal.", True),
        ([COURT, SUPREME], "The Supreme Court is a court.", "La Corte Suprema es una corte.", False),
        ([Term("parole", "permiso (parole)")], "Parole ended.", "El permiso terminó.", True),
        ([Term("stay (of an order)", "suspensión")], "You may stay silent.", "Puede callar.", True),
        ([Term("driver's license", "licencia")], "Your driver’s license", "Su licencia", True),
        ([ARAB], "The court", "المحكمة", True),
        ([ARAB], "Your courts", "محكمتكم", True),
        ([ARAB], "The court", "القاضي", False),
        ([LAW], "A warrant", "أَمْر رسميّ", True),
        ([CHINESE], "Ask a lawyer.", "请问律师。", True),
        ([CHINESE], "Ask a lawyer.", "请问律師。", False),
    ],
)
def test_advice(terms: list[Term], english: str, translation: str, silent: bool) -> None:
    said = advice(terms, english, translation)
    assert bool(said) is not silent, said


def test_the_project_glossaries_load_and_say_little() -> None:
    """Advice that comes with every third sentence is read by nobody."""
    for language in l10n.languages(ROOT)[1:]:
        terms = glossary.load(ROOT, language.tag)
        texts = [entry for catalog, _ in l10n.load_catalogs(ROOT, language.tag) for entry in catalog]
        advised = sum(bool(advice(terms, entry.english, entry.text)) for entry in texts)
        assert advised <= 0.1 * len(texts), language.tag
