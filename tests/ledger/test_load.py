"""Every fault of a ledger file is one line that names the place and says what to do."""

from __future__ import annotations

import datetime
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyr.clock import build_date
from kyr.ledger import SOURCE_RANK, Source, load
from kyr.ledger.ledger import strength
from kyr.problems import Problems
from running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = datetime.date(2026, 11, 23)
FACT = """- id: {id}
  topic: tax
  statement: A tax return is private.
  plain: Your tax return is private.
  kind: law
  stability: {stability}
  status: {status}
  danger: safety
  as_of: 2026-03-26
  confidence: {confidence}
  sources: [usc-26-6103]
"""
SMALL = {
    "facts/tax.yml": FACT.format(id="one", stability="stable", status="in-force", confidence="high"),
    "sources.yml": """- id: usc-26-6103
  title: 26 U.S.C. § 6103
  publisher: U.S. Code
  kind: statute
  url: https://www.example.org/usc
  date: 2026-03-26
  seen: excerpt
""",
    "aliases.yml": "old-one: one\n",
    "holders.yml": """- id: irs
  name: Internal Revenue Service
  short: IRS
  kind: federal-agency
  what_it_is: The federal tax agency.
  part_of: null
  facts: [one]
""",
    "flows.yml": """- id: irs-to-irs
  from: irs
  to: irs
  data: [address]
  how: Sent
  law: null
  status: in-force
  status_note: ''
  since: null
  as_of: 2026-03-26
  strength: documented
  your_options: File.
  page: data/tax
  facts: [one]
""",
    "activities.yml": """- id: do-file
  label: File
  group: money-work
  gives_to: irs
  data: [address]
  flows: [irs-to-irs]
  page: data/tax
  facts: [one]
""",
    "questions.yml": """- id: q-one
  question: Why?
  short_answer: Because.
  facts: [old-one]
  page: data/tax
""",
    "coverage.yml": "[]\n",
    "directory.yml": "[]\n",
    "resources.yml": "[]\n",
    "states.yml": "- id: mi\n  name: Michigan\n",
    "state-rules.yml": "[]\n",
}
PAGE = "# Tax\n\nPrivate.[^fact:one]\n\n/// fact | one\n///\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in SMALL.items():
        file = tmp_path / "docs/_ledger" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "docs/tax.md").write_text(PAGE, "utf-8")
    return tmp_path


def findings(root: Path) -> list[str]:
    try:
        load(root, TODAY)
    except Problems as found:
        return [str(problem) for problem in found.problems]
    return []


def test_the_small_ledger_is_sound(small: Path) -> None:
    assert findings(small) == []
    ledger = load(small, TODAY)
    assert ledger.fact("old-one") is ledger.fact("one")
    with pytest.raises(KeyError):
        ledger.fact("nothing")


# fmt: off
FAULTS = [  # one row a fault: file, what stands there, what is put there, what is said
    (
        "facts/tax.yml",
        "  topic: tax",
        "  topic: tax\n  colour: red",
        ":3: one: unknown key “colour”",
    ),
    ("facts/tax.yml", "  danger: safety\n", "", ":1: one: “danger” is missing — add it"),
    ("facts/tax.yml", "as_of: 2026-03-26", "as_of: 2026-13-26", ":9: “2026-13-26” is not a date — write it as"),
    ("facts/tax.yml", "as_of: 2026-03-26", "as_of: 2027-01-01", ":9: one: as_of 2027-01-01 is in the future"),
    (
        "facts/tax.yml",
        "as_of: 2026-03-26",
        "as_of: 2026-04-01",
        ":9: one: as_of 2026-04-01 is later than",
    ),
    ("facts/tax.yml", "stability: stable", "stability: volatile", ":1: one: volatile, and next_check is missing"),
    ("facts/tax.yml", "status: in-force", "status: contested", ":7: one: contested, and standing is missing"),
    ("facts/tax.yml", "status: in-force", "status: maybe", ":7: one: “status” has the unknown word 'maybe'"),
    (
        "facts/tax.yml",
        "  danger: safety",
        "  standing: allowed\n  danger: safety",
        ":8: one: standing without contested",
    ),
    ("facts/tax.yml", "  topic: tax", "  topic: food", ":2: one: topic “food” is not its file's"),
    ("facts/tax.yml", "[usc-26-6103]", "[usc-nothing]", ":11: one: no such source “usc-nothing”"),
    ("facts/tax.yml", "[usc-26-6103]", "[]", ":11: one: no source"),
    ("facts/tax.yml", "  kind: law", "  kind: [law", "not valid YAML"),
    ("facts/tax.yml", "  kind: law", "  kind: law\n  kind: court", ":6: “kind” stands twice"),
    ("facts/tax.yml", "- id: one", "- id: One Fact", "id “One Fact” — use small letters"),
    ("sources.yml", "https://", "http://", ":5: usc-26-6103: the address is not https"),
    ("sources.yml", "kind: statute", "kind: rumor", ":4: usc-26-6103: “kind” has the unknown word"),
    ("sources.yml", "seen: excerpt", "seen: excerpt\n  secondary: true", ":8: usc-26-6103: secondary, of kind"),
    ("sources.yml", "seen: excerpt", "seen: excerpt\n  weak: true", ":8: usc-26-6103: unknown key “weak”"),
    ("sources.yml", "date: 2026-03-26", "date: 2027-03-26", ":6: usc-26-6103: dated 2027-03-26, after today"),
    ("aliases.yml", "old-one: one", "old-one: two", ":1: alias to “two”, no such fact"),
    ("flows.yml", "to: irs", "to: nobody", ":3: irs-to-irs: no such holder “nobody”"),
    ("flows.yml", "status: in-force", "status: contested", ":7: irs-to-irs: contested, and standing is missing"),
    (
        "flows.yml",
        "as_of: 2026-03-26",
        "as_of: 2026-03-25",
        ":10: irs-to-irs: as_of 2026-03-25, but one",
    ),
    ("flows.yml", "facts: [one]", "facts: [none-such]", ":14: no such fact “none-such”"),
    ("activities.yml", "[irs-to-irs]", "[gone]", ":6: do-file: no such flow “gone”"),
    ("holders.yml", "- id: irs", "irs", "not valid YAML"),
    ("questions.yml", SMALL["questions.yml"], "just words\n", ":1: this is not a list"),
]
# fmt: on


@pytest.mark.parametrize(("name", "old", "new", "says"), FAULTS, ids=[f"{i}" for i in range(len(FAULTS))])
def test_each_fault_names_its_line(small: Path, name: str, old: str, new: str, says: str) -> None:
    file = small / "docs/_ledger" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert any(f"docs/_ledger/{name}" in line and says in line for line in findings(small)), findings(small)


def test_all_findings_come_at_once(small: Path) -> None:
    for name, old, new, _ in (FAULTS[1], FAULTS[13], FAULTS[17]):
        file = small / "docs/_ledger" / name
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert len(findings(small)) >= 3


def test_a_broken_record_is_said_once(small: Path) -> None:
    """What names a fact or source that cannot be read is not at fault itself."""
    for name in ("facts/tax.yml", "sources.yml"):
        file = small / "docs/_ledger" / name
        file.write_text(file.read_text("utf-8").replace("  kind:", "  colour: red\n  kind:", 1), "utf-8")
    todo = "— check its spelling against docs/_ledger/README.md"
    assert findings(small) == [
        f"docs/_ledger/facts/tax.yml:5: one: unknown key “colour” {todo}",
        f"docs/_ledger/sources.yml:4: usc-26-6103: unknown key “colour” {todo}",
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("confidence: high", "confidence: low"), "docs/tax.md:3: “one” is of low confidence"),
        (("  plain: Your tax return is private.\n", ""), "docs/tax.md:5: “one” has no words for readers"),
    ],
)
def test_a_page_may_not_show_it(small: Path, change: tuple[str, str], says: str) -> None:
    file = small / "docs/_ledger/facts/tax.yml"
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    if "low" in change[1]:
        flows = small / "docs/_ledger/flows.yml"
        flows.write_text(flows.read_text("utf-8").replace("status: in-force", "status: unknown"), "utf-8")
    assert any(says in line for line in findings(small)), findings(small)


def test_a_page_names_a_fact_that_is_gone(small: Path) -> None:
    (small / "docs/tax.md").write_text(PAGE.replace("[^fact:one]", "[^fact:gone]"), "utf-8")
    assert findings(small) == ["docs/tax.md:3: no such fact “gone” — check the id: kyr facts show ID"]
    (small / "docs/tax.md").write_text("```\n[^fact:gone]\n```\n", "utf-8")
    assert findings(small) == []


@pytest.mark.parametrize("name", sorted(SMALL))
def test_a_missing_file_is_said(small: Path, name: str) -> None:
    (small / "docs/_ledger" / name).unlink()
    assert any(f"docs/_ledger/{name.split('/')[0]}" in line for line in findings(small))


def test_our_own_ledger_loads_and_pickles() -> None:
    import pickle

    ledger = load(ROOT, build_date(ROOT))
    assert pickle.loads(pickle.dumps(ledger)) == ledger


def source(
    kind: str, seen: str, day: datetime.date | None, name: str, copy: bool = False, weak: bool = False
) -> Source:
    return Source(
        id=name, title="T", publisher="P", kind=kind, url=None, date=day, seen=seen, copy=copy, weak=weak,  # type: ignore[arg-type]
    )  # fmt: skip


SOURCES = st.builds(
    source,
    st.sampled_from(SOURCE_RANK),
    st.sampled_from(["full", "excerpt", "not-seen"]),
    st.none() | st.dates(),
    st.text("abc", min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(SOURCES, min_size=2, unique_by=lambda s: s.id))
def test_strength_is_a_total_order_led_by_kind(sources: list[Source]) -> None:
    ranked = sorted(sources, key=strength)
    assert [s.rank for s in ranked] == sorted(s.rank for s in sources)
    assert [(s.rank, s.copy) for s in ranked] == sorted((s.rank, s.copy) for s in sources)
    assert len({strength(s) for s in sources}) == len(sources)


BLOG = """- id: blog
  title: A blog
  publisher: A blog
  kind: press
  url: https://www.example.org/blog
  date: 2026-03-26
  seen: full
  secondary: true
"""


def test_a_blog_is_secondary_and_behind_all(small: Path) -> None:
    sources = small / "docs/_ledger/sources.yml"
    paper = BLOG.replace("blog", "paper").replace("  secondary: true\n", "").replace("full", "not-seen")
    group = paper.replace("paper", "group").replace("press", "advocacy")
    sources.write_text(SMALL["sources.yml"] + BLOG + paper + group, "utf-8")
    facts = small / "docs/_ledger/facts/tax.yml"
    shown = {
        "[blog, group, paper, usc-26-6103]": ["usc-26-6103", "paper"],
        "[blog, group, paper]": ["paper"],
        "[blog, group]": ["group", "blog"],
        "[blog]": ["blog"],
    }
    for listed, expected in shown.items():
        facts.write_text(SMALL["facts/tax.yml"].replace("[usc-26-6103]", listed), "utf-8")
        ledger = load(small, TODAY)
        assert [one.id for one in ledger.shown_sources(ledger.fact("one"))] == expected
    assert ledger.sources["blog"].secondary
    assert ledger.sources["group"].secondary
    assert not ledger.sources["paper"].secondary


def test_the_real_files_break_as_small_ones_do(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    file = tmp_path / "docs/_ledger/facts/tax.yml"
    file.write_text(file.read_text("utf-8").replace("- id: tax-filing-still-required", "- id: gone", 1), "utf-8")
    found = findings(tmp_path)
    assert any("docs/_ledger/flows.yml" in line or "docs/_ledger/questions.yml" in line for line in found)
