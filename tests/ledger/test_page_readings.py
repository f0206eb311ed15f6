"""The log of second readings names every page, is no newer than today, and claims no lawyer."""

from __future__ import annotations

import csv
import datetime
import re

from kyr.clock import build_date
from running import ROOT

LOG = ROOT / "docs/_ledger/page-readings.csv"
ROWS = list(csv.DictReader(LOG.read_text("utf-8").splitlines()))


def test_every_page_has_its_row() -> None:
    pages = re.findall(r"^  - (\S+)\.md$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    named = {row["page"].removesuffix("/index") for row in ROWS}
    assert {page.removesuffix("/index") for page in pages} == named


def test_each_row_has_a_day_and_says_what_changed() -> None:
    for row in ROWS:
        assert datetime.date.fromisoformat(row["day"]) <= build_date(ROOT), row
        assert row["changed"].strip(), row


def test_it_claims_no_lawyer() -> None:
    assert not re.search(r"\b(?:attorney|reviewed|checked) by a? ?lawyer|\blegal review", LOG.read_text("utf-8"))
