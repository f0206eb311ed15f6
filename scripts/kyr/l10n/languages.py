"""The languages of the site, as `locales/languages.yml` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = "locales/languages.yml"
SOURCE_TAG = "en"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")
_DIRECTIONS = ("ltr", "rtl")


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


def is_tag(text: str) -> bool:
    """Whether a text is a language tag as this list writes them."""
    return bool(_TAG.fullmatch(text))


def languages(root: Path) -> tuple[Language, ...]:
    """Every language of `locales/languages.yml`, in file order, English first.

    Raises `Problems` with every finding: a missing or unknown key, a wrong tag or direction,
    a tag listed twice, English missing or not first.
    """
    path = root / LANGUAGES
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Problems((Problem(LANGUAGES, 1, "the file is missing", "list the languages in it"),)) from None
    return _parse(text)


@lru_cache(8)
def _parse(text: str) -> tuple[Language, ...]:
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = Problem(LANGUAGES, line, f"YAML does not parse: {error.problem}", "mend the syntax")
        raise Problems((problem,)) from None
    if not isinstance(tree, yaml.SequenceNode):
        raise Problems((Problem(LANGUAGES, 1, "the file is not a list", "write one entry a language"),))
    found: list[Language] = []
    problems: list[Problem] = []
    for node in tree.value:
        line = node.start_mark.line + 1
        row = yaml.safe_load(yaml.serialize(node))
        faults = list(_faults(row, {language.tag for language in found}))
        problems += [Problem(LANGUAGES, line, what, todo) for what, todo in faults]
        if not faults:
            found.append(Language(row["tag"], row["autonym"], row["english"], row["direction"]))
    if not problems and (not found or found[0].tag != SOURCE_TAG):
        problems.append(Problem(LANGUAGES, 1, "English is not the first entry", "put `tag: en` first"))
    if problems:
        raise Problems(tuple(sorted(problems)))
    return tuple(found)


def _faults(row: object, earlier: set[str]) -> list[tuple[str, str]]:
    """What is wrong with one row and what to do about it; empty when it is fine."""
    keys = {"tag", "autonym", "english", "direction"}
    if not isinstance(row, dict):
        return [("an entry is not a mapping", "give it the keys tag, autonym, english, direction")]
    faults = [(f"unknown key {key!r}", "remove it or correct its name") for key in sorted(set(row) - keys)]
    faults += [(f"{key} is missing", "add it") for key in sorted(keys - set(row))]
    faults += [
        (f"{key} is not a text", "write it in quotation marks")
        for key in sorted(keys & set(row))
        if not isinstance(row[key], str) or not row[key].strip()
    ]
    if faults:
        return faults
    if not _TAG.fullmatch(row["tag"]):
        faults.append((f"{row['tag']!r} is not a language tag", "write it as in es, zh-Hans or pt-BR"))
    if row["tag"] in earlier:
        faults.append((f"{row['tag']!r} is listed twice", "remove one"))
    if row["direction"] not in _DIRECTIONS:
        faults.append((f"{row['direction']!r} is not a direction", "write ltr or rtl"))
    return faults
