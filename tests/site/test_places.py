"""Each state has a page of its own, with numbers that can be called and nothing old in front."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kyr.clock import build_date
from kyr.l10n.neutral import named
from kyr.ledger import load
from running import ROOT, copy_project, kyr

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = load(ROOT, build_date(ROOT))


@pytest.mark.parametrize("home", ["", "es/"])
def test_all_are_there_and_leak_nothing(site: Path, home: str) -> None:
    assert len(LEDGER.states) == 52
    for state in LEDGER.states:
        root = html.parse(site / home / "help/states" / state / "index.html").getroot()
        assert named(root.findtext(".//title")) is None
        assert root.find(".//h1") is not None
        phones = [link for link in root.find(".//main").iter("a") if link.get("href", "").startswith("tel:")]
        assert all(link.find("bdi").get("dir") == "ltr" for link in phones)
        ways = [link.get("href") for link in root.find(".//main").iter("a") if "//" not in link.get("href", "")]
        assert not [way for way in ways if "#" in way and not way.startswith(("#n", "#s", "#p", "../../../../"))]


def test_each_has_the_groups_of_the_directory_but_the_doubtful(site: Path) -> None:
    for state in LEDGER.states:
        text = html.parse(site / "help/states" / state / "index.html").getroot().text_content()
        for entry in LEDGER.directory:
            if entry.state.lower() == state:
                assert (entry.name in text) == (entry.confidence != "low"), entry.name


def test_what_is_past_its_day_comes_after_the_national_lists(tmp_path: Path) -> None:
    copy_project(tmp_path)
    late = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(late.timestamp()))}
    done = kyr(tmp_path, "build", "--lang", "en", env=environment)
    assert done.returncode == 0, done.stderr
    text = html.parse(tmp_path / "site/help/states/mi/index.html").getroot().text_content()
    group = next(one.name for one in LEDGER.directory if one.state == "MI" and one.confidence != "low")
    assert text.index("The national lists") < text.index("These may be out of date") < text.index(group)
