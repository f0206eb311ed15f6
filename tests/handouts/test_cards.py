"""`kyr handouts cards` and `posters`: measured on the PDFs, front against back."""

from __future__ import annotations

import fcntl
import itertools
import os
import re
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from lxml import html
from pikepdf import Matrix

from kyr.handouts import glyphs
from kyr.handouts.finish import elements
from running import copy_project, few_languages, few_states, kyr

if TYPE_CHECKING:
    from pathlib import Path

INCH = 72.0
CARD = (3.5 * INCH, 2 * INCH)
HALF_A_MILLIMETRE = 0.5 / 25.4 * INCH
LANGUAGES = ("en", "es", "ar")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an address and recorded editions, its cards and some posters; made once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    root = shared / "cards"
    with (shared / "cards.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "whole").exists():
            copy_project(root)
            few_states(root)
            few_languages(root, LANGUAGES)
            (root / "site.yml").write_text("base_url: https://help.example/a/\npublisher: A clinic\n", "utf-8")
            for words in (
                ["editions", "record"],
                ["handouts", "cards", "--paper=letter", "--card=door", "--card=say"],
                ["handouts", "cards", "--card=family", "--lang=ar", "--paper=a4", "--duplex=long"],
                ["handouts", "cards", "--shop", "--card=door", "--lang=es"],
                ["handouts", "posters", "--paper=tabloid", "--lang=ar"],
                ["handouts", "--page=now/door", "--lang=es", "--paper=letter"],
            ):
                done = kyr(root, *words)
                assert done.returncode == 0, done.stderr
            (root / "whole").touch()
    return root


def cards(made: Path, *endings: str) -> list[Path]:
    found = [path for path in sorted((made / "handouts").glob("card-*.pdf")) if path.stem.endswith(endings or "")]
    assert found
    return found


Box = tuple[float, float, float, float]


def rectangles(page: pikepdf.Page) -> tuple[list[Box], list[Box]]:
    """The boxes to which content is clipped, and the filled ones (points: left, bottom, width, height)."""
    clipped: list[Box] = []
    filled: list[Box] = []
    waiting: list[Box] = []
    matrix, kept = Matrix(), []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name == "q":
            kept.append(matrix)
        elif name == "Q":
            matrix = kept.pop()
        elif name == "cm":
            matrix = Matrix(*map(float, operands)) @ matrix
        elif name == "re":
            x, y, width, height = map(float, operands)
            ends = [matrix.transform((x, y)), matrix.transform((x + width, y + height))]
            left, right = sorted(end[0] for end in ends)
            bottom, top = sorted(end[1] for end in ends)
            waiting.append((left, bottom, right - left, top - bottom))
        elif name in ("W", "W*"):
            clipped += waiting
            waiting = []
        elif name in ("f", "f*"):
            filled += waiting
            waiting = []
        elif name == "n":
            waiting = []
    return clipped, filled


def boxes(page: pikepdf.Page) -> list[Box]:
    """The ten places for words, smaller than a card by the same margins."""
    width = float(page.mediabox[2])
    return sorted({tuple(round(v, 1) for v in one) for one in rectangles(page)[0] if one[2] < width / 2})  # type: ignore[misc]


def test_ten_cards_a_side_of_three_and_a_half_by_two_inches(made: Path) -> None:
    for file in cards(made, "-long", "-short"):
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == 2, file.name
            for page in pdf.pages:
                found = boxes(page)
                assert len(found) == 10, file.name
                lefts, bottoms = sorted({one[0] for one in found}), sorted({one[1] for one in found})
                assert len(lefts) == 2 and abs(lefts[1] - lefts[0] - CARD[0]) < HALF_A_MILLIMETRE
                assert len(bottoms) == 5
                assert all(
                    abs(upper - lower - CARD[1]) < HALF_A_MILLIMETRE
                    for lower, upper in itertools.pairwise(bottoms)
                )


@pytest.mark.parametrize("edge", ["long", "short"])
def test_turned_over_its_edge_each_back_falls_on_its_front(made: Path, edge: str) -> None:
    for file in cards(made, f"-{edge}"):
        with pikepdf.open(file) as pdf:
            front, back = pdf.pages
            width, height = float(front.mediabox[2]), float(front.mediabox[3])
            seen = []
            for left, bottom, wide, high in boxes(back):
                turned = (width - left - wide, bottom) if edge == "long" else (left, height - bottom - high)
                seen.append(turned)
            for left, bottom, _, _ in boxes(front):
                assert any(
                    abs(left - x) < HALF_A_MILLIMETRE and abs(bottom - y) < HALF_A_MILLIMETRE for x, y in seen
                ), file.name
            upright = [float(matrix.d) > 0 for matrix in written(back)]
            assert set(upright) == {edge == "long"}, "turned over the short edge, the back stands on its head"


def written(page: pikepdf.Page) -> list[Matrix]:
    """The matrix of each piece of text, from its own space to the side's."""
    found, kept, matrix = [], [], Matrix()
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name == "q":
            kept.append(matrix)
        elif name == "Q":
            matrix = kept.pop()
        elif name == "cm":
            matrix = Matrix(*map(float, operands)) @ matrix
        elif name == "Tm":
            found.append(Matrix(*map(float, operands)) @ matrix)
    return found


def test_crop_marks_stand_at_the_edges_of_cards(made: Path) -> None:
    for file in cards(made, "-letter-long", "-a4-long"):
        with pikepdf.open(file) as pdf:
            for page in pdf.pages:
                width, height = float(page.mediabox[2]), float(page.mediabox[3])
                marks = [one for one in rectangles(page)[1] if 10 < max(one[2:]) < 20 and min(one[2:]) < 1]
                across = {round(one[0], 1) for one in marks if one[2] < one[3]}
                down = {round(one[1] + one[3], 1) for one in marks if one[2] > one[3]}
                for number in range(3):
                    edge = width / 2 + (number - 1) * CARD[0]
                    assert any(abs(x - edge) < HALF_A_MILLIMETRE for x in across), (file.name, edge, across)
                for number in range(6):
                    edge = height / 2 + (number - 2.5) * CARD[1]
                    assert any(abs(y - edge) < HALF_A_MILLIMETRE for y in down), (file.name, edge, down)
                inner = (
                    width / 2 - CARD[0],
                    width / 2 + CARD[0],
                    height / 2 - 2.5 * CARD[1],
                    height / 2 + 2.5 * CARD[1],
                )
                for left, bottom, wide, high in marks:
                    inside = (
                        left > inner[0]
                        and left + wide < inner[1]
                        and bottom > inner[2]
                        and bottom + high < inner[3]
                    )
                    assert not inside, "no mark on a card"


def test_a_print_shop_gets_bleed_and_a_file_a_side(made: Path) -> None:
    files = cards(made, "-shop-front", "-shop-back")
    assert [file.name for file in files] == ["card-door-es-shop-back.pdf", "card-door-es-shop-front.pdf"]
    for file in files:
        with pikepdf.open(file) as pdf:
            (page,) = pdf.pages
            media = [float(value) for value in page.mediabox]
            assert media == pytest.approx([0, 0, 3.75 * INCH, 2.25 * INCH], abs=0.5)
            assert [float(value) for value in page.bleedbox] == media
            left, bottom, right, top = (float(value) for value in page.trimbox)
            assert (left, bottom) == pytest.approx((INCH / 8, INCH / 8), abs=0.05)
            assert (right - left, top - bottom) == pytest.approx(CARD, abs=0.6)


def said(file: Path, number: int) -> str:
    """The words of one side."""
    return " ".join(pypdfium2.PdfDocument(file)[number].get_textpage().get_text_range().split())


def test_one_side_is_english_for_an_officer_and_tells_its_age(made: Path) -> None:
    for tag, own in (("es", "Quiero guardar silencio."), ("en", "I want to remain silent.")):
        file = made / f"handouts/card-door-{tag}-letter-long.pdf"
        assert own in said(file, 0)
        back = said(file, 1)
        assert "Please show me the warrant at the window." in back
        assert re.search(rf"DOOR-{tag}-[0-9A-Z]{{4}}-[0-9A-Z]", back)
        assert len(re.findall(r"\b20\d\d\b", back)) >= 3
    back = said(made / "handouts/card-door-es-letter-long.pdf", 1)
    assert "Una máquina hizo esta traducción." in back and "A machine made this translation." in back
    assert "A machine made" not in said(made / "handouts/card-door-en-letter-long.pdf", 1)


def test_tags_languages_fonts_and_no_box(made: Path) -> None:
    for file in [*cards(made), *sorted((made / "handouts").glob("poster-*.pdf"))]:
        content = file.read_bytes()
        assert glyphs.boxes(content) == 0
        with pikepdf.open(file) as pdf:
            tag = next(part for part in file.stem.split("-") if part in LANGUAGES)
            assert str(pdf.Root.Lang) == tag
            assert str(pdf.docinfo["/Title"])
            assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
            kinds = [str(one.S) for one in elements(pdf)]
            if file.name.startswith("card-") and "-front" not in file.name and tag != "en":
                assert any(str(one.get("/Lang", "")) == "en" for one in elements(pdf)), file.name
            if "say" in file.name:
                assert kinds.count("/LI") == 8, "each side is read aloud once, not ten times"
            for page in pdf.pages:
                for font in (page.Resources.get("/Font") or {}).values():
                    inner = font.get("/DescendantFonts", [font])[0]
                    assert any(key.startswith("/FontFile") for key in inner.FontDescriptor), file.name


def square(file: Path) -> str:
    """What a phone's camera reads on the first side."""
    picture = pypdfium2.PdfDocument(file)[0].render(scale=4, grayscale=True).to_numpy()
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_squares_lead_to_the_page_behind_the_code(made: Path) -> None:
    for name, mark in (
        ("now-door-es-letter", "DOOR-es"),
        ("poster-work-ar-tabloid", "WORK-ar"),
        ("poster-data-ar-tabloid", "DATA-ar"),
    ):
        file = made / f"handouts/{name}.pdf"
        goal = square(file)
        code = re.fullmatch(rf"https://help\.example/a/print/check/({mark}-[0-9A-Z]{{4}}-[0-9A-Z])/", goal)
        assert code, goal
        assert "-ar-" in name or code[1] in said(file, 0)
        with pikepdf.open(file) as pdf:
            (figure,) = [one for one in elements(pdf) if str(one.S) == "/Figure"]
            assert goal in str(figure.Alt)


def test_posters_have_one_side_and_large_letters(made: Path) -> None:
    files = sorted((made / "handouts").glob("poster-*.pdf"))
    assert len(files) == 5
    for file in files:
        with pikepdf.open(file) as pdf:
            (page,) = pdf.pages
            assert [float(value) for value in page.mediabox][2:] == pytest.approx([11 * INCH, 17 * INCH], abs=0.5)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("page: now/door", "page: now/dor", "overrides/print/cards.yml:9: no page is called “now/dor”"),
        ("mine: [lines]", "mine: [poem]", "overrides/print/cards.yml:14: no part is called “poem”"),
        (
            "  theirs: say\n\ndoor",
            "\ndoor",
            "overrides/print/cards.yml:4: “say” has not the keys page, mine, theirs",
        ),
    ],
)
def test_a_wrong_list_is_told_by_line(made: Path, tmp_path: Path, old: str, new: str, says: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("built-*"))
    file = root / "overrides/print/cards.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    done = kyr(root, "handouts", "cards", "--lang=en")
    assert done.returncode == 1
    assert says in done.stderr


def test_a_card_with_too_many_words_is_told(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("built-*"))
    page = root / "docs/now/door.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("- I want to remain silent.\n", "- I want to remain silent.\n" * 9, 1), "utf-8")
    done = kyr(root, "handouts", "cards", "--lang=en", "--card=door", "--paper=letter", "--duplex=long")
    assert done.returncode == 1
    assert re.search(
        r"docs/now/door\.md:1: the card “door” in English is \d+ lines too long — shorten", done.stderr
    )


def test_wrong_use_is_one_line(made: Path) -> None:
    for words, says in (
        (["cards", "--card=poem"], "no card is called poem — choose from say, door, family"),
        (["cards", "--duplex=top"], "no edge is called top — choose from long, short"),
        (["posters", "--paper=a0"], "no paper is called a0 — choose from letter, a4, tabloid"),
    ):
        done = kyr(made, "handouts", *words)
        assert done.returncode == 2
        assert says in done.stderr


def test_a_pack_has_every_pdf_and_a_list_and_is_not_made_twice(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("built-*"))
    (root / "overrides/print/handouts.yml").write_text("now/door: 2\n", "utf-8")
    for name, keep in (("cards", "door"), ("posters", "work")):
        file = root / f"overrides/print/{name}.yml"
        parts = re.split(r"^(?=\w+:$)", file.read_text("utf-8"), flags=re.MULTILINE)
        file.write_text("".join(part for part in parts if part.startswith(("#", f"{keep}:"))), "utf-8")
    done = kyr(root, "handouts", "pack", "--lang=ar")
    assert done.returncode == 0, done.stderr
    target = root / "handouts/pack-ar.zip"
    with zipfile.ZipFile(target) as archive:
        names = {name.removeprefix("pack-ar/") for name in archive.namelist()}
        index = html.document_fromstring(archive.read("pack-ar/index.html").decode())
        sums = archive.read("pack-ar/SHA256SUMS").decode()
    pdfs = {name for name in names if name.endswith(".pdf")}
    assert pdfs == {
        *(f"now-door-ar-{paper}{large}.pdf" for paper in ("letter", "a4") for large in ("", "-large", "-two")),
        *(f"card-door-ar-{paper}-{edge}.pdf" for paper in ("letter", "a4") for edge in ("long", "short")),
        *(f"poster-work-ar-{paper}.pdf" for paper in ("letter", "a4", "tabloid")),
    }
    assert names == pdfs | {"index.html", "SHA256SUMS"}
    assert {link.get("href") for link in index.iter("a")} == pdfs
    assert index.get("dir") == "rtl" and "DOOR-ar-" in index.text_content()
    assert index.text_content().count(" · Officers at your door") == 2
    assert all(name in sums for name in pdfs | {"index.html"})
    before = target.read_bytes()
    again = kyr(root, "handouts", "pack", "--lang=ar")
    assert "nothing has changed" in again.stderr and target.read_bytes() == before
    target.write_bytes(b"half")
    assert "13 PDFs" in kyr(root, "handouts", "pack", "--lang=ar").stderr
    assert target.read_bytes() == before
    assert kyr(root, "handouts", "pack", "--lang=xx").returncode == 2
