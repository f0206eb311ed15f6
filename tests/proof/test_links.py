"""lychee, without a network, on the built site: at the root and under a path prefix."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from kyr.proof import links
from running import ROOT, kyr

if TYPE_CHECKING:
    from pathlib import Path


def test_every_link_and_anchor_arrives(site: Path) -> None:
    assert [str(problem) for problem in links.inside(site)] == []


def test_under_a_prefix(site: Path, tmp_path: Path) -> None:
    """No link between pages starts at the root, so a folder deeper everything still arrives."""
    shutil.copytree(site, tmp_path / "x")
    (tmp_path / "x" / "404.html").unlink()
    shutil.copy(site / "index.html", tmp_path / "outside.html")
    assert [str(problem) for problem in links.inside(tmp_path / "x")] == []


@pytest.mark.parametrize("bad", ['<a href="../gone/">x</a>', '<a href="../stop/#gone">x</a>'])
def test_a_broken_one_is_found(site: Path, tmp_path: Path, bad: str) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    door = copy / "now/door/index.html"
    door.write_text(door.read_text("utf-8").replace("</h1>", f"</h1>{bad}", 1), "utf-8")
    assert any("gone" in str(problem) for problem in links.inside(copy))


def test_the_command(site: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return kyr(ROOT, "links", *arguments)

    assert run("--site", str(site)).returncode == 0
    empty = run("--site", str(tmp_path))
    assert empty.returncode == 2
    assert "no built site" in empty.stderr


def test_live_says_so_where_there_is_no_network(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_known", lambda host: False)
    with pytest.raises(ConnectionError, match="no network"):
        links.outside(site, tmp_path)
