"""A copy of the project in which a test may break things, with every language built already."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from running import ROOT, copy_project, few_states, kyr

LANGUAGES = """# The languages of the copy.

- {tag: en, autonym: English, english: English, direction: ltr, stage: published}
- {tag: es, autonym: Español, english: Spanish, direction: ltr, stage: published}
"""


@dataclass(frozen=True)
class Project:
    """A copy of the project and the command run in it."""

    root: Path

    def kyr(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `kyr` there as a person would."""
        return kyr(self.root, *arguments)

    def edit(self, path: str, old: str, new: str) -> None:
        """Put one text in place of another that stands in the file."""
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), "utf-8")

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copy(root: Path, original: Path = ROOT) -> Project:
    """A copy of what a build reads, in English and Spanish and with three states, however many the project has."""
    copy_project(root, original)
    if original == ROOT:
        few_states(root)
        (root / "locales/languages.yml").write_text(LANGUAGES, "utf-8")
        for folder in (root / "locales").iterdir():
            if folder.is_dir() and folder.name != "es":
                shutil.rmtree(folder)
    return Project(root)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built copy; tests look at it and leave it as it is."""
    project = copy(tmp_path_factory.mktemp("built") / "project")
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A built copy of one's own."""
    shutil.copytree(built.root, tmp_path / "project")
    return Project(tmp_path / "project")
