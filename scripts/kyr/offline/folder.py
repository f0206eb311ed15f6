"""The built site as a folder that opens from a disk: every link leads to a file, nothing needs a server.

Decision 12 of the architecture: addresses are folders on the web, and `…/index.html` in what is passed on.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from kyr.l10n.csp import csp_hash
from kyr.site.addresses import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

INSIDE = "pages"
"""The folder of all pages but the first, so that a person sees at once which file to open."""
FIRST = "index.html"
STYLE = f"{INSIDE}/style.css"
ORIGIN = "https://site.invalid/"
LEFT_OUT = ("404.html", "sitemap.xml", "_headers", ".htaccess", "worker.js")
"""What only a server needs. (So are the files below `kept/`, from which a phone takes its copy.)"""
LEADS = (("a", "href"), ("script", "src"), ("img", "src"), ("link", "href"), ("area", "href"))


@dataclass(frozen=True)
class Shelf:
    """The pages of some languages of a built site, and where each file stands in the folder. English is there too,
    for the marks of drafts lead to it."""

    built: Path
    tags: tuple[str, ...]
    base: str | None
    """The site's address, for links to what is not in the folder; None: nobody has filled it in."""
    style: str
    """The style sheet that all pages carry: in the folder it is one file."""
    plain: bool = False
    """Whether the first page says nothing but the names of the languages."""

    @property
    def has_cover(self) -> bool:
        """Whether a page to choose a language stands first: with one language its own start page does."""
        return self.plain or len(self.tags) > 1

    @property
    def all_tags(self) -> tuple[str, ...]:
        """Every language that is in the folder."""
        return tuple(dict.fromkeys([*self.tags, SOURCE]))

    def places(self, others: Iterable[str]) -> dict[str, str]:
        """The place in the folder of each file of the site that belongs to the languages; `others` are the tags
        of all the site's languages."""
        folders = set(others) - {SOURCE}
        found = {}
        for path in sorted(self.built.rglob("*")):
            name = path.relative_to(self.built).as_posix()
            if path.is_dir() or name in LEFT_OUT or "kept" in name.split("/") or name.endswith((".br", ".gz")):
                continue
            tag = name.split("/", 1)[0] if name.split("/", 1)[0] in folders else SOURCE
            shared = "/" not in name and not name.endswith(".html")
            if shared or tag in self.all_tags:
                found[name] = self._place(name, tag)
        return found

    def _place(self, name: str, tag: str) -> str:
        if not self.has_cover and name == home(self.tags[0]):
            return FIRST
        if tag == SOURCE and self.tags != (SOURCE,) and not _is_shared(name):
            return f"{INSIDE}/{SOURCE}/{name}"
        return f"{INSIDE}/{name}"


def _is_shared(name: str) -> bool:
    return "/" not in name and not name.endswith(".html")


def home(tag: str) -> str:
    """The file of a language's start page in the built site.

    >>> home("en"), home("es")
    ('index.html', 'es/index.html')
    """
    return FIRST if tag == SOURCE else f"{tag}/{FIRST}"


def files(shelf: Shelf, others: Sequence[str], cover: bytes | None) -> dict[str, bytes]:
    """Every file of the folder by its path.

    Law: each relative link and address in its pages leads to one of these files.
    """
    places = shelf.places(others)
    made = {}
    for name, place in places.items():
        content = (shelf.built / name).read_bytes()
        made[place] = page(content, name, places, shelf) if name.endswith(".html") else content
    if cover is not None:
        made[FIRST] = cover
    made[STYLE] = shelf.style.encode()
    return dict(sorted(made.items()))


def page(content: bytes, name: str, places: Mapping[str, str], shelf: Shelf) -> bytes:
    """One page of the folder: its links lead to files; what is not there stays an address, or only its words."""
    root: Any = html.document_fromstring(content.decode())
    for link in root.xpath("//link[@rel='canonical' or @rel='alternate']"):
        link.drop_tree()
    for tag, attribute in LEADS:
        for element in list(root.iter(tag)):
            if element.get(attribute) is not None:
                _lead(element, attribute, name, places, shelf.base)
    wear(root, shelf.style, posixpath.relpath(STYLE, posixpath.dirname(places[name]) or "."))
    _close_empty_lists(root)
    return f"<!doctype html>{html.tostring(root, encoding='unicode')}".encode()


def _lead(element: Any, attribute: str, name: str, places: Mapping[str, str], base: str | None) -> None:
    """Let one link of the page `name` lead to its file in the folder."""
    link = element.get(attribute)
    goal = urlsplit(urljoin(ORIGIN + name, link))
    if not goal.geturl().startswith(ORIGIN) or link.startswith("#"):
        return
    path = unquote(goal.path).removeprefix("/")
    target = path + FIRST if not path or path.endswith("/") else path
    fragment = f"#{goal.fragment}" if goal.fragment else ""
    if target in places:
        here = posixpath.dirname(places[name]) or "."
        element.set(attribute, posixpath.relpath(places[target], here) + fragment)
    elif base:
        element.set(attribute, base + path + fragment)
    elif element.tag == "a":
        element.drop_tag() if element.get("hreflang") is None else element.drop_tree()
    else:
        element.drop_tree()


def wear(root: Any, style: str, way: str) -> None:
    """Let a page take the style that all pages share from a file, and its policy allow files of the folder."""
    for own in root.xpath("//head/style"):
        if own.text == style:
            own.addprevious(own.makeelement("link", {"rel": "stylesheet", "href": way}))
            own.drop_tree()
    for policy in root.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        allowed = policy.get("content").replace(f"'{csp_hash(style)}'", "'self'")
        policy.set("content", allowed.replace("'self'", "'self' file:"))


def _close_empty_lists(root: Any) -> None:
    """Take out a list of languages whose ways all lead out of the folder."""
    for item in root.xpath("//ul[contains(@class, 'langs')]/li[not(node())]"):
        item.drop_tree()
    for names in root.xpath("//ul[contains(@class, 'langs')]"):
        others = names.xpath(".//a[@hreflang][not(@aria-current)]")
        if not others and names.xpath(".//a[@hreflang] | self::*[not(node())]"):
            around = names.getparent()
            (around if around.tag in ("details", "nav") else names).drop_tree()


def cover(title: str, policy: str, style: str, languages: Sequence[tuple[str, str, str, str]]) -> bytes:
    """The first page of a folder of several languages, or of a plain one: names of languages and nothing else.
    Each language is its tag, direction, own name and the file of its start page."""
    root: Any = html.document_fromstring("<html><head><meta charset='utf-8'></head><body></body></html>")
    head, body = root.find("head"), root.find("body")
    tag, direction = languages[0][:2]
    root.set("lang", tag)
    root.set("dir", direction)
    for values in (
        {"name": "viewport", "content": "width=device-width,initial-scale=1"},
        {"http-equiv": "Content-Security-Policy", "content": policy},
        {"name": "referrer", "content": "no-referrer"},
    ):
        head.append(head.makeelement("meta", values))
    head.append(_with_text(head, "title", title))
    head.append(_with_text(head, "style", style))
    wear(root, style, STYLE)
    main = body.makeelement("main", {"id": "main"})
    listed = main.makeelement("ul", {"class": "list"})
    for tag, direction, name, place in languages:
        item = listed.makeelement("li", {})
        link = _with_text(item, "a", name)
        link.attrib.update({"href": place, "lang": tag, "hreflang": tag, "dir": direction})
        item.append(link)
        listed.append(item)
    main.append(_with_text(main, "h1", title))
    main.append(listed)
    body.append(main)
    return f"<!doctype html>{html.tostring(root, encoding='unicode')}".encode()


def _with_text(beside: Any, tag: str, text: str) -> Any:
    element = beside.makeelement(tag, {})
    element.text = text
    return element
