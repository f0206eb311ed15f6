"""The shell's and the ledger's texts, titles and dates in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kyr.markup import phones
from kyr.markup.words import fill, page_source
from kyr.problems import Problem

from . import dates, gate, tokens
from .reviews import TWO_KEYS, checked
from .segments import BESIDE, MARK
from .tally import Tally

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from kyr.markup.words import EnglishWords

    from .catalogs import Catalogs, PageCatalog
    from .languages import Language
    from .reviews import Review

_ENGLISH = Markup('<span lang="en" dir="ltr">{}</span>')


def _is_order_alone(english: str) -> bool:
    """Whether a text says only in which order its values stand: without words there is nothing English in it.

    >>> _is_order_alone("{first}, {rest}"), _is_order_alone("Call {number}.")
    (True, False)
    """
    return not any(map(str.isalpha, tokens.PLACEHOLDER.sub("", english)))


class TranslatedWords:
    """`kyr.markup.Words` of a language. What has no translation, or one that the gate refuses, is marked English.

    `missing` (context → English) and `refused` say what readers got in English, `tally` what became of the
    ledger's texts of the page at hand.
    """

    def __init__(
        self,
        catalogs: Catalogs,
        language: Language,
        english: EnglishWords,
        danger: Callable[[str], str] = lambda _: "safety",
    ) -> None:
        """`danger` knows the class of a fact, flow … by its id (`Ledger.danger`)."""
        self.tag = language.tag
        self.direction = language.direction
        self.language = language
        self.english = english
        self.missing: dict[str, str] = {}
        self.refused: dict[str, Problem] = {}
        self.drafts = 0
        self.start()
        self._danger = danger
        self._catalogs = catalogs
        self._shell: dict[str, str | None] = {}
        self._ledger: dict[tuple[str, str], Markup] = {}
        self._states: dict[tuple[str, str], tuple[bool, bool, str, tuple[Review, ...]]] = {}
        self.titles: dict[str, Markup] = {}
        """Headings of pages by slug; those of pages of their own are put in from outside."""
        self._dates: dict[datetime.date, Markup] = {}

    def shell(self, key: str, **values: str | Markup) -> Markup:
        """The text of a key, its placeholders filled. Raises Problems for an unknown key or a missing value."""
        if key not in self._shell:
            self._shell[key] = self._text(self._catalogs.shell, key, self.english.text(key))
        text = self._shell[key]
        if text is None:
            english = self.english.shell(key, **values)
            return english if _is_order_alone(self.english.text(key)) else _ENGLISH.format(english)
        try:
            return fill(text, values)
        except LookupError:
            return self.english.shell(key, **values)  # says what is wrong, as in English

    def ledger(self, context: str, english: str) -> Markup:
        """A text of the ledger, its phone numbers linked."""
        key = (context, english)
        if key not in self._ledger:
            text = self._text(self._catalogs.ledger, context, english)
            if text is None:
                self._ledger[key] = _ENGLISH.format(self.english.ledger(context, english))
            else:
                self._ledger[key] = phones.linked(text, self)
        self._count(context, english)
        return self._ledger[key]

    def start(self, english_page: str = "") -> None:
        """Before each page: forget the one before. `english_page` is the way to the same page in English."""
        self.english_page = english_page
        self.tally = Tally()
        self._told: set[tuple[str, str]] = set()

    def beside(self, since: int) -> Markup:
        """The way to the English, where drafts that can hurt have been handed out since."""
        if not self.english_page or self.drafts == since:
            return Markup("")
        return Markup(' <i data-kyr="{}">{}</i>').format(MARK, BESIDE)

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """Context and English of every text of the ledger that was asked for, on any page."""
        return tuple(self._states)

    def _count(self, context: str, english: str) -> None:
        """Count a text of the ledger: once in the tally of its page, each time among the drafts."""
        key = (context, english)
        if key not in self._states:
            cut = tokens.plain(english)
            entry = self._catalogs.ledger.entry(context, cut.msgid) if cut.has_words else None
            shown = entry is not None and context not in self.refused and context not in self.missing
            reviews = self._catalogs.reviews.of(cut.msgid, entry.text) if entry else ()
            self._states[key] = (cut.has_words, shown, self._danger(context.split(".")[0]), reviews)
        has_words, shown, danger, reviews = self._states[key]
        if not has_words:
            return
        self.drafts += shown and danger in TWO_KEYS and not checked(reviews, danger)
        if key in self._told:
            return
        self._told.add(key)
        if shown:
            self.tally.show(reviews, danger)
        elif context in self.refused:
            self.tally.refused += 1
        else:
            self.tally.missing += 1

    def title(self, slug: str) -> Markup:
        """The heading of a page, from the page's own catalog."""
        if slug not in self.titles:
            english = self.english.title(slug)
            source = page_source(self.english.root, slug) or f"{slug}.md"
            text = self._text(self._catalogs.page(source), None, english.unescape())
            self.titles[slug] = _ENGLISH.format(english) if text is None else escape(text)
        return self.titles[slug]

    def date(self, day: datetime.date) -> Markup:
        """`<time datetime="2026-11-22">22 de noviembre de 2026</time>`; marked English where CLDR lacks the
        language."""
        if day not in self._dates:
            text = dates.long_date(day, self.language)
            if text is None:
                self._dates[day] = _ENGLISH.format(self.english.date(day))
            else:
                self._dates[day] = Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)
        return self._dates[day]

    def _text(self, catalog: PageCatalog, context: str | None, english: str) -> str | None:
        """The translation with its tokens filled; None, and a note of why, where there is none to show."""
        cut = tokens.plain(english)
        if not cut.has_words:
            return tokens.fill(cut, cut.msgid, self.language)
        entry = catalog.entry(context, cut.msgid)
        name = context or catalog.path
        if entry is None:
            self.missing[name] = english
            return None
        faults = gate.faults(cut.msgid, entry.text, plain=True)
        if faults:
            self.refused[name] = Problem(entry.path, entry.line, *gate.message(faults))
            return None
        return tokens.fill(cut, entry.text, self.language)
