"""`kyr handouts --bilingual`: two languages on one sheet, read and measured in the PDF."""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import pikepdf
import polib
import pypdfium2
import pytest
from lxml import html

from kyr.handouts import glyphs
from kyr.handouts.columns import two_columns
from kyr.handouts.finish import elements
from kyr.handouts.pairing import Unlike, on_paper, pairs
from kyr.handouts.reading import blocks
from kyr.l10n import Language
from running import copy_project, few_languages, few_states, kyr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TAGS = ("es", "ar", "zh-Hans")
WHOLE = [*(f"now-door-{tag}" for tag in TAGS), "data-tax-zh-Hans", "records-letter-1-es"]
"""Sheets of pages that are translated to the last sentence."""
ASKED = ("--bilingual", "--paper=letter", "--page=now/door", "--page=data/tax", "--page=records/letter-1")
UNTRANSLATED = ("**Keep filing**", "Whether you were on the list")
"""How two texts of the page on taxes begin whose Spanish the project lacks."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an address and recorded editions, in four languages, and sheets in two languages."""
    root = tmp_path_factory.mktemp("bilingual") / "project"
    copy_project(root)
    few_states(root)
    (root / "site.yml").write_text("base_url: https://help.example/a/\n", "utf-8")
    few_languages(root, TAGS)
    po = polib.pofile(str(root / "locales/es/data/tax.po"))
    lacking = [entry for entry in po if entry.msgid.startswith(UNTRANSLATED)]
    for entry in lacking:
        entry.msgstr = ""
    assert len(lacking) == 2
    po.save()
    for words in (
        ["editions", "record"],
        [
            "handouts",
            "--bilingual",
            "--paper=letter",
            "--page=now/door",
            "--page=data/tax",
            "--page=records/letter-1",
        ],
        ["handouts", "--bilingual", "--paper=a4", "--page=now/door", "--lang=ar"],
    ):
        done = kyr(root, *words)
        assert done.returncode == 0, done.stderr
    return root


def sheet(made: Path, name: str, paper: str = "letter") -> Path:
    return made / f"handouts/{name}-{paper}-two.pdf"


def page(made: Path, slug: str, tag: str) -> Any:
    """A built page's root."""
    (found,) = made.glob(f".cache/site/{tag}-*/pages/{slug}/index.html")
    return html.document_fromstring(found.read_text("utf-8"))


def both(made: Path, name: str) -> tuple[Any, Any]:
    """The two built pages of a sheet."""
    tag = next(tag for tag in TAGS if name.endswith(f"-{tag}"))
    slug = name.removesuffix(f"-{tag}").replace("-", "/", 1)
    return page(made, slug, tag), page(made, slug, "en")


def letters(words: str) -> str:
    """Base letters and digits alone, sorted: what runs from the right stands in another order in a PDF."""
    kept = (sign for sign in unicodedata.normalize("NFKD", words) if unicodedata.category(sign)[0] in "LN")
    return "".join(sorted("".join(kept).casefold()))


def printed(root: Any) -> Any:
    """A page's article as a reader of paper knows it."""
    article = root.find(".//article")
    for gone in article.xpath(
        ".//*[@hidden or @aria-hidden or contains(@class, 'screen') or @class='vh' or contains(@class, 'ways')]"
        " | .//a[@data-kyr] | .//*[@class='letter']//*[@class='small']"
    ):
        if gone.getparent() is not None:
            gone.drop_tree()
    return article


def test_one_sheet_a_language_and_paper(made: Path) -> None:
    names = {path.name for path in (made / "handouts").glob("*.pdf")}
    assert names == {
        *(f"{page}-{tag}-letter-two.pdf" for page in ("now-door", "data-tax") for tag in TAGS),
        "records-letter-1-es-letter-two.pdf",
        "now-door-ar-a4-two.pdf",
    }
    for name in names:
        assert glyphs.boxes((made / "handouts" / name).read_bytes()) == 0
    with pikepdf.open(sheet(made, "now-door-ar", "a4")) as pdf:
        assert [round(float(one)) for one in pdf.pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)


@pytest.mark.parametrize("name", WHOLE)
def test_a_number_stands_before_the_same_paragraph_in_both_languages(made: Path, name: str) -> None:
    """Number, the reader's language, English: row by row, as software reads it aloud, by the ids of the pages."""
    read = [letters(block) for block in blocks(sheet(made, name).read_bytes())]
    mine, theirs = (printed(root) for root in both(made, name))
    seen = 0
    for part in mine.xpath(".//*[starts-with(@id, 'p')][not(self::td)][not(.//*[starts-with(@id, 'p')])]"):
        beside = theirs.xpath(f".//*[@id='{part.get('id')}']")[0]
        row = [letters(part.text_content()), letters(beside.text_content())]
        at = next((at for at in range(1, len(read)) if read[at : at + 2] == row), None)
        assert at is not None, part.text_content()
        assert re.fullmatch(r"\d+", read[at - 1]), part.text_content()
        seen += 1
    assert seen >= 10


@pytest.mark.parametrize("name", WHOLE)
def test_every_word_of_both_articles_is_there_once(made: Path, name: str) -> None:
    roots = both(made, name)
    mine, theirs = (printed(root) for root in roots)
    for repeated in mine.xpath(".//*[@lang='en'][self::ul or self::div] | .//ol[@class='src']"):
        repeated.drop_tree()
    feet = [foot for root in roots for foot in root.xpath("//footer/p[not(contains(@class, 'screen'))]")]
    said = [*(one.text_content() for one in (mine, theirs, *feet)), "A machine made this translation."]
    names = [
        set(letters(one))
        for one in ("Plain Answers", "English", roots[0].xpath("//a[@aria-current='true']")[0].text)
    ]
    read = [one for one in blocks(sheet(made, name).read_bytes()) if set(letters(one)) not in names]
    numbers = (number for number in range(1, 1000))
    wanted = str(next(numbers))
    words = []
    for block in read:
        if block == wanted:
            wanted = str(next(numbers))
        else:
            words.append(block)
    assert int(wanted) > 15
    assert letters("".join(words)) == letters("".join(said))


def places(path: Path, words: str) -> list[tuple[int, float, float]]:
    """Where words stand: side, and the left edge and the upper edge of their first letter, in points."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for side, one in enumerate(pdf):
            text = one.get_textpage()
            search = text.search(words, match_case=True, match_whole_word=words.isdigit())
            while (hit := search.get_next()) is not None:
                left, _, _, top = text.get_charbox(hit[0], loose=True)
                found.append((side, left, top))
    return found


STEPS = {
    "es": ("Mantenga la calma", "Pida ver el papel", "Quiero guardar silencio"),
    "zh-Hans": ("保持冷静", "要求看文件", "我要保持沉默"),
}
ENGLISH = ("Stay calm", "Ask to see the paper", "I want to remain silent")
NUMBERS = ("2", "3", "11")
HEADS = ("Judge", "ICE form")


@pytest.mark.parametrize("tag", ["es", "zh-Hans"])
def test_the_reader_is_left_english_right_and_the_number_between(made: Path, tag: str) -> None:
    path = sheet(made, f"now-door-{tag}")
    for mine, theirs, number in zip(STEPS[tag], ENGLISH, NUMBERS, strict=True):
        (own,), (other,) = places(path, mine), places(path, theirs)
        beside = [at for at in places(path, number) if at[0] == own[0] and abs(at[2] - own[2]) < 4]
        assert own[0] == other[0] and abs(own[2] - other[2]) < 4
        assert any(own[1] < 200 < 290 < at[1] < 322 < other[1] for at in beside), (number, own, other, beside)


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_what_runs_from_the_right_is_mirrored(made: Path, paper: str, width: float) -> None:
    """Arabic letters right of the middle, English left of it, the number between them on the line of both."""
    path = sheet(made, "now-door-ar", paper)
    for theirs, number in zip(ENGLISH, NUMBERS, strict=True):
        (other,) = places(path, theirs)
        beside = [at for at in places(path, number) if at[0] == other[0] and abs(at[2] - other[2]) < 9]
        assert any(other[1] < 100 and width / 2 - 15 < at[1] < width / 2 + 15 for at in beside)
    with pypdfium2.PdfDocument(path) as pdf:
        for one in pdf:
            text = one.get_textpage()
            edges = [
                text.get_charbox(at)
                for at, sign in enumerate(text.get_text_range())
                if "ARABIC LETTER" in unicodedata.name(sign, "")
            ]
            body = [left for left, bottom, _, top in edges if 60 < bottom < one.get_height() - 40]
            assert body and min(body) > width / 2 + 10
    (first,) = places(path, "What you see")
    line = [
        [at[1] for at in places(path, word) if at[0] == first[0] and abs(at[2] - first[2]) < 4] for word in HEADS
    ]
    assert first[1] < 100 and first[1] < min(line[0]) < min(line[1]) < width / 2


def kids(element: Any) -> list[Any]:
    """The elements in an element of the structure tree."""
    found = element.get("/K", [])
    every = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [one for one in every if isinstance(one, pikepdf.Dictionary) and "/S" in one]


def columns(cell: Any) -> int:
    """How many columns a cell has."""
    return next(int(one["/ColSpan"]) for one in cell.A if "/ColSpan" in one)


@pytest.mark.parametrize("name", [*WHOLE, "data-tax-es"])
def test_it_is_tagged_row_by_row(made: Path, name: str) -> None:
    tag = next(tag for tag in TAGS if name.endswith(tag))
    with pikepdf.open(sheet(made, name)) as pdf:
        assert str(pdf.Root.Lang) == tag
        assert str(pdf.docinfo["/Title"]) == " · ".join(root.findtext(".//h1") for root in both(made, name))
        every = list(elements(pdf))
        for table in (one for one in every if one.S == "/Table"):
            rows = [kids(row) for part in kids(table) for row in (kids(part) if part.S != "/TR" else [part])]
            assert len(rows) > 1
            assert len({sum(map(columns, row)) for row in rows}) == 1
            for row in rows:
                assert str(row[-1].get("/Lang")) == "en" or columns(row[-1]) > 1
                assert (row[0].S == "/TH" and columns(row[0]) == 1) != (columns(row[0]) > 1)
        for head in (one for one in every if one.S == "/TH"):
            assert any("/Scope" in each for each in head.A)
        assert [str(one.get("/Lang")) for one in every if one.S == "/H1"] in (["None", "en"], [tag, "en"])


def test_each_side_says_that_it_is_a_draft_and_which_editions_it_has(made: Path) -> None:
    codes = [root.findtext(".//*[@class='edition']//bdi") for root in both(made, "now-door-es")]
    assert codes[0].startswith("DOOR-es-") and codes[1].startswith("DOOR-en-")
    with pypdfium2.PdfDocument(sheet(made, "now-door-es")) as pdf:
        for one in pdf:
            words = one.get_textpage().get_text_range()
            assert "Una máquina hizo esta traducción. · A machine made this translation." in words
            assert " · ".join(codes) in words
    with pikepdf.open(sheet(made, "now-door-es")) as pdf:
        (figure,) = (one for one in elements(pdf) if one.S == "/Figure")
        assert codes[0] in str(figure.Alt)


def test_what_is_not_translated_stands_once_in_english(made: Path) -> None:
    read = blocks(sheet(made, "data-tax-es").read_bytes())
    for start in ("Keep filing", "Whether you were on the list"):
        (at,) = (at for at, block in enumerate(read) if block.startswith(start))
        assert read[at - 1].isdigit()
    assert any(block.startswith("Todavía sin traducir") for block in read)
    assert sorted(left < 100 for _, left, _ in places(sheet(made, "data-tax-es"), "Keep filing")) == [False, True]


def test_links_lead_to_the_page_of_their_language(made: Path) -> None:
    with pikepdf.open(sheet(made, "now-door-es")) as pdf:
        found = {str(one.A.URI) for side in pdf.pages for one in side.get("/Annots", []) if "/A" in one}
    assert {"https://help.example/a/es/now/arrest/", "https://help.example/a/now/arrest/"} <= found


def test_the_same_again_makes_nothing(made: Path) -> None:
    again = kyr(made, "handouts", *ASKED, "--jobs=1")
    assert "7 handouts in handouts/, 0 of them new" in again.stderr
    assert "Arabic: not translated yet, so no sheet in two languages: records/letter-1" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--lang=en"], 2, "a two-language sheet has English beside another language"),
        (["--large"], 2, "two columns of 18 points are too narrow to read"),
        (["--page=data/census"], 2, "no handout is called data/census"),
        (["--lang=xx"], 2, "no language is called xx"),
        (
            ["--lang=ar", "--page=records/letter-1"],
            1,
            "docs/records/letter-1.md:1: not translated into Arabic yet — print the English sheet alone",
        ),
    ],
)
def test_what_there_is_not_is_told(made: Path, arguments: list[str], code: int, said: str) -> None:
    done = kyr(made, "handouts", "--bilingual", *arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_pages_that_differ_are_refused_by_name(made: Path, tmp_path: Path) -> None:
    """A built page in which one paragraph is missing: no sheet, and the ones that were there stay."""
    root = tmp_path / "project"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("built-*"))
    (built,) = root.glob(".cache/site/es-*/pages/now/door/index.html")
    text = built.read_text("utf-8")
    built.write_text(re.sub(r'<li id="p7">.*?(?=<li\b|</ol>)', "", text, count=1, flags=re.DOTALL), "utf-8")
    done = kyr(root, "handouts", "--bilingual", "--lang=es", "--page=now/door", "--paper=letter")
    assert done.returncode == 1
    assert "docs/now/door.md:1: in Spanish the page has not the parts of the English: “Recuerde" in done.stderr
    assert "beside “If they come in anyway" in done.stderr
    name = "handouts/now-door-es-letter-two.pdf"
    assert (root / name).read_bytes() == (made / name).read_bytes()


def articles(mine: str, theirs: str) -> Iterator[Any]:
    for part in (mine, theirs):
        yield on_paper(html.document_fromstring(f"<html><body><article>{part}</article></body></html>"))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("<p id=p1>uno</p><p id=p2>dos</p>", "<p id=p1>one</p>"),
        ("<p id=p1>uno</p>", "<p id=p1>one</p><p id=p2>two</p>"),
        ("<p id=p1>uno</p>", "<p id=p2>one</p>"),
        ("<h2>uno</h2>", "<h3>one</h3>"),
        ("<div class=key><p>uno</p></div>", "<div class=cost><p>one</p></div>"),
        ("<table><tr><td>uno<td>dos</table>", "<table><tr><td>one</table>"),
        ("<div class=say><ul><li>uno</ul><ul lang=en><li>won</ul></div>", "<div class=say><ul><li>one</ul></div>"),
        ("<ol class=src><li id=n1>1<li id=n2>2</ol>", "<ol class=src><li id=n1>1</ol>"),
    ],
)
def test_what_is_not_the_same_part_never_stands_side_by_side(mine: str, theirs: str) -> None:
    with pytest.raises(Unlike):
        pairs(*articles(mine, theirs))


def test_words_between_blocks_have_rows_of_their_own() -> None:
    found = pairs(*articles("<ul><li id=p1>a<ul><li>b</ul>c</ul>", "<ul><li id=p1>x<ul><li>y</ul>z</ul>"))
    beside = [(pair.mine.body.text, pair.theirs.body.text) for pair in found if pair.theirs]
    assert beside == [("a", "x"), ("b", "y"), ("c", "z")]


def test_a_table_keeps_its_name() -> None:
    table = "<table><caption>{}</caption><thead><tr><th>{}</thead><tr><td id=p1>{}</table>"
    parts = (table.format("Nombre", "Qué", "Uno"), table.format("Name", "What", "One"))
    whole = [f"<html><body><article><h1>x</h1>{part}</article></body></html>" for part in parts]
    spanish = Language("es", "Español", "Spanish", "ltr")
    joined = html.document_fromstring(two_columns(*whole, spanish, at="https://a.example/", draft=""))
    assert joined.xpath("//caption//text()") == ["Nombre", "Name"]
    assert joined.xpath("//thead//th/@lang") == ["es", "en"]
    assert joined.xpath("//tbody//tr//text()") == ["1", "Uno", "One"]
