"""Words that may not show in the title of a page: it stays behind on the phone, in its history and its tabs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "neutral.txt"
"""locales/<tag>/neutral.txt: a word a line in the language; a line that begins with # is a remark."""
TAB = "tab"
"""The context of the title in a page's catalog."""
ENGLISH = (
    "immigr", "migra", "alien", "deport", "ice", "cbp", "uscis", "dhs", "irs", "eoir", "ssa", "cms", "border",
    "warrant", "visa", "asylum", "refugee", "undocumented", "raid", "detain", "detention", "right", "rights",
    "kyr", "legal", "lawyer", "police", "officer", "medicaid", "noncitizen",
)  # fmt: skip
"""Of every language: the names of agencies are the same in all."""
_WORD = re.compile(r"[^\W\d_]+")
MESSAGE = (
    "the title says “{word}”: it stays behind on the phone",
    "choose a word that does not show what the page is about",
)


def not_neutral(root: Path, tag: str) -> tuple[str, ...]:
    """The words that no title may hold in a language. Raises Problems for a file that is not UTF-8."""
    path = root / "locales" / tag / FILE
    try:
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        shown = path.relative_to(root).as_posix()
        raise Problems((Problem(shown, line, "the file is not UTF-8", "save it as UTF-8"),)) from None
    own = (plain(line) for line in lines if line.strip() and not line.startswith("#"))
    return tuple(dict.fromkeys((*ENGLISH, *own)))


def named(text: str, words: Iterable[str] = ENGLISH) -> str | None:
    """The first word of a text that is one of `words`, or begins with one of more than four letters; None is good.

    Where a script writes no spaces or joins its articles, a word counts wherever it stands in the text.

    >>> named("Deportación"), named("Puerta"), named("Office"), named("移民信息", ["移民"])
    ('deportacion', None, None, '移民')
    """
    shown = plain(text)
    for match in _WORD.finditer(shown):
        one = match[0]
        for word in words:
            if one == word or (len(word) > 4 and one.startswith(word)):
                return one
    return next((word for word in words if _joined(word) and word in shown), None)


def plain(text: str) -> str:
    """A text in small letters without accents, as a list of words and a title are compared."""
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if unicodedata.category(c) != "Mn"))


def _joined(word: str) -> bool:
    return any(unicodedata.category(c) == "Lo" for c in word)
