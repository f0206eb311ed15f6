"""Whatever is wrong: one clear line, exit code 1, and the last good site as it was."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from running import KYR, environment

from .conftest import Project, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINE = r"^{path}:{line}: .+ — .+$"


def first_fact_file(root: Path) -> str:
    return next(iter(sorted((root / "docs/_ledger/facts").glob("*.yml")))).relative_to(root).as_posix()


def broken_ledger(project: Project) -> tuple[str, str]:
    path = first_fact_file(project.root)
    with (project.root / path).open("a", encoding="utf-8") as ledger:
        ledger.write("- id: [never closed\n")
    return re.escape(path), r"\d+"


def broken_catalog(project: Project) -> tuple[str, str]:
    path = "locales/es/now/door.po"
    (project.root / path).parent.mkdir(exist_ok=True)
    with (project.root / path).open("a", encoding="utf-8") as catalog:
        catalog.write("\nno PO file has such a line\n")
    return re.escape(path), r"\d+"


def broken_template(project: Project) -> tuple[str, str]:
    project.edit("overrides/main.html", "<head>", "<head>{% if %}")
    return r"overrides/main\.html", "3"


def missing_value(project: Project) -> tuple[str, str]:
    project.edit("overrides/shell/footer.html", '{{ words.shell("not-advice") }}', "{{ no.such }}")
    return r"overrides/shell/footer\.html", r"\d+"


def missing_template(project: Project) -> tuple[str, str]:
    (project.root / "overrides/shell/footer.html").unlink()
    return "overrides", "1"


def broken_front_matter(project: Project) -> tuple[str, str]:
    project.edit("docs/index.md", "description:", "description: [")
    return r"docs/index\.md", r"\d+"


def unknown_danger(project: Project) -> tuple[str, str]:
    project.edit("docs/index.md", "danger: ", "danger: grave-")
    return r"docs/index\.md", r"\d+"


def unknown_fact(project: Project) -> tuple[str, str]:
    with (project.root / "docs/help/index.md").open("a", encoding="utf-8") as page:
        page.write("\nA sentence.[^fact:there-is-no-such-fact]\n")
    return r"docs/help/index\.md", r"\d+"


def broken_site_settings(project: Project) -> tuple[str, str]:
    project.edit("site.yml", "base_url: null", "base_url: http://clinic.example")
    return r"site\.yml", r"\d+"


def broken_configuration(project: Project) -> tuple[str, str]:
    project.edit("mkdocs.yml", "docs_dir: docs", "docs_dir: [docs")
    return r"mkdocs\.yml", r"\d+"


def no_catalogs(project: Project) -> tuple[str, str]:
    shutil.rmtree(project.root / "locales/es")
    (project.root / "locales/es").mkdir()
    return "locales/es", "1"


def read_only_site(project: Project) -> tuple[str, str]:
    project.edit("overrides/words/shell.yml", "Skip to the page", "Go to the page")
    project.site.chmod(0o555)
    return re.escape(str(project.site)), "1"


FAULTS = [
    broken_ledger,
    broken_catalog,
    broken_template,
    missing_value,
    missing_template,
    broken_front_matter,
    unknown_danger,
    unknown_fact,
    broken_site_settings,
    broken_configuration,
    no_catalogs,
    read_only_site,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_one_line_and_leaves_the_last_good_site(
    project: Project, fault: Callable[[Project], tuple[str, str]]
) -> None:
    before = files(project.site)
    path, line = fault(project)
    done = project.kyr("build")
    assert done.returncode == 1, done.stderr
    assert re.search(LINE.format(path=path, line=line), done.stderr, re.M), done.stderr
    assert "Traceback" not in done.stderr
    assert files(project.site) == before
    assert not (project.root / "site.new").exists()


def test_a_link_to_no_page_fails_a_strict_build_only(project: Project) -> None:
    with (project.root / "docs/help/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[Elsewhere](no-such-page.md)\n")
    assert project.kyr("build", "--lang", "en").returncode == 0
    strict = project.kyr("build", "--lang", "en", "--strict")
    assert strict.returncode == 1
    line = r"^docs/help/index\.md:\d+: the link “no-such-page\.md” leads to no page"
    assert re.search(line, strict.stderr, re.M), strict.stderr


@pytest.mark.parametrize("after", [0.3, 0.8])
def test_a_killed_build_leaves_the_last_good_site(project: Project, after: float) -> None:
    before = files(project.site)
    project.edit("overrides/words/shell.yml", "Skip to the page", "Go to the page")
    running = subprocess.Popen(
        [str(KYR), "build"],
        cwd=project.root,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert files(project.site) == before
    assert project.kyr("build").returncode == 0
    assert "Go to the page" in (project.site / "index.html").read_text("utf-8")


def test_a_build_killed_in_the_middle_of_the_swap_is_mended(project: Project) -> None:
    before = files(project.site)
    project.site.rename(project.root / "site.old")
    (project.root / "site.new").mkdir()
    project.edit("mkdocs.yml", "docs_dir: docs", "docs_dir: elsewhere")
    assert project.kyr("build").returncode == 1
    (project.root / "mkdocs.yml").write_text(
        (project.root / "mkdocs.yml").read_text("utf-8").replace("docs_dir: elsewhere", "docs_dir: docs"), "utf-8"
    )
    assert project.kyr("build").returncode == 0
    assert files(project.site) == before


def test_a_folder_that_holds_something_else_is_not_overwritten(project: Project) -> None:
    (project.root / "papers").mkdir()
    (project.root / "papers/will.txt").write_text("mine", "utf-8")
    done = project.kyr("build", "--out", "papers")
    assert done.returncode == 1
    assert "it holds something else than a built site" in done.stderr
    assert (project.root / "papers/will.txt").read_text("utf-8") == "mine"


def test_outside_the_project_the_command_says_where_to_go(tmp_path: Path) -> None:
    done = Project(tmp_path).kyr("build")
    assert done.returncode == 2
    assert "mkdocs.yml:1: not found here or above" in done.stderr


def test_an_unknown_language_is_named(project: Project) -> None:
    done = project.kyr("build", "--lang", "xx")
    assert done.returncode == 2
    assert "no language has the tag xx" in done.stderr


def test_words_that_nobody_read_again_are_not_published(project: Project) -> None:
    """A shown fact whose words changed after their second reading fails a strict build, by its line."""
    project.edit(
        "docs/_ledger/facts/tax.yml", "  plain: >-\n    The newest picture", "  plain: >-\n    A new picture"
    )
    assert project.kyr("build").returncode == 0
    done = project.kyr("build", "--strict")
    assert done.returncode == 1
    assert "irs-ice-bottom-line-2026 changed after its second reading" in done.stderr + done.stdout


def test_a_finding_of_a_page_names_its_line(project: Project) -> None:
    text = (project.root / "docs/now/door.md").read_text("utf-8")
    (project.root / "docs/now/door.md").write_text(text + "\nA <b>word</b>.\n\n\n", "utf-8")
    done = project.kyr("build")
    assert done.returncode == 1
    assert f"docs/now/door.md:{text.count(chr(10)) + 2}: raw HTML: <b>" in done.stderr + done.stdout


def test_one_file_that_cannot_be_read_is_one_line(project: Project) -> None:
    project.edit("docs/_ledger/facts/rights.yml", "- id: ", "- [ id: ")
    done = project.kyr("facts", "check")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "docs/_ledger/facts/rights.yml:" in done.stdout


def test_a_folder_named_like_a_page_is_no_page(project: Project) -> None:
    (project.root / "docs/now/old.md").mkdir()
    assert project.kyr("build").returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# Officers at your door\n", "", "does not begin with its title"),
        ("## What to do\n", "# What to do\n", "a second title"),
    ],
)
def test_a_page_has_one_title(project: Project, old: str, new: str, says: str) -> None:
    project.edit("docs/now/door.md", old, new)
    done = project.kyr("build")
    assert done.returncode == 1
    assert "docs/now/door.md:" in done.stderr
    assert says in done.stderr
