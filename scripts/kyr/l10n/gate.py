"""The gate: what a translation must keep of its English, or it is not shown.

Each check is one small function over a `Pair` that answers whether the translation is at *fault*; `CHECKS`
lists them with an id and the fault in words that a translator understands. Nothing here knows Markdown:
`kyr.l10n.skeleton` compares the rendered structure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from .tokens import PLACEHOLDER, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

ALLOWED_INVISIBLE = "\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
"""ZWNJ, ZWJ, LRM, RLM, ALM and the isolates, which must be closed."""

_OPENING_ISOLATES = "\u2066\u2067\u2068"
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5"
_INVISIBLE = re.compile(f"[{ALLOWED_INVISIBLE}]")


def folded(text: str) -> str:
    """A text as a reader, or a machine that looks for links, takes it: compatibility forms, digits and dots
    of any script become ASCII, allowed invisible characters vanish.

    >>> folded("ｗｗｗ．ｅ．ｃｏｍ ٣"), folded("a\u3002com")
    ('www.e.com 3', 'a.com')
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).replace("\u3002", ".")
    return "".join(str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in text)


@dataclass(frozen=True)
class Pair:
    """One English text, with tokens in it, and its translation."""

    english: str
    translation: str
    plain: bool
    """True for texts without Markdown: the ledger's, the shell's, front matter."""

    @cached_property
    def bare(self) -> tuple[str, str]:
        """Both without tokens and placeholders."""
        return _bare(self.english), _bare(self.translation)

    @cached_property
    def seen(self) -> tuple[str, str]:
        """Both without tokens, folded."""
        return folded(self.bare[0]), folded(self.bare[1])

    def more(self, pattern: re.Pattern[str], *, fold: bool = False) -> bool:
        """Whether the translation has a match of the pattern that the English has not, or has one more often."""
        english, translation = self.seen if fold else self.bare
        return bool(_found(pattern, translation) - _found(pattern, english))

    def differs(self, pattern: re.Pattern[str]) -> bool:
        """Whether the two have different matches of the pattern, order aside."""
        return _found(pattern, self.bare[0]) != _found(pattern, self.bare[1])


def _bare(text: str) -> str:
    return PLACEHOLDER.sub(" ", TOKEN.sub(" ", text))


def _found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(match[0].casefold() for match in pattern.finditer(text))


_EVERY_TOKEN = re.compile(f"{TOKEN.pattern}|{PLACEHOLDER.pattern}")
_GROUPED = re.compile(r"(?<=\d)[.,'’\u00a0\u202f\u066c](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+|[\u2150-\u218b\u00bc-\u00be]")
_TAG = re.compile(r"<[^<>]*>|[<>]")
_ENTITY = re.compile(r"&(?:#|\w)\w*;?")
_MARKUP = re.compile(r"[\[\]{}`\\^|]|~~|==|\+\+|!(?=\[)")
_PLAIN_MARKUP = re.compile(r"[*_#~=]+|\]\(")
_PHONE = re.compile(r"\+?\d(?:[\s().·•‐-―/-]*\d){6,}")
_LETTERED_PHONE = re.compile(r"\b8(?:00|33|44|55|66|77|88)[\s.()-]*[A-Z][A-Z\d-]{5,}")
_PLUS = re.compile(r"[+*#]\s*\d")
_LAW = re.compile(r"§|\bU\.?\s?S\.?\s?C\b|\bC\.?\s?F\.?\s?R\b|\bPub\.\s?L\b|\b[A-Z]{1,4}[-‐-―]\s?\d+[A-Z]*\b")
_TOP_LEVEL = (
    r"com|org|net|gov|edu|mil|int|info|biz|name|io|co|us|uk|eu|de|fr|es|mx|ru|cn|tk|xyz|top|app|dev|link|site|"
    r"online|shop|club|live|click|help|legal|law|lawyer|ly|me|tv|cc|gl|gd|to|be|page|web|news|onion"
)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]*\s?:\s?/"
    r"|//\s?\w"
    r"|\bwww\b"
    r"|\b(?:javascript|vbscript|data|tel|mailto|sms|geo|file|about|blob|intent|whatsapp|tg|signal|fact|source):\S"
    rf"|[^\W_][\w-]*\.(?:{_TOP_LEVEL})\b(?!\.)"
    r"|[^\W_][\w-]*\s?\.\s?(?:com|org|net|gov|edu)\b(?!\.)"
    r"|\b\w[\w-]+\s(?:dot|punto|point|ponto|نقطة|点)\s(?:com|org|net|gov|edu|info)\b"
    r"|\b[\w-]{2,}\.(?:рф|рус|中国|中國|香港|台灣|公司|网络|한국|مصر|السعودية|भारत|бел|укр)(?!\w)"
    r"|\bxn--",
    re.IGNORECASE,
)
_SCRIPTLESS_ADDRESS = re.compile(r"(?<![.\w])[a-z0-9-]{2,}\.[a-z]{2,}(?![\w.])|[\w.+-]+\s?@\s?\w|@\w|\w@")
_GLUED = re.compile(r"[0-9A-Z][-‐-―+*#]?(?=[{<]\d+[}>]|\{[a-z])|(?<=\d>|\w\})[-‐-―]?[0-9A-Z]")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{4,}")


def _empty(pair: Pair) -> bool:
    has_letter = any(map(str.isalpha, pair.bare[1]))
    return not has_letter and any(map(str.isalpha, pair.bare[0]))


def _tokens(pair: Pair) -> bool:
    return Counter(_EVERY_TOKEN.findall(pair.english)) != Counter(_EVERY_TOKEN.findall(pair.translation))


def _numbers(pair: Pair) -> bool:
    english, translation = (_GROUPED.sub("", text) for text in map(_digits, pair.bare))
    return _found(_NUMBER, english) != _found(_NUMBER, translation)


def _digits(text: str) -> str:
    """Digits of every script, superscripts and circled ones included, as ASCII; the rest as it is."""
    if text.isascii():
        return text
    return "".join(c if c.isascii() or not (c.isdigit() or c.isnumeric()) else _digit(c) for c in text)


def _digit(character: str) -> str:
    if unicodedata.category(character) == "Lo":
        return character  # Chinese 一 and the like: words, not digits
    value = unicodedata.digit(character, None)
    return str(value) if value is not None else f" {int(unicodedata.numeric(character) * 100)}/100 "


def _address(pair: Pair) -> bool:
    return pair.more(_ADDRESS, fold=True) or pair.more(_SCRIPTLESS_ADDRESS, fold=True)


def _phone(pair: Pair) -> bool:
    runs = [{re.sub(r"\D", "", m[0]) for m in _PHONE.finditer(text)} for text in pair.seen]
    all_digits = re.sub(r"\D", "", pair.seen[0])
    if any(run not in all_digits for run in runs[1]):
        return True
    return pair.more(_LETTERED_PHONE, fold=True) or pair.more(_PLUS, fold=True)


def _law(pair: Pair) -> bool:
    return pair.more(_LAW, fold=True)


def _glued(pair: Pair) -> bool:
    """A figure right beside a token would read as a part of it: 72{1} as 72888-351-4024."""
    english, translation = (len(_GLUED.findall(folded(text))) for text in (pair.english, pair.translation))
    return translation > english


def _html(pair: Pair) -> bool:
    return pair.differs(_TAG)


def _entity(pair: Pair) -> bool:
    return pair.differs(_ENTITY)


def _markup(pair: Pair) -> bool:
    return pair.differs(_MARKUP) or (pair.plain and pair.more(_PLAIN_MARKUP))


def _control(pair: Pair) -> bool:
    text = pair.translation
    if text.isascii():
        return any((c < " " and c != "\n") or c == "\x7f" for c in text)
    for c in text:
        if c in ALLOWED_INVISIBLE or c == "\n" or c.isalnum():
            if c in _BLANK_LETTERS:
                return True
        elif unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") or c in _BLANK_LETTERS:
            return True
    return bool(_MARKS.search(text))


def _direction(pair: Pair) -> bool:
    """Isolates must close in order, line by line and token by token untouched."""
    for line in pair.translation.split("\n"):
        depth = 0
        for c in line:
            depth += (c in _OPENING_ISOLATES) - (c == "\u2069")
            if depth < 0:
                return True
        if depth:
            return True
    return False


def _lines(pair: Pair) -> bool:
    return pair.translation.strip().count("\n") != pair.english.count("\n") or (
        any(not line.strip() for line in pair.translation.strip().split("\n")) and bool(pair.english.strip())
    )


def _length(pair: Pair) -> bool:
    return len(pair.translation) > 60 + 3 * len(pair.english)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the gate."""

    id: str
    message: str
    """The fault, as a translator reads it, and what to do about it after a dash."""
    at_fault: Callable[[Pair], bool]


CHECKS: tuple[Check, ...] = (
    Check("empty", "has no words — translate the words around the tokens", _empty),
    Check("tokens", "does not use each token as often as the English — copy {1}, (1), <1> unchanged", _tokens),
    Check("numbers", "has other numbers than the English — write each number as a number, unchanged", _numbers),
    Check("phone", "has a phone number that the English has not — remove it; tokens stand for phones", _phone),
    Check("address", "has a web or mail address that the English has not — remove it", _address),
    Check("law", "has a law or form number that the English has not — remove it; tokens stand for them", _law),
    Check("glued", "has a figure right beside a token — put a space or a word between them", _glued),
    Check("html", "has other < or > than the English — remove them", _html),
    Check("entity", "has other & codes than the English — write the character itself", _entity),
    Check("markup", "has other marks [ ] { } ` * \\ | than the English — keep its marks and add none", _markup),
    Check("control", "has an invisible or control character — type the text again without it", _control),
    Check("direction", "has a direction mark that is not closed — remove it or close it", _direction),
    Check("lines", "has other line breaks than the English — keep its lines", _lines),
    Check("length", "is far longer than the English — say only what the English says", _length),
)
MESSAGES = {check.id: check.message for check in CHECKS} | {
    "structure": "has other emphasis, links or breaks than the English — keep its ** and [ ] as they are"
}


@lru_cache(50000)
def faults(english: str, translation: str, *, plain: bool) -> tuple[str, ...]:
    """The ids of the checks that a translation fails, in the order of `CHECKS`; empty when it may be shown.

    >>> faults("Call {1}.", "Llame al {1}.", plain=True), faults("Call {1}.", "Llame al 911.", plain=True)
    ((), ('tokens', 'numbers'))
    """
    pair = Pair(english, translation, plain)
    return tuple(check.id for check in CHECKS if check.at_fault(pair))


def message(ids: tuple[str, ...]) -> tuple[str, str]:
    """What is wrong and what to do about it, of the first failed check."""
    what, todo = MESSAGES[ids[0]].split(" — ", 1)
    return f"the translation {what}" + (f" (also: {', '.join(ids[1:])})" if ids[1:] else ""), todo
