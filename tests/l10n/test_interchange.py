"""Catalogs go through the programs of other people and come back with the same translations.

gettext's own programs are what Poedit works with; translate-toolkit is Weblate's engine. The programs themselves
are run, on the project's own Spanish.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

from kyr.l10n.catalogs import load_catalogs
from running import copy_project, few_states, l10n

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LANGUAGES = """- {tag: en, autonym: English, english: English, direction: ltr}

- {tag: es, autonym: Español, english: Spanish, direction: ltr, stage: published}
"""
Entries = dict[tuple[str, str | None, str], str]


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with Spanish alone, brought up to the English; some entries fuzzy, one with a remark."""
    root = tmp_path_factory.mktemp("synced") / "project"
    copy_project(root)
    few_states(root)
    (root / "locales/languages.yml").write_text(LANGUAGES, "utf-8")
    for folder in (root / "locales").iterdir():
        if folder.is_dir() and folder.name != "es":
            shutil.rmtree(folder)
    door = root / "docs/now/door.md"
    door.write_text(door.read_text("utf-8").replace("You may ", "Everybody may ", 3), "utf-8")
    kyr(root, "sync")
    catalog = polib.pofile(str(root / "locales/es/now/door.po"), wrapwidth=0)
    next(entry for entry in catalog if entry.translated()).tcomment = "Ana: a word of my grandmother's"
    assert [entry for entry in catalog if entry.fuzzy and entry.previous_msgid]
    catalog.save()
    kyr(root, "sync")
    return root


@pytest.fixture
def project(synced: Path, tmp_path: Path) -> Path:
    shutil.copytree(synced, tmp_path / "project")
    return tmp_path / "project"


def kyr(root: Path, *arguments: str, code: int = 0) -> str:
    """Run `kyr l10n` as a person would; everything it says."""
    done = l10n(root, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def catalogs(root: Path) -> list[Path]:
    """Every fifth catalog, the ledger's and the shell's among them, and the one that this project has changed."""
    every = sorted((root / "locales/es").rglob("*.po"))
    names = ("_shell.po", "now/door.po")
    return [path for at, path in enumerate(every) if at % 5 == 0 or path.as_posix().endswith(names)]


def texts(root: Path) -> Entries:
    """Every translation that may be shown, by its catalog, context and English."""
    return {
        (catalog.path, entry.context, entry.english): entry.text
        for catalog, _ in load_catalogs(root, "es")
        for entry in catalog
    }


def details(root: Path) -> dict[tuple[str, str | None, str], tuple[object, ...]]:
    """All that an entry carries for people: what is said of it, its remark, flags, the English before."""
    return {
        (path.name, entry.msgctxt, entry.msgid): (
            entry.comment,
            entry.tcomment,
            sorted(entry.flags),
            entry.previous_msgid,
            entry.obsolete,
            entry.msgstr,
        )
        for path in catalogs(root)
        for entry in polib.pofile(str(path), wrapwidth=0)
    }


def run(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def through(path: Path, *command: str) -> None:
    """A program of gettext that reads a catalog and writes one."""
    run(*command, path, "--output-file", path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def merge(path: Path) -> None:
    """As Poedit and Weblate bring a catalog up to its template."""
    run("msgmerge", "--previous", "--no-fuzzy-matching", "--output-file", path.with_suffix(".new"), path, path)
    path.with_suffix(".new").replace(path)


GETTEXT: dict[str, Callable[[Path], None]] = {
    "msgcat": lambda path: through(path, "msgcat"),
    "msgcat without wrapping": lambda path: through(path, "msgcat", "--no-wrap"),
    "msgcat of narrow lines": lambda path: through(path, "msgcat", "--width=40", "--add-location=full"),
    "msgattrib": lambda path: through(path, "msgattrib"),
    "msgmerge": merge,
}


@pytest.mark.parametrize("program", GETTEXT)
def test_programs_of_gettext_keep_all_that_a_catalog_carries(project: Path, program: str) -> None:
    before, told = texts(project), details(project)
    for path in catalogs(project):
        GETTEXT[program](path)
    assert texts(project) == before
    assert details(project) == told
    kyr(project, "check")
    kyr(project, "sync")
    assert texts(project) == before
    assert details(project) == told


def test_after_sync_a_catalog_is_what_it_was_byte_for_byte(project: Path) -> None:
    before = {path: path.read_bytes() for path in catalogs(project)}
    for path in catalogs(project):
        through(path, "msgcat", "--sort-output")
    assert {path: path.read_bytes() for path in catalogs(project)} != before
    kyr(project, "sync")
    assert {path: path.read_bytes() for path in catalogs(project)} == before


def test_gettext_finds_nothing_wrong_with_the_catalogs(project: Path) -> None:
    for path in catalogs(project):
        run("msgfmt", "--check-format", "--check-domain", "--output-file", path.with_suffix(".mo"), path)


def to_xliff_and_back(path: Path) -> None:
    """The programs of translate-toolkit."""
    xliff, back = path.with_suffix(".xlf"), path.with_suffix(".back.po")
    run(BIN / "po2xliff", "--progress=none", path, xliff)
    run(BIN / "xliff2po", "--progress=none", xliff, back)
    xliff.unlink()
    back.replace(path)


def test_a_journey_to_xliff_and_back_keeps_every_translation(project: Path) -> None:
    """The converter drops contexts and the English before; the first come back, and what waits still waits."""
    before, told = texts(project), details(project)
    for path in catalogs(project):
        to_xliff_and_back(path)
    assert before.items() <= texts(project).items(), "before anybody has run sync"
    kyr(project, "check")
    kyr(project, "sync")
    assert texts(project) == before
    after = details(project)
    for key, (comment, remark, flags, _, obsolete, text) in told.items():
        if not obsolete:
            said = re.sub(r"\nwas → now: .*", "", str(comment))  # it is made from the English before
            assert (after[key][:3], after[key][4:]) == ((said, remark, flags), (False, text)), key
    assert {key for key, row in after.items() if not row[4]} == {key for key, row in told.items() if not row[4]}


def test_a_translation_made_in_xliff_arrives(project: Path) -> None:
    path = project / "locales/es/now/door.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in catalog if entry.fuzzy)
    xliff = path.with_suffix(".xlf")
    run(BIN / "po2xliff", "--progress=none", path, xliff)
    text = xliff.read_text("utf-8")
    old = text.index("<target", text.index(f"<source>{entry.msgid[:30]}"))
    unit = text.rindex("<trans-unit", 0, old)
    changed = text[unit : text.index("</trans-unit>", old)]
    new = changed.replace('approved="no"', 'approved="yes"').replace("needs-translation", "translated")
    new = new.replace(">" + entry.msgstr[:20], ">NUEVO " + entry.msgstr[:20])
    xliff.write_text(text.replace(changed, new), "utf-8")
    run(BIN / "xliff2po", "--progress=none", xliff, path)
    xliff.unlink()
    kyr(project, "sync")
    entry_now = next(e for e in polib.pofile(str(path)) if e.msgid == entry.msgid and not e.obsolete)
    assert entry_now.msgstr.startswith("NUEVO ")
    assert not entry_now.fuzzy


def test_two_contexts_with_the_same_english_keep_their_own_translations(project: Path) -> None:
    path = project / "locales/es/_shell.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    seen: dict[str, polib.POEntry] = {}
    pairs = [(seen[e.msgid], e) for e in catalog if e.msgid in seen or seen.setdefault(e.msgid, e) is not e]
    assert pairs, "the words around pages hold one English in two places"
    one, other = pairs[0]
    one.msgstr, other.msgstr = "Página", "La página"
    catalog.save()
    to_xliff_and_back(path)
    kyr(project, "sync")
    after = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(path))}
    assert (after[one.msgctxt], after[other.msgctxt]) == ("Página", "La página")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_the_line_ends_of_windows_are_read(project: Path, mark: bytes, ends: bytes) -> None:
    before, content = texts(project), {path: path.read_bytes() for path in catalogs(project)}
    for path in catalogs(project):
        path.write_bytes(mark + content[path].replace(b"\n", ends))
    assert texts(project) == before
    kyr(project, "check")
    kyr(project, "sync")
    assert {path: path.read_bytes() for path in catalogs(project)} == content


def test_what_a_program_writes_into_an_empty_head_is_not_kept(project: Path) -> None:
    path = project / "locales/es/now/door.po"
    to_xliff_and_back(path)
    assert "FULL NAME" in path.read_text("utf-8")
    kyr(project, "sync")
    head = path.read_text("utf-8").split("\n\n")[0]
    assert "FULL NAME" not in head and "YEAR-MO-DA" not in head and "fuzzy" not in head


def test_a_refused_translation_is_named_by_its_line_in_wrapped_files_with_a_mark(project: Path) -> None:
    path = project / "locales/es/now/door.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in catalog if entry.translated() and len(entry.msgid) > 100)
    entry.msgstr += " www.evil.example"
    catalog.save()
    through(path, "msgcat", "--width=40")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    said = kyr(project, "check", code=1)
    found = re.search(r"^locales/es/now/door\.po:(\d+): ", said, re.M)
    assert found
    rows = path.read_text("utf-8-sig").splitlines()[int(found[1]) - 1 :]
    assert rows[0].startswith("msgid") and " ".join(entry.msgid.split()[:3]) in "".join(rows[:3])


def test_weblate_finds_every_catalog_once(synced: Path) -> None:
    """The settings in locales/weblate.json, read as Weblate reads them: a mask, and a pattern for the others."""
    settings = json.loads((ROOT / "locales/weblate.json").read_text("utf-8"))
    mask = settings["component"]["filemask"]
    pattern = re.compile(settings["weblate.discovery.discovery"]["match"])
    names = [path.relative_to(synced).as_posix() for path in sorted((synced / "locales/es").rglob("*.po"))]
    found = [match for name in names if (match := pattern.fullmatch(name))]
    assert {match["language"] for match in found} == {"es"}
    components = [match["component"] for match in found]
    assert len(components) == len(set(components)) == len(names) - 1
    assert sorted([match[0] for match in found] + [mask.replace("*", "es")]) == names
    language = re.compile(settings["component"]["language_regex"])
    assert all(language.fullmatch(tag) for tag in ("es", "zh-Hans", "pt-BR", "mam"))
