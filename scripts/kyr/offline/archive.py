"""A folder as one zip file: the same bytes from the same files, whenever and wherever it is made."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

UNIX = 3
READABLE = 0o100644 << 16


def zipped(files: Mapping[str, bytes], folder: str, day: datetime.date) -> bytes:
    """The zip of these files below one folder, all of one day, in the order of their names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = READABLE
            archive.writestr(entry, files[name])
    return out.getvalue()
