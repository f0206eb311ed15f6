"""A page as its author wrote it: on which line each block, mark and link stands, and what may not be written."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor

from .phones import find, typed

FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)^---\s*\n", re.DOTALL | re.MULTILINE)
MARK = re.compile(r"\[\^([\w:.-]+)\]")
PHONE = re.compile(r"<tel:([^<>\s]*)>")
ADDRESS = re.compile(r"(?<=\]\()(?:fact|source):[^)\s]*")

_TICKS = re.compile(BACKTICK_RE, re.DOTALL)
_CODE = BacktickInlineProcessor(BACKTICK_RE)
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_DEFINITION = re.compile(r"[ ]{0,3}\[\^[^\]]*\]:")
_FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+\.\s+)?(`{3,}|~{3,})")
_HEADER = re.compile(r"(?P<indent>[ ]*)(?P<bar>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<argument>.*?)[ ]*)?$")
_END = re.compile(r"[ ]*(/{3,})[ ]*$")
_TYPED = re.compile(r"(?<!\()https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.\w+", re.I)
#: Characters that hide in a text or turn its direction. The gate of the translations refuses them too.
_HIDDEN = re.compile("[\u00ad\u200b\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_RAW = re.compile(r"<(?!tel:)[A-Za-z/!][^>]*>")
_FOREIGN = re.compile(
    r"\]\(\s*<?(?:[a-z][a-z0-9+.-]*:)?//|\]\(\s*<?(?:mailto|tel|javascript|data):", re.IGNORECASE
)


def body_of(text: str) -> str:
    """A page's text after its front matter."""
    return FRONT_MATTER.sub("", text, count=1)


def without_code(text: str) -> str:
    """The text with code spans and escaped characters blanked, every position kept.

    >>> without_code("a `[^x]` b")
    'a        b'
    """
    pieces: list[str] = []
    position = kept = 0
    while match := _TICKS.search(text, position):
        start = match.start()
        if match[1]:  # backslashes in front of a backtick
            position = match.end()
        else:
            inner, end = cast("tuple[int, int | None]", _CODE.find_code_spans(start, text))
            position = inner
            if end is None:
                continue
            position += end - start
        pieces += [text[kept:start], " " * (position - start)]
        kept = position
    text = "".join([*pieces, text[kept:]])
    return _ESCAPE.sub("  ", text)


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a block."""

    line: int
    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that may not be written, and what to write instead."""

    line: int
    what: str
    todo: str


class AuthorText:
    """Where things stand in one page. Each question for the same thing answers with the next line of it."""

    def __init__(self, text: str, offset: int) -> None:
        """`offset` is the number of lines of the file in front of `text`."""
        self.headers: list[Header] = []
        self.faults: list[Fault] = []
        self._lines: dict[str, list[int]] = defaultdict(list)
        self._read(text, offset)
        self._first = offset + 1
        self._waiting = list(self.headers)

    def header(self, name: str, argument: str | None) -> int:
        """The line of the next block with this name and argument; each header is given once."""
        for header in self._waiting:
            if header.name == name and header.argument == (argument or ""):
                self._waiting.remove(header)
                return header.line
        return self._first

    def left(self) -> list[Header]:
        """The headers that no block has taken."""
        return self._waiting

    def line(self, written: str) -> int:
        """The next line on which a mark or link is written; its last one when there are no more."""
        lines = self._lines.get(written)
        if not lines:
            return self._first
        return lines.pop(0) if len(lines) > 1 else lines[0]

    def _read(self, text: str, offset: int) -> None:
        fence = ""
        open_bars: list[tuple[str, int]] = []
        for number, line in enumerate(text.split("\n"), offset + 1):
            if fence:
                closing = line.strip()
                if closing.startswith(fence) and not closing.strip(fence[0]):
                    fence = ""
                continue
            if match := _FENCE.match(line):
                fence = match[1]
            elif match := _HEADER.match(line):
                if len(match["indent"]) < 4 or open_bars:
                    open_bars.append((match["bar"], number))
                self.headers.append(Header(number, match["name"].lower(), match["argument"] or ""))
            elif match := _END.match(line):
                if open_bars and open_bars[-1][0] == match[1]:
                    open_bars.pop()
            else:
                self._read_prose(line, number)
                continue
            self._read_prose(line.partition("|")[2], number)
        for bar, number in open_bars:
            self.faults.append(Fault(number, "the block is never closed", f"end it with a line `{bar}`"))

    def _read_prose(self, line: str, number: int) -> None:
        prose = _DEFINITION.sub(lambda match: " " * len(match[0]), without_code(line))
        for pattern in (MARK, PHONE, ADDRESS):
            for match in pattern.finditer(prose):
                self._lines[match[0]].append(number)
        if line.startswith("    ") and not line.strip().startswith(("-", "*", "<", "[")):
            return  # most likely options of a block or code
        if raw := _RAW.search(prose):
            self.faults.append(Fault(number, f"raw HTML: {raw[0]}", "write Markdown or a block"))
        if _FOREIGN.search(prose):
            todo = "put the address in the ledger and write `[words](source:id)` or `[words](fact:id)`"
            self.faults.append(Fault(number, "a link to another site", todo))
        elif address := _TYPED.search(prose):
            todo = "put the address in the ledger and write `[words](source:id)` or `[words](fact:id)`"
            self.faults.append(Fault(number, f"an address typed by hand: {address[0]}", todo))
        if phones := find(prose):
            todo = "put the number in the ledger as a service and write `<tel:fact-id>`"
            self.faults.append(Fault(number, f"a phone number typed by hand: {phones[0].shown}", todo))
        elif phone := typed(prose):
            todo = "put the number in the ledger as a service and write `<tel:fact-id>`"
            self.faults.append(Fault(number, f"a phone number typed by hand: {phone}", todo))
        if hidden := _HIDDEN.search(line):
            self.faults.append(
                Fault(
                    number,
                    f"an invisible character (U+{ord(hidden[0]):04X})",
                    "delete it and type the words again",
                )
            )
