"""One page in one file: its style, its script and its words, good for a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from kyr.l10n.csp import csp_hash
from kyr.offline.folder import ORIGIN

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 300_000
"""So many bytes at most: what messengers and cheap phones take without complaint."""


def single(built: Path, name: str, base: str | None) -> bytes:
    """The page of the file `name` in the built site, with everything inside. Links to other pages become whole
    addresses, or only their words where nobody has said where the site stands."""
    root: Any = html.document_fromstring((built / name).read_text("utf-8"))
    for link in root.xpath("//head/link[not(@rel='icon')]"):
        link.drop_tree()
    script = _scripts(root, built, name)
    for policy in root.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        allowed = f"script-src '{csp_hash(script)}'" if script else "script-src 'none'"
        policy.set("content", policy.get("content").replace("script-src 'self'", allowed).replace(" 'self'", ""))
    for element in list(root.iter("a")):
        _whole(element, name, base)
    for languages in root.xpath("//header//details | //header//nav[not(.//a)]"):
        if not languages.xpath(".//a"):
            languages.drop_tree()
    if script:
        inline = root.makeelement("script", {})
        inline.text = script
        root.find("body").append(inline)
    return f"<!doctype html>{html.tostring(root, encoding='unicode')}".encode()


def _scripts(root: Any, built: Path, name: str) -> str:
    """Take the script files out of a page; their text, to stand at its end."""
    texts = []
    for script in root.xpath("//script[@src]"):
        path = unquote(urlsplit(urljoin(ORIGIN + name, script.get("src"))).path).removeprefix("/")
        texts.append((built / path).read_text("utf-8"))
        script.drop_tree()
    return "".join(texts)


def _whole(element: Any, name: str, base: str | None) -> None:
    link = element.get("href", "")
    goal = urlsplit(urljoin(ORIGIN + name, link))
    if link.startswith("#") or not goal.geturl().startswith(ORIGIN):
        return
    if base:
        element.set("href", base + goal.path.removeprefix("/") + (f"#{goal.fragment}" if goal.fragment else ""))
    elif element.get("hreflang") is not None or element.text_content() == "EN":
        element.drop_tree()
    else:
        element.drop_tag()
