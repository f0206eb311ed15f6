"""site.yml: who publishes this copy of the site, and under which address."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from kyr.problems import Problem, Problems

EXAMPLE = "https://example.org/"
FILE = "site.yml"
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class Settings:
    """What site.yml says. None means: nobody has filled it in yet."""

    base_url: str | None = None
    publisher: str | None = None
    contact: str | None = None
    exit_url: str | None = None
    minisign_key: str | None = None

    @property
    def base(self) -> str:
        """The address of the site with a slash at its end; the example address until there is a real one."""
        return self.base_url or EXAMPLE

    @property
    def base_path(self) -> str:
        """The path of the site on its host, with a slash at both ends."""
        return urlsplit(self.base).path

    def missing_for_publishing(self) -> tuple[str, ...]:
        """The keys without which nobody could tell who answers for the site."""
        return tuple(key for key in ("base_url", "publisher") if not getattr(self, key))


def key_nodes(root: Path, file: str, todo: str) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a YAML file of the repository, with their lines. Raises Problems, with `todo` where
    it holds no keys."""
    try:
        node = yaml.compose((root / file).read_text("utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise Problems((Problem(file, 1, "the file is missing", "take it from the repository"),)) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Problems((Problem(file, line, f"not YAML: {error.problem}", "mend the line"),)) from None
    if not isinstance(node, yaml.MappingNode):
        raise Problems((Problem(file, 1, "no keys", todo),))
    return list(node.value)


def settings(root: Path) -> Settings:
    """Read site.yml of a repository. Raises Problems with every key that is wrong."""
    known = {field.name for field in fields(Settings)}
    pairs = key_nodes(root, FILE, f"write {', '.join(sorted(known))}")
    found: list[Problem] = []
    values: dict[str, str | None] = {}
    for key, value in pairs:
        line = key.start_mark.line + 1
        if key.value not in known:
            found.append(Problem(FILE, line, f"unknown key “{key.value}”", f"use {', '.join(sorted(known))}"))
        elif not isinstance(value, yaml.ScalarNode):
            found.append(Problem(FILE, line, f"{key.value} is no single value", "write one value or null"))
        else:
            text = None if value.tag.endswith(":null") else value.value
            values[key.value] = text
            if text is not None and (wrong := _wrong(key.value, text)):
                found.append(Problem(FILE, line, *wrong))
    if found:
        raise Problems(tuple(sorted(found)))
    return Settings(**values)


def _wrong(key: str, text: str) -> tuple[str, str] | None:
    if not text.strip():
        return f"{key} is empty", "write a value or null"
    if key == "contact" and not _MAIL.fullmatch(text):
        return "contact is no mail address", "write it as answers@clinic.example"
    if key not in ("base_url", "exit_url"):
        return None
    address = urlsplit(text)
    if address.scheme != "https" or not address.netloc or address.query or address.fragment:
        return f"{key} is no plain https:// address", "write it as https://clinic.example/answers/"
    if key == "base_url" and not address.path.endswith("/"):
        return "base_url has no slash at its end", f"write {text}/"
    return None
