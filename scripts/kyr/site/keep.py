"""What a reader who keeps the pages on a phone fetches: the files of each language, small, few, and by their hash.

A page by itself is squeezed badly, and half of it is the style that all pages share: 0.9 MB for a language. So
its pages go into a few files without the style, 0.3 MB, and overrides/script/pages/worker.js puts it back. Their
list, `kept/list.json`, has a hash and a size for each, so that a saving that is broken off goes on where it
stopped, and a newer edition costs only what is new in it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from kyr.markup.keep import PLACE
from kyr.site.addresses import SOURCE, page_path, way
from kyr.site.dress import SCRIPT, own_scripts
from kyr.site.files import FOLDER as PAPERS
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kyr.site.files import File as Paper
    from kyr.site.run import LanguageRun, Site

FOLDER = "kept/"
LIST = f"{FOLDER}list.json"
PAPER_LIST = f"{FOLDER}papers.json"
"""The PDFs of a language, of which a reader may mark some to keep; only where there are any."""
AWAY = f"{FOLDER}away/"
"""The page that is shown for one that is not saved, when there is no network. Only saved copies hold it."""
DOWNLOAD, ROOM = "[download]", "[room]"
"""What stands in a page for the numbers until all pages are made."""
NUMBER = '<b class="edition">{}</b>'
"""A number that each language has for itself."""
BARE = "<style></style>"
"""What is left of the style in a file of pages."""
WORKER = "worker.js"
FIRST = ("", "now", "help", "basics", "data", "records", "who", "print", "about")
"""The order of saving, by the first part of a page's address: a saving that is broken off early has the start page
and what somebody needs at the door. The states come last."""
AT_ONCE = 6
"""So many pages to a file: about 15 kB over the network, one to lose when the connection breaks."""
NOT_KEPT = frozenset({".html", ".pdf", ".xml"})
"""Beside a language's pages stand files that they use, and files that a reader asks for one by one: not these."""


@dataclass(frozen=True)
class File:
    """A file that is fetched: its path below the base, and what is in it."""

    path: str
    content: bytes
    pages: bool
    """Whether it holds pages by their paths; else it is kept as it is."""

    @property
    def wire(self) -> int:
        """Its bytes as a host sends them, squeezed with gzip."""
        return _squeezed(self.content)

    def listed(self) -> dict[str, object]:
        """Its row in the list."""
        digest = hashlib.sha256(self.content).hexdigest()
        return _row(self.path, digest, len(self.content), self.wire, pages=self.pages)


@dataclass
class Copy:
    """What is saved of one language."""

    folder: str
    texts: dict[str, str]
    """Pages without what they share, and scripts, by their paths below the base."""
    groups: list[list[str]]
    """Which of them go into one file, in the order of saving."""
    others: list[File]
    put: list[list[str]]
    """What the worker puts where: the style, and the line that says that one reads a copy."""

    def files(self) -> list[File]:
        """Everything that is fetched, in the order of saving."""
        groups = ({path: self.texts[path] for path in group} for group in self.groups)
        return [*(_file(self.folder, group) for group in groups), *self.others]


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
                download=Markup(NUMBER.format(DOWNLOAD)),
                room=Markup(NUMBER.format(ROOM)),
            )
            page.write_text(content.replace(PLACE, buttons), "utf-8")


def said(run: LanguageRun) -> dict[str, str]:
    """What only a saved copy shows: the line above each page, and the page for one that is not saved."""
    away = drawn(
        run.site.root,
        "shell/away.html",
        words=run.words,
        site=run.site.name,
        publisher=run.site.settings,
        policy=Markup(run.site.dress.policy),
        script=way(AWAY, SCRIPT),
        start=way(AWAY, page_path(run.language.tag, "")),
    )
    return {"copy": f'<p class="age">{run.words.shell("keep.copy")}</p>', "away": away}


def write(
    site: Site,
    texts: Mapping[str, Mapping[str, str]],
    words: Mapping[str, Mapping[str, str]],
    files: Mapping[str, Iterable[Paper]],
    out: Path,
) -> None:
    """The files to save and their list, for each language, and the list of its PDFs in `files`, of which a reader
    may mark some; `out` holds everything else of the site already.

    Law: every page of a language is in one file of its list, and with the style put back it is, byte for byte, the
    page on the site.
    """
    names = [name for name in (SCRIPT, *own_scripts(site.root)) if name != WORKER and (out / name).is_file()]
    scripts = {name: (out / name).read_text("utf-8") for name in names}
    style = site.dress.style
    for tag, pages in texts.items():
        folder = page_path(tag, "")
        bare = {folder + url: text.replace(style, "", 1) for url, text in pages.items()}
        groups = list(_groups(bare, folder))
        groups[0] = [AWAY, *scripts, *groups[0]]
        others = [File(path, (out / path).read_bytes(), pages=False) for path in _others(out, tag, texts, scripts)]
        put = [[BARE, f"<style>{style}</style>"], ["<article>", f"<article>{words[tag]['copy']}"]]
        copy = Copy(folder, {**scripts, **bare, AWAY: words[tag]["away"]}, groups, others, put)
        _tell_size(copy, style, out)
        saved = copy.files()
        for file in saved:
            if file.pages:
                _put(out / file.path, file.content)
        rows = [file.listed() for file in saved]
        edition = hashlib.sha256(_json([rows, put])).hexdigest()[:16]
        papers = [_row(folder + PAPERS + paper.file, paper.sha256, paper.bytes) for paper in files.get(tag, ())]
        if papers:
            _put(out / folder / PAPER_LIST, _json({"files": papers}))
        _put(out / folder / LIST, _json({"edition": edition, "files": rows, "put": put, "papers": bool(papers)}))


def _tell_size(copy: Copy, style: str, out: Path) -> None:
    """Put the size of a language into the page that waits for it."""
    waiting = [path for path, text in copy.texts.items() if DOWNLOAD in text]
    files = copy.files() if waiting else []
    wire = sum(file.wire for file in files)
    room = sum(len(file.content) for file in files) + len(copy.texts) * len(style)
    for path in waiting:
        text = copy.texts[path].replace(DOWNLOAD, str(math.ceil(wire / 10_000) * 10))
        copy.texts[path] = text = text.replace(ROOM, str(math.ceil(room / 1_000_000)))
        _put(out / path / "index.html", text.replace(BARE, f"<style>{style}</style>", 1).encode())


def _file(folder: str, texts: Mapping[str, str]) -> File:
    content = _json(texts)
    return File(f"{folder}{FOLDER}{hashlib.sha256(content).hexdigest()[:16]}.json", content, pages=True)


def _row(path: str, digest: str, size: int, wire: int = 0, *, pages: bool = False) -> dict[str, object]:
    """A file in a list; a PDF is as large over the network as it is."""
    return {"path": path, "sha256": digest, "bytes": size, "wire": wire or size, "pages": pages}


@lru_cache(1024)
def _squeezed(content: bytes) -> int:
    return len(gzip.compress(content, 6, mtime=0))


def _groups(paths: Iterable[str], folder: str) -> Iterator[list[str]]:
    """The pages in the order of saving, a few at once; a new page in one part of the site moves none elsewhere."""
    parts: dict[str, list[str]] = {}
    for path in sorted(paths):
        url = path.removeprefix(folder)
        first = "states" if url.startswith("help/states/") else url.split("/")[0]
        parts.setdefault(first, []).append(path)
    order = {first: at for at, first in enumerate(FIRST)}
    for first in sorted(parts, key=lambda first: (order.get(first, len(order)), first)):
        for at in range(0, len(parts[first]), AT_ONCE):
            yield parts[first][at : at + AT_ONCE]


def _others(out: Path, tag: str, tags: Iterable[str], shared: Iterable[str]) -> Iterator[str]:
    """What else stands in a language's folder, such as its search and the words of its scripts."""
    place = out / page_path(tag, "")
    not_ours = {*shared, WORKER, "CNAME", ".nojekyll", "robots.txt"}
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place)
        elsewhere = name.parts[0] in ((*tags, "kept") if tag == SOURCE else ("kept",))
        wanted = path.suffix not in NOT_KEPT and name.as_posix() not in not_ours
        if path.is_file() and wanted and not elsewhere:
            yield path.relative_to(out).as_posix()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
