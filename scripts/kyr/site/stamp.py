"""The form with which a clinic puts its own name on the pages that it prints, without a terminal.

What is typed goes into the name of the window, which lasts as long as the window does, is stored nowhere, and
reaches a page of a folder on a disk as well; overrides/script/40-share.js finds it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyr.markup.stamp import PLACE
from kyr.site.addresses import page_path, way
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from pathlib import Path

    from kyr.site.run import LanguageRun

SCRIPT = "clinic.js"


def fill(run: LanguageRun, out: Path) -> None:
    """Draw the form into the pages of a finished run that wait for it."""
    for url in run.addresses.values():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            script = way(page_path(run.language.tag, url), SCRIPT)
            form = drawn(run.site.root, "shell/stamp.html", say=run.words.shell, script=script)
            page.write_text(content.replace(PLACE, form), "utf-8")
