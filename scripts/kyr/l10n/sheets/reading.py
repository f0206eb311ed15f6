"""The spreadsheet that comes back: untrusted, so only its cells' texts are read, by a reader of our own.

openpyxl writes our files; it is not asked to read those of others, because it acts on what stands beside the
cells (merged areas, links of whole columns, styles) and a few bytes there can keep it busy for hours.
Format: ECMA-376, Part 1, SpreadsheetML (sections 18.2, 18.3.1.4, 18.4.8).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from ..intake import BadFile, Finding, Offer, Sent
from ..work import typed
from .workbook import COLUMNS, LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST = 20_000_000
"""Bytes of a file that is read at all; all texts of the site in one make about 200,000."""
LARGEST_OPEN = 30_000_000
"""Bytes of all its parts, unpacked."""
MOST_PARTS = 2_000
MOST_ROWS = 100_000
LONGEST = 20_000
"""Characters of one translation."""
ROW_WIDTH = 60
"""Columns that are looked at."""
_CODE = re.compile(r"([A-Za-z0-9-]{2,20}) ([\w/-]{1,200}) ([0-9a-f]{16}) (~?[0-9a-f]{8}|-)")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDED = {name: head for name in ("Translation", "Code") for head, _ in COLUMNS if head.startswith(name)}


class Value(NamedTuple):
    """What stands in a cell."""

    kind: str
    """"text", or what it is instead, for a person: "a number or a date"."""
    text: str


def read(content: bytes, name: str) -> Sent:
    """The translations of a spreadsheet called `name`. Raises `BadFile`."""
    parts = _parts(content)
    strings = _strings(parts)
    sent = Sent()
    ours = 0
    for tab, path in _sheets(parts):
        rows = _rows(_xml(parts, path), strings)
        head = next(rows, (0, {}))[1]
        places = {name: _column(head, text) for name, text in _NEEDED.items()}
        missing = [_NEEDED[name] for name, place in places.items() if place is None]
        if len(missing) == len(places):
            _language(sent, [head, *(cells for _, cells in rows)])  # or a tab of their own
            continue
        if missing:
            raise BadFile(
                f"the tab “{tab}” has no column “{missing[0]}”",
                "use the sheet as it was sent, with all its columns and its first row",
            )
        ours += 1
        _take(sent, f"{name}: {tab}", rows, places["Translation"] or "", places["Code"] or "")
    if not ours:
        raise BadFile("no tab of the file is a sheet of translations", "send back the sheet that you were sent")
    return sent


def _language(sent: Sent, rows: Iterable[Mapping[str, Value]]) -> None:
    """The language as the “Read me” gives it, for a list that lacks it."""
    for cells in rows:
        match = LANGUAGE.fullmatch(cells["A"].text) if "A" in cells else None
        if match:
            _, sent.direction, sent.name = match.groups()


def _take(
    sent: Sent, where: str, rows: Iterator[tuple[int, Mapping[str, Value]]], translation: str, code: str
) -> None:
    for number, cells in rows:
        value, known = cells.get(translation, Value("text", "")), cells.get(code, Value("text", ""))
        text = typed(value.text)
        match = _CODE.fullmatch(typed(known.text))
        place = f"{where}!{translation}{number}"
        sent.tag = sent.tag or (match[1] if match else "")
        if match and match[1] != sent.tag:
            raise BadFile(f"the file mixes {sent.tag} and {match[1]}", "send one file for each language")
        if value.kind != "text":
            what = f"the cell holds {value.kind}, not a text"
            sent.findings.append(Finding(place, what, "type the translation as text", "unread"))
        elif not text:
            if match:
                sent.offers.append(Offer(place, match[2], match[3], match[4], ""))
        elif len(text) > LONGEST:
            what = f"the text is longer than {LONGEST:,} characters"
            sent.findings.append(Finding(place, what, "write the translation alone", "unread"))
        elif not match:
            what = "the row has lost the code that says which text it is"
            sent.findings.append(
                Finding(place, what, "copy the translation into the sheet as it was sent", "unread")
            )
        else:
            sent.offers.append(Offer(place, match[2], match[3], match[4], text))


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of the package by name. Raises `BadFile` for what is no spreadsheet, or too large, or more."""
    if len(content) > LARGEST:
        raise BadFile(
            f"the file is larger than {LARGEST // 1_000_000} MB", "send the sheet alone, without pictures"
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        what = "the file is of an old kind (.xls), or locked with a password"
        raise BadFile(what, "save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = _opened(package)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ):
        raise BadFile(
            "the file is not a spreadsheet (.xlsx), or it is damaged", "save it as .xlsx again"
        ) from None
    if "mimetype" in parts and b"opendocument" in parts["mimetype"]:
        raise BadFile("the file is an OpenDocument sheet", "save it as .xlsx")
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or _any(parts, "vbaproject", "macrosheets", "activex"):
        raise BadFile("the file has macros", "save it as .xlsx, which has none")
    if _any(parts, "externallinks", "connections.xml", "embeddings"):
        raise BadFile("the file is linked to other files", "break the links, or fill in the sheet as it was sent")
    return parts


def _opened(package: zipfile.ZipFile) -> dict[str, bytes]:
    members = package.infolist()
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > LARGEST_OPEN:
        raise BadFile(
            "the file unpacks to far more than a sheet of translations", "send back the sheet you were sent"
        )
    if len({member.filename for member in members}) < len(members):
        raise BadFile("the file has two parts of one name", "save it as .xlsx again")
    if any(member.flag_bits & 1 for member in members):
        raise BadFile("the file is locked with a password", "save it as .xlsx without a password")
    parts: dict[str, bytes] = {}
    for member in members:
        with package.open(member) as part:
            parts[member.filename] = part.read(member.file_size)
    return parts


def _any(parts: Mapping[str, bytes], *words: str) -> bool:
    return any(word in name.casefold() for name in parts for word in words)


def _xml(parts: Mapping[str, bytes], path: str) -> etree._Element:
    """A part's tree. Raises `BadFile` for one that is missing, does not parse or declares entities."""
    content = parts.get(path)
    if content is None:
        raise BadFile(f"the file lacks its part {PurePosixPath(path).name}", "save it as .xlsx again")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadFile("the file is damaged: a part of it is no XML", "save it as .xlsx again") from None
    if str(getattr(tree.getroottree().docinfo, "doctype", "")):
        raise BadFile("the file declares entities, which no spreadsheet does", "save it as .xlsx again")
    return tree


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name and part of each tab."""
    book = next((name for name in parts if name.endswith("workbook.xml")), "")
    if not book:
        raise BadFile("the file is a zip file, but not a spreadsheet", "send back the sheet as .xlsx")
    folder = PurePosixPath(book).parent
    links = _xml(parts, f"{folder}/_rels/{PurePosixPath(book).name}.rels")
    targets = {link.get("Id"): link.get("Target") or "" for link in links.iter("{*}Relationship")}
    for sheet in _xml(parts, book).iter("{*}sheet"):
        link = next((value for key, value in sheet.items() if str(key).endswith("}id")), None)
        target = targets.get(str(link), "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        if "worksheets/" in path:
            yield "".join(filter(str.isprintable, str(sheet.get("name"))))[:60], path


def _strings(parts: Mapping[str, bytes]) -> list[Value]:
    path = next((name for name in parts if name.casefold().endswith("sharedstrings.xml")), None)
    return [_string(item) for item in _xml(parts, path).iter("{*}si")] if path else []


def _string(item: etree._Element) -> Value:
    """A text, its formatting left aside; but words that are struck out are neither there nor gone."""
    texts: list[str] = []
    for child in item:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind == "t":
            texts.append(child.text or "")
        elif kind == "r":
            said = "".join(text.text or "" for text in child.iterfind("{*}t"))
            if said.strip() and any(_is_on(mark) for mark in child.iterfind("{*}rPr/{*}strike")):
                return Value("words that are struck out", said)
            texts.append(said)
    return Value("text", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts)))


def _is_on(mark: etree._Element) -> bool:
    return mark.get("val", "1") not in ("0", "false")


def _rows(sheet: etree._Element, strings: list[Value]) -> Iterator[tuple[int, Mapping[str, Value]]]:
    """Number and cells, by column letters, of each row that has any."""
    number = 0
    for row in sheet.iterfind("{*}sheetData/{*}row"):
        given = row.get("r") or ""
        number = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else number + 1
        if number > MOST_ROWS:
            raise BadFile(
                "a tab has far more rows than a sheet of translations", "send back the sheet you were sent"
            )
        cells: dict[str, Value] = {}
        for place, cell in enumerate(row.iterfind("{*}c")):
            if place >= ROW_WIDTH:
                break
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            value = _value(cell, strings)
            if value is not None:
                cells[match[1] if match else _letter(place)] = value
        if cells:
            yield number, cells


def _value(cell: etree._Element, strings: list[Value]) -> Value | None:
    """What a cell holds; None for nothing."""
    kind = cell.get("t", "n")
    if cell.find("{*}f") is not None:
        return Value("a formula", "")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return _string(inline) if inline is not None else None
    text = cell.findtext("{*}v")
    if text is None or not text.strip():
        return None
    if kind == "s":
        known = text.isascii() and text.isdigit() and len(text) < 8 and int(text) < len(strings)
        return strings[int(text)] if known else Value("a text that is not in the file", "")
    if kind == "str":
        return Value("text", text)
    return Value({"b": "“true” or “false”", "e": "an error"}.get(kind, "a number or a date"), text)


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"{_letter(place // 26 - 1)}{_letter(place % 26)}"


def _column(head: Mapping[str, Value], text: str) -> str | None:
    return next((column for column, value in head.items() if value.text.strip() == text), None)
