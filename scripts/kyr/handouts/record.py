"""The record beside the PDFs, by which a build lists those whose pages still say the same: `kyr.site.files`."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyr.handouts import measure
from kyr.site import files
from kyr.site.addresses import page_path
from kyr.site.files import CARDS, STAMPED, File

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kyr.handouts.handouts import Job


_AFTER = re.compile(r'data-after="(\d{4}-\d\d-\d\d)"')
"""The date of a built page, by which it turns amber."""


@dataclass(frozen=True)
class Origin:
    """What a PDF is, and the pages whose words stand on it."""

    kind: str
    """One of `kyr.site.files.KINDS`."""
    page: str
    """The page whose title it has."""
    paper: str
    name: str = ""
    form: str = ""
    english: tuple[str, ...] = ()
    """Pages whose English stands on it too."""

    def addresses(self, tag: str) -> Iterator[str]:
        """All whose words stand on it, below the site's base."""
        yield page_path(tag, _url(self.page))
        yield from (_url(page) for page in self.english)
        if self.kind == "card":
            yield page_path(tag, "") + CARDS


def _url(slug: str) -> str:
    return f"{slug}/" if slug else ""


def note(out: Path, shown: str, jobs: Iterable[Job], says: Mapping[str, str], day: datetime.date) -> None:
    """Put the PDFs just made into the record of the folder `out`, and drop those that are no longer there.

    Sheets with a group's own name on them are never noted. `says`: what each page said when they were made.
    Raises Problems where the record is broken; `shown` is how a person calls the folder.
    """
    with _alone(out):
        rows = {file.file: file for file in files.read(out, shown)}
        for job in jobs:
            if job.origin and not job.name.endswith(STAMPED):
                rows[job.name] = _row(
                    job, job.origin, (out / job.name).read_bytes(), says, day, rows.get(job.name)
                )
        files.write(out, [row for name, row in rows.items() if (out / name).is_file()])


def _row(
    job: Job, origin: Origin, content: bytes, says: Mapping[str, str], day: datetime.date, before: File | None
) -> File:
    digest = hashlib.sha256(content).hexdigest()
    same = before if before and before.sha256 == digest else None
    return File(
        file=job.name,
        language=job.language.tag,
        kind=origin.kind,
        page=origin.page,
        name=origin.name,
        paper=origin.paper,
        form=origin.form,
        sides=same.sides if same else measure.sides(content),
        bytes=len(content),
        sha256=digest,
        day=day.isoformat(),
        after=min(_AFTER.findall(job.text), default=""),
        of={address: says[address] for address in origin.addresses(job.language.tag)},
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two commands that end at once write one after the other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
