"""A second reading holds for the words it compared, and for no others."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyr.clock import build_date
from kyr.ledger import load
from kyr.ledger.reading_again import FILE, unread
from running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = build_date(ROOT)
FLOW = "irs-to-ice-august-2025"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def said(root: Path) -> list[str]:
    return [str(problem) for problem in unread(root, load(root, TODAY))]


def test_every_shown_text_was_read_again(ours: Path) -> None:
    assert said(ours) == []


def test_the_file_claims_no_lawyer() -> None:
    first = (ROOT / FILE).read_text("utf-8").splitlines()[:2]
    assert all(line.startswith("#") for line in first)
    assert "no lawyer" in " ".join(first)


def test_an_edited_text_voids_its_row_at_its_line(ours: Path) -> None:
    flows = ours / "docs/_ledger/flows.yml"
    text = flows.read_text("utf-8")
    at = text.index("plain:", text.index(f"- id: {FLOW}\n"))
    flows.write_text(text[:at] + text[at:].replace("what: ", "what: all and ", 1), "utf-8")
    lines = (ours / FILE).read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith(f"{FLOW},"))
    (only,) = said(ours)
    assert only.startswith(f"{FILE}:{number}: {FLOW} changed after its second reading — compare")


def test_a_missing_row_names_the_text(ours: Path) -> None:
    file = ours / FILE
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(f"{FLOW},")), "utf-8")
    (only,) = said(ours)
    assert only.startswith("docs/_ledger/flows.yml:")
    assert f"{FLOW}: its words for readers were not read" in only
    file.unlink()
    assert len(said(ours)) > 100
