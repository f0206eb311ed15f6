"""The built site as the checks see it: files by path, pages parsed once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

#: Attributes that make a browser load something at once, by tag; "*" is any tag.
LOADS = {
    "*": ("src", "srcset", "poster", "background", "data"),
    "link": ("href",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "object": ("data",),
    "form": ("action",),
}
#: `rel` values of <link> that only name an address and load nothing.
NAMES_ONLY = {"canonical", "alternate", "license", "author", "prev", "next"}


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file; `path` is relative to the site, with slashes."""

    path: str
    text: str

    @functools.cached_property
    def root(self) -> HtmlElement:
        return lxml.html.document_fromstring(self.text)

    @property
    def main(self) -> HtmlElement:
        found = self.root.find(".//main")
        return self.root if found is None else found

    @property
    def slug(self) -> str:
        """The address below the site's root: "" for the first page, "now/door/" for a page."""
        return re.sub(r"(^|/)index\.html$", r"\1", self.path)

    @property
    def is_preview(self) -> bool:
        """Whether search engines are asked to leave it out."""
        return "noindex" in " ".join(self.root.xpath("//meta[@name='robots']/@content"))

    @property
    def stands_apart(self) -> bool:
        """Whether it has not what every page has: the page for wrong addresses, those behind codes on paper, and
        wallet cards, which are sheets of paper."""
        return self.path == "404.html" or self.is_behind_a_code or self.is_card

    @property
    def is_card(self) -> bool:
        """Whether it is a wallet card."""
        return bool(re.fullmatch(r"([^/]+/)?print/card/[^/]+/index\.html", self.path))

    @property
    def is_behind_a_code(self) -> bool:
        """Whether it is the small page of a code on paper."""
        return bool(re.fullmatch(r"print/check/[^/]+/index\.html", self.path))

    @property
    def lists_files(self) -> bool:
        """Whether it is a language's list of PDFs: each language has PDFs of its own, or none."""
        return bool(re.fullmatch(r"([^/]+/)?print/files/index\.html", self.path))

    def line(self, element: HtmlElement) -> int:
        return int(element.sourceline or 1)

    def ids(self) -> Iterator[str]:
        for element in self.root.iter():
            if isinstance(element.tag, str) and element.get("id"):
                yield str(element.get("id"))

    def loads(self) -> Iterator[tuple[HtmlElement, str]]:
        """Each address that opening the page makes a browser fetch or send to."""
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            rel = set((element.get("rel") or "").lower().split())
            if element.tag == "link" and rel and rel <= NAMES_ONLY:
                continue
            for attribute in (*LOADS["*"], *LOADS.get(element.tag, ())):
                value = element.get(attribute)
                if value is None:
                    continue
                parts = value.split(",") if attribute == "srcset" else [value]
                for part in parts:
                    if part.strip():
                        yield element, part.split()[0]
            for style in filter(None, (element.get("style"), element.text if element.tag == "style" else None)):
                for url in re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", style):
                    yield element, url[0] or url[1]

    def links(self) -> Iterator[tuple[HtmlElement, str]]:
        for element in self.root.iter("a", "area"):
            if element.get("href") is not None:
                yield element, str(element.get("href"))


class Tree:
    """A folder with a built site. `base` is the path prefix it is served under, "/" or "/x/"; `project` is the
    folder that it was built from, whose locales/languages.yml knows how languages write dates."""

    def __init__(self, root: Path, base: str = "/", project: Path = Path()) -> None:
        self.root = root
        self.project = project
        self.base = base
        self.files = tuple(sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()))
        self.pages = {
            path: BuiltPage(path, (root / path).read_text("utf-8"))
            for path in self.files
            if path.endswith(".html")
        }

    def target(self, page: BuiltPage, address: str) -> tuple[str, str] | None:
        """Where an address on a page leads inside the site: (file, fragment); None when it leaves the site.

        The file need not exist. A directory means its `index.html`.
        """
        split = urlsplit(address)
        if split.scheme or split.netloc:
            return None
        path = unquote(split.path)
        if path.startswith("/"):
            if not path.startswith(self.base):
                return path, split.fragment
            full = PurePosixPath("/", path[len(self.base) :])
        else:
            full = PurePosixPath("/", page.path).parent / path if path else PurePosixPath("/", page.path)
        parts: list[str] = []
        for part in full.parts[1:]:
            if part == "..":
                if parts:
                    parts.pop()
            elif part != ".":
                parts.append(part)
        found = "/".join(parts)
        if not path:
            return page.path, split.fragment
        if path.endswith(("/", ".", "..")) or not PurePosixPath(found).suffix:
            found = f"{found}/index.html" if found else "index.html"
        return found, split.fragment
