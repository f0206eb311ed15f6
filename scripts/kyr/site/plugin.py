"""The thin layer between MkDocs and the site: it hands pages on and decides nothing.

What gives the site its meaning lives in Markdown extensions (kyr.markup, kyr.l10n) and in the driver
(kyr.site.build), so that another generator needs another file like this one and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files

from kyr.site import run
from kyr.site.squeeze import squeeze_html

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


class NoOptions(Config):
    """The plugin has none: what there is to choose stands in site.yml and locales/languages.yml."""


class KyrPlugin(BasePlugin[NoOptions]):
    """One language's run: takes the words, the ledger and the shell from `run.current`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the Markdown extensions of the run; build nothing of the theme's own pages."""
        if run.current is None:
            raise PluginError("mkdocs.yml alone does not build this site: use scripts/build or scripts/serve")
        self.run = run.current
        config.markdown_extensions.extend(self.run.extensions)
        config.theme.static_templates.clear()
        return config

    def keep_ours(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave the theme's own scripts, fonts and styles where they are: no page of ours refers to them. Leave
        out, before the language layer chooses, the pages that are for another language or stale."""
        ours = (file for file in files if file.src_dir == config.docs_dir)
        return Files([file for file in ours if not self.run.leaves_out(file.src_uri)])

    @event_priority(-200)
    def add_places(self, files: Files, config: MkDocsConfig) -> Files:
        """The pages that stand in no file, after the language layer: they are the same in every language's run."""
        for src, text in self.run.places.items():
            files.append(File.generated(config, src, content=text))
        return files

    on_files = CombinedEvent(keep_ours, add_places)

    @event_priority(-200)
    def on_nav(self, nav: Any, config: MkDocsConfig, files: Files) -> Any:
        """Tell the run which pages there are, after the language layer has chosen them."""
        self.run.know_pages({file.url: file.src_uri for file in files.documentation_pages()})
        return nav

    def on_page_markdown(self, markdown: str, page: Page, **kwargs: Any) -> str:
        """Tell the extensions which page comes next."""
        self.run.start(page.file.src_uri, page.file.content_string, markdown)
        return markdown

    def on_page_content(self, html: str, page: Page, **kwargs: Any) -> str:
        """Keep what the extensions found on the page."""
        self.run.finish(page.file.src_uri)
        return html

    def on_env(self, env: jinja2.Environment, **kwargs: Any) -> jinja2.Environment:
        """A template that names a value which does not exist is an error, not an empty place."""
        env.undefined = jinja2.StrictUndefined
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        return env

    def on_page_context(self, context: Any, page: Page, **kwargs: Any) -> Any:
        """Give the templates their values."""
        context.update(self.run.context(page.file.src_uri, page.url, page.content or "", page.meta))
        return context

    def on_post_page(self, output: str, **kwargs: Any) -> str:
        """Take out the white space that no reader sees."""
        return squeeze_html(output)
