"""`kyr handouts`: the PDFs that a clinic prints, opened and looked at."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from kyr.handouts import glyphs, measure
from kyr.handouts.finish import elements
from kyr.handouts.reading import blocks
from kyr.site.parts import printed as printed_page
from running import copy_project, few_states, kyr, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PAGES = ("now/door", "data/tax", "records/letter-1")
TAGS = ("en", "es", "ar", "zh-Hans")


def asked(*, pages: tuple[str, ...] = PAGES, tags: tuple[str, ...] = TAGS) -> list[str]:
    return [*(f"--page={page}" for page in pages), *(f"--lang={tag}" for tag in tags)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose handouts of a few pages were made, in four languages."""
    root = tmp_path_factory.mktemp("handouts") / "project"
    copy_project(root)
    few_states(root)
    done = kyr(root, "handouts", *asked())
    assert done.returncode == 0, done.stderr
    assert "24 handouts in handouts/, 24 of them new" in done.stderr
    return root


def opened(path: Path) -> Any:
    return pikepdf.open(path)


def links(pdf: Any) -> list[str]:
    annotations = [one for page in pdf.pages for one in page.get("/Annots", []) if "/A" in one]
    return [str(one.A.get("/URI", "")) for one in annotations]


def names(printed: Path) -> list[Path]:
    return sorted((printed / "handouts").glob("*.pdf"))


def test_each_is_tagged_and_says_what_it_is(printed: Path) -> None:
    files = names(printed)
    assert len(files) == 24
    for file in files:
        with opened(file) as pdf:
            assert str(pdf.Root.Lang) == next(tag for tag in TAGS if f"-{tag}-" in file.name)
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert set(pdf.docinfo.keys()) == {"/Title", "/CreationDate", "/ModDate"}
            said = pdf.Root.Metadata.read_bytes().decode()
            assert ">1</pdfuaid:part>" in said and "http://www.aiim.org/pdfua/ns/id/" in said
            assert str(pdf.docinfo["/Title"]) in said
            kinds = [str(one.S) for one in elements(pdf)]
            assert kinds.count("/H1") == 1, file.name
            assert "/P" in kinds


def test_headings_of_tables_say_what_they_head(printed: Path) -> None:
    found = 0
    for file in names(printed):
        with opened(file) as pdf:
            for one in elements(pdf):
                if one.S == pikepdf.Name.TH:
                    listed = list(one.A) if isinstance(one.A, pikepdf.Array) else [one.A]
                    assert any("/Scope" in each for each in listed)
                    found += 1
    assert found >= 6 * 8


def test_every_font_is_inside_and_no_letter_is_a_box(printed: Path) -> None:
    for file in names(printed):
        assert glyphs.boxes(file.read_bytes()) == 0, file.name
        with opened(file) as pdf:
            for one in pdf.objects:
                if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != pikepdf.Name.Font:
                    continue
                if one.Subtype not in (pikepdf.Name.Type0, pikepdf.Name.Type3):  # these hold their letters
                    assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys()), file.name


def test_a_planted_box_is_found(tmp_path: Path, printed: Path) -> None:
    with opened(printed / "handouts/now-door-en-letter.pdf") as pdf:
        page = pdf.pages[0]
        parts = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
        content = b"\n".join(part.read_bytes() for part in parts)
        font = next(str(name) for name, one in page.Resources.Font.items() if one.Subtype == pikepdf.Name.Type0)
        page.Contents = pdf.make_stream(content + f"\nBT {font} 12 Tf <0000> Tj ET".encode())
        pdf.save(tmp_path / "box.pdf")
    assert glyphs.boxes((tmp_path / "box.pdf").read_bytes()) == 1


def test_the_paper_has_its_size_and_its_sides(printed: Path) -> None:
    for paper, size in (("letter", (612, 792)), ("a4", (595, 842))):
        for page, most in (("now-door", 2), ("data-tax", 4), ("records-letter-1", 1)):
            with opened(printed / f"handouts/{page}-en-{paper}.pdf") as pdf:
                assert len(pdf.pages) <= most
                box = pdf.pages[0].mediabox
                assert [round(float(box[2])), round(float(box[3]))] == pytest.approx(size, abs=1)


def test_no_link_leads_to_a_place_that_nobody_named(printed: Path) -> None:
    for file in names(printed):
        with opened(file) as pdf:
            found = links(pdf)
        assert not [link for link in found if "example.org" in link or link.startswith("file:")], file.name
        assert any(link.startswith("https://") for link in found) or "letter-1" in file.name


def test_a_site_with_an_address_has_it_on_paper(printed: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    copy_project(root, printed)
    settings = (root / "site.yml").read_text("utf-8")
    named = settings.replace("base_url: null", "base_url: https://clinic.example/x/")
    (root / "site.yml").write_text(named, "utf-8")
    done = kyr(root, "handouts", *asked(pages=("now/door",), tags=("es",)), "--paper=letter")
    assert done.returncode == 0, done.stderr
    with opened(root / "handouts/now-door-es-letter.pdf") as pdf:
        found = links(pdf)
    assert any(link.startswith("https://clinic.example/x/es/") for link in found)


def test_the_same_again_makes_nothing_and_elsewhere_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    again = kyr(printed, "handouts", *asked())
    assert "24 handouts in handouts/, 0 of them new" in again.stderr
    copy_project(tmp_path / "other", printed)
    done = kyr(tmp_path / "other", "handouts", *asked(pages=("now/door",), tags=("ar",)), "--paper=a4", "--jobs=1")
    assert done.returncode == 0, done.stderr
    name = "handouts/now-door-ar-a4.pdf"
    assert (tmp_path / "other" / name).read_bytes() == (printed / name).read_bytes()


def test_large_print_is_larger(printed: Path) -> None:
    done = kyr(printed, "handouts", *asked(pages=("now/door",), tags=("en",)), "--paper=letter", "--large")
    assert done.returncode == 0, done.stderr
    small, large = (
        measure.sides((printed / f"handouts/now-door-en-letter{kind}.pdf").read_bytes()) for kind in ("", "-large")
    )
    assert large >= 2 * small


def test_no_side_is_left_empty(printed: Path) -> None:
    done = kyr(printed, "handouts", *asked(pages=("now/arrest",), tags=("en",)), "--paper=a4")
    assert done.returncode == 0, done.stderr
    for file in (*names(printed), printed / "handouts/now-arrest-en-a4.pdf"):
        if "-large" not in file.name:
            assert min([*measure.lines(file.read_bytes())[:-1], 99]) > 12, file.name


def rightmost(content: bytes) -> list[float]:
    """Of each side, how far to the right letters stand, head and foot aside, as a part of its width."""
    found = []
    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            text = page.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            inside = [right for _, low, right, high in boxes if low > 60 and high < page.get_height() - 30]
            found.append(max(inside) / page.get_width())
    return found


def test_what_runs_from_the_right_begins_at_the_right(printed: Path, site: Path, browser: Browser) -> None:
    """Nothing hidden makes the side wider than the paper: Chromium cuts off what then stands beyond its left."""
    done = kyr(printed, "handouts", *asked(pages=("data/tax",), tags=("ar",)), "--paper=letter", "--large")
    assert done.returncode == 0, done.stderr
    page = browser.new_page()
    with served(site) as address:
        page.goto(f"{address}ar/data/tax/")
        by_hand = page.pdf(prefer_css_page_size=True)
    page.close()
    for content in (by_hand, (printed / "handouts/data-tax-ar-letter-large.pdf").read_bytes()):
        assert min(rightmost(content)) > 0.85


def test_sizes(printed: Path) -> None:
    """One side weighs at most 70 kB in Latin letters, 100 in Arabic, 350 in Chinese; four sides twice that."""
    most = {"en": 70_000, "es": 70_000, "ar": 100_000, "zh-Hans": 350_000}
    for file in names(printed):
        tag = next(tag for tag in TAGS if f"-{tag}-" in file.name)
        sides = measure.sides(file.read_bytes())
        assert file.stat().st_size <= most[tag] * (2 + sides) / 3, file.name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--page=now/nowhere"], "no handout is called now/nowhere"),
        (["--lang=xx"], "no language is called xx"),
        (["--paper=a5"], "no paper is called a5 — choose from letter, a4"),
    ],
)
def test_what_there_is_not_is_told(printed: Path, arguments: list[str], said: str) -> None:
    done = kyr(printed, "handouts", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("now/door: 2\nnow/nowhere: 2\n", "overrides/print/handouts.yml:2: no page is called “now/nowhere”"),
        ("now/door: 3\n", "overrides/print/handouts.yml:1: a handout has 1, 2 or 4 sides"),
        ("now/door: [\n", "overrides/print/handouts.yml:2: not YAML"),
        ("", "overrides/print/handouts.yml:1: no keys"),
    ],
)
def test_a_wrong_list_is_told_by_its_line(printed: Path, tmp_path: Path, text: str, said: str) -> None:
    copy_project(tmp_path / "other", printed)
    (tmp_path / "other/overrides/print/handouts.yml").write_text(text, "utf-8")
    done = kyr(tmp_path / "other", "handouts", "--lang=en")
    assert done.returncode == 1
    assert said in done.stderr


def test_a_page_too_long_is_told_by_how_many_lines(printed: Path, tmp_path: Path) -> None:
    copy_project(tmp_path / "other", printed)
    (tmp_path / "other/overrides/print/handouts.yml").write_text("now/door: 1\n", "utf-8")
    done = kyr(tmp_path / "other", "handouts", "--lang=en")
    assert done.returncode == 1
    assert (
        "docs/now/door.md:1: the handout is " in done.stderr
        and " lines too long for 1 side — cut it" in done.stderr
    )
    assert not (tmp_path / "other/handouts").exists()


def test_a_letter_that_no_font_has_names_the_package() -> None:
    assert glyphs.missing("Ask a lawyer. اطلب محاميًا. 请律师。") == ()
    assert glyphs.missing("\U0001e6c0\ue000") == ("\ue000", "\U0001e6c0")
    assert glyphs.packages("律") == ("fonts-noto-cjk",)
    assert glyphs.packages("ط") == ("fonts-noto-core",)


NOTICE = '<p class="age draft{}" data-kyr="l10n">{}</p>'


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (" machine", "Una máquina hizo esto. Nadie lo leyó.", ("Una máquina hizo esto.", "A machine made it.")),
        (" machine", "机器翻译。无人检查。", ("机器翻译。", "A machine made it.")),
        ("", "Ana leyó esta traducción.", ()),
    ],
)
def test_only_a_draft_is_called_one(kind: str, text: str, said: tuple[str, ...]) -> None:
    page = f"<html><body><h1>Una página</h1>{NOTICE.format(kind, text)}</body></html>"
    assert printed_page(page, "A machine made it.").draft == said


def test_each_side_of_a_draft_says_so(printed: Path) -> None:
    """The head of a draft's sides, and none on the English: what is read before the first line of the page."""
    for tag, drafts in (("en", False), ("es", True)):
        page = (printed / ".cache/site").glob(f"{tag}-*/pages/now/door/index.html")
        told = printed_page(next(page).read_text("utf-8"), "A machine made this translation.")
        assert bool(told.draft) == drafts
        if drafts:
            assert told.draft == ("Una máquina hizo esta traducción.", "A machine made this translation.")


SPOKEN = """() => {
  dispatchEvent(new Event('beforeprint'));
  for (const one of document.querySelectorAll('[aria-hidden=true], .vh')) one.remove();
  return document.body.innerText;
}"""


def letters(text: str) -> str:
    """Base letters and digits alone: what is left of a text when its script is joined, marked and turned."""
    kept = (sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] in "LN")
    return "".join(kept).casefold()


@pytest.mark.parametrize("tag", TAGS)
def test_the_paper_is_read_as_the_page_is(printed: Path, site: Path, browser: Browser, tag: str) -> None:
    """Browser print on a phone and the PDF, by its structure tree: the same words in the same order. Of what runs
    from the right a PDF keeps the letters of a block in the order in which they stand on paper, so each block's
    letters are compared, and the blocks' order."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.emulate_media(media="print")
    with served(site) as address:
        for slug in PAGES:
            page.goto(f"{address}{'' if tag == 'en' else f'{tag}/'}{slug}/")
            seen = page.evaluate(SPOKEN)
            read = blocks((printed / f"handouts/{slug.replace('/', '-')}-{tag}-letter.pdf").read_bytes())
            if tag != "ar":
                assert letters("".join(read)) == letters(seen), slug
                continue
            rest = letters(seen)
            for block in map(letters, read):
                assert sorted(rest[: len(block)]) == sorted(block), (slug, block)
                rest = rest[len(block) :]
            assert rest == "", slug
    context.close()
