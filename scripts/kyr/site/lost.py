"""404.html: one page for every address that leads nowhere, in every language, at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from kyr.site.addresses import SOURCE, page_path
from kyr.site.dress import SCRIPT
from kyr.site.shell import PARTS, Link, Shell
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kyr.site.run import Site

LINE = Markup('<h2 lang="{}" dir="{}"><a href="{}" hreflang="{}">{}</a></h2><p lang="{}" dir="{}">{}</p>')


def lost_page(site: Site, said: Mapping[str, tuple[str, str]], slugs: Collection[str]) -> str:
    """The page, with links from the root of the host: nobody knows how deep the wrong address was.

    `said`: title and text in each language, as HTML.
    """
    words, base = site.english, site.settings.base_path
    names, lines = [], []
    for language in (language for language in site.languages if language.is_published):
        there = base + page_path(language.tag, "")
        names.append(Link(there, language.autonym, False, language.tag, language.direction))
        if language.tag != SOURCE and language.tag in said:
            title, text = map(Markup, said[language.tag])
            tag, way = language.tag, language.direction
            lines.append(LINE.format(tag, way, there, tag, title, tag, way, text))
    article = Markup("<h1>{}</h1><p>{}</p><p>{}</p>").format(
        words.shell("lost.title"), words.shell("lost.text"), words.shell("lost.code")
    )
    parts = tuple(Link(f"{base}{part}/", words.shell(f"nav.{part}")) for part in PARTS if part in slugs)
    values = Shell(
        site=site.name,
        title=site.name,
        description="",
        policy=Markup(site.dress.policy),
        style=Markup(site.dress.style),
        script=base + SCRIPT,
        canonical="",
        alternates=(),
        start=base,
        at_start=True,
        language_label="",
        languages=tuple(names) if len(names) > 1 else (),
        more_languages=(),
        urgent=parts[:1],
        parts=parts,
        ways=(),
        contents=(),
        opening=article,
        body=Markup("").join(lines),
        dates=None,
        late_after=None,
        translated=None,
    )
    return drawn(site.root, "main.html", words=words, shell=values, publisher=site.settings)
