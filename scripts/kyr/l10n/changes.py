"""What changed in the English, since when and why: the lines of a catalog's comments that say so.

#. changed: A judge let the agency go on. (2026-11-20)
#. since: 2026-11-23
#. was → now: Ask within 72 [-hours-] {+days+}.
"""

from __future__ import annotations

import datetime
import difflib
import re
from typing import TYPE_CHECKING, Literal

from .tokens import PLACEHOLDER, TOKEN

if TYPE_CHECKING:
    from kyr.ledger import Event

CHANGED = "changed: "
SINCE = "since: "
DIFFERENCE = "was → now: "
FRESH = 60
"""A writer's note speaks of a change that the catalogs meet within so many days after it, or before."""
SLIP = 4
"""More words than these, gone or new, are no slip of the pen."""
GRAVE = frozenset({
    "not", "no", "nor", "none", "never", "nobody", "nothing", "neither", "nowhere", "cannot", "without",
    "unless", "except", "only", "but", "until", "till", "before", "after", "if", "when", "while", "may",
    "might", "must", "can", "could", "shall", "should", "will", "would", "need", "needs", "needn", "have",
    "has", "had", "ought", "always", "all", "any", "every", "each", "both", "either", "some", "most",
    "many", "few", "more", "less", "least", "within", "during", "allowed", "forbidden", "legal", "illegal",
    "lawful", "unlawful", "required", "optional", "right", "rights", "zero", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "hundred", "thousand", "million",
    "half", "twice", "once", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour",
    "hours", "minute", "minutes", "and", "or", "than",
})  # fmt: skip
"""Words of negation, leave, duty, condition, amount and time: who changes one of them changes what may be done."""
_DENYING = ("un", "in", "im", "il", "ir", "non", "non-", "dis", "a", "de", "mis")
_POINTING = frozenset({"this", "that", "these", "those"})
_NEAR = 0.7
"""How like each other two spellings of one word are at least; “inside” and “outside” are 0.62."""
_FIGURE = re.compile(r"\d+")
_MARKUP = re.compile(r"[*_`\[\]]+|\n")
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_TOKENS = re.compile(f"{TOKEN.pattern}|{PLACEHOLDER.pattern}")
Op = Literal["same", "gone", "new"]
_WORD = re.compile(r"\s+|\[-|-\]|\{\+|\+\}|\w+(?:['’]\w+)*|[^\w\s]")


def word_diff(old: str, new: str) -> tuple[tuple[Op, str], ...]:
    """The words that two texts share, those that are gone and those that are new, in reading order.

    Law: the texts of "same" and "gone", joined, are the old text; those of "same" and "new" are the new one.

    >>> word_diff("72 hours", "72 days")
    (('same', '72 '), ('gone', 'hours'), ('new', 'days'))
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    found: list[tuple[Op, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            found.append(("same", "".join(before[a:b])))
            continue
        if a < b:
            found.append(("gone", "".join(before[a:b])))
        if c < d:
            found.append(("new", "".join(after[c:d])))
    return tuple(found)


def shown(old: str, new: str) -> str:
    """The word difference in one line that a person can read.

    >>> shown("Ask within 72 hours.", "Ask within 72 days.")
    'Ask within 72 [-hours-] {+days+}.'
    """
    frames = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    found = ""
    for op, text in word_diff(old, new):
        words = text.strip() or text
        before, after = text.split(words, 1)
        between = " " if op == "new" and found.endswith("-]") else ""
        found += between + before + frames[op].format(words) + after
    return " ".join(found.split())


def note(event: Event | None, since: datetime.date) -> str:
    """A writer's note as it stands in a comment; "" where it speaks of an older change."""
    if event is None or (since - event.on).days > FRESH:
        return ""
    return f"{' '.join(event.text.split())} ({event.on})"


def lines(since: datetime.date, why: str, old: str, new: str) -> list[str]:
    """The lines of a comment that say since when a text waits, why, and what is other in it. With the same old
    and new English, or no old one, nothing is said of a difference."""
    found = [CHANGED + why] if why else []
    found.append(SINCE + since.isoformat())
    return [*found, DIFFERENCE + shown(old, new)] if old and old != new else found


def meaning_at_risk(old: str, new: str) -> str | None:
    """Why the change from one English text to another is no slip of the pen that a person may wave through; None
    when it may be one. Both as translators see them, with tokens.

    >>> meaning_at_risk("Ask a laywer {1}.", "Ask a lawyer {1}.")
    >>> meaning_at_risk("You may talk.", "You must talk.")
    'the change touches the words “may”, “must”'
    >>> meaning_at_risk("Wait 72 hours.", "Wait 27 hours.")
    'the numbers changed'
    """
    if _marks(old, _TOKENS) != _marks(new, _TOKENS):
        return "the tokens changed, or their order"
    if _marks(old, _FIGURE) != _marks(new, _FIGURE):
        return "the numbers changed"
    if _marks(old, _MARKUP) != _marks(new, _MARKUP):
        return "the emphasis, the links or the line breaks changed"
    gone, fresh = (
        [word for op, text in word_diff(_plain(old), _plain(new)) if op == kind for word in _LETTERS.findall(text)]
        for kind in ("gone", "new")
    )
    grave = dict.fromkeys(word for word in (*gone, *fresh) if _is_grave(word))
    if grave:
        return f"the change touches the words {', '.join(f'“{word}”' for word in grave)}"
    for a in gone:
        for b in fresh:
            if _denies(a, b) or _denies(b, a):
                return f"“{a}” became “{b}”"
    if max(len(gone), len(fresh)) > SLIP:
        return f"more than {SLIP} words changed"
    return _another_word(gone, fresh)


def _another_word(gone: list[str], fresh: list[str]) -> str | None:
    """That a word gave way to one that is not nearly spelled like it, was added or taken away; None where all that
    changed is letters and the smallest words. A judge is no agency, and to open is not to close."""
    old, new = (
        [word for word in words if sum(map(str.isalpha, word)) > 3 and word not in _POINTING]
        for words in (gone, fresh)
    )
    if len(old) != len(new):
        return "words were added or taken away"
    for a, b in zip(old, new, strict=True):
        if difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() < _NEAR:
            return f"“{a}” became “{b}”"
    return None


def _marks(text: str, pattern: re.Pattern[str]) -> list[str]:
    return [match[0] for match in pattern.finditer(text)]


def _plain(text: str) -> str:
    return _TOKENS.sub(" ", text).casefold().replace("’", "'")


def _is_grave(word: str) -> bool:
    return word in GRAVE or word.endswith("n't") or word.partition("'")[0] in GRAVE


def _denies(word: str, other: str) -> bool:
    """Whether one word is the other with a beginning or an end that says the contrary."""
    return other in {f"{start}{word}" for start in _DENYING} or other == f"{word}less"


def without(comment: str) -> str:
    """A comment without those lines."""
    ours = (CHANGED, SINCE, DIFFERENCE)
    return "\n".join(line for line in comment.splitlines() if not line.startswith(ours))


def since_in(comment: str) -> datetime.date | None:
    """The day in a catalog's comment."""
    text = _line(comment, SINCE)
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def note_in(comment: str) -> str:
    """The reason in a catalog's comment; "" where nobody gave one."""
    return _line(comment, CHANGED)


def _line(comment: str, start: str) -> str:
    found = (line for line in comment.splitlines() if line.startswith(start))
    return next(found, "").removeprefix(start).strip()
