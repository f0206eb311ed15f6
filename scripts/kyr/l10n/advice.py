"""What translators should look at again in the catalogs of a language: never a reason to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyr.problems import Problem

from . import gate, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .catalogs import Catalogs
    from .extract import English

Kinds = dict[tuple[str | None, str], tuple[str, ...]]
"""The kinds of a text's tokens, by its context and msgid."""


def kinds_of_tokens(english: English) -> Kinds:
    """What each text's tokens stand for, so that two phones can be told from a phone and a date."""
    lists = (*english.pages.values(), *english.ledger.values(), english.shell)
    segments = (wanted.segment for wanted_texts in lists for wanted in wanted_texts)
    return {
        (segment.context, segment.msgid): tuple(token.kind for token in segment.cut.tokens) for segment in segments
    }


def advised(
    catalogs: Catalogs,
    kinds: Mapping[tuple[str | None, str], tuple[str, ...]],
    terms: Sequence[glossary.Term] = (),
) -> Iterator[Problem]:
    """Each piece of advice about the translations that readers may see, by path and line.

    A translation that the gate refuses gets none: its fault is to be mended first.
    """
    tag = catalogs.language.tag
    for catalog, plain in catalogs:
        for entry in catalog:
            if gate.faults(entry.english, entry.text, plain=plain or entry.context is not None):
                continue
            of_tokens = kinds.get((entry.context, entry.english), ())
            for id in gate.advice(entry.english, entry.text, tag, of_tokens):
                yield Problem(entry.path, entry.line, *gate.message((id,)))
            for what, todo in glossary.advice(terms, entry.english, entry.text):
                yield Problem(entry.path, entry.line, what, todo)
