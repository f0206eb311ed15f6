"""What a translator never sees: link targets, phone numbers, dates, statute numbers … become tokens.

A text is cut into a *prefix* and a *suffix* that stay out of sight (a task box, an attribute list), the
*msgid* that a translator gets, and the *tokens* that stand in it as `[words](1)`, `[words][1]`, `<1>`, `{1}`
or `{:1}`, numbered from the left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from . import dates

if TYPE_CHECKING:
    from .languages import Language

TOKEN = re.compile(r"(?<=\])\([0-9]+\)|(?<=\])\[[0-9]+\]|<[0-9]+>|\{:?[0-9]+\}")
PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_]*\}")

PHONE = (
    r"(?<![\w-])(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])"
    r"(?:\d{3}[ .-]\d{4}(?:,? ?(?:ext\.?|x) ?\d{1,6})?|[A-Z]{3}-?[A-Z]{4}|[A-Z\d]{7,9})(?![\w-])"
)
AMOUNT = r"\$\d+(?:,\d{3})*(?:\.\d+)?"
SITE = r"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:gov|org|com|net|edu|mil)(?![\w@/-])"
_SECTION = r"\d(?:[\w.–-]*\w)?(?:\(\w+\))*"
_SECTIONS = rf"(?:§§ ?{_SECTION}(?:, {_SECTION})*|(?:§ ?)?{_SECTION})(?:, (?:\(\w+\))+)*"
LAW = (
    r"(?:\d+ (?:U\.\s?S\.\s?C\.|C\.\s?F\.\s?R\.|CFR|USC|U\.\s?S\.|S\.\s?Ct\.|Fed\. Reg\.)"
    rf"|\b(?:[A-Z][a-z]+\.? (?:& )?)+Code(?= §)) ?{_SECTIONS}"
    rf"|§{{1,2}} ?{_SECTION}(?:, (?:\(\w+\))+)*"
    r"|\b(?:Pub\. L\.|Public Law) \d+-\d+"
    r"|\b(?:H\.R\.|S\.B\.|A\.B\.|SB|AB|HB) ?\d+\b"
)
FORM = (
    r"\b(?:AR|CBP|CMS|DS|EOIR|G|I|N|SF|SS|SSA|W)-\d+[A-Z]{0,3}\b"
    r"|(?<=\bForm )\d+(?:-[A-Z]+)*\b"
    r"|(?<=\bForms )\d+(?:-[A-Z]+)*\b"
    r"|\b1099-[A-Z]+\b|\b1040-[A-Z]+\b"
)

_FIGURES = (
    rf"(?P<date>\b(?:{dates.ENGLISH_DATE})\b)|(?P<phone>{PHONE})|(?P<amount>{AMOUNT})"
    rf"|(?P<law>{LAW})|(?P<form>{FORM})|(?P<site>{SITE})|(?P<literal>\{{:?\d+\}})"
)
_PLAIN = re.compile(_FIGURES)
_PROSE = re.compile(
    r"(?P<link>(?<=\])\((?:[^()\s\\]|\\.|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)(?:\{:?[^{}\n]*\})?)"
    r"|(?P<reference>(?<=\])\[[^\[\]^\n][^\[\]\n]*\](?:\{:?[^{}\n]*\})?)"
    r"|(?P<address><(?:https?|mailto|tel):[^>\s]+>)"
    r"|(?P<icon>:[a-z][a-z0-9_+-]*:(?:\{[^{}\n]*\})?)"
    r"|(?P<mark>\[\^[^\]\s]+\])"
    r"|(?P<stash>\x02[^\x03]*\x03)"
    r"|(?P<attributes>(?<=[*_`~^=+])\{:?[^{}\n]*\})"
    rf"|(?P<literal2><\d+>)|{_FIGURES}"
)
_TASK = re.compile(r"\[[ xX]\][ ]+")
_STASHES_AT_END = re.compile(r"(?:\s*\x02[^\x03]*\x03)+\s*\Z")
_ATTRIBUTES_AT_END = re.compile(r"(?:[ ]+|\n[ ]*)\{:?[ ]*[^{}\n]*\}[ ]*\Z")
_HARD_BREAK = re.compile(r"[ ]{2,}\n[ ]*")
_SOFT_BREAK = re.compile(r"\s*\n\s*")

FIGURES = frozenset({"address", "date", "phone", "amount", "law", "form", "site"})
"""Kinds of tokens that would read as one number where a translation lets two of them touch: it gets a space."""

MEANING = {
    "link": "link to {0}",
    "reference": "link to {0}",
    "address": "{0}: a phone number or an address",
    "icon": "{0}: a picture",
    "mark": "a mark that leads to the source: keep it after the sentence that it proves",
    "stash": "a piece that stays as it is",
    "attributes": "keep it right after the words in front of it",
    "date": "{0}: a date, shown as {1}",
    "phone": "{0}: a phone number",
    "amount": "{0}: an amount of money",
    "law": "{0}: a law or a court decision",
    "form": "{0}: the number of a form",
    "site": "{0}: the name of a website",
    "literal": "{0}: stays as it is",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece that stays out of a translator's hands."""

    kind: str
    """A key of `MEANING`."""
    text: str
    """What stands in the English text."""

    def shown(self, language: Language) -> str:
        """The text in a language: a date is written out, numbers keep their direction, the rest stays."""
        text = dates.in_language(self.text, language) if self.kind == "date" else self.text
        if language.direction == "rtl" and self.kind in ("phone", "amount", "law", "form", "site"):
            whole = text.replace("-", "-\u2060") if self.kind == "form" else text  # I-205 stays on one line
            return f"\u2066{whole}\u2069"
        return text


@dataclass(frozen=True, slots=True)
class Cut:
    """A text of an author, cut for a translator."""

    prefix: str
    msgid: str
    tokens: tuple[Token, ...]
    suffix: str
    raw: str
    """The English between prefix and suffix, as the author wrote it."""

    @property
    def has_words(self) -> bool:
        """Whether anything is left for a translator once the tokens are gone."""
        return any(map(str.isalpha, TOKEN.sub("", self.msgid)))

    def comment(self, language: Language) -> str:
        """What each token is, one line a token, for the translator."""
        lines = []
        for number, token in enumerate(self.tokens, 1):
            meaning = MEANING[token.kind].format(
                " ".join(token.text.strip("()[]<>").split()), token.shown(language)
            )
            lines.append(f"{written(number, token.kind)} = {meaning}")
        return "\n".join(lines)


def written(number: int, kind: str) -> str:
    """A token as it stands in a msgid."""
    form = {"link": "({})", "reference": "[{}]", "address": "<{}>", "attributes": "{{:{}}}"}.get(kind, "{{{}}}")
    return form.format(number)


@lru_cache(20000)
def prose(text: str) -> Cut:
    """Cut raw inline Markdown.

    Law: `prefix + raw + suffix` is the text, and `fill(cut, cut.msgid, English)` is `raw` but for white space
    at line ends.

    >>> prose("Call [them](find.md) by June 9, 2026.[^fact:x]").msgid
    'Call [them](1) by {2}.{3}'
    """
    start = len(text) - len(text.lstrip("\n"))
    end = len(text.rstrip("\n"))
    task = _TASK.match(text, start)
    start = task.end() if task else start
    for pattern in (_STASHES_AT_END, _ATTRIBUTES_AT_END):
        tail = pattern.search(text, start, end)
        if tail and tail.start() > start:
            end = tail.start()
    raw = text[start:end]
    msgid, tokens = _hold(raw, _PROSE)
    msgid = _SOFT_BREAK.sub(" ", _HARD_BREAK.sub("\0", msgid)).replace("\0", "\n").strip()
    return Cut(text[:start], msgid, tokens, text[end:], raw)


@lru_cache(20000)
def plain(text: str) -> Cut:
    """Cut a text that holds no Markdown: the ledger's, the shell's, front matter.

    `{name}` placeholders stay as they are.

    >>> plain("File Form I-589 by May 2026.").msgid
    'File Form {1} by {2}.'
    """
    raw = " ".join(text.split())
    msgid, tokens = _hold(raw, _PLAIN)
    return Cut("", msgid, tokens, "", raw)


def _hold(raw: str, pattern: re.Pattern[str]) -> tuple[str, tuple[Token, ...]]:
    """The text with tokens in it, and the tokens."""
    tokens: list[Token] = []
    last_end = -1

    def hold(match: re.Match[str]) -> str:
        nonlocal last_end
        kind = (match.lastgroup or "literal").rstrip("2")
        if kind in ("link", "reference") and match.start() == last_end:
            return match[0]  # what closes in front of it is a token, not the words of a link
        last_end = match.end()
        tokens.append(Token(kind, match[0]))
        return written(len(tokens), kind)

    return pattern.sub(hold, raw), tuple(tokens)


def fill(cut: Cut, msgstr: str, language: Language) -> str:
    """A translation with the tokens' texts in their places.

    The gate must have let the translation through: every token of it is one of `cut.tokens`.
    """
    if language.tag == "en" and msgstr == cut.msgid:
        return cut.raw
    lines = msgstr.strip().replace("\n", "  \n")
    before = ("", -1)
    """The figure before, as it stands in the text, and its end."""

    def shown(match: re.Match[str]) -> str:
        nonlocal before
        token = cut.tokens[int(match[0].strip("()[]<>{}:")) - 1]
        if token.kind not in FIGURES:
            return token.shown(language)
        touches = match.start() == before[1] and before[0] + match[0] not in cut.msgid
        before = match[0], match.end()
        return (" " if touches else "") + token.shown(language)

    return TOKEN.sub(shown, lines)
