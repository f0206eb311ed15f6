"""No box where a letter should be: the characters of a page against the machine's fonts, and glyph 0 in a PDF."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.ttLib import TTCollection, TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable

CJK = ("CJK ", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")
_SHOWN_BY_NOTHING = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})


@lru_cache(1)
def covered() -> frozenset[int]:
    """Every code point that some font of this machine can show."""
    listed = subprocess.run(["fc-list", "--format", "%{file}\n"], capture_output=True, text=True, check=False)
    points: set[int] = set()
    for file in sorted(set(listed.stdout.split("\n"))):
        if file.endswith((".ttf", ".otf")):
            points.update(TTFont(file, lazy=True).getBestCmap() or ())
        elif file.endswith((".ttc", ".otc")):
            for font in TTCollection(file, lazy=True).fonts[:1]:  # the others show the same characters
                points.update(font.getBestCmap() or ())
    return frozenset(points)


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that no font of this machine can show."""
    have = covered()
    return tuple(
        sorted(
            sign
            for sign in set(text)
            if ord(sign) not in have and unicodedata.category(sign) not in _SHOWN_BY_NOTHING
        )
    )


def packages(signs: Iterable[str]) -> tuple[str, ...]:
    """The Debian packages that have fonts for some characters."""
    return tuple(
        sorted(
            {
                "fonts-noto-cjk" if unicodedata.name(sign, "").startswith(CJK) else "fonts-noto-core"
                for sign in signs
            }
        )
    )


def boxes(document: bytes) -> int:
    """How often a PDF shows glyph 0, which is a box or nothing."""
    count = 0
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            count += _boxes(page, page.get("/Resources"))
    return count


def _boxes(content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object | None) -> int:
    fonts: Any = resources.get("/Font", {}) if resources is not None else {}
    forms: Any = resources.get("/XObject", {}) if resources is not None else {}
    count, wide = 0, False
    instructions: Any = pikepdf.parse_content_stream(content)
    for operands, operator in instructions:
        name = str(operator)
        if name == "Tf":
            font = fonts.get(str(operands[0]))
            wide = font is not None and font.get("/Subtype") == pikepdf.Name.Type0
        elif name in ("Tj", "TJ") and wide:
            parts = operands[0] if name == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    count += sum(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
        elif name == "Do":
            form = forms.get(str(operands[0]))
            if form is not None and form.get("/Subtype") == pikepdf.Name.Form:
                count += _boxes(form, form.get("/Resources") or resources)
    return count
