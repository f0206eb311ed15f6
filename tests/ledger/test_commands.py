"""`kyr facts`, as a person types it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from running import ROOT, kyr


def facts(*arguments: str) -> subprocess.CompletedProcess[str]:
    return kyr(ROOT, "facts", *arguments)


def test_check_is_clean() -> None:
    done = facts("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing wrong" in done.stdout
    assert json.loads(facts("check", "--json").stdout) == []


def test_show_understands_old_ids() -> None:
    done = facts("show", "service-litc")
    assert done.returncode == 0
    assert "old id of" in done.stdout
    assert "counsel-litc" in done.stdout
    found: dict[str, Any] = json.loads(facts("show", "service-litc", "--json").stdout)
    assert found["id"] == "counsel-litc"
    assert found["asked"] == "service-litc"
    assert found["sources"][0]["title"]


@pytest.mark.parametrize("command", ["show", "uses"])
def test_an_unknown_id_is_wrong_use(command: str) -> None:
    done = facts(command, "tax-filing")
    assert done.returncode == 2
    assert "no fact “tax-filing”" in done.stderr
    assert "tax-filing-still-required" in done.stderr


def test_uses_names_pages_and_flows() -> None:
    done = facts("uses", "irs-ice-bottom-line-2026")
    assert "docs/data/tax.md:" in done.stdout
    assert "flow irs-to-ice-address-list" in done.stdout
    rows = json.loads(facts("uses", "irs-ice-bottom-line-2026", "--json").stdout)
    assert {"path", "line", "kind", "shown"} == set(rows[0])


def test_due_orders_by_danger() -> None:
    none = facts("due", "--on", "2026-11-23")
    assert none.returncode == 0
    assert "0 facts due" in none.stderr
    some = facts("due", "--on", "2026-12-06", "--json")
    assert some.returncode == 1
    classes = [row["danger"] for row in json.loads(some.stdout)]
    order = ["safety", "legal-status", "contact", "background"]
    assert classes == sorted(classes, key=order.index)
    assert classes[0] == "safety"
    assert facts("due", "--on", "soon").returncode == 2
