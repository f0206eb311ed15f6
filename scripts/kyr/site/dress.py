"""What every page wears: one style sheet, one script, one policy. The same bytes on every page of a build."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyr.l10n.csp import csp_hash
from kyr.markup.templates import styles
from kyr.site.squeeze import squeeze_css, squeeze_script

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "app.js"
OWN_SCRIPTS = "overrides/script/pages"
"""Scripts that one page alone needs; the page names its own, so that a first visit elsewhere does not carry it."""
WORDED = "overrides/script/worded"
"""Scripts that bring words onto a page when they are asked for; each language has its own, in its folder."""
SHARE, STAMP = "share.js", "stamp.js"
#: Styles of what pages seldom use, such as Material's content features, and what an author writes to get one: sent
#: only where a page uses one.
THEME = "60-theme.css"
THEME_FEATURE = re.compile(
    r"^[ >]*(?:!!!|\?\?\?\+?|===[!+]?) |^ *[-*] \[[ xX]\] "
    r"|^> |^ *(?:```|~~~)|^:   "
    r"|:(?:material|fontawesome|octicons|simple)-|\{:? *\.grid",
    re.M,
)


@dataclass(frozen=True)
class Dress:
    """Style sheet, script and Content-Security-Policy."""

    style: str
    script: str

    @property
    def policy(self) -> str:
        """The policy of each page: nothing from elsewhere, no inline script, this one style sheet."""
        return (
            "default-src 'none'; script-src 'self'; "
            f"style-src '{csp_hash(self.style)}'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
        )


def own_scripts(root: Path) -> dict[str, str]:
    """Name and text of each script of one page."""
    return {
        script.name: squeeze_script(script.read_text("utf-8")) + "\n"
        for script in sorted((root / OWN_SCRIPTS).glob("*.js"))
    }


def worded(root: Path, name: str, panel: str, at_root: bool) -> str:
    """The script `name` of one language, with the HTML that it puts onto a page, and the way to others."""
    script = squeeze_script((root / WORDED / name).read_text("utf-8"))
    return f"({script})({json.dumps(panel, ensure_ascii=False)},{json.dumps('./' if at_root else '../')});\n"


def dress(root: Path) -> Dress:
    """Read overrides/style, the blocks' own styles and overrides/script, each in the order of its names."""
    sheets = sorted((root / "overrides/style").glob("*.css")) + list(styles())
    pages = (page.read_text("utf-8") for page in (root / "docs").rglob("*.md") if page.is_file())
    if not any(map(THEME_FEATURE.search, pages)):
        sheets = [sheet for sheet in sheets if sheet.name != THEME]
    scripts = sorted((root / "overrides/script").glob("*.js"))
    return Dress(
        style=squeeze_css("\n".join(sheet.read_text("utf-8") for sheet in sheets)),
        script=squeeze_script("\n".join(script.read_text("utf-8") for script in scripts)) + "\n",
    )
