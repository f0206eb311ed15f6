"""The finished site takes the place of the last one in one step; until then nobody sees a half-built page."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_build(cache: Path) -> Iterator[None]:
    """Hold the cache: a second build waits here until the first is done. Raises Problems where it is read-only."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / "lock").open("w")
    except OSError as error:
        what = f"the cache cannot be written: {error.strerror}"
        raise Problems((Problem(str(cache), 1, what, "make it writable, or remove it"),)) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running here: waiting for it.", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` that takes its place when the block ends well and vanishes when it does not.

    Law: `out` holds the last good site or the new one, whole; a build killed between the two renames is
    mended by the next one. Raises Problems where `out` or its parent may not be written.
    """
    new, old = out.with_name(out.name + ".new"), out.with_name(out.name + ".old")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        mend(out)
        _check_writable(out)
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
    except OSError as error:
        raise Problems((_refusal(out, error.strerror or str(error)),)) from None
    try:
        yield new
        if out.exists():
            out.rename(old)
        new.rename(out)
    except OSError as error:
        mend(out)
        raise Problems((_refusal(out, error.strerror or str(error)),)) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if out.exists():
            shutil.rmtree(old, ignore_errors=True)


def mend(out: Path) -> None:
    """Put the last good site back where a build was killed in the middle of the swap."""
    old = out.with_name(out.name + ".old")
    if old.exists() and not out.exists():
        old.rename(out)


def _check_writable(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise Problems((_refusal(out, "it is no folder"),))
    if out.is_dir():
        if any(out.iterdir()) and not (out / "index.html").exists() and not (out / "404.html").exists():
            raise Problems((_refusal(out, "it holds something else than a built site"),))
        # mode bits too: the superuser may write everywhere, and a folder locked on purpose stays as it is
        if not os.access(out, os.W_OK) or not out.stat().st_mode & 0o200:
            raise Problems((_refusal(out, "it is read-only"),))


def _refusal(out: Path, why: str) -> Problem:
    return Problem(str(out), 1, f"the site cannot be put here: {why}", "make it writable, or choose another --out")
