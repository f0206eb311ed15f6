"""What the extensions share while the pages of one language are converted."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

import yaml
from markupsafe import Markup

from kyr.clock import build_date
from kyr.problems import Problem

from . import templates
from .author import FRONT_MATTER, AuthorText
from .record import DANGERS, PageRecord
from .statuses import STATUSES
from .words import page_source

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kyr.ledger import Fact, Ledger, Source

    from .words import Words

SOURCES_OF_A_MARK = 1
"""How many sources a fact brings to a page. A first visit may weigh 8 kB, and each weighs about 90 bytes in it:
with three, the page on taxes has 33 sources and weighs 1.2 kB more. The ledger keeps all of them."""
AUTHOR_NOTE = "note:"
"""In front of the id of a note that the author defined in the page itself."""


class Dated(Protocol):
    """What has a date: a fact, an entry of the directory."""

    @property
    def as_of(self) -> datetime.date | None:
        """The date of its newest source."""


@dataclass
class Work:
    """What is at hand while one page is converted."""

    author: AuthorText
    numbers: dict[str, int] = field(default_factory=dict)
    """Source id (or `note:` and the author's own id) → its number in the list."""
    views: dict[str, Callable[[], str]] = field(default_factory=dict)
    """Key in the tree → what renders the block's HTML."""
    rendered: dict[str, str] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    """Number of a row of flows → how many have been shown (3 → 2: the next one is 3.3)."""


class State:
    """One for each language run; `start` it before each page."""

    def __init__(
        self,
        ledger: Ledger,
        words: Words,
        root: Path,
        *,
        today: datetime.date | None = None,
        strict_plain: bool = True,
    ) -> None:
        """`today` is the day of the build; with `strict_plain`, a text without plain words is a Problem."""
        self.ledger = ledger
        self.words = words
        self.root = root
        self.today = today or build_date(root)
        self.strict_plain = strict_plain
        self._status: dict[tuple[str, str | None], Markup] = {}
        self._sup: dict[tuple[int, ...], str] = {}
        self._front: dict[str, str] = {}
        self.start("", "", 0)

    def start(self, src: str, text: str, offset: int, danger: str | None = None, *, own: bool = False) -> None:
        """Begin a page: its file below docs/, its body, the number of lines in front of the body.

        `danger` is the page's class; when it is not given it is read from the front matter of the file. A page
        of its `own` has other parts than the English page.
        """
        self.page = PageRecord(src)
        self.own = own
        self.work = Work(AuthorText(text, offset))
        self.page.danger = self._class(danger or self._front_matter_danger(src))
        self.page_danger = self.page.danger
        for fault in self.work.author.faults:
            self.problem(fault.line, fault.what, fault.todo)

    def problem(self, line: int, what: str, todo: str) -> None:
        """Note something wrong in this page; the rest of the page still renders."""
        found = Problem(f"docs/{self.page.src}" if self.page.src else "the text", line, what, todo)
        if found not in self.page.problems:
            self.page.problems.append(found)

    # Facts and sources

    def fact(self, fact_id: str, line: int, *, shown: bool = True) -> Fact | None:
        """A fact by id or alias, noted in the record; None and a Problem when there is none.

        With `shown`, its words are shown or it proves a sentence: then it may not be one we are unsure of.
        """
        try:
            fact = self.ledger.fact(fact_id)
        except KeyError:
            todo = f"choose an id of docs/_ledger/facts{self.near(fact_id, self.ledger.facts)}"
            self.problem(line, f"there is no fact {fact_id!r}", todo)
            return None
        if shown and fact.confidence == "low":
            todo = "say in prose that we could not confirm it, or find a better source"
            self.problem(line, f"the fact {fact.id!r} is of low confidence", todo)
        self.page.add(fact)
        return fact

    def plain(self, fact: Fact, line: int) -> Markup:
        """The words for readers of a fact."""
        if fact.plain:
            return self.words.ledger(f"{fact.id}.plain", fact.plain)
        if self.strict_plain:
            todo = f"write `plain` for it ({fact.path}:{fact.line})"
            self.problem(line, f"the fact {fact.id!r} has no words for readers", todo)
        return self.words.ledger(f"{fact.id}.statement", fact.statement)

    def cite(self, facts: Iterable[Fact]) -> Markup:
        """Marks to the sources of some facts, three at most; the first fact's come first."""
        sources = {source.id: source for fact in facts for source in self.proof(fact)}
        return Markup(self.sup(self.number(source) for source in list(sources.values())[:3]))

    def proof(self, fact: Fact) -> tuple[Source, ...]:
        """The sources that a mark of a fact leads to: the strongest, see SOURCES_OF_A_MARK."""
        return self.ledger.shown_sources(fact)[:SOURCES_OF_A_MARK]

    def number(self, source: Source) -> int:
        """The source's number on this page: by first appearance, shared by all that cite it."""
        if source.id not in self.work.numbers:
            self.page.sources.append(source.id)
        return self.work.numbers.setdefault(source.id, len(self.work.numbers) + 1)

    def sup(self, numbers: Iterable[int]) -> str:
        """`<sup>` with a link for each number, in rising order; nothing for none."""
        wanted = tuple(sorted(set(numbers)))
        if not wanted:
            return ""
        if wanted not in self._sup:
            label = self.words.shell
            marks = [(number, label("source-number", number=str(number)).striptags()) for number in wanted]
            self._sup[wanted] = templates.render("sources/marks.html", marks=marks)
        return self._sup[wanted]

    # Words

    def status(self, status: str, standing: str | None) -> Markup:
        """The word of a status, its mark, and what it means today when it is being fought in court."""
        key = (status, standing if status == "contested" else None)
        if key not in self._status:
            css, mark = STATUSES[status]
            html = templates.render(
                "status/word.html",
                css=css,
                mark=mark,
                word=self.words.shell(f"status.{status}"),
                standing=self.words.shell(f"standing.{standing}") if key[1] else "",
            )
            self._status[key] = Markup(html)
        return self._status[key]

    def newest(self, dated: Dated) -> Markup:
        """The sentence that says how new the newest source is."""
        if dated.as_of is None:
            return self.words.shell("newest.none")
        return self.words.shell("newest", date=self.words.date(dated.as_of))

    def link(self, slug: str) -> str | None:
        """The address of a page, relative to this one and to its .md file; None where it is not written yet."""
        source = page_source(self.root, slug)
        if source is None or source == self.page.src:
            return None
        return posixpath.relpath(source, posixpath.dirname(self.page.src) or ".")

    def _class(self, danger: str) -> str:
        if danger in DANGERS:
            return danger
        self.problem(1, f"{danger!r} is no danger class", f"write `danger:` with one of {', '.join(DANGERS)}")
        return DANGERS[0]

    def _front_matter_danger(self, src: str) -> str:
        path = self.root / "docs" / src
        if not src or not path.is_file():
            return DANGERS[0]
        match = FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        line = re.search(r"^danger:[ ]*(.+?)[ ]*$", match[1], re.MULTILINE) if match else None
        value = yaml.safe_load(line[1]) if line else DANGERS[0]
        return str(value)

    @staticmethod
    def near(wrong: str, known: Iterable[str]) -> str:
        """A hint at the id that was most likely meant."""
        near = get_close_matches(wrong, list(known), 1)
        return f" (perhaps {near[0]})" if near else ""
