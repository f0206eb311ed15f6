"""What changed in the English, since when and why: the lines of a catalog's comments that say so.

#. changed: On November 20, 2026, a judge let the agency go on.
#. since: 2026-11-23
#. was → now: Ask within 72 [-hours-] {+days+}.
"""

from __future__ import annotations

import datetime
import difflib
import re
from typing import Literal

CHANGED = "changed: "
SINCE = "since: "
DIFFERENCE = "was → now: "
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
    joined = "".join(frames[op].format(text) for op, text in word_diff(old, new))
    return " ".join(joined.replace("-]{+", "-] {+").split())


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
