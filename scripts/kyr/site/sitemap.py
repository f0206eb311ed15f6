"""sitemap.xml: every page once, with its other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from kyr.site.addresses import SOURCE, page_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(base: str, urls: Iterable[str], tags: Sequence[str], some: Mapping[str, Sequence[str]]) -> str:
    """The sitemap of pages (paths below a language's folder) in each of the languages, and of those that only
    `some` languages have. No dates: same input, same bytes."""
    lines = [HEAD]
    of = {**dict.fromkeys(urls, tags), **{url: [tag for tag in tags if tag in has] for url, has in some.items()}}
    for url in sorted(of):
        places = [(tag, base + page_path(tag, url)) for tag in of[url]]
        others = list(places) if len(places) > 1 else []
        has_default = others and (url not in some or SOURCE in of[url])
        others += [("x-default", base + page_path(SOURCE, url))] if has_default else []
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>' for tag, address in others
        )
        lines += [f"<url><loc>{address}</loc>{links}</url>\n" for _, address in places]
    return "".join([*lines, "</urlset>\n"])
