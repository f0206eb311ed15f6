"""The register of codes: rows are only added, and one that was touched is found by its line."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyr.editions import REGISTER, Register, Wording, load_register
from kyr.editions.register import FactChanges, Recorded, append, fact_changes, new_row
from kyr.editions.wording import short
from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime.date(2026, 11, 23)
SILENCE = ("rights-silence", "in-force", "You may stay silent.")
NEW = ("new", "reported", "It is new.")
ONE = Wording(("You may stay silent.", "Ask for a lawyer."), (SILENCE,))
TWO = Wording(("You may stay silent.", "Ask for a judge."), (SILENCE,))
THREE = Wording(TWO.texts, ((SILENCE[0], "contested/allowed", SILENCE[2]), NEW))


def added(root: Path, register: Register, wording: Wording, mark: str = "DOOR", note: str = "") -> Register:
    row = new_row(register, wording.code(mark, "en"), wording, DAY, note)
    assert isinstance(row, Recorded)
    return append(root, register, [row])


@pytest.fixture
def three(tmp_path: Path) -> Path:
    (tmp_path / REGISTER).parent.mkdir(parents=True)
    register = added(tmp_path, Register(), ONE)
    register = added(tmp_path, register, TWO, note='A "small", plain change.')
    added(tmp_path, register, THREE)
    return tmp_path


def test_what_was_written_is_read(three: Path) -> None:
    register = load_register(three)
    assert [row.code for row in register.rows] == [
        wording.code("DOOR", "en").__str__() for wording in (ONE, TWO, THREE)
    ]
    first, second, third = (row.facts for row in register.rows)
    assert fact_changes(first, second) == FactChanges((), ())
    assert fact_changes(second, third) == FactChanges((short("rights-silence", 6), short("new", 6)), ())
    assert fact_changes(third, second) == FactChanges((short("rights-silence", 6),), (short("new", 6),))
    assert register.rows[1].note == 'A "small", plain change.'
    first = register.rows[0]
    assert [row.code for row in register.later(first.code)] == [row.code for row in register.rows[1:]]
    assert register.has(ONE.code("DOOR", "en"), first.words)
    assert not register.has(ONE.code("DOOR", "en"), register.rows[1].words)


def test_words_that_come_back_have_their_code_again(three: Path) -> None:
    register = added(three, load_register(three), ONE)
    assert register.later(str(ONE.code("DOOR", "en"))) == ()
    assert new_row(register, ONE.code("DOOR", "en"), ONE, DAY) is None
    assert len(load_register(three).rows) == 4


def test_a_code_of_other_words_is_refused(three: Path) -> None:
    register = load_register(three)
    found = new_row(register, ONE.code("DOOR", "en"), TWO, DAY)
    assert isinstance(found, Problem)
    assert found.line == 2 and "other words" in found.what


def test_no_file_is_an_empty_register(tmp_path: Path) -> None:
    assert load_register(tmp_path).rows == ()


def lines(root: Path) -> list[str]:
    return (root / REGISTER).read_text("utf-8").splitlines(keepends=True)


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (lambda rows: [rows[0], *rows[2:]], 2),
        (lambda rows: [*rows[:2], rows[3]], 3),
        (lambda rows: [rows[0], rows[2], rows[1], rows[3]], 2),
        (lambda rows: [*rows[:2], rows[2].replace("small", "large"), rows[3]], 3),
        (lambda rows: [*rows[:3], rows[3].replace("2026-11-23", "2025-11-23")], 4),
        (lambda rows: [*rows[:3], rows[3][:40]], 4),
        (lambda rows: [*rows, "DOOR-en\n"], 5),
        (lambda rows: [*rows, "\n"], 5),
        (lambda rows: ["code,day\n", *rows[1:]], 1),
        (lambda rows: ["\ufeffx\n", *rows[1:]], 1),
    ],
)
def test_a_touched_row_is_found_by_its_line(three: Path, harm, line: int) -> None:
    (three / REGISTER).write_text("".join(harm(lines(three))), "utf-8")
    with pytest.raises(Problems) as found:
        load_register(three)
    assert [(one.path, one.line) for one in found.value.problems] == [(REGISTER, line)]


@given(st.data())
def test_any_changed_sign_of_a_row_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    root = tmp_path_factory.mktemp("register")
    (root / REGISTER).parent.mkdir(parents=True)
    whole = added(root, added(root, Register(), ONE), TWO)
    text = (root / REGISTER).read_text("utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(st.sampled_from([one for one in 'aZ0,-"\n ' if one != text[at]]))
    (root / REGISTER).write_text(text[:at] + sign + text[at + 1 :], "utf-8")
    try:
        read = load_register(root)
    except Problems:
        return
    assert [row.cells for row in read.rows] == [row.cells for row in whole.rows]  # quotation marks csv can spare


def test_a_full_disk_leaves_the_register_whole(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lines(three)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kyr.editions.register.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        added(three, load_register(three), ONE)
    assert lines(three) == before
