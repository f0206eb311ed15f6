"""Nothing of the research was lost on its way into the ledger."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kyr.clock import build_date
from kyr.ledger import Ledger, load

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "imported.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
COUNTS = {
    "fact": 426, "holder": 80, "activity": 39, "flow": 118, "question": 40, "coverage": 57, "entry": 208,
    "resource": 56,
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load(ROOT, build_date(ROOT))


def test_the_list_itself_is_whole() -> None:
    counts = Counter(kind for kind, _ in ROWS)
    assert {kind: counts[kind] for kind in COUNTS} == COUNTS


def test_every_old_fact_is_one_fact_or_one_alias(ledger: Ledger) -> None:
    for kind, name in ROWS:
        if kind == "fact":
            assert (name in ledger.facts) != (name in ledger.aliases), name
            assert ledger.fact(name).statement


@pytest.mark.parametrize("kind", ["holder", "activity", "flow", "question", "resource"])
def test_the_model_is_whole(ledger: Ledger, kind: str) -> None:
    have = {
        "holder": ledger.holders, "activity": ledger.activities, "flow": ledger.flows,
        "question": ledger.questions, "resource": ledger.resources,
    }[kind]  # fmt: skip
    assert [name for k, name in ROWS if k == kind and name not in have] == []


def test_directory_and_coverage_are_whole(ledger: Ledger) -> None:
    have = Counter(f"{entry.state}: {entry.name}" for entry in ledger.directory)
    assert Counter(name for kind, name in ROWS if kind == "entry") == have
    covered = Counter(f"{row.seed_kind}: {row.seed_item}" for row in ledger.coverage)
    assert Counter(name for kind, name in ROWS if kind == "coverage") == covered


def test_every_address_is_one_source(ledger: Ledger) -> None:
    def key(url: str) -> str:
        return re.sub(r"^https?://(www\.)?", "", url).split("#")[0].rstrip("/")

    have = Counter(key(source.url) for source in ledger.sources.values() if source.url)
    missing = [name for kind, name in ROWS if kind == "source" and have[name] != 1]
    assert missing == []


def test_no_fact_is_left_without_a_source_to_show(ledger: Ledger) -> None:
    for fact in ledger.facts.values():
        shown = ledger.shown_sources(fact)
        assert 1 <= len(shown) <= 3
        listed = [ledger.sources[cite.id] for cite in fact.sources]
        if any(not source.secondary and (source.url or "").startswith("https:") for source in listed):
            assert not any(source.secondary for source in shown), fact.id
