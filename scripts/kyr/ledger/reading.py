"""YAML read with line marks: every value knows the line it came from, and every fault is one line of text.

The C parser of PyYAML builds the nodes (its marks cost nothing); plain values are made here, so that a
duplicate key or an impossible date is found at its own line.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from kyr.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Item:
    """One record: its values, its first line, and the line of each of its keys."""

    values: dict[str, Any]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


class Reader:
    """Reads one file; faults go into `problems`, and what can be read is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.readable = True

    def fault(self, line: int, what: str, todo: str) -> None:
        self.problems.append(Problem(self.path, line, what, todo))

    def compose(self, file: Path) -> yaml.Node | None:
        try:
            text = file.read_text("utf-8")
        except FileNotFoundError:
            self.fault(1, "the file is missing", "restore it from the repository")
            self.readable = False
            return None
        except UnicodeDecodeError as error:
            self.fault(1, f"not UTF-8 text ({error.reason})", "save the file as UTF-8")
            self.readable = False
            return None
        try:
            node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = error.problem or str(error)
            self.fault(
                mark.line + 1 if mark else 1, f"not valid YAML: {said}", "mend the line or the one above it"
            )
            self.readable = False
            return None
        except yaml.YAMLError as error:
            self.fault(1, f"not valid YAML: {' '.join(str(error).split())}", "mend the file")
            self.readable = False
            return None
        return node

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)[0]
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one) for one in node.value]
        tag = node.tag.rsplit(":", 1)[-1]
        text = str(node.value)
        if tag == "str":
            return " ".join(text.split()) if "\n" in text else text
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() in ("true", "yes", "on")
        if tag == "timestamp":
            try:
                return datetime.date.fromisoformat(text)
            except ValueError:
                self.fault(_line(node), f"“{text}” is not a date", "write it as 2026-11-22")
                return None
        if tag == "int":
            return int(text) if text.lstrip("-").isdecimal() else text
        return text

    def mapping(self, node: yaml.MappingNode) -> tuple[dict[str, Any], dict[str, int]]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, child in node.value:
            name = str(key.value)
            if name in values:
                self.fault(_line(key), f"“{name}” stands twice", "keep one of them")
            values[name] = self.value(child)
            lines[name] = _line(key)
        return values, lines

    def items(self, file: Path) -> Iterator[Item]:
        """The records of a file that is a list of mappings."""
        node = self.compose(file)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self.fault(_line(node), "this is not a list", "begin each entry with “- ”")
            return
        for one in node.value:
            if not isinstance(one, yaml.MappingNode):
                self.fault(_line(one), "this entry has no keys", "write “- id: …” and its other keys")
                continue
            values, lines = self.mapping(one)
            yield Item(values, _line(one), lines)

    def pairs(self, file: Path) -> dict[str, tuple[str, int]]:
        """A file that maps names to words: name → (word, line)."""
        node = self.compose(file)
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.fault(_line(node), "this is not a mapping", "write “name: value” lines")
            return {}
        values, lines = self.mapping(node)
        return {name: (str(value), lines[name]) for name, value in values.items()}
