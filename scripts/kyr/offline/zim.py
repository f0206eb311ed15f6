"""A ZIM file: one file with a full-text index, for the readers and servers of Kiwix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from libzim.writer import Creator, Hint, Item, StringProvider
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KINDS = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".png": "image/png", ".xml": "application/atom+xml", ".json": "application/json", ".txt": "text/plain",
}  # fmt: skip
TITLE_SIGNS, DESCRIPTION_SIGNS = 30, 80
"""The most that a title and a description may have, by the metadata rules of openZIM."""


@dataclass(frozen=True)
class About:
    """What a ZIM says of itself."""

    name: str
    title: str
    description: str
    languages: tuple[str, ...]
    """Of ISO 639-3, the most used first."""
    publisher: str
    day: str
    icon: bytes
    """A PNG of 48 by 48 pixels."""


class _File(Item):  # type: ignore[misc]
    def __init__(self, path: str, content: bytes) -> None:
        super().__init__()
        self._path, self._content = path, content

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        if not self._path.endswith(".html"):
            return ""
        root: Any = html.document_fromstring(self._content.decode())
        heading = root.find(".//h1")
        text = heading.text_content() if heading is not None else root.findtext(".//title") or ""
        return " ".join(text.split())

    def get_mimetype(self) -> str:
        return KINDS.get("." + self._path.rpartition(".")[2], "application/octet-stream")

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._content)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: int(self._path.endswith(".html"))}


def cut(text: str, signs: int) -> str:
    """The text, or as many of its words as fit.

    >>> cut("Plain answers about data", 16), cut("你可以做什么", 4)
    ('Plain answers', '你可以做')
    """
    head = text[: signs + 1]
    if len(head) <= signs:
        return text
    return (head.rsplit(" ", 1)[0] if " " in head else head[:signs]).rstrip(" ,;:、，")


def write(files: Mapping[str, bytes], about: About, out: Path) -> None:
    """Write the ZIM of these files, whose first page is index.html. The bytes of two runs differ only in the
    number that libzim gives each file; entries and their contents are the same."""
    with Creator(out).config_indexing(True, about.languages[0]) as creator:
        creator.set_mainpath("index.html")
        creator.add_illustration(48, about.icon)
        for name, value in {
            "Name": about.name,
            "Title": cut(about.title, TITLE_SIGNS),
            "Description": cut(about.description, DESCRIPTION_SIGNS),
            "Language": ",".join(about.languages),
            "Creator": about.publisher,
            "Publisher": about.publisher,
            "Date": about.day,
            "Tags": "_ftindex:yes;_pictures:no;_videos:no;_details:yes",
        }.items():
            creator.add_metadata(name, value)
        for path, content in files.items():
            creator.add_item(_File(path, content))
