"""The key of a language's build: a hash of everything that can change one of its bytes."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import kyr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FILES = ("mkdocs.yml", "site.yml", "locales/languages.yml", "requirements/site.lock")
CODE = (".py", ".html", ".css", ".yml", ".json", ".js")


def common_key(root: Path, today: date) -> str:
    """The hash of what every language is built from: pages, ledger, shell, configuration, code, the day."""
    sources = [root / name for name in FILES]
    for folder in ("docs", "overrides"):
        sources += (root / folder).rglob("*")
    code = Path(kyr.__file__).parent
    digest = hashlib.sha256(f"{today} {sys.version_info[:2]}".encode())
    _add(digest, root, sources)
    _add(digest, code, (path for path in code.rglob("*") if path.suffix in CODE))
    return digest.hexdigest()


def language_key(root: Path, tag: str, common: str) -> str:
    """The key of one language: the common hash and the language's own catalogs."""
    digest = hashlib.sha256(f"{common} {tag}".encode())
    _add(digest, root, (root / "locales" / tag).rglob("*"))
    return digest.hexdigest()[:20]


def folder_key(folder: Path, salt: str) -> str:
    """The hash of all files of one folder."""
    digest = hashlib.sha256(salt.encode())
    _add(digest, folder, folder.rglob("*"))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, base: Path, files: Iterable[Path]) -> None:
    for path in sorted(files):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"\0{path.relative_to(base).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
