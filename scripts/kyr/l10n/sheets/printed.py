"""The review sheet to print: English and translation side by side, a box to tick and lines to write on."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..csp import csp_hash
from ..inline import readable
from ..work import american, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from ..work import Text, Work

HERE = Path(__file__).parent
SCRIPTS = "overrides/style/20-scripts.css"
"""Face and line height of each script, as on the site."""


def printed(root: Path, work: Work, day: datetime.date) -> str:
    """One HTML file without scripts: a section for each catalog, each on a sheet of its own."""
    style = f"{(root / SCRIPTS).read_text('utf-8')}{(HERE / 'printed.css').read_text('utf-8')}"
    return _template().render(
        language=work.language,
        day=american(day),
        style=Markup(style),
        style_hash=csp_hash(style),
        parts=[
            {"title": _title(name, texts), "rows": list(map(_row, texts))} for name, texts in work.texts.items()
        ],
    )


@lru_cache(1)
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("printed.html")


def _title(catalog: str, texts: Sequence[Text]) -> str:
    heading = next((text.english for text in texts if text.kind == "page title"), "")
    return f"{title(catalog)}: {heading}" if heading else title(catalog)


def _row(text: Text) -> dict[str, Any]:
    kinds = [kind for _, kind in text.token_notes]
    missing = "Not translated yet." if text.state == "missing" else "The English has changed: translate it anew."
    shown = text.state in ("done", "refused")
    return {
        "code": text.place,
        "kind": text.kind,
        "danger": text.danger,
        "spoken": text.spoken,
        "english": readable(text.english, kinds, [english for english, _ in text.stands_for]),
        "translation": readable(text.translation, kinds, [theirs for _, theirs in text.stands_for])
        if shown
        else "",
        "missing": missing,
    }
