"""Editions, through the doors that people use: the command, the pages, the page behind a code."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from kyr.editions import REGISTER, Code, sealed
from kyr.proof.tree import Tree

from .conftest import Project

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
CODE = re.compile(r"[A-Z0-9]+-[a-zA-Z-]+-[A-Z0-9]{4}-[A-Z0-9]")


@pytest.fixture(scope="module")
def recorded(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy whose editions were recorded, and the site built with them."""
    project = Project(tmp_path_factory.mktemp("recorded") / "project")
    shutil.copytree(built.root, project.root)
    done = project.kyr("editions", "record")
    assert done.returncode == 0, done.stderr
    assert project.kyr("build").returncode == 0
    return project


@pytest.fixture
def ours(recorded: Project, tmp_path: Path) -> Project:
    """A recorded copy of one's own."""
    shutil.copytree(recorded.root, tmp_path / "project")
    return Project(tmp_path / "project")


def code_on(site: Path, page: str) -> str | None:
    """The code that a built page prints."""
    found = html.parse(site / page / "index.html").find(".//*[@class='edition']//bdi")
    return None if found is None else found.text


def opened(site: Path, code: str) -> str:
    """The text of the page behind a code."""
    return " ".join(html.parse(site / "print/check" / code / "index.html").find(".//main").text_content().split())


def changed(site: Path, home: str) -> str:
    """The text of the page that lists changes."""
    return " ".join(html.parse(site / home / "about/changes/index.html").find(".//main").text_content().split())


def feed_of(site: Path, home: str) -> etree._Element:
    """A language's feed, with what RFC 4287 asks of one (4.1.1, 4.1.2)."""
    one = etree.parse(site / home / "about/changes/feed.xml").getroot()
    assert one.tag == f"{ATOM}feed"
    for element in (one, *one.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            found = element.findall(f"{ATOM}{name}")
            assert len(found) == 1 and found[0].text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.findtext(f"{ATOM}updated") or "")
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None
    assert one.find(f"{ATOM}author/{ATOM}name") is not None
    own = one.find(f"{ATOM}link[@rel='self']")
    assert own is not None and own.get("href") == f"https://clinic.example/a/{home}about/changes/feed.xml"
    return one


def test_before_the_first_publishing_nothing_has_changed(built: Project) -> None:
    assert "Nothing has been published yet" in changed(built.site, "")
    assert not list(built.site.rglob("feed.xml")), "nobody has said where the site stands"


def test_a_page_in_no_edition_says_that_it_is_a_draft(built: Project) -> None:
    assert code_on(built.site, "data/tax") is None
    assert "This copy is a draft and has no code." in (built.site / "data/tax/index.html").read_text("utf-8")


def test_every_page_has_a_code_and_every_code_a_small_page(recorded: Project) -> None:
    tree = Tree(recorded.site)
    codes = set()
    for path, page in tree.pages.items():
        if not page.stands_apart:
            code = page.root.findtext(".//*[@class='edition']//bdi")
            assert code, path
            codes.add(code)
    assert len(codes) == sum(not page.stands_apart for page in tree.pages.values())
    behind = {
        path.split("/")[2]: page
        for path, page in tree.pages.items()
        if path.startswith("print/check/") and page.stands_apart
    }
    assert set(behind) == codes
    for code, page in behind.items():
        assert len(page.text.encode()) < 2_000, code
        assert "This copy is current." in page.main.text_content()
        for _, address in page.links():
            found = tree.target(page, address)
            assert found and found[0] in tree.pages, (code, address)
        leads = tree.target(page, page.main.findall(".//a")[0].get("href") or "")
        assert leads and tree.pages[leads[0]].root.findtext(".//*[@class='edition']//bdi") == code


def test_recording_again_adds_nothing(ours: Project) -> None:
    before = (ours.root / REGISTER).read_bytes()
    done = ours.kyr("editions", "record")
    assert done.returncode == 0 and "0 codes added" in done.stdout
    assert (ours.root / REGISTER).read_bytes() == before


def test_a_newer_date_keeps_the_code_and_a_word_replaces_it(ours: Project) -> None:
    old = code_on(ours.site, "data/tax")
    other = code_on(ours.site, "now/door")
    spanish = code_on(ours.site, "es/now/door")
    assert old and other and spanish
    facts = ours.root / "docs/_ledger/facts/tax.yml"
    facts.write_text(
        re.sub(r"next_check: 2026-\d\d-\d\d", "next_check: 2027-03-01", facts.read_text("utf-8")), "utf-8"
    )
    assert ours.kyr("build").returncode == 0
    assert code_on(ours.site, "data/tax") == old

    ours.edit("docs/now/door.md", "\n## ", "\nA new sentence for this test stands here.\n\n## ")
    assert ours.kyr("build").returncode == 0
    assert code_on(ours.site, "now/door") is None
    assert "Nothing has changed since the first publishing." in changed(ours.site, "")
    done = ours.kyr("editions", "record", "--note", "A sentence was added.")
    assert done.returncode == 0, done.stderr
    (ours.root / "site.yml").write_text("base_url: https://clinic.example/a/\npublisher: A clinic\n", "utf-8")
    assert ours.kyr("build").returncode == 0
    new = code_on(ours.site, "now/door")
    assert new and new != other
    assert "This copy was replaced on" in opened(ours.site, other)
    assert "A sentence was added." in opened(ours.site, other)
    assert new in opened(ours.site, other)
    assert "This copy is current." in opened(ours.site, new)
    assert '<span lang="en" dir="ltr">A sentence was added.</span>' in (
        ours.site / "print/check" / spanish / "index.html"
    ).read_text("utf-8")
    listed = html.parse(ours.site / "print/check/index.html").find(".//table[@id='code-then']").text_content()
    assert other in listed and new in listed and old not in listed

    assert f"Officers at your door: A sentence was added. {new}" in changed(ours.site, "")
    assert f"Agentes en su puerta: A sentence was added. {code_on(ours.site, 'es/now/door')}" in changed(
        ours.site, "es/"
    )
    for home in ("", "es/"):
        one = feed_of(ours.site, home)
        assert [entry.findtext(f"{ATOM}id") for entry in one.findall(f"{ATOM}entry")] == [
            f"https://clinic.example/a/print/check/{code_on(ours.site, f'{home}now/door')}/"
        ]

    told = ours.kyr("editions", "diff", other)
    assert "new: A new sentence for this test stands here." in told.stdout
    assert "1 texts are new, 0 are gone." in told.stdout


def test_a_fact_that_changed_is_told(ours: Project) -> None:
    old = code_on(ours.site, "data/tax")
    assert old
    facts = ours.root / "docs/_ledger/facts/tax.yml"
    text = facts.read_text("utf-8")
    at = text.index("id: irc-6103-general-rule")
    text = text[:at] + text[at:].replace("status: in-force", "status: contested\n  standing: undecided", 1)
    facts.write_text(text, "utf-8")
    assert ours.kyr("editions", "record").returncode == 0
    assert ours.kyr("build").returncode == 0
    assert "By federal tax law, your tax return" in opened(ours.site, old)
    told = ours.kyr("editions", "diff", old).stdout
    assert "fact changed: irc-6103-general-rule is now contested/undecided" in told


def test_a_page_that_is_gone_is_told(ours: Project) -> None:
    old = code_on(ours.site, "now/airport")
    assert old
    (ours.root / "docs/now/airport.md").rename(ours.root / "docs/now/journey.md")
    for path in [
        ours.root / "mkdocs.yml",
        *(ours.root / "docs").rglob("*.md"),
        *(ours.root / "docs/_ledger").rglob("*.yml"),
    ]:
        path.write_text(
            path.read_text("utf-8").replace("airport.md", "journey.md").replace("now/airport", "now/journey"),
            "utf-8",
        )
    done = ours.kyr("build", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "This page is no longer here." in opened(ours.site, old)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("TAX-en-0000-0", "has a wrong sign in it"),
        ("tax", "has not the shape of a code"),
        ("", "has not the shape of a code"),
    ],
)
def test_a_wrong_code_is_told(ours: Project, code: str, said: str) -> None:
    done = ours.kyr("editions", "diff", code)
    assert done.returncode == 2
    assert said in done.stderr and "compare it with the copy" in done.stderr


def test_a_code_of_nobody_is_told(ours: Project) -> None:
    done = ours.kyr("editions", "diff", str(sealed("TAX", "en", "others")))
    assert done.returncode == 2 and "none of our codes" in done.stderr


def test_a_touched_register_stops_the_build(ours: Project) -> None:
    rows = (ours.root / REGISTER).read_text("utf-8").splitlines(keepends=True)
    (ours.root / REGISTER).write_text("".join([*rows[:4], *rows[5:]]), "utf-8")
    before = (ours.site / "index.html").read_bytes()
    done = ours.kyr("build")
    assert done.returncode == 1
    assert f"{REGISTER}:5: this row is not as it was recorded, or one above it is missing — restore" in done.stderr
    assert (ours.site / "index.html").read_bytes() == before


def test_a_site_with_drafts_is_not_published(ours: Project) -> None:
    (ours.root / "site.yml").write_text("base_url: https://clinic.example/\npublisher: A clinic\n", "utf-8")
    ours.edit("docs/now/door.md", "\n## ", "\nA new sentence for this test stands here.\n\n## ")
    done = ours.kyr("build", "--publish")
    assert done.returncode == 1
    assert done.stderr.count("\n") < 40 and "now/door" in done.stderr


def test_two_pages_with_one_mark_are_told(project: Project) -> None:
    project.edit("docs/data/papers.md", "mark: FORMS\n", "")
    project.edit("docs/data/tax.md", "danger:", "mark: no\ndanger:")
    done = project.kyr("build", "--lang", "en")
    assert done.returncode == 1
    assert "docs/data/papers.md:1: docs/basics/papers.md has the mark PAPERS too — write `mark:`" in done.stderr
    assert "docs/data/tax.md:" in done.stderr


def test_the_page_for_wrong_addresses_speaks_of_codes(built: Project) -> None:
    assert "it is not one of ours, or a sign is wrong" in (built.site / "404.html").read_text("utf-8")


def test_codes_have_the_mark_and_the_language_of_their_page(recorded: Project) -> None:
    for page, start in (
        ("data/tax", "TAX-en-"),
        ("es/data/tax", "TAX-es-"),
        ("", "START-en-"),
        ("es/help/states/ca", "CA-es-"),
    ):
        code = code_on(recorded.site, page)
        assert code and code.startswith(start) and CODE.fullmatch(code)
        assert Code.parse(code)


def test_a_fact_that_went_away_is_told(ours: Project) -> None:
    old = code_on(ours.site, "basics/held")
    assert old
    page = ours.root / "docs/basics/held.md"
    page.write_text(page.read_text("utf-8").replace("[^fact:process-bond-payment-cebonds]", ""), "utf-8")
    assert ours.kyr("editions", "record").returncode == 0
    assert ours.kyr("build").returncode == 0
    assert "Something that it told is no longer there." in opened(ours.site, old)
    assert "fact gone: process-bond-payment-cebonds" in ours.kyr("editions", "diff", old).stdout
