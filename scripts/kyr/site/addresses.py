"""Where a page stands: its path on the site, and the way from one page to another."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

SOURCE = "en"


def page_path(tag: str, url: str) -> str:
    """The path of a page below the site's base: English at the root, each other language in its folder.

    >>> page_path("en", "now/door/"), page_path("es", "now/door/"), page_path("en", "./"), page_path("es", "")
    ('now/door/', 'es/now/door/', '', 'es/')
    """
    url = "" if url in (".", "./") else url
    return url if tag == SOURCE else f"{quote(tag)}/{url}"


def way(start: str, goal: str) -> str:
    """The relative link that leads from the page at one path to the page or file at another.

    >>> way("now/door/", "es/now/door/"), way("es/", ""), way("", "app.js"), way("help/", "help/")
    ('../../es/now/door/', '../', 'app.js', './')
    """
    here = posixpath.dirname(start) or "."
    link = posixpath.relpath(goal or ".", here)
    return f"{link}/" if goal.endswith("/") or not goal else link
