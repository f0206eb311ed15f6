"""The one clock of builds and tests: the same sources give the same day on any machine."""

from __future__ import annotations

import datetime
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def build_date(root: Path) -> datetime.date:
    """The day of the build (UTC): `SOURCE_DATE_EPOCH`, else the newest commit's date, else today.

    Raises:
        ValueError: `SOURCE_DATE_EPOCH` is set and is not a count of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        asked = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        try:
            epoch = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
        except OSError:
            epoch = ""
    if not epoch:
        return datetime.datetime.now(datetime.UTC).date()
    if not epoch.isdecimal():
        raise ValueError(f"SOURCE_DATE_EPOCH is “{epoch}”: it must be a count of seconds since 1970")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()


def today(root: Path) -> datetime.date:
    """The day (UTC) on which somebody writes something down: `SOURCE_DATE_EPOCH`, else today by the machine's
    clock, and never before the newest commit. No page is built from it.

    Raises:
        ValueError: `SOURCE_DATE_EPOCH` is set and is not a count of seconds.
    """
    day = build_date(root)
    if os.environ.get("SOURCE_DATE_EPOCH", "").strip():
        return day
    return max(day, datetime.datetime.now(datetime.UTC).date())
