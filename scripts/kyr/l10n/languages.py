"""The languages of the site, as `locales/languages.yml` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml
from babel.core import get_global

from kyr.problems import Problem, Problems

from . import dates, gate
from .dates import Dates

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = "locales/languages.yml"
SOURCE_TAG = "en"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")
_DIRECTIONS = ("ltr", "rtl")
SEARCHES = ("words", "segmenter")
STAGES = ("preview", "published")
_TEXTS = ("tag", "autonym", "english", "direction")
_CHOICES = {"direction": _DIRECTIONS, "search": SEARCHES, "stage": STAGES}
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_UNSPACED = frozenset({"Hans", "Hant", "Hani", "Jpan", "Khmr", "Laoo", "Mymr", "Thai", "Tibt"})
"""Scripts that put no spaces between words."""
_DATES_KEYS = {"months", "day", "month", "like"}
_PLACE = re.compile(r"\{(\w*)\}")
_MARKUP = re.compile(r"[<>&\[\](){}*_`~^|\\]|[\x00-\x1f]")
"""What a date, which stands in Markdown, may not hold."""
_NO_NAME = "an address, a number, markup, or a character that nobody sees"
"""What no name in the list may hold: it stands on pages, those of other languages among them."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language: a row of `locales/languages.yml`."""

    tag: str
    """BCP 47: two or three letters, then perhaps a script and a region ("zh-Hans")."""
    autonym: str
    """The language's name in itself: what its readers look for in a list."""
    english: str
    """The language's name in English: for the people who work on the site."""
    direction: str
    """"ltr" or "rtl"."""
    script: str = "Latn"
    """ISO 15924. In the list it may be left out where the tag or CLDR tells."""
    search: str = "words"
    """How a search finds words: `words` stand between spaces; `segmenter` must find them itself."""
    stage: str = "published"
    """`preview`: built, but no page or search engine leads there. In the list, a row that says nothing is one."""
    dates: Dates | None = None
    """How dates are written, where CLDR does not know."""
    line: int = field(default=1, compare=False)
    """Where it stands in the list."""

    @property
    def is_published(self) -> bool:
        """Whether other pages lead to its pages."""
        return self.stage == "published"


def is_tag(text: str) -> bool:
    """Whether a text is a language tag as this list writes them."""
    return bool(_TAG.fullmatch(text))


def languages(root: Path) -> tuple[Language, ...]:
    """Every language of `locales/languages.yml`, in file order, English first.

    Raises `Problems` with every finding: a missing or unknown key, a wrong value, a tag listed twice, English
    missing, not first or not published.
    """
    path = root / LANGUAGES
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Problems((Problem(LANGUAGES, 1, "the file is missing", "list the languages in it"),)) from None
    except UnicodeDecodeError:
        raise Problems((Problem(LANGUAGES, 1, "the file is not UTF-8", "save it as UTF-8"),)) from None
    return _parse(text)


@lru_cache(8)
def _parse(text: str) -> tuple[Language, ...]:
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise Problems((_unread(error, 0),)) from None
    if not isinstance(tree, yaml.SequenceNode):
        raise Problems((Problem(LANGUAGES, 1, "the file is not a list", "write one entry a language"),))
    found: list[Language] = []
    problems: list[Problem] = []
    for node in tree.value:
        line = node.start_mark.line + 1
        try:
            row = yaml.safe_load(yaml.serialize(node))
        except (yaml.YAMLError, ValueError) as error:  # a value of some other kind: a tag, a day that is none
            problems.append(_unread(error, line))
            continue
        faults = [*_twice(node), *_faults(row, {language.tag for language in found})]
        problems += [Problem(LANGUAGES, line, what, todo) for what, todo in faults]
        if not faults:
            found.append(_language(row, line))
    if not problems and (not found or found[0].tag != SOURCE_TAG):
        problems.append(Problem(LANGUAGES, 1, "English is not the first entry", "put `tag: en` first"))
    elif not problems and not found[0].is_published:
        problems.append(Problem(LANGUAGES, found[0].line, "English is no preview", "write `stage: published`"))
    if problems:
        raise Problems(tuple(sorted(problems)))
    return tuple(found)


def _unread(error: Exception, line: int) -> Problem:
    """What YAML cannot make anything of, in the row that begins in this line; in the file where there is none."""
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "a character or a value that may not stand there"
    line = line or (mark.line + 1 if mark else 1)
    return Problem(LANGUAGES, line, f"YAML does not parse: {what}", "mend the syntax, or put the value in quotes")


def _language(row: dict[str, Any], line: int) -> Language:
    """A row without faults."""
    tag = row["tag"]
    script = row.get("script") or _script(tag)
    own = row.get("dates")
    return Language(
        tag,
        row["autonym"],
        row["english"],
        row["direction"],
        script=script,
        search=row.get("search") or ("segmenter" if script in _UNSPACED else "words"),
        stage=row.get("stage") or ("published" if tag == SOURCE_TAG else "preview"),
        dates=Dates(**{**own, "months": tuple(own.get("months", ()))}) if own else None,
        line=line,
    )


def _script(tag: str) -> str:
    """The script of a tag: its own, else the one that CLDR thinks likely, else Latin.

    >>> _script("zh-Hant"), _script("am"), _script("mam"), _script("ur")
    ('Hant', 'Ethi', 'Latn', 'Arab')
    """
    parts = tag.split("-")
    likely = get_global("likely_subtags").get(parts[0]) or ""
    found = [part for part in (*parts[1:], *likely.split("_")[1:]) if _SCRIPT.fullmatch(part)]
    return found[0] if found else "Latn"


def _twice(node: yaml.Node) -> list[tuple[str, str]]:
    """Keys that stand twice in a row: YAML takes the last without a word."""
    keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    return [(f"{key} stands twice", "remove one") for key in sorted({key for key in keys if keys.count(key) > 1})]


def _faults(row: object, earlier: set[str]) -> list[tuple[str, str]]:
    """What is wrong with one row and what to do about it; empty when it is fine."""
    if not isinstance(row, dict):
        return [("an entry is not a mapping", f"give it the keys {', '.join(_TEXTS)}")]
    texts = {*_TEXTS, "script", "search", "stage"}
    unknown = sorted(str(key) for key in set(row) - texts - {"dates"})
    faults = [(f"unknown key {key!r}", "remove it or correct its name") for key in unknown]
    faults += [(f"{key} is missing", "add it") for key in sorted(set(_TEXTS) - set(row))]
    faults += [
        (f"{key} is not a text", "write it in quotation marks")
        for key in sorted(texts & set(row))
        if not isinstance(row[key], str) or not row[key].strip()
    ]
    if faults:
        return faults
    if not _TAG.fullmatch(row["tag"]):
        faults.append((f"{row['tag']!r} is not a language tag", "write it as in es, zh-Hans or pt-BR"))
    if row["tag"] in earlier:
        faults.append((f"{row['tag']!r} is listed twice", "remove one"))
    for key in ("autonym", "english"):
        if gate.faults("A", row[key], plain=True):
            faults.append((f"{key} holds {_NO_NAME}", "write the name of the language alone"))
    for key, choices in _CHOICES.items():
        if row.get(key, choices[0]) not in choices:
            faults.append((f"{row[key]!r} is not a {key}", f"write {' or '.join(choices)}"))
    if not _SCRIPT.fullmatch(row.get("script", "Latn")):
        faults.append((f"{row['script']!r} is not a script", "write its four letters, as in Latn, Arab or Hans"))
    return [*faults, *_dates_faults(row["dates"])] if "dates" in row else faults


def _dates_faults(own: object) -> list[tuple[str, str]]:
    """What is wrong with `dates`."""
    if not isinstance(own, dict) or not own:
        return [("dates is no mapping", "give it months, day and month, or `like: fr`")]
    unknown = sorted(str(key) for key in set(own) - _DATES_KEYS)
    faults = [(f"dates: unknown key {key!r}", "use months, day, month or like") for key in unknown]
    if "like" in own:
        if set(own) != {"like"}:
            faults.append(("dates: like stands alone", "write like, or months with day and month"))
        elif not isinstance(own["like"], str) or dates.calendar(own["like"]) is None:
            what = f"dates: CLDR has no names of months for {own['like']!r}"
            faults.append((what, "name another language, or write months"))
        return faults
    months = own.get("months")
    if not isinstance(months, list) or len(months) != 12 or not all(isinstance(m, str) and m for m in months):
        faults.append(("dates: months is no list of twelve names", "write them from January to December"))
    elif any(map(_MARKUP.search, months)):
        faults.append(("dates: the name of a month holds a character of markup", "write letters alone"))
    elif not all(_is_month(name, number) for number, name in enumerate(months, 1)):
        faults.append((f"dates: the name of a month holds {_NO_NAME}", "write letters alone"))
    for key, needed in (("day", ("day", "month", "year")), ("month", ("month", "year"))):
        order = own.get(key)
        if order is not None and (not isinstance(order, str) or sorted(_PLACE.findall(order)) != [*needed]):
            places = " ".join(f"{{{name}}}" for name in needed)
            faults.append((f"dates: {key} needs {places} and nothing else in brackets", "put them in your order"))
        elif order is not None and _MARKUP.search(_PLACE.sub("", order)):
            faults.append((f"dates: {key} holds a character of markup", "write words and commas alone"))
        elif order is not None and _says_more(order, needed):
            faults.append((f"dates: {key} holds {_NO_NAME}", "write words and commas alone"))
    return faults


def _is_month(name: str, number: int) -> bool:
    """Whether a text can be the name of a month: of numbers, its own alone may stand in it ("tháng 1")."""
    return any(not gate.faults(english, name, plain=True) for english in ("A", f"A {number}"))


def _says_more(order: str, places: tuple[str, ...]) -> bool:
    """Whether an order of day, month and year holds what no date has. Its places are as good as tokens."""
    tokens = {name: f"{{{number}}}" for number, name in enumerate(places, 1)}
    filled = _PLACE.sub(lambda match: tokens[match[1]], order)
    return bool(gate.faults(" ".join(tokens.values()), filled, plain=True))
