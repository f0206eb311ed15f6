"""Makes the desk: everything in one file, nothing from anywhere else."""

from __future__ import annotations

import datetime
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..changes import word_diff
from ..csp import csp_hash
from ..glossary import Term, terms_in
from ..work import american, by_danger, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template

    from ..work import Text, Work

HERE = Path(__file__).parent
L10N = HERE.parent
STYLE = "overrides/style"
GATE = (L10N / "gate.json", L10N / "gate.js")


def desk(root: Path, work: Work, terms: Sequence[Term], day: datetime.date) -> str:
    """The file of a language: HTML with its style, its scripts and its texts in it, and a policy that lets
    nothing else in."""
    words = yaml.safe_load((HERE / "words.yml").read_text("utf-8"))
    sources = [GATE[1], *sorted((HERE / "script").glob("*.js"))]
    scripts = [path.read_text("utf-8") for path in sources]
    style = _style(root)
    name = work.language.english
    if work.language.autonym != name:
        name = f"{name} ({work.language.autonym})"
    texts = by_danger(work)
    return _template().render(
        words=words,
        title=words["title"].replace("{language}", name),
        made=words["made"].replace("{day}", american(day)).replace("{count}", f"{len(texts):,}"),
        how=[words[key] for key in words if key.startswith("how.")],
        style=Markup(style),
        style_hash=csp_hash(style),
        scripts=[Markup(script) for script in scripts],
        script_hashes=Markup(" ".join(f"'{csp_hash(script)}'" for script in scripts)),
        given=_data({
            "language": {
                "tag": work.language.tag,
                "name": work.language.autonym,
                "direction": work.language.direction,
            },
            "day": day.isoformat(),
            "words": words,
            "gate": _gate(work.language.tag),
            "catalogs": [{"name": name, "title": title(name)} for name in work.texts],
            "terms": [_term(term) for term in terms],
            "texts": [_text(text, list(work.texts), terms, words) for text in texts],
        }),
    )  # fmt: skip


def _style(root: Path) -> str:
    """The site's own style, then the desk's."""
    paths = [*sorted((root / STYLE).glob("*.css")), HERE / "desk.css"]
    return "".join(path.read_text("utf-8") for path in paths)


def _data(content: dict[str, Any]) -> Markup:
    """JSON that no element ends in (HTML, section 4.12.1.3: “<!--”, “<script”, “</script”)."""
    return Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _gate(tag: str) -> dict[str, Any]:
    """The gate's table, of its advice only what this language needs."""
    table = json.loads(GATE[0].read_text("utf-8"))
    languages = table["advice"]["languages"]
    table["advice"]["languages"] = {name: words for name, words in languages.items() if name in ("en", tag)}
    return dict(table)


def _term(term: Term) -> dict[str, Any]:
    row = {
        "term": term.term,
        "translation": term.translation,
        "forbidden": list(term.forbidden or ()),
        "note": term.note,
    }
    return {key: value for key, value in row.items() if value}


def _text(text: Text, catalogs: list[str], terms: Sequence[Term], words: Mapping[str, str]) -> dict[str, Any]:
    """What the desk knows of a text; what is empty is left out."""
    changed = text.state == "changed"
    row = {
        "catalog": catalogs.index(text.catalog),
        "number": text.number,
        "code": text.code,
        "base": text.base,
        "place": text.place,
        "kind": text.kind,
        "danger": text.danger,
        "state": text.state,
        "english": text.english,
    }
    more = {
        "context": text.context,
        "spoken": text.spoken,
        "translation": text.translation,
        "old": text.old_english,
        "why": text.why,
        "since": text.since and american(text.since),
        "difference": word_diff(text.old_english, text.english) if changed and text.old_english else None,
        "terms": [list(terms).index(term) for term in terms_in(terms, text.english)],
        "tokens": [
            _token(kind, english, theirs, words)
            for (_, kind), (english, theirs) in zip(text.token_notes, text.stands_for, strict=True)
        ],
    }
    return row | {key: value for key, value in more.items() if value}


def _token(kind: str, english: str, theirs: str, words: Mapping[str, str]) -> dict[str, Any]:
    """A token's button: its kind in a word or two, and what it stands for."""
    name = words.get(f"kind.{kind}", words["kind.piece"])
    if kind == "mark":
        return {"kind": kind, "words": name, "source": 1}
    if kind in ("link", "reference"):
        return {"kind": kind, "words": f"{name} {english.removeprefix('../')}", "link": 1}
    if kind == "address" and english[:1].isdigit():
        name = words["kind.phone"]
    return {"kind": kind, "words": f"{name} {english}".strip(), "shown": theirs}


@lru_cache(1)
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("desk.html")
