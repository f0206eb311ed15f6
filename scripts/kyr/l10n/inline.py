"""A segment as a reader would see it, without the page's parser: for paper, with tokens as what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from .tokens import TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

_STAND_IN = re.compile("\ue000([0-9]+)\ue001")
_WORDS = re.compile("\\[((?:[^\\[\\]\ue000]|\ue000[0-9]+\ue001)*)\\]\ue000([0-9]+)\ue001")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"(?<![*\w])\*([^*\s](?:[^*]*[^*\s])?)\*(?![*\w])")
_OURS = re.compile("[\ue000\ue001]")


def readable(text: str, kinds: Sequence[str], stands_for: Sequence[str]) -> Markup:
    """HTML of a msgid or a msgstr whose tokens are of these kinds and stand for these texts, both from {1} on.

    A token that the English does not have is shown as it was typed.

    >>> readable("**Call** {1}.{2}", ["phone", "mark"], ["888-351-4024", "source"])
    Markup('<b>Call</b> <bdi class="t">888-351-4024</bdi>.<sup>[source]</sup>')
    """

    def stand_in(match: re.Match[str]) -> str:
        number = int(match[0].strip("()[]<>{}:"))
        return f"\ue000{number}\ue001" if 0 < number <= len(kinds) else match[0]

    def piece(match: re.Match[str]) -> str:
        number = int(match[1]) - 1
        shown = escape(stands_for[number])
        if kinds[number] == "mark":
            return f"<sup>[{shown}]</sup>"
        return f'<bdi class="t">{shown}</bdi>' if shown else ""

    marked = str(escape(TOKEN.sub(stand_in, _OURS.sub("\ufffd", text))))
    marked = _WORDS.sub(r"<u>\1</u>", marked)
    marked = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<b>\1</b>", marked))
    return Markup(_STAND_IN.sub(piece, marked).replace("\n", "<br>"))
