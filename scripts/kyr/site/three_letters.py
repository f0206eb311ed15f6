"""Three-letter language tags (prs, hmn), which mkdocs-static-i18n refuses.

Delete this file when https://github.com/ultrabug/mkdocs-static-i18n/issues/339 is closed.
"""

from __future__ import annotations

import re

from mkdocs_static_i18n import config

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Z]{2}|[0-9]{3}))?$")


def allow() -> None:
    """Let the language layer's configuration take every tag that locales/languages.yml may hold."""
    config.RE_LOCALE = TAG
