"""The PDFs that `kyr handouts` made, listed on the site: those that are whole and say what their pages say."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import html
from playwright.sync_api import expect

from kyr.proof import checks
from kyr.proof.tree import Tree
from running import Host

from .conftest import Project, files

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser

PAGE = "records/letter-1"
SHEETS = ("records-letter-1-en-letter.pdf", "records-letter-1-es-letter.pdf")
CARD = "card-door-es-letter-long.pdf"


@pytest.fixture(scope="module")
def made(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built copy with one sheet in two languages and one card in Spanish. Tests leave it as it is."""
    project = Project(tmp_path_factory.mktemp("files") / "project")
    shutil.copytree(built.root, project.root)
    for asked in (
        ("handouts", "--page", PAGE, "--paper", "letter"),
        ("handouts", "cards", "--card", "door", "--lang", "es", "--paper", "letter", "--duplex", "long"),
        ("build",),
    ):
        done = project.kyr(*asked)
        assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def own(made: Project, tmp_path: Path) -> Project:
    """The same, in which a test may break things."""
    shutil.copytree(made.root, tmp_path / "project")
    return Project(tmp_path / "project")


def rebuilt(project: Project) -> str:
    """What a build says."""
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    return done.stderr


def on_site(project: Project) -> set[str]:
    return {path.relative_to(project.site).as_posix() for path in project.site.rglob("*.pdf")}


def page(project: Project, path: str) -> Any:
    return html.parse(project.site / path / "index.html")


def lines(project: Project, path: str) -> dict[str, str]:
    """The files that a list names, and what it says of each."""
    links = page(project, path).findall(".//article//li/a[@type]")
    return {link.get("href"): link.text_content() for link in links}


def leads(project: Project, path: str) -> list[str]:
    """The ways from a page `print` to a list of PDFs."""
    return [link for link in page(project, path).xpath("//article//a/@href") if link.endswith("files/")]


def test_each_language_lists_its_own_with_true_size_and_sides(made: Project) -> None:
    assert on_site(made) == {f"print/files/{SHEETS[0]}", f"es/print/files/{SHEETS[1]}", f"es/print/files/{CARD}"}
    sides: set[int] = set()
    for folder in ("print/files", "es/print/files"):
        for file, told in lines(made, folder).items():
            original = made.root / "handouts" / file
            assert (made.site / folder / file).read_bytes() == original.read_bytes()
            with pikepdf.open(original) as pdf:
                sides.add(len(pdf.pages))
                wanted = {str(len(pdf.pages)), f"{original.stat().st_size / 1000:.0f}"}
            assert "PDF" in told and "kB" in told
            assert wanted <= set(re.findall(r"\d+", told)), told
    assert sides == {1, 2}
    assert set(lines(made, "es/print/files")) == {SHEETS[1], CARD}
    assert leads(made, "print") == ["files/"] == leads(made, "es/print")


def test_what_is_listed_says_when_it_was_made(made: Project) -> None:
    found = page(made, "es/print/files")
    days = found.xpath("//article//time/@datetime")
    assert days and set(days) == {row["day"] for row in rows(made)}
    assert [one.tag for one in found.iter("h1", "h2", "h3")] == ["h1", "h2", "h3", "h2", "h3"]


def test_a_site_with_pdfs_passes_every_check(made: Project) -> None:
    assert checks.check(Tree(made.site, project=made.root)) == []


def test_a_phone_that_saves_the_pages_saves_no_pdf(made: Project) -> None:
    for path in ("kept/list.json", "es/kept/list.json"):
        listed = json.loads((made.site / path).read_text("utf-8"))
        assert not [file for file in listed["files"] if ".pdf" in file["path"]]


def test_a_marked_pdf_opens_without_a_network_and_goes_when_unmarked(browser: Browser, made: Project) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    host, page = Host(made.site), context.new_page()
    here = f"{host.address}es/print/files/"
    page.goto(here)
    assert page.locator("article input").count() == 0
    page.locator("#paper-first a").click()
    page.locator("#keep-start").click()
    expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)
    assert not [path for path in host.asked if ".pdf" in path]
    page.goto(here)
    boxes = page.locator("article input")
    assert boxes.count() == 2
    assert SHEETS[1] in page.locator("article a[type]").first.get_attribute("href", timeout=1000)
    for box in boxes.all():
        box.check()
        expect(page.locator("#paper-kept")).to_be_visible()
    boxes.last.uncheck()
    expect(page.locator("#paper-dropped")).to_be_visible()
    host.end()
    page.goto(here)
    expect(page.locator("article input:checked")).to_have_count(1)
    page.locator("article a[type]").first.click()
    page.wait_for_url(f"**/{SHEETS[1]}")
    page.goto(here)
    held = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(one => one.url).join()"
    assert SHEETS[1] in page.evaluate(held)
    assert CARD not in page.evaluate(held)
    context.close()


def test_a_copy_taken_away_elsewhere_does_not_come_back_with_a_mark(browser: Browser, made: Project) -> None:
    context = browser.new_context()
    host, page, other = Host(made.site), context.new_page(), context.new_page()
    other.goto(f"{host.address}es/about/this-phone/")
    other.locator("#keep-start").click()
    expect(other.locator("#keep-kept")).to_be_visible(timeout=20_000)
    page.goto(f"{host.address}es/print/files/")
    expect(page.locator("article input")).to_have_count(2)
    other.locator("#keep-remove").click()
    expect(other.locator("#keep-removed")).to_be_visible(timeout=5000)
    page.locator("article input").first.click()
    expect(page.locator("#paper-broken")).to_be_visible()
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    host.end()
    context.close()


def test_a_newer_edition_brings_the_marked_pdf_anew(browser: Browser, own: Project) -> None:
    context = browser.new_context()
    host, page = Host(own.site), context.new_page()
    page.goto(f"{host.address}about/this-phone/")
    page.locator("#keep-start").click()
    expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)
    page.goto(f"{host.address}print/files/")
    page.locator("article input").check()
    expect(page.locator("#paper-kept")).to_be_visible()
    paper, papers = own.site / "print/files" / SHEETS[0], own.site / "kept/papers.json"
    old = paper.read_bytes()
    paper.write_bytes(old + b"\n")
    papers.write_text(
        papers.read_text("utf-8").replace(sha256(old).hexdigest(), sha256(old + b"\n").hexdigest()), "utf-8"
    )
    page.goto(f"{host.address}about/this-phone/")
    expect(page.locator("#keep-newer")).to_be_visible()
    page.locator("#keep-newest").click()
    expect(page.locator("#keep-kept")).to_be_visible(timeout=20_000)
    size = "async at => (await (await caches.match(at)).blob()).size"
    assert page.evaluate(size, f"{host.address}print/files/{SHEETS[0]}") == len(old) + 1
    page.reload()
    expect(page.locator("#keep-kept")).to_be_visible()
    page.locator("#keep-remove").click()
    expect(page.locator("#keep-removed")).to_be_visible(timeout=5000)
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    host.end()
    context.close()


def test_other_words_on_a_page_or_a_card_leave_pdfs_out(own: Project) -> None:
    source = own.root / "docs/records/letter-1.md"
    source.write_text(source.read_text("utf-8").replace("# ", "# Today: ", 1), "utf-8")
    own.edit("overrides/words/shell.yml", "card.lawyer: ", "card.lawyer: A ")
    told = rebuilt(own)
    list_ = "handouts/list.json:1:"
    assert f"{list_} English: 1 PDF is older than its page, so left out — run kyr handouts pack --lang en" in told
    assert f"{list_} Spanish: 2 PDFs are older than their pages, so left out — run kyr" in told
    assert not on_site(own)
    for home in ("", "es/"):
        assert not (own.site / home / "print/files").exists()
        assert leads(own, f"{home}print") == []


def test_a_changed_byte_leaves_a_pdf_out_until_it_is_made_again(own: Project) -> None:
    file = own.root / "handouts" / SHEETS[1]
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "Spanish: 1 PDF was changed since it was made, so left out — run kyr handouts" in rebuilt(own)
    assert set(lines(own, "es/print/files")) == {CARD}
    done = own.kyr("handouts", "--page", PAGE, "--paper", "letter", "--lang", "es")
    assert done.returncode == 0, done.stderr
    assert "left out" not in rebuilt(own)
    assert set(lines(own, "es/print/files")) == {SHEETS[1], CARD}


def test_a_sheet_with_a_groups_own_name_is_never_listed(own: Project) -> None:
    name = SHEETS[1].replace(".pdf", "-clinic.pdf")
    (own.root / "handouts" / SHEETS[1]).rename(own.root / "handouts" / name)
    record = (own.root / "handouts/list.json").read_text("utf-8").replace(SHEETS[1], name)
    (own.root / "handouts/list.json").write_text(record, "utf-8")
    rebuilt(own)
    assert set(lines(own, "es/print/files")) == {CARD}
    assert not [path for path in on_site(own) if "clinic" in path]


def test_a_sheet_past_its_date_is_left_out(own: Project) -> None:
    after = next(row["after"] for row in rows(own) if row["file"] == SHEETS[0])
    notice = page(own, "print/files").xpath("//p[@data-after][@hidden]/@data-after")
    assert notice == [after] == page(own, PAGE).xpath("//p[@data-after]/@data-after")
    record = (own.root / "handouts/list.json").read_text("utf-8")
    (own.root / "handouts/list.json").write_text(record.replace(after, "2026-01-01"), "utf-8")
    assert "English: 1 PDF is past the date on it, so left out — run kyr handouts pack" in rebuilt(own)
    assert SHEETS[0] not in {path.rpartition("/")[2] for path in on_site(own)}


def test_a_language_without_pdfs_leads_to_the_english_ones(own: Project) -> None:
    for file in (SHEETS[1], CARD):
        (own.root / "handouts" / file).unlink()
    assert "left out" not in rebuilt(own)
    assert leads(own, "es/print") == ["../../print/files/"]
    assert not (own.site / "es/print/files").exists()
    tree = Tree(own.site, project=own.root)
    assert [*checks.links_arrive(tree), *checks.alternates(tree), *checks.same_in_every_language(tree)] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"sides": 2', '"sides": 2,,', "2: not JSON: "),
        ('"sides": 2', '"sides": "2"', "2: sides has the wrong value '2'"),
        (f'"file": "{SHEETS[1]}"', '"file": "../../site.yml"', "4: file has the wrong value '../../site.yml'"),
        (f'"file": "{SHEETS[1]}"', f'"file": "{SHEETS[0]}"', f"3: {SHEETS[0]} stands there twice"),
        ('"kind": "card", ', "", "2: a row has not the keys file, language, kind"),
    ],
)
def test_a_broken_record_is_told_and_the_last_site_stays(own: Project, old: str, new: str, told: str) -> None:
    own.edit("handouts/list.json", old, new)
    before = files(own.site)
    done = own.kyr("build")
    assert done.returncode == 1
    assert f"handouts/list.json:{told}" in done.stderr
    assert "— remove it, then run: kyr handouts pack --lang TAG" in done.stderr
    assert files(own.site) == before


def test_a_broken_record_is_told_before_anything_is_printed(own: Project) -> None:
    (own.root / "handouts/list.json").write_text("{}", "utf-8")
    done = own.kyr("handouts", "pack", "--lang", "es")
    assert done.returncode == 1
    assert done.stderr.startswith("handouts/list.json:1: no list of PDFs — remove it, then run: kyr handouts pack")


def test_without_the_folder_the_site_is_as_it_always_was(built: Project, own: Project) -> None:
    shutil.rmtree(own.root / "handouts")
    rebuilt(own)
    assert files(own.site) == files(built.site)
    assert 'data-kyr="files"' not in (own.site / "print/index.html").read_text("utf-8")


def test_a_folder_to_pass_on_has_pdfs_only_when_asked(own: Project) -> None:
    for extra in ((), ("--handouts",)):
        done = own.kyr("bundle", "zip", "--lang", "es", *extra)
        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(next((own.root / "bundles").glob("*.zip"))) as archive:
            inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        pdfs = {name for name in inside if name.endswith(".pdf")}
        shown = html.fromstring(inside["pages/es/print/index.html"])
        ways = [way for way in shown.xpath("//article//a/@href") if "files" in way]
        if extra:
            assert pdfs == {f"pages/es/print/files/{name}" for name in (SHEETS[1], CARD)}
            assert ways == ["files/index.html"]
        else:
            assert not pdfs and not ways


def rows(project: Project) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((project.root / "handouts/list.json").read_text("utf-8"))
    return found
