"""Catalogs: reading, words in a language, sync, check, commands."""

from __future__ import annotations

import datetime
import json
import multiprocessing
import os
import re
import signal
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from kyr import l10n
from kyr.l10n import glossary
from kyr.l10n import sync as syncing
from kyr.l10n.catalogs import load_catalogs
from kyr.l10n.check import check
from kyr.l10n.commands import app
from kyr.l10n.sync import sync
from kyr.markup import EnglishWords
from kyr.problems import Problems

ROOT = Path(__file__).parents[2]
FRONT = "---\ntab: Test\ndanger: safety\n---\n\n"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(project, name, text):
    path = project / "locales" / "es" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def snapshot(project):
    return {path: path.read_bytes() for path in sorted((project / "locales").rglob("*")) if path.is_file()}


def set_translation(path, msgid, text):
    catalog = polib.pofile(str(path), wrapwidth=0)
    catalog.find(msgid).msgstr = text
    catalog.save()


@pytest.fixture
def words(project):
    def make(shell="", ledger="", page=""):
        for name, text in (("_shell.po", shell), ("_ledger/rights.po", ledger), ("now/door.po", page)):
            write(project, name, HEAD + text)
        catalogs = load_catalogs(project, "es")
        return l10n.TranslatedWords(catalogs, catalogs.language, EnglishWords(project))

    return make


# Languages


def test_english_comes_first_and_spanish_is_there():
    assert [language.tag for language in l10n.languages(ROOT)][:2] == ["en", "es"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {tag: es, autonym: E, english: S, direction: ltr}", "languages.yml:1: English is not the first"),
        ("- {tag: en, autonym: E, english: E, direction: up}", "'up' is not a direction"),
        ("- {tag: e!, autonym: E, english: E, direction: ltr}", "is not a language tag"),
        ("- {tag: en, autonym: E, direction: ltr, x: y}", "unknown key 'x'"),
        ("- {tag: en, autonym: E, direction: ltr}", "english is missing"),
        ("- {tag: en, autonym: E, english: 5, direction: ltr}", "english is not a text"),
        ("a: [", "does not parse"),
        ("a: b", "not a list"),
        ("- en", "not a mapping"),
        (
            "- {tag: en, autonym: E, english: E, direction: ltr}\n" * 2,
            "languages.yml:2: 'en' is listed twice",
        ),
    ],
)
def test_a_wrong_list_of_languages_is_named_by_line(tmp_path, text, said):
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales/languages.yml").write_text(text)
    with pytest.raises(Problems, match=re.escape(said)):
        l10n.languages(tmp_path)


def test_a_missing_list_of_languages_is_named(tmp_path):
    with pytest.raises(Problems, match=r"languages.yml:1: the file is missing"):
        l10n.languages(tmp_path)


# Reading


def test_fuzzy_obsolete_and_empty_entries_are_never_used(project):
    write(
        project,
        "now/door.po",
        HEAD + '#, fuzzy\nmsgid "A"\nmsgstr "B"\n\nmsgid "C"\nmsgstr ""\n\n#~ msgid "D"\n#~ msgstr "E"\n',
    )
    page = load_catalogs(project, "es").page("now/door.md")
    assert len(page) == 0
    assert page.lookup(None, "A") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [('msgid "A\nmsgstr "B"\n', 5), ('msgid "A"\nmsgstr "B"\nrubbish\n', 7), ('msgid "A"\nmsgid "B"\n', 6)],
)
def test_a_syntax_error_is_named_by_path_and_line(project, text, line):
    write(project, "now/door.po", HEAD + text)
    with pytest.raises(Problems) as found:
        load_catalogs(project, "es")
    (problem,) = found.value.problems
    assert (problem.path, problem.line) == ("locales/es/now/door.po", line)
    assert "does not parse" in problem.what


def test_a_file_of_another_encoding_is_named(project):
    path = write(project, "now/door.po", HEAD)
    path.write_bytes(path.read_bytes() + b'msgid "A"\nmsgstr "\xe9"\n')
    with pytest.raises(Problems, match=r"door.po:6: the file is not UTF-8"):
        load_catalogs(project, "es")


def test_two_translations_of_one_text_are_named(project):
    write(project, "now/door.po", HEAD + 'msgid "A"\nmsgstr "B"\n\nmsgid "A"\nmsgstr "C"\n')
    with pytest.raises(Problems, match=r"door.po:8: the entry stands in line 5 already"):
        load_catalogs(project, "es")


def test_front_matter_is_checked_and_filled(project):
    write(
        project,
        "now/door.po",
        HEAD + 'msgctxt "tab"\nmsgid "Door"\nmsgstr "Puerta"\n\n'
        'msgctxt "description"\nmsgid "By {1}"\nmsgstr "Antes del {1}"\n\n'
        'msgctxt "tab"\nmsgid "Bad"\nmsgstr "<b>Malo"\n',
    )
    page = load_catalogs(project, "es").page("now/door.md")
    assert page.lookup("tab", "Door") == "Puerta"
    assert page.lookup("description", "By June 9, 2026") == "Antes del 9 de junio de 2026"
    assert page.lookup("tab", "Bad") is None


def test_without_reviews_everything_is_a_draft(press):
    _, state = press.render("One.\n", {"One.": "Uno."})
    assert state.tally.is_draft


# Words


def test_shell_words_are_translated_filled_and_escaped(words):
    spanish = words(shell='msgctxt "source-number"\nmsgid "Source {number}"\nmsgstr "Fuente <{number}>"\n')
    assert spanish.shell("source-number", number="3") == '<span lang="en" dir="ltr">Source 3</span>'
    assert "source-number" in spanish.refused
    spanish = words(shell='msgctxt "source-number"\nmsgid "Source {number}"\nmsgstr "Fuente {number}"\n')
    assert spanish.shell("source-number", number="<3>") == "Fuente &lt;3&gt;"
    assert spanish.shell("sources") == '<span lang="en" dir="ltr">Sources</span>'
    assert spanish.missing == {"sources": "Sources"}
    with pytest.raises(Problems):
        spanish.shell("no-such-key")
    with pytest.raises(Problems):
        spanish.shell("source-number")


def test_ledger_words_link_their_phones_and_write_their_dates(words):
    spanish = words(
        ledger='msgctxt "x.plain"\nmsgid "Call {1} by {2} & ask."\n'
        'msgstr "Antes del {2}, llame al {1} & pregunte."\n'
    )
    assert spanish.ledger("x.plain", "Call 888-351-4024 by June 9, 2026 & ask.") == (
        'Antes del 9 de junio de 2026, llame al <a class="tel" href="tel:+18883514024">'
        '<bdi dir="ltr">888-351-4024</bdi></a> &amp; pregunte.'
    )
    assert spanish.ledger("x.plain", "Call me.") == '<span lang="en" dir="ltr">Call me.</span>'
    assert spanish.ledger("y.phone", "888-351-4024").startswith('<a class="tel"')


def test_titles_come_from_the_page(words, project):
    title = str(EnglishWords(project).title("now/door"))
    spanish = words(page=f'msgid "{title}"\nmsgstr "Agentes en su puerta"\n')
    assert spanish.title("now/door") == "Agentes en su puerta"
    assert spanish.title("now/stop").startswith('<span lang="en" dir="ltr">')


def test_dates_are_written_as_the_language_does(words):
    day = datetime.date(2026, 11, 22)
    assert words().date(day) == '<time datetime="2026-11-22">22 de noviembre de 2026</time>'


# Sync


def test_sync_writes_what_readers_see_once(project):
    done = sync(project)
    assert done.problems == ()
    assert "locales/es/now/door.po" in done.written
    shell = polib.pofile(str(project / "locales/es/_shell.po"))
    assert {entry.msgctxt for entry in shell} == set(EnglishWords(project).strings)
    assert "POT-Creation-Date" not in (project / "locales/es/_shell.po").read_text()
    topics = {path.stem for path in (project / "locales/es/_ledger").glob("*.po")}
    assert {"activities", "flows", "holders", "rights"} <= topics
    before = snapshot(project)
    assert sync(project).written == ()
    assert snapshot(project) == before
    assert (project / "locales/es/reviews.csv").read_text() == "hash,state,who,date\n"


def test_changed_english_keeps_the_old_translation_as_a_start(project):
    page = project / "docs/now/test.md"
    page.write_text(FRONT + "# Title\n\nStay calm and ask to see the paper.\n")
    sync(project)
    catalog = project / "locales/es/now/test.po"
    set_translation(catalog, "Stay calm and ask to see the paper.", "Mantenga la calma y pida ver el papel.")
    set_translation(catalog, "Title", "Título")
    page.write_text(page.read_text().replace("the paper", "the paper first"))
    sync(project)
    (changed,) = (entry for entry in polib.pofile(str(catalog)) if entry.fuzzy)
    assert changed.msgid == "Stay calm and ask to see the paper first."
    assert changed.msgstr == "Mantenga la calma y pida ver el papel."
    assert changed.previous_msgid == "Stay calm and ask to see the paper."
    assert load_catalogs(project, "es").page("now/test.md").lookup(None, changed.msgid) is None
    assert load_catalogs(project, "es").page("now/test.md").lookup(None, "Title") == "Título"
    before = snapshot(project)
    sync(project)
    assert snapshot(project) == before


def test_what_is_gone_is_kept_and_comes_back(project):
    page = project / "docs/now/test.md"
    text = FRONT + "# Title\n\nStay calm.\n"
    page.write_text(text)
    sync(project)
    catalog = project / "locales/es/now/test.po"
    set_translation(catalog, "Stay calm.", "Mantenga la calma.")
    page.write_text(text.replace("Stay calm.", "Zebras."))
    sync(project)
    assert [entry.msgid for entry in polib.pofile(str(catalog)).obsolete_entries()] == ["Stay calm."]
    page.write_text(text)
    sync(project)
    assert load_catalogs(project, "es").page("now/test.md").lookup(None, "Stay calm.") == "Mantenga la calma."
    page.unlink()
    sync(project)
    assert {e.msgid for e in polib.pofile(str(catalog)).obsolete_entries()} == {"Stay calm."}


def test_a_faulty_page_retires_nothing(project):
    page = project / "docs/now/test.md"
    text = FRONT + "# Title\n\nStay calm.\n"
    page.write_text(text)
    sync(project)
    catalog = project / "locales/es/now/test.po"
    set_translation(catalog, "Stay calm.", "Mantenga la calma.")
    page.write_text(text.replace("Stay calm.", "Zebras <b>run</b>."))
    done = sync(project)
    assert "raw HTML" in str(done.problems[0])
    assert polib.pofile(str(catalog)).obsolete_entries() == []
    assert load_catalogs(project, "es").page("now/test.md").lookup(None, "Stay calm.") == "Mantenga la calma."


def test_a_broken_catalog_stops_sync_before_it_writes(project):
    sync(project)
    write(project, "now/door.po", HEAD + 'msgid "A\n')
    (project / "docs/now/test.md").write_text(FRONT + "# Title\n")
    before = snapshot(project)
    with pytest.raises(Problems, match=r"door.po:5"):
        sync(project)
    assert snapshot(project) == before


def test_comments_say_what_a_translator_needs(project):
    page = (
        "---\ntab: T\ndanger: contact\n---\n\n# Title\n\n/// say | Say\n- I want a lawyer by June 9, 2026.\n///\n"
    )
    (project / "docs/now/test.md").write_text(page)
    sync(project)
    entry = polib.pofile(str(project / "locales/es/now/test.po")).find("I want a lawyer by {1}.")
    assert entry.comment.splitlines() == [
        "list item; safety",
        "exact words that a person says aloud",
        "{1} = June 9, 2026: a date, shown as 9 de junio de 2026",
        "since: 2026-11-24",
    ]


def _killed_while_writing(project):
    real, count = syncing.replace, iter(range(1000))

    def replace(path, content):
        if next(count) == 1:
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / f".{path.name}.half").write_bytes(content[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        real(path, content)

    syncing.replace = replace
    sync(project)


def test_a_killed_sync_loses_nothing(project):
    (project / "docs/now/test.md").write_text(FRONT + "# Title\n\nStay calm.\n")
    sync(project)
    set_translation(project / "locales/es/now/test.po", "Stay calm.", "Mantenga la calma.")
    for page in (project / "docs").rglob("*.md"):
        page.write_text(page.read_text() + "\nOne more sentence.\n")
    process = multiprocessing.get_context("fork").Process(target=_killed_while_writing, args=(project,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    catalogs = load_catalogs(project, "es")
    assert catalogs.page("now/test.md").lookup(None, "Stay calm.") == "Mantenga la calma."
    done = sync(project)
    assert done.written
    assert load_catalogs(project, "es").page("now/test.md").lookup(None, "Stay calm.") == "Mantenga la calma."


# Check and commands


def test_check_names_each_refused_translation(project, monkeypatch):
    (project / "docs/now/test.md").write_text(FRONT + "# Title\n\nStay **calm** now.\n")
    sync(project)
    assert check(project) == []
    catalog = project / "locales/es/now/test.po"
    set_translation(catalog, "Stay **calm** now.", "Mantenga la calma ya.")
    set_translation(catalog, "Title", "Llame al 911")
    found = check(project, ["es"])
    lines = catalog.read_text().splitlines()
    assert [problem.path for problem in found] == ["locales/es/now/test.po"] * 2
    assert {lines[problem.line - 1] for problem in found} == {'msgid "Title"', 'msgid "Stay **calm** now."'}
    assert any("emphasis" in problem.what for problem in found)
    monkeypatch.chdir(project / "docs")
    done = CliRunner().invoke(app, ["check", "--lang", "es"])
    assert done.exit_code == 1
    assert "locales/es/now/test.po:" in done.stdout
    report = json.loads(CliRunner().invoke(app, ["check", "--json"]).stdout)
    assert len(report["problems"]) == 2
    assert report["languages"][0]["pages"]["now/test.md"]["refused"] == 2


def test_commands_say_what_is_wrong_without_a_traceback(project, monkeypatch):
    monkeypatch.chdir(project)
    runner = CliRunner()
    done = runner.invoke(app, ["sync"])
    assert done.exit_code == 0
    assert "locales/es/_shell.po" in done.stdout
    assert runner.invoke(app, ["check"]).exit_code == 0
    unknown = runner.invoke(app, ["sync", "--lang", "xx"])
    assert unknown.exit_code == 2
    assert "locales/languages.yml:1" in unknown.output
    write(project, "now/door.po", "rubbish\n")
    broken = runner.invoke(app, ["check"])
    assert broken.exit_code == 1
    assert "locales/es/now/door.po:1" in broken.output
    monkeypatch.chdir("/")
    assert runner.invoke(app, ["sync"]).exit_code == 2


# What is in the repository


def test_every_translation_of_the_project_may_be_shown():
    assert check(ROOT) == []


def test_the_glossary_has_each_term_once():
    names = [term.term for term in glossary.load(ROOT, "es")]
    assert len(names) == len(set(names)) >= 60


def test_an_entry_that_stands_twice_keeps_its_translation(project):
    """As after a merge of two people's work: no translation is lost to the other copy."""
    sync(project, ["es"])
    path = project / "locales/es/now/door.po"
    empty = 'msgid "What to do"\nmsgstr "'
    text = path.read_text("utf-8").replace(f'{empty}"', f'{empty}Qué hacer"')
    assert "Qué hacer" in text
    path.write_text(f'{text}\n#, fuzzy\nmsgid "What to do"\nmsgstr "x"\n', "utf-8")
    sync(project, ["es"])
    assert path.read_text("utf-8").count('msgid "What to do"\nmsgstr "Qué hacer"') == 1
    path.write_text(path.read_text("utf-8") + '\nmsgid "What to do"\nmsgstr "Otra cosa"\n', "utf-8")
    before = path.read_bytes()
    with pytest.raises(Problems, match="another translation"):
        sync(project, ["es"])
    assert path.read_bytes() == before
