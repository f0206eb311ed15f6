"""What a file says is what is read, and each value knows its line."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from kyr.ledger.reading import Reader

KEYS = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=120).map(
    lambda text: " ".join(text.split())
)
DAYS = st.dates(datetime.date(1000, 1, 1))
RECORDS = st.dictionaries(
    KEYS, st.none() | WORDS | DAYS | st.lists(WORDS | DAYS, max_size=3), min_size=1, max_size=5
)


def read(text: str) -> tuple[Reader, list[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.yml"
        file.write_text(text, "utf-8")
        reader = Reader("file.yml")
        return reader, list(reader.items(file))


@given(st.lists(RECORDS, max_size=4))
def test_reading_what_was_written_gives_it_back(records: list[dict[str, Any]]) -> None:
    text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False)
    reader, items = read(text)
    assert reader.problems == []
    assert [item.values for item in items] == records
    lines = text.splitlines()
    for item in items:
        for key, line in item.lines.items():
            assert lines[line - 1].removeprefix("- ").strip().removeprefix("? ").startswith((key, f"'{key}'"))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    reader, _ = read(text)
    for problem in reader.problems:
        assert problem.line >= 1
        assert "\n" not in str(problem)
