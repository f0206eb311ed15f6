"""Reviews: the file, the command that writes it, slips of the pen, and the numbers of a language."""

from __future__ import annotations

import csv
import datetime
import json
import re

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kyr.l10n import reviews
from kyr.l10n.catalogs import load_catalogs
from kyr.l10n.changes import meaning_at_risk, shown, word_diff
from kyr.l10n.commands import app
from kyr.l10n.reviews import Review, checked, name_fault, review_hash
from kyr.problems import Problems

DAY = datetime.date(2026, 11, 23)
HEAD = "hash,state,who,date\n"
HASH = "0123456789abcdef"
PAGE = """---
tab: Test
description: What to do.
danger: contact
---

# Title

Call the office.

Bring the letter.
{: .safety}

/// say | Say
- I want to speak to a lawyer.
///
"""
SPANISH = {
    "Title": "Título",
    "Call the office.": "Llame a la oficina.",
    "Bring the letter.": "Lleve la carta.",
    "Say": "Diga",
    "I want to speak to a lawyer.": "Quiero hablar con un abogado.",
    "Test": "Prueba",
    "What to do.": "Qué hacer.",
}


class Site:
    """A project with one page of its own, as a person at the keyboard meets it."""

    def __init__(self, root):
        self.root = root
        self.page = root / "docs/now/test.md"
        self.catalog = root / "locales/es/now/test.po"
        self.reviews = root / "locales/es/reviews.csv"

    def run(self, *words):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def sync(self):
        assert self.run("sync", "--lang", "es").exit_code == 0

    def translate(self, texts):
        catalog = polib.pofile(str(self.catalog), wrapwidth=0)
        for english, text in texts.items():
            entry = catalog.find(english)
            entry.msgstr = text
            entry.flags = []
            entry.previous_msgid = None
        catalog.save()

    def entry(self, english):
        return polib.pofile(str(self.catalog)).find(english)

    def edit(self, old, new):
        text = self.page.read_text()
        assert old in text
        self.page.write_text(text.replace(old, new))
        self.sync()

    def review(self, *more, by="Ana", state="human", page="now/test"):
        return self.run("review", "--lang", "es", "--page", page, "--state", state, "--by", by, *more)

    def rows(self):
        return list(csv.DictReader(self.reviews.read_text().splitlines()))

    def of(self, english, text=None):
        return load_catalogs(self.root, "es").reviews.of(english, text or SPANISH[english])

    def status(self, name="now/test"):
        (language,) = json.loads(self.run("status", "--lang", "es", "--json").stdout)["languages"]
        return next(part for part in language["parts"] if part["name"] == name)


@pytest.fixture
def site(project, monkeypatch):
    found = Site(project)
    found.page.write_text(PAGE)
    monkeypatch.chdir(project)
    found.sync()
    found.translate(SPANISH)
    return found


# Who may vouch for what


def rows_of(*pairs):
    return [Review(HASH, state, who, DAY, 2) for state, who in pairs]


@pytest.mark.parametrize(
    ("pairs", "two_keys", "one_key"),
    [
        ([], False, False),
        ([("human", "Ana")], False, True),
        ([("human", "Ana"), ("human", "Bea")], False, True),
        ([("second-speaker", "Ana")], False, True),
        ([("lawyer", "Ana")], False, True),
        ([("second-speaker", "Ana"), ("lawyer", "Ana")], False, True),
        ([("second-speaker", "Ana"), ("lawyer", "ANA")], False, True),
        ([("second-speaker", "José"), ("lawyer", "Jose\u0301")], False, True),
        ([("second-speaker", "A. Na"), ("lawyer", "Ana")], False, True),
        ([("human", "Ana"), ("lawyer", "Bea")], False, True),
        ([("second-speaker", "Ana"), ("lawyer", "Bea")], True, True),
        ([("second-speaker", "Ana"), ("lawyer", "Ana"), ("second-speaker", "Bea")], True, True),
    ],
)
def test_safety_and_legal_status_need_two_keys_in_two_hands(pairs, two_keys, one_key):
    found = rows_of(*pairs)
    assert [checked(found, danger) for danger in ("safety", "legal-status")] == [two_keys] * 2
    assert [checked(found, danger) for danger in ("contact", "background")] == [one_key] * 2


@pytest.mark.parametrize(
    "who",
    [
        "Ana", "María José", "O’Brien", "J. Doe", "Жанна", "安娜", "مريم", "प्रिया", "Anne-Marie", "a" * 40,
        "J.R. Smith", "Dr. Ana", "Nguyễn Thị Hạnh", "Đỗ", "Ługano", "ዓለም", "မြ",
    ],
)  # fmt: skip
def test_a_name_is_letters(who):
    assert name_fault(who) is None


def test_letters_that_look_the_same_make_no_second_person():
    rows = [Review("", "second-speaker", "Ana", DAY, 2), Review("", "lawyer", "\u0410na", DAY, 3)]
    assert not checked(rows, "safety")


@pytest.mark.parametrize(
    "who",
    [
        "", " ", "a" * 41, "Ana\n", "Ana\x00", "A\tna", "=Ana", "@Ana", "Ana,Bea", 'A"na', "Ana1", "A\u202ena",
        "A\u200bna", "<b>", "-Ana", "Ana ", "A  na", "Ana--Bea", "\u0301Ana", "a@b.org",
        "ayuda.com", "Ayuda.Network", "t.me", "ayuda punto com", "llame ocho ocho ocho", "\u3164",
        "Ana\u3164", "A\u0301\u0301\u0301\u0301a",
    ],
)  # fmt: skip
def test_a_name_that_could_do_something_is_refused(who, site):
    assert name_fault(who)
    before = site.reviews.read_bytes()
    done = site.review(by=who)
    assert done.exit_code == 2
    assert "--by:1: the name" in done.output
    assert site.reviews.read_bytes() == before


# The file


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "the first line does not name the columns"),
        (b"hash,state,who\n", 1, "the first line"),
        (b"\n" + HEAD.encode(), 1, "the first line"),
        (f"{HEAD}{HASH},human,Ana,2026-11-23,x\n", 2, "the row has not the 4 columns"),
        (f"{HEAD}{HASH},human,Ana\n", 2, "the row has not the 4 columns"),
        (f"{HEAD}{HASH};human;Ana;2026-11-23\n", 2, "the row has not the 4 columns"),
        (f"{HEAD}\n{HASH},reviewed,Ana,2026-11-23\n", 3, "“reviewed” is no state"),
        (f"{HEAD}{HASH},Lawyer,Ana,2026-11-23\n", 2, "“Lawyer” is no state"),
        (f"{HEAD}{HASH},\x1b[2J,Ana,2026-11-23\n", 2, "“\ufffd[2J” is no state"),
        (f"{HEAD}{HASH},human,,2026-11-23\n", 2, "the name in “who” is empty"),
        (f"{HEAD}{HASH},human,=1+1,2026-11-23\n", 2, "the name in “who” has “=”"),
        (f"{HEAD}{HASH},human,A\u202ena,2026-11-23\n", 2, "the character U+202E"),
        (f"{HEAD}{HASH},human,Ana,\n", 2, "the row has no date"),
        (f"{HEAD}{HASH},human,Ana,2026-11-25\n", 2, "the review of 2026-11-25 is in the future"),
        (f"{HEAD}{HASH},human,Ana,23.11.2026\n", 2, "“23.11.2026” is no date"),
        (f"{HEAD}{HASH},human,Ana,20261123\n", 2, "is no date"),
        (f"{HEAD}{HASH},human,Ana,2026-02-30\n", 2, "is no date"),
        (f"{HEAD}{HASH},human,Ana,٢٠٢٦-١١-٢٣\n", 2, "is no date"),
        (f"{HEAD}{HASH.upper()},human,Ana,2026-11-23\n", 2, "the hash is not 16"),
        (f"{HEAD}{HASH}0,human,Ana,2026-11-23\n", 2, "the hash is not 16"),
        (f"{HEAD}xyz,human,Ana,2026-11-23\n", 2, "the hash is not 16"),
        (f'{HEAD}{HASH},human,"Ana\n",2026-11-23\n', 2, "the row has not the 4 columns"),
        (f"{HEAD}{HASH},human,Ana,2026-11-23\r{HASH},human,Bea,2026-11-23\n", 2, "the row has not the 4 columns"),
        (f"{HEAD}{HASH},human,{'A' * 200000},2026-11-23\n", 2, ""),
        (HEAD.encode() + b"\x00\n", 2, "the row has not the 4 columns"),
        (HEAD.encode() + f"{HASH},human,".encode() + b"\xe9,2026-11-23\n", 2, "the file is not UTF-8"),
        (HEAD.encode("utf-16"), 1, "the file is not UTF-8"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_by_path_and_line(project, content, line, said):
    path = project / "locales/es/reviews.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Problems) as found:
        load_catalogs(project, "es")
    problem = found.value.problems[0]
    assert (problem.path, problem.line) == ("locales/es/reviews.csv", line)
    assert said in problem.what
    assert problem.todo
    assert str(problem).isprintable()


def test_every_bad_row_is_named_at_once(project):
    path = project / "locales/es/reviews.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEAD}a,human,Ana,2026-11-23\n{HASH},human,Ana,2026-11-23\n{HASH},x,Ana,2026-11-23\n")
    with pytest.raises(Problems) as found:
        reviews.load(project, "es")
    assert [problem.line for problem in found.value.problems] == [2, 4]


def test_what_a_spreadsheet_saves_is_read(project):
    path = project / "locales/es/reviews.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(f'\ufeff{HEAD}{HASH},human,"Ana",2026-11-23\r\n\r\n'.replace("date\n", "date\r\n").encode())
    (row,) = reviews.load(project, "es").rows
    assert (row.hash, row.state, row.who, row.date, row.line) == (HASH, "human", "Ana", DAY, 2)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_file_a_traceback(root_of_the_project, content):
    for whole in (content, HEAD.encode() + content):
        try:
            found = reviews.parse(whole, "x.csv", root_of_the_project)
        except Problems as problems:
            assert all(problem.line >= 1 and str(problem).isprintable() for problem in problems.problems)
        else:
            assert all(
                reviews.parse((HEAD + row.row).encode(), "x", root_of_the_project).rows for row in found.rows
            )


@pytest.fixture(scope="module")
def root_of_the_project(tmp_path_factory):
    return tmp_path_factory.mktemp("empty")


def test_the_commands_name_a_bad_row_and_write_nothing(site):
    site.reviews.write_text(f"{HEAD}{HASH},saint,Ana,2026-11-23\n")
    before = site.reviews.read_bytes()
    slip = site.run("same-meaning", "--page", "now/test", "--by", "Ana")
    for done in (site.review(), site.run("status"), site.run("check"), slip):
        assert done.exit_code == 1
        assert "locales/es/reviews.csv:2: “saint” is no state" in done.output
    assert site.reviews.read_bytes() == before


# kyr l10n review


def test_review_writes_a_row_for_each_text_of_the_page_once(site):
    done = site.review()
    assert done.exit_code == 0
    assert f"{len(SPANISH)} recorded as human by Ana, 0 were there already" in done.stdout
    assert {row["hash"] for row in site.rows()} == {review_hash(*pair) for pair in SPANISH.items()}
    assert {(row["state"], row["who"], row["date"]) for row in site.rows()} == {("human", "Ana", "2026-11-24")}
    before = site.reviews.read_bytes()
    again = site.review(page="docs/now/test.md")
    assert again.exit_code == 0
    assert f"0 recorded as human by Ana, {len(SPANISH)} were there already" in again.stdout
    assert site.reviews.read_bytes() == before
    site.review(by="Bea")
    assert site.reviews.read_bytes().startswith(before)
    assert len(site.rows()) == 2 * len(SPANISH)


def test_review_says_what_it_did_not_record_and_why(site):
    site.translate({"Say": "", "Call the office.": "Llame al 911."})
    catalog = polib.pofile(str(site.catalog), wrapwidth=0)
    entry = catalog.find("Bring the letter.")
    entry.flags, entry.previous_msgid = ["fuzzy"], "Bring a letter."
    catalog.save()
    text = site.page.read_text()
    site.page.write_text(text + "\nOne sentence more.\n")
    done = site.review()
    assert done.exit_code == 0
    assert f"{len(SPANISH) - 3} recorded" in done.stdout
    assert "4 not recorded" in done.output
    lines = site.catalog.read_text().splitlines()
    for english, why in (
        ("Say", "nobody has translated it"),
        ("Bring the letter.", "fuzzy: the English changed after it was translated"),
        ("Call the office.", "the translation has other numbers"),
    ):
        line = lines.index(f'msgid "{english}"') + 1
        assert f"locales/es/now/test.po:{line}: “{english}”: {why}" in done.output
    assert "“One sentence more.”: not in the catalog" in done.output
    assert not site.of("Call the office.", "Llame al 911.")


def test_review_of_nothing_that_can_be_shown_is_a_finding(site):
    done = site.review("--only", "Call", by="Ana")
    assert (done.exit_code, len(site.rows())) == (0, 1)
    site.translate({"Call the office.": ""})
    assert site.review("--only", "Call", by="Bea").exit_code == 1


def test_review_of_some_texts_of_the_ledger_and_of_the_shell(site):
    assert "1 recorded" in site.review("--only", "I want to speak").stdout
    assert [row["hash"] for row in site.rows()] == [
        review_hash("I want to speak to a lawyer.", SPANISH["I want to speak to a lawyer."])
    ]
    shell = site.root / "locales/es/_shell.po"
    catalog = polib.pofile(str(shell), wrapwidth=0)
    next(entry for entry in catalog if entry.msgctxt == "sources").msgstr = "Fuentes"
    catalog.save()
    done = site.run("review", "--lang", "es", "--shell", "--state", "human", "--by", "Ana")
    assert "1 recorded" in done.stdout
    assert site.of("Sources", "Fuentes")
    done = site.run("review", "--lang", "es", "--ledger", "rights", "--state", "human", "--by", "Ana")
    assert done.exit_code == 1
    assert "locales/es/_ledger/rights.po:" in done.output


def test_review_of_one_part_of_the_page(site):
    site.edit("# Title\n", "# Title\n\nBring the letter.\n")
    for code in ("p1", "p3"):
        assert "1 recorded" in site.review("--only", code, by="Ana" if code == "p1" else "Bea").stdout
    assert {row["hash"] for row in site.rows()} == {review_hash("Bring the letter.", SPANISH["Bring the letter."])}
    assert site.review("--only", "p99").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lang", "xx", "--page", "now/test"], "languages.yml:1: no language"),
        (["--lang", "en", "--page", "now/test"], "languages.yml:1: no language"),
        (["--page", "now/none"], "no page is called “now/none”"),
        (["--page", "../x"], "no page is called"),
        (["--ledger", "none"], "no topic is called “none”"),
        ([], "no texts are named"),
        (["--page", "now/test", "--state", "saint"], "“saint” is no state"),
        (["--page", "now/test", "--state", "same-meaning"], "is no state"),
        (["--page", "now/test", "--only", "Zebra"], "no text begins"),
        (["--page", "now/test", "--only", ""], "--only:1: the text is empty"),
        (["--page", "now/test", "--only", "Do", "--only", " "], "--only:1: the text is empty"),
    ],
)
def test_wrong_use_of_review_is_said(site, words, said):
    before = site.reviews.read_bytes()
    done = site.run("review", "--lang", "es", "--state", "human", "--by", "Ana", *words)
    assert done.exit_code == 2
    assert said in done.output
    assert site.reviews.read_bytes() == before


def test_two_keys_through_the_command(site):
    danger = site.status()["by_danger"]
    assert set(danger) == {"safety", "contact"}
    done = site.review(state="second-speaker", by="Ana")
    assert f"{danger['safety']['total']} of them are of the class safety or legal-status" in done.stdout
    assert site.status()["by_danger"]["safety"]["checked"] == 0
    assert site.status()["by_danger"]["contact"]["checked"] == danger["contact"]["total"]
    site.review(state="lawyer", by="ana")
    assert site.status()["by_danger"]["safety"]["checked"] == 0
    done = site.review(state="lawyer", by="Bea")
    assert "of them are" not in done.stdout
    assert site.status()["by_danger"]["safety"]["draft"] == 0


@pytest.mark.parametrize("side", ["english", "translation"])
def test_an_edit_on_either_side_voids_a_review(site, side):
    site.review(state="second-speaker", by="Ana")
    site.review(state="lawyer", by="Bea")
    assert site.status()["checked"] == len(SPANISH)
    if side == "english":
        site.edit("Bring the letter.", "Bring the letters.")
        assert (site.status()["checked"], site.status()["changed"]) == (len(SPANISH) - 1, 1)
        site.translate({"Bring the letters.": "Lleve las cartas."})
    else:
        site.translate({"Bring the letter.": "Traiga la carta."})
    assert (site.status()["checked"], site.status()["draft"]) == (len(SPANISH) - 1, 1)
    (language,) = json.loads(site.run("status", "--lang", "es", "--json").stdout)["languages"]
    assert language["void_reviews"] == 2
    assert "2 reviews are void" in site.run("status", "--lang", "es").stdout


# kyr l10n status


def test_status_gives_the_numbers_and_what_to_do_next(site, monkeypatch):
    site.edit("I want to speak to a lawyer.", "I want to speak to a lawyer now.")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796169600")
    site.edit("Call the office.", "Call the office today.")
    site.translate({"Title": "", "Test": "Prueba <b>"})
    part = site.status()
    states = ("total", "current", "checked", "draft", "missing", "changed", "refused", "since")
    assert [part[key] for key in states] == [7, 3, 0, 3, 1, 2, 1, "2026-11-24"]
    assert [part["by_danger"]["safety"][key] for key in ("changed", "since")] == [1, "2026-11-24"]
    assert [part["by_danger"]["contact"][key] for key in ("changed", "since")] == [1, "2026-12-02"]
    done = site.run("status", "--lang", "es", "--all")
    assert done.exit_code == 0
    todo = [line.strip() for line in done.stdout.partition("next to do:")[2].splitlines() if "now/test" in line]
    assert todo == [
        "now/test: 1 changed since 2026-11-24 (safety)",
        "now/test: 1 changed since 2026-12-02 (contact)",
        "now/test: 1 refused (contact)",
        "now/test: 1 missing (contact)",
    ]
    assert re.search(r"^now/test +3 +0 +3 +1 +2 +1$", done.stdout, re.MULTILINE)
    short = site.run("status", "--lang", "es").stdout
    assert short.partition("next to do:")[2].count("\n  ") == 11
    assert "more: --all" in short


def test_status_goes_by_danger_then_by_the_readers_path_then_by_age(site):
    (language,) = json.loads(site.run("status", "--lang", "es", "--json").stdout)["languages"]
    classes = ["safety", "legal-status", "contact", "background"]
    ranks = [classes.index(row["danger"]) for row in language["todo"]]
    assert ranks == sorted(ranks)
    names = [part["name"] for part in language["parts"]]
    assert names[:4] == ["now/door", "now/stop", "data/index", "now/test"]
    assert names[-1] == "shell"
    places = [(rank, names.index(row["name"])) for rank, row in zip(ranks, language["todo"], strict=True)]
    assert places == sorted(places)


def test_status_knows_texts_that_the_catalogs_have_not(site):
    def told():
        text = site.run("status", "--lang", "es").stdout
        return int(re.search(r"^(\d+) texts are not in the catalogs yet: kyr l10n sync --lang es$", text, re.M)[1])

    before = told()
    site.page.write_text(site.page.read_text() + "\nOne sentence more.\n")
    assert site.status()["missing"] == 1
    assert told() == before + 1


def test_a_text_that_stands_twice_counts_once_in_its_gravest_class(site):
    site.edit("# Title\n", "# Title\n\nCall the office.\n{: .legal-status}\n")
    assert site.status()["total"] == len(SPANISH)
    assert site.status()["by_danger"]["legal-status"]["total"] == 1
    assert "legal-status" in site.entry("Call the office.").comment


# Why the English changed


def test_a_note_on_the_page_goes_with_the_texts_that_changed(site):
    note = "changed:\n  day: 2026-11-20\n  text: We say which letter.\n"
    site.page.write_text(site.page.read_text().replace("danger: contact\n", f"danger: contact\n{note}"))
    site.edit("Bring the letter.", "Bring the letter of the court.")
    entry = site.entry("Bring the letter of the court.")
    assert entry.comment.splitlines() == [
        "paragraph; safety",
        "changed: We say which letter. (2026-11-20)",
        "since: 2026-11-24",
        "was → now: Bring the letter {+of the court+}.",
    ]
    assert entry.previous_msgid == "Bring the letter."
    assert "since" not in site.entry("Title").comment
    waiting = load_catalogs(site.root, "es").page("now/test.md").waiting[None, entry.msgid]
    assert (waiting.previous, waiting.changed) == ("Bring the letter.", "We say which letter. (2026-11-20)")
    before = {path: path.read_bytes() for path in (site.root / "locales").rglob("*.po")}
    site.sync()
    assert {path: path.read_bytes() for path in before} == before
    site.translate({entry.msgid: "Lleve la carta del tribunal."})
    site.sync()
    assert site.entry(entry.msgid).comment == "paragraph; safety"


def test_a_note_on_a_fact_goes_with_the_texts_that_cite_it_and_with_its_own(site):
    facts = site.root / "docs/_ledger/facts/rights.yml"
    site.edit("Bring the letter.", "Bring the letter.[^fact:rights-home-consent-others]")
    site.translate({"Bring the letter.{1}": "Lleve la carta.{1}"})
    text = facts.read_text()
    at = text.index("- id: rights-home-consent-others\n")
    end = text.index("\n\n- id: ", at)
    facts.write_text(f"{text[:end]}\n  changed: {{day: 2026-11-21, text: A court spoke.}}{text[end:]}")
    site.edit("Bring the letter.", "Bring the green letter.")
    assert "changed: A court spoke. (2026-11-21)" in site.entry("Bring the green letter.{1}").comment.splitlines()


def test_a_note_on_a_flow_goes_with_its_words(site):
    flows = site.root / "docs/_ledger/flows.yml"
    path = site.root / "locales/es/_ledger/flows.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in catalog if entry.msgctxt == "irs-to-ice-address-list.plain.what")
    entry.msgstr = "su última dirección conocida"
    catalog.save()
    text = flows.read_text()
    assert "    what: your last known address\n" in text
    changed = text.replace("    what: your last known address\n", "    what: your last address\n", 1)
    changed = changed.replace(
        "  from: irs\n", "  changed: {day: 2026-11-22, text: We use fewer words.}\n  from: irs\n", 1
    )
    flows.write_text(changed)
    site.sync()
    entry = next(e for e in polib.pofile(str(path)) if e.msgctxt == "irs-to-ice-address-list.plain.what")
    assert entry.comment.splitlines()[1:] == [
        "changed: We use fewer words. (2026-11-22)",
        "since: 2026-11-24",
        "was → now: your last [-known-] address",
    ]


def test_a_note_of_long_ago_speaks_of_another_change(site):
    note = "changed: {day: 2026-01-20, text: We say which letter.}\n"
    site.page.write_text(site.page.read_text().replace("danger: contact\n", f"danger: contact\n{note}"))
    site.edit("Bring the letter.", "Bring the letter of the court.")
    assert "changed:" not in site.entry("Bring the letter of the court.").comment


def test_a_second_change_keeps_the_first_day_and_the_english_that_was_translated(site, monkeypatch):
    site.edit("Bring the letter.", "Bring the letter today.")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796169600")
    site.edit("Bring the letter today.", "Bring the letter of today.")
    entry = site.entry("Bring the letter of today.")
    assert entry.previous_msgid == "Bring the letter."
    assert entry.comment.splitlines()[1:] == [
        "since: 2026-11-24",
        "was → now: Bring the letter {+of today+}.",
    ]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("changed: {day: 2027-01-01, text: A court spoke.}", "consent-others: changed is in the future"),
        ("changed: {day: 2026-11-21, text: ' '}", "changed has no text"),
        ("changed: A court spoke.", "“changed”: expected"),
        ("changed: {text: A court spoke.}", "“day” is missing"),
    ],
)  # fmt: skip
def test_a_wrong_note_on_a_fact_is_named_by_line(site, note, said):
    facts = site.root / "docs/_ledger/facts/rights.yml"
    text = facts.read_text()
    at = text.index("\n\n- id: ", text.index("- id: rights-home-consent-others\n"))
    facts.write_text(f"{text[:at]}\n  {note}{text[at:]}")
    done = site.run("sync", "--lang", "es")
    assert done.exit_code == 1
    assert re.search(r"docs/_ledger/facts/rights\.yml:\d+: ", done.output)
    assert said in done.output


# kyr l10n same-meaning


def carry(site, *more, by="Bea"):
    return site.run("same-meaning", "--lang", "es", "--page", "now/test", "--by", by, *more)


def test_a_slip_of_the_pen_keeps_the_translation_and_what_people_said(site):
    site.review(state="human", by="Cid")
    site.review(state="second-speaker", by="Ana")
    site.review(state="lawyer", by="Bea")
    before = {row.state: row for row in site.of("Bring the letter.")}
    site.edit("Bring the letter.", "Bring this letter.")
    untouched = site.catalog.read_bytes(), site.reviews.read_bytes()
    look = carry(site, "--dry-run")
    assert look.exit_code == 0
    assert "1 would be carried over" in look.output
    assert (site.catalog.read_bytes(), site.reviews.read_bytes()) == untouched
    done = carry(site)
    assert done.exit_code == 0
    assert "Bring [-the-] {+this+} letter. (2 reviews kept; 1 by lawyers dropped)" in done.stdout
    entry = site.entry("Bring this letter.")
    assert (entry.flags, entry.previous_msgid, entry.comment) == ([], None, "paragraph; safety")
    now = {row.state: row for row in site.of("Bring this letter.", SPANISH["Bring the letter."])}
    assert set(now) == {"human", "second-speaker"}
    assert all((now[state].who, now[state].date) == (before[state].who, before[state].date) for state in now)
    key = review_hash("Bring this letter.", SPANISH["Bring the letter."])
    assert f"{key},same-meaning,Bea,2026-11-24\n" in site.reviews.read_text()
    assert not checked(site.of("Bring this letter.", SPANISH["Bring the letter."]), "safety")
    after = site.catalog.read_bytes(), site.reviews.read_bytes()
    site.sync()
    assert carry(site).exit_code == 0
    assert (site.catalog.read_bytes(), site.reviews.read_bytes()) == after


def test_the_word_of_the_one_who_carries_it_over_is_no_review(site):
    site.edit("Call the office.", "Call this office.")
    assert carry(site).exit_code == 0
    assert site.of("Call this office.", SPANISH["Call the office."]) == ()
    assert site.status()["by_danger"]["contact"]["checked"] == 0


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("Do not bring the letter.", "“not”"),
        ("You must bring the letter.", "“must”"),
        ("Bring the letter in 5 days.", "the numbers changed"),
        ("Bring the letter.[^fact:rights-home-consent-others]", "the tokens changed"),
        ("Bring **the** letter.", "the emphasis"),
    ],
)
def test_what_may_change_the_meaning_is_for_a_person(site, new, why):
    site.edit("Bring the letter.", new)
    before = site.catalog.read_bytes(), site.reviews.read_bytes()
    done = carry(site)
    assert done.exit_code == 1
    assert re.search(r"locales/es/now/test\.po:\d+: ", done.output)
    assert why in done.output
    assert (site.catalog.read_bytes(), site.reviews.read_bytes()) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You may ask.", "You can ask."),
        ("You must go.", "You mus go."),
        ("They can't enter.", "They can enter."),
        ("They don’t enter.", "They enter."),
        ("This is lawful.", "This is unlawful."),
        ("They documented it.", "They undocumented it."),
        ("It is harm.", "It is harmless."),
        ("Only a judge signs.", "A judge signs."),
        ("Go unless they ask.", "Go when they ask."),
        ("Wait two weeks.", "Wait three weeks."),
        ("Wait 3 days.", "Wait 3 weeks."),
        ("File {1} by {2}.", "File {2} by {1}."),
        ("Say {name}.", "Say {other}."),
        ("Stay calm.", "Stay **calm**."),
        ("A judge signed it.", "An agency signed it."),
        ("Open the door.", "Close the door."),
        ("Speak to a lawyer.", "Speak to an officer."),
        ("It is inside the home.", "It is outside the home."),
        ("Sign the paper.", "Shred the paper."),
        ("Speak to them.", "Never speak to them."),
        ("One of our people came to the old red house.", "A man ran from some new blue car park there."),
    ],
)
def test_the_words_that_may_not_be_waved_through(old, new):
    assert meaning_at_risk(old, new)
    assert meaning_at_risk(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ask a laywer.", "Ask a lawyer."),
        ("The form , please.", "The form, please."),
        ("Call {1} now", "Call {1} now."),
        ("You may ask teh judge.", "You may ask the judge."),
        ("It’s a letter.", "It is a letter."),
    ],
)
def test_slips_of_the_pen(old, new):
    assert meaning_at_risk(old, new) is None


@pytest.mark.parametrize("words", [["--page", "now/none"], [], ["--page", "now/test", "--lang", "xx"]])
def test_wrong_use_of_same_meaning_is_said(site, words):
    assert site.run("same-meaning", "--by", "Ana", *words).exit_code == 2
    assert site.run("same-meaning", "--by", "=Ana", "--page", "now/test").exit_code == 2


def test_english_that_was_changed_and_changed_back_has_its_translation_again(site):
    site.review(state="second-speaker", by="Ana")
    site.review(state="lawyer", by="Bea")
    site.edit("Bring the letter.", "Bring this letter.")
    site.edit("Bring this letter.", "Bring the letter.")
    assert site.entry("Bring the letter.").fuzzy
    assert carry(site, "--only", "Bring").exit_code == 0
    assert not site.entry("Bring the letter.").fuzzy
    assert checked(site.of("Bring the letter."), "safety")


# The difference in words


@given(st.text(alphabet="ab 1.-[]{+}’\n", max_size=40), st.text(alphabet="ab 1.-[]{+}’\n", max_size=40))
def test_the_difference_gives_back_both_texts(old, new):
    found = word_diff(old, new)
    assert "".join(text for op, text in found if op != "new") == old
    assert "".join(text for op, text in found if op != "gone") == new
    assert "\n" not in shown(old, new)


# What is in the files of translators


def test_a_byte_order_mark_and_line_ends_of_windows_in_a_catalog_are_read(site):
    site.run("sync", "--lang", "es")
    before = site.catalog.read_bytes()
    site.catalog.write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n"))
    assert site.run("check", "--lang", "es").exit_code == 0
    assert site.run("sync", "--lang", "es").exit_code == 0
    assert site.catalog.read_bytes() == before


def test_an_entry_with_plural_forms_is_named_not_passed_over(site):
    text = site.catalog.read_text()
    line = text.count("\n") + 2
    site.catalog.write_text(text + '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n')
    done = site.run("check", "--lang", "es")
    assert done.exit_code == 1
    assert f"locales/es/now/test.po:{line}: the entry has plural forms" in done.output
