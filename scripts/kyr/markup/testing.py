"""A small ledger and a page to try blocks on."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown
import pytest
from markupsafe import Markup, escape

from kyr.ledger import (
    Activity,
    Cite,
    Entry,
    Event,
    Fact,
    Flow,
    Holder,
    Ledger,
    PlainFlow,
    Question,
    Resource,
    Service,
    Source,
    StateRule,
)  # fmt: skip
from kyr.ledger import State as State_

from .extension import MARKDOWN_EXTENSIONS, extensions
from .state import State
from .words import EnglishWords, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .words import Words

PROJECT = Path(__file__).parents[3]
TODAY = datetime.date(2026, 11, 23)
DAY = datetime.date(2026, 9, 1)


def source(name: str, kind: str = "court", **values: Any) -> Source:
    """A source with an address."""
    given = {"title": f"Title of {name}", "publisher": "Publisher", "url": f"https://example.org/{name}"}
    return Source(id=name, kind=kind, **{"date": DAY, "seen": "full"} | given | values)  # type: ignore[arg-type]


def fact(name: str, *sources: str, **values: Any) -> Fact:
    """A fact in force, looked at the day before the build."""
    given: dict[str, Any] = {
        "topic": "tax", "statement": f"Statement of {name}.", "plain": f"Plain {name}.", "kind": "law",
        "stability": "volatile", "status": "in-force", "danger": "legal-status", "as_of": DAY,
        "looked_on": datetime.date(2026, 11, 22), "next_check": datetime.date(2026, 12, 6), "confidence": "high",
    }  # fmt: skip
    cites = tuple(Cite(id=cite) for cite in sources or ("law-a",))
    return Fact(id=name, sources=cites, path="docs/_ledger/facts/tax.yml", line=3, **(given | values))


def flow(name: str, giver: str, receiver: str, status: str = "in-force", **values: Any) -> Flow:
    """A flow with words for readers."""
    plain = PlainFlow(what=f"what {name}", how=f"How {name}.", note=f"Note {name}.", can=f"Can {name}.")
    given: dict[str, Any] = {
        "data": ("name", "address"), "how": f"Exact how {name}", "law": "26 U.S.C. § 1",
        "status_note": "Exact note.", "since": None, "as_of": DAY,
        "strength": "documented", "your_options": "Exact options.", "plain": plain,
        "page": "data/tax", "facts": ("law",),
    }  # fmt: skip
    places = {"giver": giver, "receiver": receiver, "path": "docs/_ledger/flows.yml", "line": 9}
    return Flow(id=name, status=status, **places, **(given | values))  # type: ignore[arg-type]


def by_id(items: Iterable[Any]) -> dict[str, Any]:
    """Records by their ids, in order."""
    return {item.id: item for item in items}


def sample_ledger() -> Ledger:
    """Two offices, one action, and a fact of each sort."""
    page, late = "data/tax", datetime.date(2026, 1, 1)
    clinic = Service(
        name="Tax & Clinic", url="https://example.org/clinic", phone="(734) 239-6863; ask", cost="free"
    )
    entry = {
        "court": None, "languages": "Spanish", "source_url": None, "source_note": "", "as_of": DAY,
        "looked_on": DAY, "confidence": "high", "kind": "organization",
        "url": None, "phone": None, "serves": "the whole state",
    }  # fmt: skip
    return Ledger(
        sources=by_id(
            (
                source("law-a", "statute"), source("law-b", "statute", date=None), source("court-c"),
                source("press-d", "press"), source("press-e", "press"), source("press-f", "press"),
                source("group-g", "advocacy"),
            )
        ),
        facts=by_id(
            (
                fact("law", "law-a"),
                fact("report", "press-d", "press-e", "press-f", danger="background"),
                fact("door", "court-c", "press-d", danger="safety"),
                fact("weak", "group-g", confidence="low"),
                fact("rumor", "group-g", danger="background"),
                fact("fought", "court-c", status="contested", standing="allowed"),
                fact("open", "court-c", status="contested"),
                fact("mute", "law-a", plain=""),
                fact("clinic", "law-b", kind="service", service=clinic, danger="contact"),
                fact("counsel-eoir-pro-bono-list", "law-b", kind="service", service=clinic, danger="contact"),
                fact("counsel-eoir-ra-roster", "law-b", kind="service", service=clinic, danger="contact"),
                fact("counsel-lsc-limits", "law-a"),
                fact("old-clinic", "law-b", kind="service", service=Service(name="Old"), next_check=late),
                fact("history", "press-d", events=(Event(on=DAY, text="Second."), Event(on=late, text="First."))),
            )
        ),
        holders=by_id(
            Holder(id=name, name=f"Office {short}", short=short, kind="system", what_it_is="It holds files.")
            for name, short in (("you", "You"), ("irs", "IRS"), ("ice", "ICE"), ("state-tax", "State tax agency"))
        ),
        flows=by_id(
            (
                flow("irs-ice", "irs", "ice", "blocked", facts=("fought", "law", "report")),
                flow("irs-list", "irs", "ice", "prohibited", strength="no-evidence", law=None),
                flow("irs-state", "irs", "state-tax", "contested", standing="stopped"),
                flow("state-ice", "state-tax", "ice", plain=None),
                flow("you-ice", "you", "ice", "contested", standing="undecided"),
            )
        ),
        activities=by_id(
            (
                Activity(
                    id="do-tax", label="File a tax return", group="money-work", gives_to="irs",
                    data=("name", "address", "income"), flows=("irs-ice", "irs-list"), page="data/tax",
                ),
                Activity(
                    id="do-itin", label="Get an ITIN", group="money-work", gives_to="irs", data=("name",),
                    flows=("irs-ice",), page="data/nowhere",
                ),
            )
        ),
        questions=by_id(
            (
                Question(id="q-find", question="Can they?", short_answer="It can.", facts=("law",), page=page),
                Question(id="q-why", question="Why?", short_answer="x", plain="So.", facts=(), page="data/no"),
            )
        ),
        coverage=(),
        directory=(
            Entry(state="MI", name="Late Center", next_check=late, **entry),  # type: ignore[arg-type]
            Entry(state="MI", name="Good Center", next_check=TODAY, **entry),  # type: ignore[arg-type]
            Entry(state="MI", name="Doubtful Center", next_check=TODAY, **(entry | {"confidence": "low"})),  # type: ignore[arg-type]
        ),
        resources=by_id(
            Resource(
                id=name.lower(), name=name, org="Org", what_it_is="It keeps files.", url="https://example.org/office",
                **values,  # type: ignore[arg-type]
            )
            for name, values in (
                ("Somebody", {"category": "left-out", "url_confidence": "high", "state_2026": "live"}),
                ("A Guess", {"category": "watchdogs", "url_confidence": "low", "state_2026": "unknown"}),
                ("The Office", {"category": "homeland", "url_confidence": "high", "state_2026": "moved"}),
            )
        ),
        aliases={"old-law": "law"},
        states=by_id((State_(id="mi", name="Michigan"), State_(id="oh", name="Ohio"))),
        state_rules=by_id((StateRule(id="rule", states=("mi",), text="A rule here.", facts=("law", "fought")),)),
    )  # fmt: skip


class Shouted:
    """Words of an invented language: everything in capitals, so that what was not translated can be seen."""

    tag = "xx"
    direction = "rtl"
    english_page = "../../data/"

    def __init__(self, english: EnglishWords) -> None:
        self._english = english
        self.drafts = 0

    def beside(self, since: int) -> Markup:
        """The way to the English, which every text of the ledger here needs."""
        return Markup(' <i data-kyr="l10n">EN</i>') if self.drafts > since else Markup("")

    def shell(self, key: str, **values: str | Markup) -> Markup:
        """Capitals, values untouched."""
        pieces = re.split(r"(\{\w+\})", self._english.text(key))
        return fill("".join(piece if piece.startswith("{") else piece.upper() for piece in pieces), values)

    def ledger(self, context: str, english: str) -> Markup:
        """Capitals."""
        self.drafts += 1
        return escape(english.upper())

    def title(self, slug: str) -> Markup:
        """Capitals."""
        return escape(str(self._english.title(slug)).upper())

    def date(self, day: datetime.date) -> Markup:
        """As in English."""
        return self._english.date(day)


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., tuple[str, State]]:
    """Renders Markdown as the page data/index.md; gives the HTML and the state.

    The ids of texts are left out unless a test asks for them: they are the same law for every block.
    """
    (tmp_path / "docs" / "data").mkdir(parents=True)
    (tmp_path / "docs" / "data" / "tax.md").write_text("---\ntab: Tax\n---\n\n# Taxes *here*\n", encoding="utf-8")
    shutil.copytree(PROJECT / "overrides" / "words", tmp_path / "overrides" / "words")
    english = EnglishWords(tmp_path)

    def render(
        text: str, *, shouted: bool = False, offset: int = 0, danger: str | None = None, numbered: bool = False
    ) -> tuple[str, State]:
        words: Words = Shouted(english) if shouted else english
        state = State(sample_ledger(), words, tmp_path, today=TODAY)
        state.start("data/index.md", text, offset, danger)
        settings = {"pymdownx.tabbed": {"alternate_style": True}, "tables": {"use_align_attribute": True}}
        html = markdown.markdown(
            text, extensions=[*MARKDOWN_EXTENSIONS, *extensions(state)], extension_configs=settings
        )
        return html if numbered else re.sub(r' id="p\d+"', "", html), state

    return render
