"""What a reader who keeps the pages on a phone fetches: the files of each language, small, few, and by their hash.

A page by itself is squeezed badly, and three quarters of it are the style that all pages share. So the pages of a
language go into a few files without it, and the worker (overrides/script/pages/worker.js) puts it back. Their list,
`kept/list.json`, has a hash and a size for each, so that a saving that is broken off goes on where it stopped, and a
newer edition costs only what is new in it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from kyr.markup.keep import PLACE
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.dress import SCRIPT, own_scripts
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kyr.site.run import LanguageRun, Site

FOLDER = "kept/"
AWAY = f"{FOLDER}away/"
"""The page that is shown for one that is not saved, when there is no network. Only saved copies hold it."""
DOWNLOAD, ROOM = "<!--download-->", "<!--room-->"
"""What stands in a page for the numbers until all pages are made."""
WORKER = "worker.js"
FIRST = ("", "now", "help", "basics", "data", "records", "who", "print", "about")
"""The order of saving, by the first part of a page's address: a saving that is broken off early has the start page
and what somebody needs at the door. The states come last."""
AT_ONCE = 6
"""So many pages to a file: about 15 kB over the network, one to lose when the connection breaks."""
NOT_KEPT = frozenset({".html", ".pdf", ".xml"})
"""Beside a language's pages stand files that its pages use, and files that a reader asks for one by one: not these."""


@dataclass(frozen=True)
class File:
    """A file that is fetched: its path below the base, and what is in it."""

    path: str
    content: bytes
    pages: bool

    def listed(self) -> dict[str, object]:
        """Its row in the list; `wire`: its bytes as a host sends them, squeezed with gzip."""
        return {
            "path": self.path,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "bytes": len(self.content),
            "wire": len(gzip.compress(self.content, 6, mtime=0)),
            "pages": self.pages,
        }


def fill(run: LanguageRun, out: Path) -> None:
    """Draw the buttons into the pages of a finished run that wait for them; `write` puts the numbers in."""
    for url in run.addresses.values():
        page = out / url / "index.html"
        content = page.read_text("utf-8")
        if PLACE in content:
            buttons = drawn(
                run.site.root,
                "shell/keep.html",
                say=run.words.shell,
                script=way(page_path(run.language.tag, url), "keep.js"),
                download=Markup("[DOWNLOAD]"),
                room=Markup("[ROOM]"),
            )
            buttons = buttons.replace("[DOWNLOAD]", DOWNLOAD).replace("[ROOM]", ROOM)
            page.write_text(content.replace(PLACE, buttons), "utf-8")


def said(run: LanguageRun) -> dict[str, str]:
    """What only a saved copy shows: the line above each page, and the page for one that is not saved."""
    away = drawn(
        run.site.root,
        "shell/away.html",
        words=run.words,
        site=run.site.name,
        policy=Markup(run.site.dress.policy),
        start=way(AWAY, page_path(run.language.tag, "")),
    )
    return {"copy": f'<p class="age">{run.words.shell("keep.copy")}</p>', "away": away}


def write(
    site: Site, texts: Mapping[str, Mapping[str, str]], words: Mapping[str, Mapping[str, str]], out: Path
) -> None:
    """The files to save and their list, for each language; `out` holds everything else of the site already.

    Law: every page of a language is in one file of its list, and with the style put back it is, byte for byte, the
    page on the site.
    """
    shared = [name for name in (SCRIPT, *own_scripts(site.root)) if name != WORKER]
    tags = frozenset(texts)
    for tag, pages in texts.items():
        scripts = {name: (out / name).read_text("utf-8") for name in shared}
        _write_language(site, tag, pages, scripts, words[tag], list(_others(out, tag, tags, shared)), out)


def _write_language(
    site: Site,
    tag: str,
    pages: Mapping[str, str],
    scripts: Mapping[str, str],
    words: Mapping[str, str],
    others: Sequence[str],
    out: Path,
) -> None:
    folder = page_path(tag, "")
    bare = {folder + url: text.replace(site.dress.style, "", 1) for url, text in pages.items()}
    bare[AWAY] = words["away"]
    groups = list(_groups([path for path in bare if path != AWAY], folder))
    groups[0] = [AWAY, *scripts, *groups[0]]
    rest = [File(path, (out / path).read_bytes(), pages=False) for path in others]

    def files() -> list[File]:
        return [_file(folder, {path: {**scripts, **bare}[path] for path in group}) for group in groups] + rest

    rows = [file.listed() for file in files()]
    wire = sum(int(str(row["wire"])) for row in rows)
    room = sum(len(text.encode()) + len(site.dress.style) for text in bare.values())
    room += sum(len(file.content) for file in rest)
    for path, text in bare.items():
        if DOWNLOAD in text:
            counted = text.replace(DOWNLOAD, str(math.ceil(wire / 10_000) * 10))
            bare[path] = counted = counted.replace(ROOM, str(math.ceil(room / 1_000_000)))
            whole = counted.replace("<style></style>", f"<style>{site.dress.style}</style>", 1)
            (out / path / "index.html").write_text(whole, "utf-8")
    made = files()
    for file in made:
        if file.pages:
            _put(out / file.path, file.content)
    put = [
        ["<style></style>", f"<style>{site.dress.style}</style>"],
        ["<article>", f"<article>{words['copy']}"],
    ]
    listed = [file.listed() for file in made]
    names = json.dumps([listed, put], ensure_ascii=False).encode()
    edition = hashlib.sha256(names).hexdigest()[:16]
    _put(out / folder / FOLDER / "list.json", _json({"edition": edition, "files": listed, "put": put}))


def _file(folder: str, texts: Mapping[str, str]) -> File:
    content = _json(texts)
    return File(f"{folder}{FOLDER}{hashlib.sha256(content).hexdigest()[:16]}.json", content, pages=True)


def _groups(paths: Iterable[str], folder: str) -> Iterator[list[str]]:
    """The pages in the order of saving, a few at once; a new page in one part of the site moves none in another."""
    parts: dict[str, list[str]] = {}
    for path in sorted(paths):
        url = path.removeprefix(folder)
        first = "states" if url.startswith("help/states/") else url.split("/")[0]
        parts.setdefault(first, []).append(path)
    order = {first: at for at, first in enumerate(FIRST)}
    for first in sorted(parts, key=lambda first: (order.get(first, len(order)), first)):
        for at in range(0, len(parts[first]), AT_ONCE):
            yield parts[first][at : at + AT_ONCE]


def _others(out: Path, tag: str, tags: frozenset[str], shared: Iterable[str]) -> Iterator[str]:
    """What else stands in a language's folder, such as its search and the words of its scripts."""
    place = out / page_path(tag, "")
    not_ours = {*shared, WORKER, "CNAME", ".nojekyll", "robots.txt"}
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place)
        elsewhere = tag == SOURCE and name.parts[0] in tags
        if path.is_file() and not elsewhere and name.parts[0] != FOLDER.rstrip("/"):
            if path.suffix not in NOT_KEPT and name.as_posix() not in not_ours:
                yield path.relative_to(out).as_posix()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
