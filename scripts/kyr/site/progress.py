"""How far each language is, for the page that says so: each language's run leaves its numbers and the words to say
them, and the driver draws the same table into every language's page once all of them are built."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kyr import l10n
from kyr.l10n import dates, status
from kyr.l10n.extract import English, Wanted, by_topic, shell_texts
from kyr.ledger import DANGERS
from kyr.markup.words import placeholders
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kyr.ledger import Ledger
    from kyr.markup import EnglishWords

PREFIX = "progress."
"""Of the names of the words that the table is written in."""
FIRST = 5
"""So many things to do stand open."""
STATES = {"missing": "progress.missing", "changed": "progress.changed", "refused": "progress.refused"}
"""What a text may wait for, and the words for it."""


@dataclass(frozen=True)
class Row:
    """A page, the ledger or the words around pages, in one language."""

    name: Markup
    drafts: int
    checked: int
    english: int


@dataclass(frozen=True)
class Progress:
    """One language, ready for the template."""

    tag: str
    autonym: str
    direction: str
    summary: Markup
    todo: tuple[Markup, ...]
    rows: tuple[Row, ...]


def said(
    words: EnglishWords | l10n.TranslatedWords, english: EnglishWords, slugs: Iterable[str]
) -> dict[str, str]:
    """The words of the table in a language, by name, their placeholders left open, and the titles of pages."""
    keys = [key for key in english.strings if key.startswith(PREFIX)]
    open_places = {
        key: words.shell(key, **{name: Markup(f"{{{name}}}") for name in placeholders(english.strings[key])})
        for key in keys
    }
    return {
        **{key: str(text) for key, text in open_places.items()},
        **{f"/{slug}": str(words.title(slug)) for slug in slugs},
    }


def of_run(
    root: Path,
    catalogs: l10n.Catalogs,
    ledger: Ledger,
    words: l10n.TranslatedWords,
    wanted: dict[str, list[Wanted]],
    malformed: frozenset[str],
) -> dict[str, Any]:
    """The numbers of a language from what its run has met already: `status` as JSON.

    `wanted`: the texts of each page; `malformed`: translations that render to another structure.
    """
    english = English(
        pages=wanted,
        ledger=by_topic(ledger, words.asked),
        shell=shell_texts(words.english),
        same=lambda _, text: text not in malformed,
    )
    parts = [(kind, name, found) for kind, name, _, found in status.everything(root, catalogs, english)]
    return status.summed(catalogs.language.tag, catalogs, parts).as_json()


def table(
    root: Path,
    words: Mapping[str, str],
    reader: l10n.Language,
    languages: Sequence[l10n.Language],
    found: Mapping[str, Mapping[str, Any]],
) -> str:
    """The table in the reader's language: each language's numbers, its pages with the worst class first, then in
    the readers' order, then those that wait longest."""
    rows = [
        _progress(words, reader, language, found[language.tag]) for language in languages if language.tag in found
    ]
    say = {key: Markup(text) for key, text in words.items() if key.startswith(PREFIX)}
    return drawn(root, "shell/progress.html", languages=rows, say=say)


def _progress(
    words: Mapping[str, str], reader: l10n.Language, language: l10n.Language, found: Mapping[str, Any]
) -> Progress:
    stage = "progress.preview" if language.stage == "preview" else "progress.published"
    summary = _filled(words[stage], **{name: found[name] for name in ("current", "total", "checked")})
    pages = [(_rank(part), at, part) for at, part in enumerate(found["parts"]) if part["kind"] == "page"]
    rows = [
        _row(Markup(words[_title(part["name"])]), part) for _, _, part in sorted(pages, key=lambda page: page[:2])
    ]
    for kind, key in (("ledger", "progress.facts"), ("shell", "progress.around")):
        parts = [part for part in found["parts"] if part["kind"] == kind]
        rows.append(_row(Markup(words[key]), *parts))
    todo = [_todo(words, reader, row) for row in found["todo"][:FIRST]]
    return Progress(language.tag, language.autonym, language.direction, summary, tuple(todo), tuple(rows))


def _rank(part: Mapping[str, Any]) -> int:
    return min((DANGERS.index(danger) for danger in part["by_danger"]), default=len(DANGERS))


def _title(name: str) -> str:
    slug = name.removesuffix("index").rstrip("/")
    return f"/{slug}"


def _row(name: Markup, *parts: Mapping[str, Any]) -> Row:
    drafts, checked = (sum(part[key] for part in parts) for key in ("draft", "checked"))
    return Row(name, drafts, checked, sum(part[key] for part in parts for key in STATES))


def _todo(words: Mapping[str, str], reader: l10n.Language, row: Mapping[str, Any]) -> Markup:
    key = {"ledger": "progress.facts", "shell": "progress.around"}.get(row["kind"], _title(row["name"]))
    count = _filled(words[STATES[row["state"]]], count=row["count"])
    line = Markup("{}: {}").format(Markup(words[key]), count)
    if row["since"]:
        since = datetime.date.fromisoformat(row["since"])
        day = Markup('<time datetime="{}">{}</time>').format(since, dates.long_date(since, reader) or since)
        line += Markup(" ") + _filled(words["progress.since"], date=day)
    return line


def _filled(text: str, **values: object) -> Markup:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return Markup(text)
