"""The spreadsheet goes out, a volunteer fills it in, it comes back: through the commands, into the catalogs."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import polib
import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula

from kyr.l10n.sheets.workbook import CODE, COLUMNS, ENGLISH, TRANSLATION, tab_name
from running import copy_project, few_states, translations
from running import l10n as run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet
    from playwright.sync_api import Browser

SOMALI = "\n- tag: so\n  autonym: Soomaali\n  english: Somali\n  direction: ltr\n"
PERSIAN = "\n- tag: fa\n  autonym: فارسی\n  english: Persian\n  direction: rtl\n"
DOOR = "locales/so/now/door.po"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
STAY = "**Stay calm.** Tell children not to open the door or speak for the family.{1}"
CALM = "**Deji.** Carruurta u sheeg inaysan albaabka furin ama u hadlin qoyska.{1}"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two languages more, not yet begun."""
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    few_states(root)
    for folder in (root / "locales").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    listed = root / "locales" / "languages.yml"
    english = listed.read_text("utf-8").split("\n- tag: es")[0]
    listed.write_text(english.rstrip() + "\n" + SOMALI + PERSIAN, "utf-8")
    done = run(root, "sync")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def door_sheet(original: Path) -> Path:
    """The sheet of one page, as it goes out."""
    out = original.parent / "so.xlsx"
    done = run(original, "sheet", "--lang", "so", "--page", "now/door", "-o", str(out))
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(original, copy)
    return copy


@pytest.fixture
def sheet(root: Path, door_sheet: Path) -> Path:
    return Path(shutil.copy(door_sheet, root / "so.xlsx"))


def rows(tab: Worksheet) -> Iterator[tuple[int, str]]:
    for row in range(2, tab.max_row + 1):
        yield row, str(tab.cell(row, ENGLISH).value)


def fill(file: Path, texts: dict[str, object], tab: str = "now-door") -> dict[str, str]:
    """Write translations as a volunteer does; gives the cell of each English."""
    book = openpyxl.load_workbook(file)
    places = {}
    for row, english in rows(book[tab]):
        if english in texts:
            cell = book[tab].cell(row, TRANSLATION)
            cell.value = texts[english]  # type: ignore[assignment]
            places[english] = cell.coordinate
    assert places.keys() == texts.keys()
    book.save(file)
    return places


def write(root: Path, english: str, text: str, path: str = DOOR) -> None:
    """What another translator does meanwhile."""
    file = polib.pofile(str(root / path), wrapwidth=0)
    entry = file.find(english)
    assert entry
    entry.msgstr = text
    file.save()


def test_it_goes_out_with_every_text_of_every_catalog(root: Path) -> None:
    done = run(root, "sheet", "--lang", "fa", "-o", "fa.xlsx")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(root / "fa.xlsx")
    catalogs = list((root / "locales" / "fa").rglob("*.po"))
    assert len(book.worksheets) == 1 + len(catalogs)
    wanted = sum(len(polib.pofile(str(path))) for path in catalogs)
    assert wanted == sum(tab.max_row - 1 for tab in book.worksheets[1:])
    assert book.sheetnames[1:4] == ["index", "search", "now-index"]
    assert all(len(name) <= 31 for name in book.sheetnames)
    for tab in book.worksheets[1:]:
        assert tab.sheet_view.rightToLeft
        assert tab.freeze_panes == "A2"
        assert [cell.value for cell in tab[1]] == [head for head, _ in COLUMNS]


def test_only_translations_can_be_written_and_nothing_is_a_formula(sheet: Path) -> None:
    tab = openpyxl.load_workbook(sheet)["now-door"]
    assert tab.protection.sheet
    assert not tab.sheet_view.rightToLeft
    for line in tab.iter_rows():
        for cell in line:
            free = cell.row > 1 and cell.column == TRANSLATION
            assert cell.protection.locked is not free
            assert cell.data_type in ("s", "n")
            assert cell.data_type == "s" or cell.value is None
            if free:
                assert cell.number_format == "@"
                assert cell.alignment.wrap_text


FORMULAS = ("=1+1", "+1 haa", "-haa", "@haa", '=HYPERLINK("http://x.example")', "=cmd|' /C calc'!A0")


def test_what_begins_like_a_formula_goes_out_and_comes_back_as_text(root: Path) -> None:
    plain = [one.msgid for one in polib.pofile(str(root / DOOR)) if not re.search(r"[\[{*]", one.msgid)]
    texts = dict(zip(plain, FORMULAS, strict=False))
    assert len(texts) == len(FORMULAS)
    for english, text in texts.items():
        write(root, english, text)
    out = root / "so.xlsx"
    assert run(root, "sheet", "--lang", "so", "--page", "now/door", "-o", str(out)).returncode == 0
    with zipfile.ZipFile(out) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f" not in package.read(name).replace(b"<formatCode", b"").replace(b"<f ", b"<f")
    tab = openpyxl.load_workbook(out)["now-door"]
    for row, english in rows(tab):
        if english in texts:
            cell = tab.cell(row, TRANSLATION)
            assert (cell.value, cell.data_type) == (texts[english], "s")
    done = run(root, "import", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert {english: translations(root, DOOR)[english] for english in texts} == texts


def test_a_filled_sheet_comes_back_into_the_catalog_and_only_that_changes(root: Path, sheet: Path) -> None:
    before = (root / DOOR).read_text("utf-8")
    fill(sheet, {STAY: CALM, "What to do": "  Waxa la sameeyo\r\n"})
    tried = run(root, "import", "--check", str(sheet))
    assert (tried.returncode, tried.stdout) == (0, f"{DOOR}: 2 changed\n")
    assert (root / DOOR).read_text("utf-8") == before
    done = run(root, "import", str(sheet))
    assert (done.returncode, done.stdout) == (0, f"{DOOR}: 2 changed\n")
    assert "2 changed" in done.stderr
    assert translations(root, DOOR) == {STAY: CALM, "What to do": "Waxa la sameeyo"}
    english = polib.pofile(before)
    assert [entry.msgid for entry in polib.pofile(str(root / DOOR))] == [entry.msgid for entry in english]
    again = run(root, "import", str(sheet))
    assert (again.returncode, again.stdout) == (0, "")
    after = (root / DOOR).read_bytes()
    assert run(root, "sync", "--lang", "so").returncode == 0
    assert (root / DOOR).read_bytes() == after


def test_it_comes_back_from_another_program_with_shared_strings(root: Path, sheet: Path) -> None:
    """Excel and LibreOffice keep texts in a table of their own; openpyxl writes them into the cells."""
    places = fill(sheet, {STAY: "@@", "What to do": "Waxa la sameeyo"})
    runs = f"<r><t>{CALM[:4]}</t></r><r><rPr><b/></rPr><t xml:space='preserve'>{CALM[4:]}</t></r>"
    strings = f"<si>{runs}<rPh><t>x</t></rPh></si>"
    table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>'
    cell = re.compile(rf'(<c r="{places[STAY]}"[^>]*?) t="\w+"[^>]*>.*?</c>'.encode())
    change(sheet, "xl/worksheets/sheet2.xml", lambda old: cell.sub(rb'\1 t="s"><v>0</v></c>', old))
    change(sheet, "xl/sharedStrings.xml", lambda _: table.encode())
    done = run(root, "import", str(sheet))
    assert done.returncode == 0, done.stdout + done.stderr
    assert translations(root, DOOR)[STAY] == CALM


def change(file: Path, part: str, mend: Callable[[bytes], bytes]) -> None:
    """Write one part of a package anew."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = mend(parts.get(part, b""))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize(
    ("english", "text", "said"),
    [
        (STAY, "**Deji.** Carruurta u sheeg.", "each token"),
        (STAY, CALM + " 911", "other numbers"),
        (STAY, CALM.replace("**", ""), "other emphasis"),
        (STAY, CALM + " www.example.com", "address"),
        (STAY, CALM + "_xD800_", "invisible or control character"),
        (STAY, CALM + "_x001B_", "invisible or control character"),
        ("Door", "Deportation", "stays behind on the phone"),
    ],
)
def test_what_the_gate_or_the_structure_refuses_is_told_by_its_cell(
    root: Path, sheet: Path, english: str, text: str, said: str
) -> None:
    places = fill(sheet, {english: text, "What to do": "Waxa la sameeyo"})
    done = run(root, "import", str(sheet))
    assert done.returncode == 1
    line = done.stdout.splitlines()[0]
    assert line.startswith(f"so.xlsx: now-door!{places[english]}: ")
    assert said in line
    assert " — " in line
    assert translations(root, DOOR) == {"What to do": "Waxa la sameeyo"}


def test_a_text_whose_english_moved_is_told_and_not_taken(root: Path, sheet: Path) -> None:
    places = fill(sheet, {STAY: CALM})
    page = root / "docs" / "now" / "door.md"
    page.write_text(page.read_text("utf-8").replace("speak for the family", "speak for you"), "utf-8")
    done = run(root, "import", str(sheet))
    assert done.returncode == 1
    assert f"now-door!{places[STAY]}: the English has changed" in done.stdout
    assert translations(root, DOOR) == {}


def test_a_newer_translation_of_somebody_else_stays_unless_theirs_is_asked_for(root: Path, sheet: Path) -> None:
    places = fill(sheet, {STAY: CALM})
    newer = CALM.replace("Deji", "Xasilo")
    write(root, STAY, newer)
    done = run(root, "import", str(sheet))
    assert done.returncode == 1
    assert f"now-door!{places[STAY]}: somebody else" in done.stdout
    assert "1 in conflict" in done.stderr
    assert translations(root, DOOR)[STAY] == newer
    assert run(root, "import", "--theirs", str(sheet)).returncode == 0
    assert translations(root, DOOR)[STAY] == CALM


def test_an_unchanged_cell_never_undoes_what_somebody_else_wrote(root: Path) -> None:
    write(root, STAY, CALM)
    assert run(root, "sheet", "--lang", "so", "-o", "so.xlsx").returncode == 0
    newer = CALM.replace("Deji", "Xasilo")
    write(root, STAY, newer)
    fill(root / "so.xlsx", {"What to do": None})
    done = run(root, "import", "so.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    assert translations(root, DOOR)[STAY] == newer


def test_an_emptied_cell_deletes_nothing(root: Path) -> None:
    write(root, STAY, CALM)
    assert run(root, "sheet", "--lang", "so", "-o", "so.xlsx").returncode == 0
    fill(root / "so.xlsx", {STAY: None})
    assert run(root, "import", "so.xlsx").returncode == 0
    assert translations(root, DOOR)[STAY] == CALM


def test_a_changed_text_shows_what_changed_and_waits_for_a_translation(root: Path) -> None:
    write(root, STAY, CALM)
    page = root / "docs" / "now" / "door.md"
    page.write_text(page.read_text("utf-8").replace("speak for the family", "speak for you"), "utf-8")
    assert run(root, "sync").returncode == 0
    assert run(root, "sheet", "--lang", "so", "-o", "so.xlsx").returncode == 0
    book = openpyxl.load_workbook(root / "so.xlsx")
    now = STAY.replace("the family", "you")
    row = next(row for row, english in rows(book["now-door"]) if english == now)
    assert "[-" in str(book["now-door"].cell(row, ENGLISH + 1).value)
    assert book["now-door"].cell(row, ENGLISH + 2).value == CALM
    assert book["now-door"].cell(row, TRANSLATION).value is None
    assert translations(root, DOOR) == {}
    fill(root / "so.xlsx", {now: CALM})
    assert run(root, "import", "so.xlsx").returncode == 0
    assert translations(root, DOOR) == {now: CALM}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (911, "a number or a date"),
        ("=1+1", "a formula"),
        (ArrayFormula("F2:F4", "=1"), "a formula"),
        (True, "“true” or “false”"),
        (CellRichText("a ", TextBlock(InlineFont(strike=True), "b")), "words that are struck out"),
    ],
)
def test_a_value_that_is_no_text_is_told_not_guessed(root: Path, sheet: Path, value: object, said: str) -> None:
    places = fill(sheet, {STAY: value})
    done = run(root, "import", str(sheet))
    assert done.returncode == 1
    assert f"now-door!{places[STAY]}: the cell holds {said}, not a text — " in done.stdout
    assert translations(root, DOOR) == {}


def test_the_same_english_with_two_translations_is_a_conflict(root: Path, sheet: Path) -> None:
    fill(sheet, {STAY: CALM})
    book = openpyxl.load_workbook(sheet)
    tab = book["now-door"]
    row = next(row for row, english in rows(tab) if english == STAY)
    for column in (ENGLISH, TRANSLATION, CODE):
        tab.cell(60, column).value = tab.cell(row, column).value
    tab.cell(60, TRANSLATION).value = CALM.replace("Deji", "Xasilo")
    tab.cell(61, TRANSLATION).value = "Lost its code"
    book.save(sheet)
    done = run(root, "import", str(sheet))
    assert done.returncode == 1
    assert "now-door!F60: so.xlsx: now-door!F" in done.stdout
    assert "now-door!F61: the row has lost the code" in done.stdout


def _bomb(_: bytes) -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", b"0" * 40_000_000)
        return out.getvalue()


def _with(part: str, content: bytes) -> Callable[[bytes], bytes]:
    def added(sheet: bytes) -> bytes:
        out = io.BytesIO(sheet)
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(part, content)
        return out.getvalue()

    return added


def _instead(part: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def mended(sheet: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(sheet)) as before, zipfile.ZipFile(out, "w") as after:
            for name in before.namelist():
                content = before.read(name)
                assert name != part or old in content
                after.writestr(name, content.replace(old, new) if name == part else content)
        return out.getvalue()

    return mended


TAB = "xl/worksheets/sheet2.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(lambda _: b"", "not a spreadsheet", id="empty"),
        pytest.param(lambda _: b"hello", "not a spreadsheet", id="text"),
        pytest.param(lambda _: b"\xd0\xcf\x11\xe0" + bytes(600), "an old kind", id="xls"),
        pytest.param(lambda sheet: sheet[:-300], "not a spreadsheet", id="cut"),
        pytest.param(lambda sheet: sheet[:2000] + b"\0" * 500 + sheet[2500:], "damaged", id="damaged"),
        pytest.param(lambda _: b"PK\x03\x04" + bytes(21_000_000), "larger than", id="large"),
        pytest.param(_bomb, "unpacks to far more", id="bomb"),
        pytest.param(_with("xl/vbaProject.bin", b"x"), "macros", id="macros"),
        pytest.param(_with("xl/externalLinks/externalLink1.xml", b"<x/>"), "linked to other files", id="linked"),
        pytest.param(_with("mimetype", b"application/vnd.oasis.opendocument.x"), "OpenDocument", id="ods"),
        pytest.param(_instead(TAB, b"<worksheet ", LAUGHS), "declares entities", id="entities"),
        pytest.param(_instead(TAB, b"</worksheet>", b""), "no XML", id="half"),
        pytest.param(_instead(TAB, b">Translation<", b">Translated<"), "no column “Translation”", id="column"),
        pytest.param(_instead(TAB, b"Code: do not change", b"Code"), "no column “Code: do not change”", id="code"),
        pytest.param(_instead(TAB, b'<row r="3"', b'<row r="900000"'), "far more rows", id="rows"),
        pytest.param(_instead("xl/workbook.xml", b"now-door", b"x\xe2\x80\xaey"), "", id="strange tab name"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_clear_line(root: Path, sheet: Path, harm: Callable[[bytes], bytes], said: str) -> None:
    fill(sheet, {STAY: "Not right"})
    sheet.write_bytes(harm(sheet.read_bytes()))
    done = run(root, "import", str(sheet))
    if not said:
        assert done.stdout.startswith("so.xlsx: xy!F")
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert re.fullmatch(r"so\.xlsx:1: .+ — .+\n", done.stderr)
    assert translations(root, DOOR) == {}


def test_a_sheet_of_something_else_and_a_file_that_is_not_there(root: Path) -> None:
    openpyxl.Workbook().save(root / "other.xlsx")
    other = run(root, "import", "other.xlsx")
    assert other.returncode == 2
    assert "no tab of the file is a sheet of translations" in other.stderr
    assert run(root, "import", "gone.xlsx").returncode in (1, 2)
    assert "Traceback" not in run(root, "import", "gone.xlsx").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lang", "so", "--page", "now/none", "-o", "x.xlsx"], "no page is called now/none"),
        (["--lang", "en", "-o", "x.xlsx"], "no tag of a language to translate into"),
        (["--lang", "om", "-o", "x.xlsx"], "say --name"),
        (["--lang", "so", "-o", "x.csv"], "does not end with .xlsx"),
    ],
)
def test_wrong_use_is_told(root: Path, words: list[str], said: str) -> None:
    done = run(root, "sheet", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_language_that_is_not_in_the_list_can_begin(root: Path) -> None:
    made = run(root, "sheet", "--lang", "om", "--name", "Oromoo", "--direction", "ltr", "-o", "om.xlsx")
    assert made.returncode == 0, made.stderr
    fill(root / "om.xlsx", {"What to do": "Maal gochuu"})
    done = run(root, "import", "om.xlsx")
    assert done.returncode == 1
    assert "the list has no language with the tag 'om' yet" in done.stderr
    assert done.stdout.startswith("- tag: om\n  autonym: Oromoo\n  english: Oromo\n")
    listed = root / "locales" / "languages.yml"
    listed.write_text(listed.read_text("utf-8") + "\n" + done.stdout, "utf-8")
    tried = run(root, "import", "--check", "om.xlsx")
    assert tried.returncode == 0, tried.stderr
    assert not (root / "locales" / "om").exists()
    assert run(root, "import", "om.xlsx").returncode == 0
    assert translations(root, "locales/om/now/door.po") == {"What to do": "Maal gochuu"}


@pytest.mark.parametrize(("tag", "direction"), [("so", "ltr"), ("fa", "rtl")])
def test_the_review_sheet_prints_both_sides_with_a_box_and_lines(
    root: Path, browser: Browser, tag: str, direction: str
) -> None:
    door = f"locales/{tag}/now/door.po"
    english = next(
        entry.msgid for entry in polib.pofile(str(root / door)) if entry.msgid.startswith("**No judge signed it")
    )
    write(root, english, "**Xx?** <b>yy</b> {1}.{2}", door)
    out = root / "review.html"
    pages = ["--page", "now/door", "--page", "help"]
    done = run(root, "sheet", "--print", "--lang", tag, *pages, "-o", str(out))
    assert done.returncode == 0, done.stderr
    html = out.read_text("utf-8")
    assert "<script" not in html
    assert not re.search(r"""src=|https?://|url\(|@import""", html)
    context = browser.new_context(viewport={"width": 320, "height": 640}, offline=True, bypass_csp=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text))
    page.goto(out.as_uri())
    assert wrong == []
    assert page.locator("section").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    rows = page.locator("section:first-of-type tbody tr")
    assert rows.count() == len(polib.pofile(str(root / door)))
    row = rows.filter(has_text="No judge signed it")
    assert re.fullmatch(r"p\d+", row.locator("td b").first.inner_text())
    assert row.locator("td i").count() == 1
    assert row.locator("hr").count() == 2
    theirs = row.locator("td").nth(2)
    assert (theirs.get_attribute("lang"), theirs.get_attribute("dir")) == (tag, direction)
    assert theirs.locator("b").all_inner_texts() == ["Xx?"]
    seen = re.sub("[\u2060-\u2069]", "", theirs.inner_text())
    assert "<b>yy</b> I-205.[source]" in seen
    assert "Not translated yet." in rows.first.inner_text()
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == []
    for paper in ("A4", "Letter"):
        assert page.pdf(format=paper).count(b"/Type /Page\n") > 5
    context.close()


def test_tabs_have_names_that_every_program_takes() -> None:
    taken: set[str] = set()
    for catalog in ("_ledger/" + "x" * 40 + "a", "_ledger/" + "x" * 40 + "b", "a/b:c*d?e[f]'g\\h"):
        name = tab_name(catalog, taken)
        assert len(name) <= 31
        assert name.casefold() not in taken
        assert not set("[]:*?/\\'") & set(name)
        taken.add(name.casefold())
