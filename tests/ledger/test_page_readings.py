"""The log of second readings: a row holds for the page it names as it was then; it claims no lawyer."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from kyr.clock import build_date
from kyr.ledger.reading_again import PAGES_FILE, unread_pages
from running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOG = ROOT / PAGES_FILE
LINES = LOG.read_text("utf-8").splitlines()
ROWS = list(csv.DictReader(line for line in LINES if not line.startswith("#")))


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def said(root: Path) -> list[str]:
    return [str(problem) for problem in unread_pages(root)]


def test_every_page_has_one_row_that_holds() -> None:
    assert said(ROOT) == []
    pages = re.findall(r"^  - (\S+)\.md$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(pages) == sorted(row["page"] for row in ROWS)


def test_each_row_has_a_day_a_reader_and_what_changed() -> None:
    for row in ROWS:
        assert datetime.date.fromisoformat(row["day"]) <= build_date(ROOT), row
        assert row["by"] in ("another", "writer"), row
        assert row["changed"].strip(), row


def test_it_claims_no_lawyer() -> None:
    assert "no lawyer" in LINES[0]
    assert not re.search(r"\b(?:attorney|reviewed|checked) by a? ?lawyer|\blegal review", LOG.read_text("utf-8"))


def test_an_edited_page_voids_its_row_at_its_line(ours: Path) -> None:
    page = ours / "docs/now/door.md"
    page.write_text(page.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    number = next(n for n, line in enumerate(LINES, 1) if line.startswith("now/door,"))
    (only,) = said(ours)
    assert only.startswith(f"{PAGES_FILE}:{number}: now/door changed after its second reading — have it read")
    page.write_text(page.read_text("utf-8").removesuffix("\nOne more line.\n"), "utf-8")
    assert said(ours) == []


def test_a_new_page_or_a_lost_log_names_the_pages(ours: Path) -> None:
    (ours / "docs/now/new.md").write_text("# New\n", "utf-8")
    (only,) = said(ours)
    assert only.startswith("docs/now/new.md:1: nobody has read this page beside its facts — have it read")
    (ours / PAGES_FILE).unlink()
    assert len(said(ours)) == len(ROWS) + 1
