"""The words of a PDF as software reads them aloud: by its structure tree, not by where they stand on the paper."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/LI", "/TH", "/TD", "/Caption", "/Figure"}


def blocks(document: bytes) -> list[str]:
    """The text of each block of a PDF in the order of its structure tree.

    Marked content that no element names (heads and feet of sides) and the signs before items are left out.
    """
    with pikepdf.open(io.BytesIO(document)) as pdf:
        shown: dict[tuple[int, int], dict[int, str]] = {}
        for page in pdf.pages:
            shown[page.obj.objgen] = dict(_marked(page))
        tree = pdf.Root.StructTreeRoot
        found: list[list[str]] = [[]]
        _walk(tree, None, shown, found)
        return [text for block in found if (text := _once(" ".join("".join(block).split())))]


def _once(text: str) -> str:
    """A heading of a table that goes on in another column is printed again; it is one heading.

    >>> _once("What it saysWhat it says"), _once("2026")
    ('What it says', '2026')
    """
    whole = re.fullmatch(r"(.{4,}?)\1+", text)
    return whole[1] if whole else text


def _walk(
    element: Any, page: Any, shown: Mapping[tuple[int, int], Mapping[int, str]], found: list[list[str]]
) -> None:
    page = element.get("/Pg", page)
    kind = str(element.get("/S", ""))
    if kind == "/Lbl":
        return
    if kind in BLOCKS:
        found.append([])
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
            found[-1].append(shown[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
        elif isinstance(kid, Dictionary) and "/S" in kid:
            _walk(kid, page, shown, found)
        elif not isinstance(kid, Dictionary):
            found[-1].append(shown[page.objgen].get(int(kid), ""))
    if kind in BLOCKS:
        found.append([])


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The text of each piece of marked content of a side."""
    fonts = {str(name): _unicode(font) for name, font in (page.Resources.get("/Font") or {}).items()}
    open_: list[int | None] = []
    said: list[str | None] = []
    texts: dict[int, list[str]] = {}
    font: Mapping[bytes, str] = {}
    wide = 2
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else {}
            open_.append(int(properties["/MCID"]) if "/MCID" in properties else None)
            said.append(str(properties["/ActualText"]) if "/ActualText" in properties else None)
            if said[-1] is not None and (number := _now(open_)) is not None:
                texts.setdefault(number, []).append(said[-1])
        elif name == "EMC":
            open_.pop()
            said.pop()
        elif name == "Tf":
            font, wide = fonts.get(str(operands[0]), ({}, 2))
        elif name in ("Tj", "TJ", "'") and not any(one is not None for one in said):
            number = _now(open_)
            if number is None:
                continue
            parts = operands[0] if name == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    texts.setdefault(number, []).extend(
                        font.get(codes[at : at + wide], "") for at in range(0, len(codes), wide)
                    )
    for number, pieces in texts.items():
        yield number, "".join(pieces)


def _now(open_: list[int | None]) -> int | None:
    return next((one for one in reversed(open_) if one is not None), None)


def _unicode(font: Any) -> tuple[dict[bytes, str], int]:
    """A font's map from codes to text (PDF 1.7, 9.10.3), and the length of a code."""
    wide = 2 if font.get("/Subtype") == Name.Type0 else 1
    if "/ToUnicode" not in font:
        return {}, wide
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            found[bytes.fromhex(code)] = bytes.fromhex(value).decode("utf-16-be", "replace")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            start = bytes.fromhex(value).decode("utf-16-be", "replace")
            for step in range(int(high, 16) - int(low, 16) + 1):
                code = (int(low, 16) + step).to_bytes(len(low) // 2, "big")
                found[code] = start[:-1] + chr(ord(start[-1]) + step)
    return found, wide
