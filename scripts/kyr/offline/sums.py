"""SHA256SUMS: what each file must be, in the form that `sha256sum --check` reads."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def sums(files: Mapping[str, bytes]) -> bytes:
    r"""One line a file, in the order of names.

    >>> sums({"a.txt": b""})
    b'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n'
    """
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name != NAME)
    return "".join(lines).encode()


def read(text: bytes) -> dict[str, str]:
    """The sum of each file by its name. Raises ValueError with the line that is none."""
    found = {}
    for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"{NAME}:{number}: no sum and name — take the file anew")
        found[match[2]] = match[1]
    return found


def faults(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[str]:
    """What differs between files and their sums, a sentence each: changed, missing, not listed."""
    for name in sorted({*files, *listed}):
        if name not in files:
            yield f"{name} is missing"
        elif name not in listed:
            yield f"{name} was added: the sums do not know it"
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            yield f"{name} was changed"
