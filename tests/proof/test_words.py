"""The words for readers, one by one: grade 7 or lower, and read a second time beside the exact text."""

from __future__ import annotations

import pytest

from kyr.clock import build_date
from kyr.ledger import Ledger, load
from kyr.ledger.models import Fact
from kyr.ledger.reading_again import shown, unread
from kyr.proof.grade import grade
from running import ROOT

MOST = 7.0


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load(ROOT, build_date(ROOT))


def test_every_shown_fact_and_flow_reads_at_grade_seven(ledger: Ledger) -> None:
    found = []
    for record in shown(ROOT, ledger):
        if isinstance(record, Fact):
            texts = [record.plain]
        else:
            assert record.plain, record.id
            texts = [text for text in (record.plain.how, record.plain.note, record.plain.can) if text]
        found.append((grade(texts).grade, record.id))
    assert len(found) > 118
    assert [row for row in found if row[0] > MOST] == []


def test_none_waits_for_its_second_reading(ledger: Ledger) -> None:
    assert [str(problem) for problem in unread(ROOT, ledger)] == []
