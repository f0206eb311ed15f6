"""The spreadsheet that goes out: one tab a catalog, the columns of the source locked, every cell a text.

Law: no cell is a formula, whatever its text begins with, and only cells of the translation column are unlocked.
"""

from __future__ import annotations

import datetime
import io
import re
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from .. import changes
from ..glossary import Term, terms_in
from ..work import DANGER_WORDS, american, title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from ..work import Text, Work

COLUMNS = (
    ("No.", 6), ("Kind and danger", 18), ("English", 52), ("What changed in the English", 38),
    ("Old translation", 38), ("Translation", 52), ("Tokens: keep them as they are", 34), ("Glossary", 30),
    ("Code: do not change", 14),
)  # fmt: skip
"""Head and width, in characters, of each column."""
ENGLISH, TRANSLATION, CODE = (
    next(n for n, (head, _) in enumerate(COLUMNS, 1) if head.startswith(name))
    for name in ("English", "Translation", "Code")
)
CHANGED, OLD = ENGLISH + 1, ENGLISH + 2
TAB_LENGTH = 31
"""No tab's name may be longer: Microsoft, “Rename a worksheet”."""
_NOT_IN_TAB = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = re.compile(r"Language: (\S{2,20}), (ltr|rtl), (.{1,80})")
"""The last line of the “Read me”: the list of languages may lack the one of the sheet."""
_HEAD = PatternFill("solid", fgColor="FF0E4452")
_TO_WRITE = PatternFill("solid", fgColor="FFFFF6DC")


def workbook(work: Work, terms: Sequence[Term], day: datetime.date) -> bytes:
    """The file of a language: `work`'s catalogs as tabs, after one that says how to fill them in."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Read me"
    _read_me(first, work, day)
    taken = {"read me"}
    for catalog, texts in work.texts.items():
        sheet = book.create_sheet(tab_name(catalog, taken))
        taken.add(sheet.title.casefold())
        _tab(sheet, texts, work, terms)
    if len(book.worksheets) > 1:
        book.active = 1
    book.properties.creator = "Plain Answers"
    book.properties.title = f"Plain Answers in {work.language.english}"
    book.properties.language = work.language.tag
    moment = datetime.datetime.combine(day, datetime.time())
    book.properties.created = book.properties.modified = moment
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tab_name(catalog: str, taken: Collection[str]) -> str:
    """A name for a catalog's tab that no program refuses and that is not `taken` (in small letters).

    >>> tab_name("now/door", ()), tab_name("_ledger/a-topic-with-a-very-long-name-indeed", ())
    ('now-door', 'facts- a-topic-with-a-very-long')
    """
    name = _NOT_IN_TAB.sub("-", title(catalog))
    for number in range(1, 1000):
        end = f" {number}" if number > 1 else ""
        short = name[: TAB_LENGTH - len(end)].strip() + end
        if short.casefold() not in taken:
            return short
    raise ValueError(f"a thousand tabs are called {name}")


def _read_me(sheet: Worksheet, work: Work, day: datetime.date) -> None:
    language = work.language
    itself = f" ({language.autonym})" if language.autonym != language.english else ""
    lines = [
        f"Plain Answers in {language.english}{itself}, {american(day)}",
        "Each tab is a page. Write in the yellow column “Translation”. The other columns are locked.",
        "Texts marked “safety” come first in importance: a mistake there can hurt somebody.",
        "Pieces like {1}, (1) or <1> stand for a phone number, a date, a law, a link or a source. Keep each one, "
        "unchanged, where it belongs in your sentence. The column “Tokens” says what they are.",
        "Keep **two stars** around words that should be bold, and [square brackets](1) around the words "
        "of a link.",
        "Say what the English says: no more, no less. “May” is not “must”. “Not” stays “not”.",
        "“What changed” shows [-words that are gone-] and {+words that are new+}. If the old translation is still "
        "right, copy it into the column “Translation”.",
        "Leave a cell empty if you are not sure. An empty cell deletes nothing.",
        "When you are done, send this file back as it is (.xlsx). Do not send it as a PDF or a picture.",
        f"Language: {language.tag}, {language.direction}, {language.autonym}",
    ]
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, 1):
        cell = _write(sheet, number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=1)
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 12)
    sheet.protection.sheet = True


def _tab(sheet: Worksheet, texts: Sequence[Text], work: Work, terms: Sequence[Term]) -> None:
    right_to_left = work.language.direction == "rtl"
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for number, (head, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        cell = _write(sheet, 1, number, head)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center", readingOrder=1)
    if not any(text.state == "changed" for text in texts):
        for number in (CHANGED, OLD):
            sheet.column_dimensions[get_column_letter(number)].hidden = True
    for row, text in enumerate(texts, 2):
        for number, value in enumerate(_row(text, work.language.tag, terms), 1):
            cell = _write(sheet, row, number, value)
            theirs = number in (OLD, TRANSLATION)
            order = 2 if theirs and right_to_left else 1
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
        cell = _cell(sheet, row, TRANSLATION)
        cell.protection = Protection(locked=False)
        cell.number_format = "@"  # what a person types there stays text too, even with = or + in front
        if text.state != "done":
            cell.fill = _TO_WRITE
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False  # False allows it: widths are the volunteer's own
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _row(text: Text, tag: str, terms: Sequence[Term]) -> tuple[str, ...]:
    changed = text.state == "changed"
    spoken = "\nexact words that a person says aloud" if text.spoken else ""
    shown = _readable(text.translation)
    return (
        text.place,
        f"{text.kind}\n{DANGER_WORDS[text.danger]}{spoken}",
        text.english,
        "\n".join(filter(None, (text.why, changes.shown(text.old_english, text.english)))) if changed else "",
        shown if changed else "",
        "" if changed else shown,
        "\n".join(f"{token} = {meaning}" for token, meaning in text.token_meanings),
        "\n".join(
            f"{term.term} → {term.translation}"
            + (f" (not: {', '.join(term.forbidden)})" if term.forbidden else "")
            + (f". {term.note}" if term.note else "")
            for term in terms_in(terms, text.english)
        ),
        f"{tag} {text.catalog} {text.code} {text.base}",
    )


def _readable(translation: str) -> str:
    """A translation, or nothing where it holds what no spreadsheet can: it then waits to be written anew."""
    return "" if _NOT_IN_XML.search(translation) else translation


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # no cell of ours is merged with another


def _write(sheet: Worksheet, row: int, column: int, value: str) -> Cell:
    """A cell that holds a text, whatever the text begins with."""
    cell = _cell(sheet, row, column)
    if value:
        cell.value = _NOT_IN_XML.sub("\ufffd", value)
        cell.data_type = "s"
    return cell
