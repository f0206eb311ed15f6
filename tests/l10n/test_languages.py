"""The list of languages: what a row may say, how its dates come out, when it may be published."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from kyr import l10n
from kyr.l10n import Language, dates, stage, tokens
from kyr.l10n.catalogs import load_catalogs
from kyr.l10n.commands import app
from kyr.l10n.dates import Dates
from kyr.l10n.extract import extract
from kyr.l10n.languages import languages
from kyr.markup import EnglishWords
from kyr.problems import Problems

ROOT = Path(__file__).parents[2]
HEAD = "- {tag: en, autonym: English, english: English, direction: ltr}\n"
ROW = "- {tag: mam, autonym: Mam, english: Mam, direction: ltr"
MONTHS = "[a, b, c, d, e, f, g, h, i, j, k, l]"
DAY = datetime.date(2026, 6, 9)


def listed(root: Path, text: str) -> tuple[Language, ...]:
    (root / "locales").mkdir(exist_ok=True)
    (root / "locales/languages.yml").write_text(HEAD + text, encoding="utf-8")
    return languages(root)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (", stage: live}", "'live' is not a stage"),
        (", search: google}", "'google' is not a search"),
        (", script: Latin}", "'Latin' is not a script"),
        (", tag: ht}", "tag stands twice"),
        (", stage: 5}", "stage is not a text"),
        (", dates: juin}", "dates is no mapping"),
        (", dates: {}}", "dates is no mapping"),
        (f", dates: {{months: {MONTHS}, era: AD}}}}", "dates: unknown key 'era'"),
        (", dates: {months: [a, b]}}", "no list of twelve names"),
        (f", dates: {{months: {MONTHS[:-2]}5]}}}}", "no list of twelve names"),
        (f", dates: {{months: {MONTHS[:-2]}'<b>']}}}}", "the name of a month holds a character of markup"),
        (f", dates: {{months: {MONTHS}, day: '{{day}} {{month}}'}}}}", "dates: day needs {day} {month} {year}"),
        (f", dates: {{months: {MONTHS}, month: '{{month}}'}}}}", "dates: month needs {month} {year}"),
        (f", dates: {{months: {MONTHS}, month: '{{month}} *{{year}}*'}}}}", "a character of markup"),
        (f", dates: {{months: {MONTHS}, month: '{{month}} {{year'}}}}", "dates: month needs"),
        (f", dates: {{months: {MONTHS}, month: '{{month!r}} {{year}}'}}}}", "dates: month needs"),
        (f", dates: {{months: {MONTHS}, like: es}}}}", "like stands alone"),
        (", dates: {like: quc}}", "CLDR has no names of months for 'quc'"),
        (", dates: {like: 5}}", "CLDR has no names of months for 5"),
        (
            f", dates: {{months: {MONTHS[:-2]}'call 888-351-4024']}}}}",
            "the name of a month holds an address, a number",
        ),
        (f", dates: {{months: {MONTHS[:-2]}ayuda.com]}}}}", "the name of a month holds an address"),
        (f", dates: {{months: {MONTHS[:-2]}'11']}}}}", "the name of a month holds an address, a number"),
        (f', dates: {{months: {MONTHS[:-2]}"\\u202el"]}}}}', "or a character that nobody sees"),
        (f", dates: {{months: {MONTHS}, day: '{{day}} {{month}} {{year}} 911'}}}}", "dates: day holds an address"),
        (f", dates: {{months: {MONTHS}, day: '{{day}}1 {{month}} {{year}}'}}}}", "dates: day holds an address"),
        (f", dates: {{months: {MONTHS}, day: '{{day}} {{day}} {{month}} {{year}}'}}}}", "dates: day needs"),
        (f", dates: {{months: {MONTHS}, month: 'a.com {{month}} {{year}}'}}}}", "dates: month holds an address"),
    ],
)
def test_what_is_wrong_in_a_row_is_named_by_line(tmp_path: Path, rest: str, said: str) -> None:
    with pytest.raises(Problems) as found:
        listed(tmp_path, ROW + rest)
    (problem,) = found.value.problems
    assert (problem.path, problem.line) == ("locales/languages.yml", 2)
    assert said in problem.what


def test_english_is_published(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales/languages.yml").write_text(HEAD.replace("}", ", stage: preview}"))
    with pytest.raises(Problems, match="English is no preview"):
        languages(tmp_path)


@pytest.mark.parametrize(
    ("tag", "script", "search"),
    [
        ("zh-Hant", "Hant", "segmenter"), ("zh-Hans", "Hans", "segmenter"), ("th", "Thai", "segmenter"),
        ("pt-BR", "Latn", "words"), ("am", "Ethi", "words"), ("ur", "Arab", "words"), ("mam", "Latn", "words"),
        ("km", "Khmr", "segmenter"), ("hmn", "Latn", "words"), ("pa-Arab", "Arab", "words"),
        ("es-419", "Latn", "words"),
    ],
)  # fmt: skip
def test_a_short_row_says_enough(tmp_path: Path, tag: str, script: str, search: str) -> None:
    """Script and search follow from the tag; a new language begins as a preview."""
    row = listed(tmp_path, f"- {{tag: {tag}, autonym: A, english: B, direction: ltr}}")[1]
    assert (row.script, row.search, row.stage, row.is_published) == (script, search, "preview", False)


def test_the_workflow_builds_the_languages_of_the_list() -> None:
    """Continuous integration reads the list with a line of sed."""
    line = next(
        line for line in (ROOT / ".github/workflows/site.yml").read_text().splitlines() if "languages.yml" in line
    )
    pattern = re.search(r"sed -n '([^']*)'", line)
    assert pattern
    found = subprocess.run(
        ["sed", "-n", pattern[1], "locales/languages.yml"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == [language.tag for language in l10n.languages(ROOT)]
    mexico = subprocess.run(["sed", "-n", pattern[1]], input="- tag: es-419\n", capture_output=True, text=True)
    assert mexico.stdout == "es-419\n"


@pytest.mark.parametrize(
    ("tag", "own", "shown"),
    [
        ("es", None, "9 de junio de 2026"),
        ("zh-Hans", None, "2026年6月9日"),
        ("so", None, "Juun 9, 2026"),
        ("am", None, "9 ጁን 2026"),
        ("pt-BR", None, "9 de junho de 2026"),
        ("ht", None, None),  # CLDR has the months of French
        ("quc", None, None),  # CLDR has "M06"
        ("mam", None, None),
        ("hmn", None, None),
        ("prs", None, None),
        ("prs", Dates(like="fa-AF"), "9 جون 2026"),
        ("mam", Dates(like="es-GT"), "9 de junio de 2026"),
        ("hmn", Dates(tuple(map(str, range(1, 13))), "hnub tim {day} lub {month} hli {year}"),
         "hnub tim 9 lub 6 hli 2026"),
    ],
)  # fmt: skip
def test_dates_in_words_of_the_language_or_not_at_all(tag: str, own: Dates | None, shown: str | None) -> None:
    language = Language(tag, tag, tag, "ltr", dates=own)
    assert dates.long_date(DAY, language) == shown
    assert dates.known(language) is (shown is not None)
    assert dates.in_language("June 9, 2026", language) == (shown or "June 9, 2026")
    if shown is None:
        assert dates.in_language("June 2026", language) == "June 2026"


def test_every_language_of_the_project_knows_its_dates() -> None:
    for language in l10n.languages(ROOT):
        for month in range(1, 13):
            shown = dates.long_date(datetime.date(2026, month, 9), language)
            assert shown and "2026" in shown and not re.search(r"\bM\d\d\b", shown), language.tag
            name = dates.in_language(f"{dates.MONTHS[month - 1]} 2026", language)
            assert language.tag == "en" or dates.MONTHS[month - 1] not in name, (language.tag, name)


def test_haitian_creole_has_its_own_months() -> None:
    haitian = next(language for language in l10n.languages(ROOT) if language.tag == "ht")
    cut = tokens.plain("From May 2026 to June 9, 2026: $1,234.50")
    assert tokens.fill(cut, "Soti {1} rive {2}: {3}", haitian) == "Soti me 2026 rive 9 jen 2026: $1,234.50"


def test_a_date_that_nobody_can_write_is_marked_english() -> None:
    mam = Language("mam", "Mam", "Mam", "ltr")
    catalogs = load_catalogs(ROOT, "ht")
    words = l10n.TranslatedWords(catalogs, mam, EnglishWords(ROOT))
    assert str(words.date(DAY)).startswith('<span lang="en" dir="ltr"><time datetime="2026-06-09">June 9')


# Stage


def translate(project: Path, *, notices: bool = True, share: float = 1.0) -> None:
    """Translate the project's Spanish: the notices, and a share of the texts of each page, by repeating them."""
    assert CliRunner().invoke(app, ["sync", "--lang", "es"]).exit_code == 0
    for path in sorted((project / "locales/es").rglob("*.po")):
        catalog = polib.pofile(str(path), wrapwidth=0)
        if path.stem == "_shell" and not notices:
            continue
        for entry in list(catalog)[: max(1, round(len(catalog) * share))]:
            entry.msgstr = entry.msgid
        catalog.save()


def publish(project: Path) -> None:
    path = project / "locales/languages.yml"
    path.write_text(path.read_text("utf-8").replace("stage: preview", "stage: published", 1), "utf-8")


def check(project: Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", "--lang", "es"])
    return done.exit_code, done.output


@pytest.fixture
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project


def test_a_preview_says_what_it_lacks(here: Path) -> None:
    translate(here, notices=False, share=0.5)
    code, said = check(here)
    assert code == 0
    assert "es: " in said and "a preview; missing before it can be published: 10 notices in _shell.po" in said
    assert re.search(r"(49|50|51)% of the texts under Right now are translated, 80% are needed: now/door", said)


def test_a_language_published_too_early_is_named_by_its_row(here: Path) -> None:
    translate(here, share=0.5)
    publish(here)
    code, said = check(here)
    assert code == 1
    line = next(
        n for n, row in enumerate((here / "locales/languages.yml").read_text().splitlines(), 1) if "tag: es" in row
    )
    assert f"locales/languages.yml:{line}: es is published but may not be: " in said


def test_a_language_with_its_notices_and_urgent_pages_is_published(here: Path) -> None:
    translate(here, share=1.0)
    (here / "locales/es/data/index.po").unlink()
    assert "missing before it can be published: nothing" in check(here)[1]
    publish(here)
    assert check(here) == (0, check(here)[1])


def test_no_edit_of_the_english_takes_a_published_language_off(here: Path) -> None:
    """Every sentence of a page changes, and a new page appears: what was translated once still counts."""
    translate(here, share=1.0)
    publish(here)
    door = here / "docs/now/door.md"
    front, title, rest = re.split(r"^(# .*)$", door.read_text("utf-8"), maxsplit=1, flags=re.M)
    door.write_text(front + title + re.sub(r"\b[Yy]ou\b", "people", rest), "utf-8")
    words = here / "overrides/words/shell.yml"
    words.write_text(words.read_text("utf-8").replace("late: This page", "late: That page"), "utf-8")
    for _ in range(2):  # before the catalogs are brought up to the English, and after
        assert stage.lacking(load_catalogs(here, "es"), extract(here)) == ()
        assert check(here)[0] == 0
        assert CliRunner().invoke(app, ["sync", "--lang", "es"]).exit_code == 0


def test_a_language_without_dates_is_not_published(here: Path) -> None:
    translate(here)
    path = here / "locales/languages.yml"
    text = path.read_text("utf-8").replace("tag: es\n", "tag: mam\n")
    path.write_text(text, "utf-8")
    (here / "locales/es").rename(here / "locales/mam")
    done = CliRunner().invoke(app, ["check", "--lang", "mam"])
    assert "missing before it can be published: nobody knows how it writes dates" in done.output


def test_a_wrong_glossary_is_a_finding_and_a_right_one_advises(here: Path) -> None:
    translate(here)
    (here / "locales/es/glossary.yml").write_text("- {term: lawyer, translation: abogado, avoid: x}\n")
    code, said = check(here)
    assert code == 1
    assert "locales/es/glossary.yml:1: unknown key 'avoid' — use term" in said
    (here / "locales/es/glossary.yml").write_text("- {term: lawyer, translation: abogado, forbidden: [lawyer]}\n")
    code, said = check(here)
    assert code == 0
    advice = r"^advice: locales/es/now/door\.po:\d+: the glossary writes “abogado” for “lawyer”, and not “lawyer”"
    assert re.search(advice, said, re.M)


@pytest.mark.parametrize(
    "name",
    [
        "Mam 888-351-4024",
        "ayuda.com",
        "\\u202eMam",
        "Mam\\nTodos",
        "<b>Mam</b>",
        "Mam [x](1)",
        "\\u3164",
        "M" * 90,
    ],
)
@pytest.mark.parametrize("key", ["autonym", "english"])
def test_the_name_of_a_language_holds_nothing_but_a_name(tmp_path, key, name):
    row = {"autonym": "Mam", "english": "Mam", key: name}
    with pytest.raises(Problems, match=f"languages.yml:2: {key} holds an address, a number, markup"):
        listed(
            tmp_path, f'- {{tag: mam, autonym: "{row["autonym"]}", english: "{row["english"]}", direction: ltr}}\n'
        )


@pytest.mark.parametrize(
    "name",
    [
        "Español (México)",
        "Qʼanjobʼal",
        "K’iche’",
        "Tu’un Savi",
        "አማርኛ",
        "ئۇيغۇرچە",
        "Tiếng Việt",
        "O‘zbek",
        "ᏣᎳᎩ",
        "မြန်မာ",
        "ଓଡ଼ିଆ",
    ],
)
def test_names_of_languages_may_stand_in_the_list(tmp_path, name):
    assert (
        listed(tmp_path, f'- {{tag: mam, autonym: "{name}", english: Mam, direction: ltr}}\n')[1].autonym == name
    )


@pytest.mark.parametrize(
    "day",
    ["{day} de {month} de {year}", "{year}年{month}{day}日", "{month} {day}, {year}", "jou {day}, {month} {year}"],
)
def test_orders_of_a_date(tmp_path, day):
    months = [f"tháng {number}" for number in range(1, 13)]
    row = {
        "tag": "mam",
        "autonym": "Mam",
        "english": "Mam",
        "direction": "ltr",
        "dates": {"months": months, "day": day},
    }
    assert listed(tmp_path, f"- {json.dumps(row)}\n")[1].dates.day == day


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "the file is not UTF-8"),
        (b"- tag: so\n  autonym: \x01\n", "does not parse"),
        (b"- tag: so\n  ? [a]\n  : b\n", "languages.yml:2: YAML does not parse"),
        (b"- tag: so\n  autonym: 2026-99-99\n", "languages.yml:2: YAML does not parse"),
        (b"- tag: so\n  autonym: !!python/object:os.system x\n", "languages.yml:2: YAML does not parse"),
        (b"- tag: [\n", "does not parse"),
    ],
)
def test_no_bytes_in_the_list_make_a_traceback(tmp_path, content, said):
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales/languages.yml").write_bytes(HEAD.encode() + content)
    with pytest.raises(Problems, match=said):
        languages(tmp_path)
