"""What there is to do in a language, as a volunteer sees it: each text with its old English, its translation, its
tokens and its place. The spreadsheet, the sheet of paper and the desk are made from this and nothing else."""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polib
import yaml

from kyr import ledger as facts
from kyr.clock import build_date
from kyr.problems import Problem, Problems

from . import catalogs, changes, dates, gate
from .check import UnknownLanguage
from .extract import English, Wanted, extract
from .invocation import WrongUse
from .languages import LANGUAGES, SOURCE_TAG, Language, is_tag, languages
from .status import distinct, readers_path
from .tokens import MEANING, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from .tokens import Cut, Token

State = Literal["missing", "changed", "refused", "done"]
"""No translation; one of an older English; one that the gate refuses; one that readers see."""
DANGER_WORDS = {
    "safety": "safety: a mistake can hurt somebody",
    "legal-status": "legal status: a mistake can cost somebody their case",
    "contact": "contact: how to reach help",
    "background": "background",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one catalog."""

    catalog: str
    """"now/door", "_ledger/rights" or "_shell"."""
    number: int
    """Its place in the catalog, from 1, in reading order."""
    context: str | None
    english: str
    paragraph: str
    """The number of its part of the page, "p12"; "" where it has none."""
    kind: str
    danger: str
    spoken: bool
    cut: Cut
    stands_for: tuple[tuple[str, str], ...]
    """What readers see where each token stands, in English and in the language; of a link, what it leads to."""
    translation: str
    """What stands in the catalog: for a changed text the translation of the old English."""
    old_english: str
    """The English that the translation was made from; "" unless the state is "changed"."""
    why: str
    """Why the English changed; "" where nobody said."""
    since: datetime.date | None
    """The day since which it waits, where the catalog says."""
    state: State

    @property
    def code(self) -> str:
        """What a text is known by; another English has another one."""
        return code(self.context, self.english)

    @property
    def place(self) -> str:
        """Where it stands in its catalog, for a person: "p12" or "text 3"."""
        return self.paragraph or f"text {self.number}"

    @property
    def base(self) -> str:
        """What the translation that goes out is known by; "~" in front says that it is of an older English."""
        return ("~" if self.state == "changed" else "") + base(self.translation)

    @property
    def token_notes(self) -> tuple[tuple[str, str], ...]:
        """Each token as it is written, and what kind of thing it is."""
        return tuple((written(number, one.kind), one.kind) for number, one in enumerate(self.cut.tokens, 1))

    @property
    def token_meanings(self) -> tuple[tuple[str, str], ...]:
        """Each token as it is written, and what it is, in words."""
        rows = zip(self.token_notes, self.stands_for, strict=True)
        return tuple((token, MEANING[kind].format(*shown)) for (token, kind), shown in rows)


@dataclass(frozen=True, slots=True)
class Work:
    """The texts of a language by catalog, in the readers' order: pages, then the ledger, then the shell."""

    language: Language
    texts: Mapping[str, tuple[Text, ...]]
    total: int
    """How many catalogs there are, whether asked for or not."""

    def __iter__(self) -> Iterator[Text]:
        for texts in self.texts.values():
            yield from texts


def code(context: str | None, english: str) -> str:
    """The hash of a text's context and English, 16 hexadecimal digits."""
    return hashlib.sha256(f"{context or ''}\x1f{english}".encode()).hexdigest()[:16]


def typed(text: str) -> str:
    """A text as a person typed it: line ends of any machine, and white space around it, aside."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def base(translation: str) -> str:
    """The hash of the translation that went out, 8 hexadecimal digits; "-" when there was none."""
    text = typed(translation)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8] if text else "-"


def work(root: Path, language: Language, pages: Iterable[str] = ()) -> Work:
    """The texts of these pages (all, the ledger's and the shell's when none is named) in a language; it need not
    be in the list.

    Raises `WrongUse` for a page that nobody has written, and `Problems` for what does not load or parse.
    """
    wanted = wanted_texts(root, extract(root))
    ledger = facts.load(root, build_date(root))
    english = languages(root)[0]
    chosen = _chosen(pages, wanted)
    found: dict[str, tuple[Text, ...]] = {}
    problems: list[Problem] = []
    for name in chosen:
        path = catalog_path(root, language.tag, name)
        try:
            entries = live(path.read_bytes() if path.exists() else b"", path.relative_to(root).as_posix())
        except Problems as raised:
            problems += raised.problems
            continue
        found[name] = tuple(
            _text(
                name,
                number,
                key,
                one,
                entries.get(key),
                lambda token: (_shown(token, english, ledger), _shown(token, language, ledger)),
            )
            for number, (key, one) in enumerate(wanted[name].items(), 1)
        )
    if problems:
        raise Problems(problems)
    return Work(language, found, len(wanted))


def wanted_texts(root: Path, english: English) -> dict[str, dict[tuple[str | None, str], Wanted]]:
    """By catalog, in the readers' order, each text once by its context and English."""
    found: dict[str, dict[tuple[str | None, str], Wanted]] = {}
    for src in readers_path(root, english.pages):
        found[catalogs.page_name(src)] = _once(english.pages[src])
    for topic, rows in english.ledger.items():
        found[f"{catalogs.LEDGER}/{topic}"] = _once(rows)
    found[catalogs.SHELL] = _once(english.shell)
    return {name: rows for name, rows in found.items() if rows}


def live(content: bytes, shown: str) -> dict[tuple[str | None, str], polib.POEntry]:
    """The entries of a catalog that are not retired, by context and English. Raises `Problems`."""
    return catalogs.in_use(catalogs.parse(content, shown) if content else polib.POFile(), shown)


def catalog_path(root: Path, tag: str, name: str) -> Path:
    """The PO file of a catalog."""
    return root / catalogs.LOCALES / tag / f"{name}.po"


def title(catalog: str) -> str:
    """A catalog's name for a person who does not know the folders.

    >>> title("now/door"), title("_ledger/private-data"), title("_shell")
    ('now/door', 'facts: private-data', 'words around every page')
    """
    if catalog == catalogs.SHELL:
        return "words around every page"
    folder, _, name = catalog.partition("/")
    return f"facts: {name}" if folder == catalogs.LEDGER else catalog


def american(day: datetime.date) -> str:
    """A day as Americans write it, for volunteers, who read English.

    >>> american(datetime.date(2026, 6, 9))
    'June 9, 2026'
    """
    return f"{day:%B} {day.day}, {day.year}"


def by_danger(texts: Iterable[Text]) -> list[Text]:
    """The most dangerous first, the rest of the order kept."""
    return sorted(texts, key=lambda text: facts.DANGERS.index(text.danger))


def _once(rows: Sequence[Wanted]) -> dict[tuple[str | None, str], Wanted]:
    return {(one.segment.context, one.segment.msgid): one for one in distinct(rows)}


def _chosen(pages: Iterable[str], known: Iterable[str]) -> list[str]:
    names = list(known)
    asked = list(dict.fromkeys(re.sub(r"^(?:\./)?docs/|\.(?:md|po)$", "", page) for page in pages))
    found = {page: _named(page, names) for page in asked}
    strange = [page for page, named in found.items() if not named]
    if strange:
        what = f"no page is called {', '.join(strange)}"
        raise WrongUse((Problem("docs", 1, what, f"name one of: {', '.join(names)}"),))
    chosen = {name for named in found.values() for name in named}
    return [name for name in names if name in chosen] if asked else names


def _named(page: str, names: list[str]) -> list[str]:
    """The catalogs that a person means: "now/door", "now" for its first page, "now/" for all of the part."""
    if page.endswith("/"):
        return [name for name in names if name.startswith(page)]
    return [name for name in (page, f"{page}/index") if name in names][:1]


def _shown(token: Token, language: Language, ledger: facts.Ledger) -> str:
    """What readers see in a token's place."""
    if token.kind == "mark":
        return "source"
    if token.kind in ("link", "reference", "address"):
        address = token.text.strip("()[]<>").partition("{")[0].strip()
        fact = address.removeprefix("tel:")
        known = address != fact and fact in {*ledger.facts, *ledger.aliases}
        service = ledger.fact(fact).service if known else None
        return (service and service.phone) or address
    if token.kind in ("icon", "stash", "attributes"):
        return ""
    return token.shown(language)


def _text(
    catalog: str,
    number: int,
    key: tuple[str | None, str],
    wanted: Wanted,
    entry: polib.POEntry | None,
    shown: Callable[[Token], tuple[str, str]],
) -> Text:
    segment = wanted.segment
    translation = entry.msgstr if entry and entry.msgstr.strip() else ""
    fuzzy = bool(entry and entry.fuzzy and translation)
    if not translation:
        state: State = "missing"
    elif fuzzy:
        state = "changed"
    else:
        plain = catalogs.is_plain(segment.context)
        state = "refused" if gate.faults(segment.msgid, translation, plain=plain) else "done"
    return Text(
        catalog,
        number,
        *key,
        segment.code,
        segment.kind,
        wanted.danger,
        segment.spoken,
        segment.cut,
        tuple(map(shown, segment.cut.tokens)),
        translation,
        (entry.previous_msgid or "") if entry and fuzzy else "",
        changes.note_in(entry.comment) if entry and fuzzy else "",
        changes.since_in(entry.comment) if entry else None,
        state,
    )


def asked_language(root: Path, tag: str, name: str = "", direction: str = "") -> Language:
    """The language of a tag; one that is not in the list yet where its own name and direction are given.

    Raises `UnknownLanguage`: for a tag that is no tag, for English, and for one that is not in the list without
    a name and a direction.
    """
    listed = next((known for known in languages(root) if known.tag == tag), None)
    if listed and tag != SOURCE_TAG:
        return listed
    if tag == SOURCE_TAG or not is_tag(tag):
        what = f"{tag!r} is no tag of a language to translate into"
        raise UnknownLanguage((Problem(LANGUAGES, 1, what, "write it as in es, zh-Hans or pt-BR"),))
    name = " ".join(name.split())
    if not 0 < len(name) <= 60 or direction not in ("ltr", "rtl"):
        what = f"the list has no language with the tag {tag!r}"
        todo = "add it, or say --name with the language's name in itself and --direction ltr or rtl"
        raise UnknownLanguage((Problem(LANGUAGES, 1, what, todo),))
    known = dates.locale(tag)
    return Language(tag, name, (known and known.get_display_name("en")) or name, direction)


def language_row(language: Language) -> str:
    """The row that `locales/languages.yml` needs for a language."""
    row = {
        "tag": language.tag,
        "autonym": language.autonym,
        "english": language.english,
        "direction": language.direction,
        "stage": "preview",
    }
    lines = yaml.safe_dump(row, allow_unicode=True, sort_keys=False, width=200).splitlines()
    return "".join(f"{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))
