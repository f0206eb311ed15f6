"""`kyr facts uses` finds a fact on every page that shows it, itself or through the model."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyr.clock import build_date
from kyr.ledger import load, uses_of
from running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = build_date(ROOT)
FACT = "ctr-v-irs-pi-nov-2025"
PAGES = [  # what a page says, the lines and kinds that are found
    (f"Said.[^fact:{FACT}]\n", [(1, "cited")]),
    (f"[Words](fact:{FACT}) and <tel:{FACT}>\n", [(1, "cited"), (1, "cited")]),
    (f"\n/// fact | {FACT}\n///\n", [(2, "fact")]),
    (f"/// timeline | tax-filing-still-required, {FACT}\n///\n", [(1, "timeline")]),
    (
        "/// flows\n    holder: irs\n    only: [irs-to-ice-address-list]\n///\n",
        [(1, "flow irs-to-ice-address-list")],
    ),
    ("/// flows\n    activity: do-file-taxes\n    only: [irs-to-ice-returns]\n///\n", []),
    ("/// flows\n    activity: do-file-taxes\n///\n", [(1, "flow irs-to-ice-address-list")]),
    ("/// activities\n///\n", [(1, "flow irs-to-ice-address-list")]),
    (f"```\n[^fact:{FACT}]\n/// fact | {FACT}\n```\n", []),
    (f"Not `[^fact:{FACT}]` in code.\n", []),
]


@pytest.mark.parametrize(("page", "expected"), PAGES, ids=[str(at) for at in range(len(PAGES))])
def test_uses(tmp_path: Path, page: str, expected: list[tuple[int, str]]) -> None:
    shutil.copytree(ROOT / "docs/_ledger", tmp_path / "docs/_ledger")
    (tmp_path / "docs/page.md").write_text(page, "utf-8")
    ledger = load(tmp_path, TODAY)
    found = [use for use in uses_of(tmp_path, ledger, FACT) if use.path == "docs/page.md"]
    assert [(use.line, use.kind) for use in found] == expected


def test_old_ids_find_the_same() -> None:
    ledger = load(ROOT, TODAY)
    assert ledger.aliases
    for old, new in ledger.aliases.items():
        assert uses_of(ROOT, ledger, old) == uses_of(ROOT, ledger, new)


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        uses_of(ROOT, load(ROOT, TODAY), "no-such-fact")
