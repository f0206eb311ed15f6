"""How a text that no page holds (the shell's, the ledger's, a title, a date) gets into the reader's language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import yaml
from babel.dates import format_date
from markupsafe import Markup, escape

from kyr.problems import Problem, Problems

from . import phones
from .author import body_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_TITLE = re.compile(r"^#[ ]+(.+?)(?:[ ]+\{[^{}]*\})?[ ]*#*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"[*`_]+")


class Words(Protocol):
    """Texts in one language. All come back escaped; what the language lacks comes back as marked English."""

    @property
    def tag(self) -> str:
        """The language: "en", "es"."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""

    def shell(self, key: str, **values: str | Markup) -> Markup:
        """The text of a key in overrides/words/*.yml, its {placeholders} filled."""

    def ledger(self, context: str, english: str) -> Markup:
        """A text of the ledger; the context names it ("fact-id.plain")."""

    def title(self, slug: str) -> Markup:
        """The heading of a page."""

    @property
    def drafts(self) -> int:
        """How many texts of the ledger have been handed out that somebody still has to check and that can hurt."""

    def beside(self, since: int) -> Markup:
        """A link to the English of the place where it stands, when `drafts` has grown since it was `since`.

        It gets its address when the page is done (`finish.BesideTreeprocessor`).
        """

    @property
    def english_page(self) -> str:
        """The way from the page at hand to the same page in English; empty on the English page itself."""

    def date(self, day: datetime.date) -> Markup:
        """A day, as people write it, in a `time` element."""


def fill(text: str, values: Mapping[str, str | Markup]) -> Markup:
    """A text escaped, with each `{name}` replaced by its value.

    Raises LookupError that names the value when one is missing.

    >>> str(fill("Source {n}", {"n": "3"}))
    'Source 3'
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise LookupError(f"the text {text!r} needs a value named {match[1]!r}")
        return escape(values[match[1]])

    return Markup(_PLACEHOLDER.sub(value, escape(text)))


def placeholders(text: str) -> frozenset[str]:
    """The names of a text's placeholders."""
    return frozenset(_PLACEHOLDER.findall(text))


def page_source(root: Path, slug: str) -> str | None:
    """The file of a page below docs/ ("data/tax" → "data/tax.md"), or None when there is no such page."""
    names = (f"{slug}/index.md", f"{slug}.md") if slug else ("index.md",)
    return next((name for name in names if (root / "docs" / name).is_file()), None)


class EnglishWords:
    """English: the texts as they were written."""

    tag = "en"
    direction = "ltr"
    drafts = 0
    english_page = ""

    def __init__(self, root: Path) -> None:
        """Read overrides/words/*.yml below `root`; raises Problems for a file that is no map of texts."""
        self.root = root
        self.strings: Mapping[str, str] = _read_texts(root)
        self._titles: dict[str, Markup] = {}

    def text(self, key: str) -> str:
        """The English of a key, not escaped. Raises Problems that name an unknown key."""
        if key not in self.strings:
            todo = "add it to a file there, or mend the name"
            raise Problems((Problem("overrides/words", 1, f"no text has the name {key!r}", todo),))
        return self.strings[key]

    def shell(self, key: str, **values: str | Markup) -> Markup:
        """The text of a key, filled. Raises Problems for an unknown key or a missing value."""
        try:
            return fill(self.text(key), values)
        except LookupError as error:
            todo = f"give it where {key!r} is used"
            raise Problems((Problem("overrides/words", 1, str(error), todo),)) from None

    def ledger(self, context: str, english: str) -> Markup:
        """The text itself, its phone numbers linked."""
        return _ledger_text(english)

    def title(self, slug: str) -> Markup:
        """The heading of docs/<slug>.md. Raises Problems where there is no page or no heading."""
        if slug not in self._titles:
            self._titles[slug] = escape(page_title(self.root, slug))
        return self._titles[slug]

    def beside(self, since: int) -> Markup:
        """Nothing: this is the English."""
        return Markup("")

    def date(self, day: datetime.date) -> Markup:
        """`<time datetime="2026-11-22">November 22, 2026</time>`."""
        return _english_date(day)


def page_title(root: Path, slug: str) -> str:
    """The English heading of a page, without its markup. Raises Problems where there is none."""
    source = page_source(root, slug)
    if source is None:
        missing = f"docs/{slug or 'index'}.md"
        raise Problems((Problem(missing, 1, "there is no such page", "write it, or do not link to it"),))
    text = body_of((root / "docs" / source).read_text(encoding="utf-8"))
    match = _TITLE.search(text)
    if match is None:
        todo = "begin its body with `# Title`"
        raise Problems((Problem(f"docs/{source}", 1, "the page has no heading", todo),))
    return _EMPHASIS.sub("", _LINK.sub(r"\1", match[1])).strip()


@lru_cache(2048)
def _english_date(day: datetime.date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), format_date(day, "long", "en_US"))


@lru_cache(8192)
def _ledger_text(english: str) -> Markup:
    return phones.linked(" ".join(english.split()))


def _read_texts(root: Path) -> Mapping[str, str]:
    """All files of overrides/words as one map; a name may stand in one file only."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted((root / "overrides" / "words").glob("*.yml")):
        name = path.relative_to(root).as_posix()
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            problems.append(Problem(name, line, f"this is not YAML: {error.problem}", "mend the line"))
            continue
        if not isinstance(entries, dict):
            problems.append(Problem(name, 1, "the file is no map", "write `name: text` on each line"))
            continue
        for key, text in entries.items():
            if not isinstance(key, str) or not isinstance(text, str):
                problems.append(Problem(name, 1, f"{key!r} is no text", "put it in quotation marks"))
            elif key in texts:
                problems.append(Problem(name, 1, f"the name {key!r} is taken", "choose another name"))
            else:
                texts[key] = text.strip()
    if problems:
        raise Problems(tuple(sorted(problems)))
    return texts
