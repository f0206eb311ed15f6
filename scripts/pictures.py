"""Take the README's pictures of the built site again: .venv/bin/python scripts/pictures.py"""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from kyr.l10n import languages

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"home": "", "door": "now/door/", "data": "data/", "tax": "data/tax/"}
LANGUAGES = {"en": "", "es": "es/"}
BRIEFLY = {"home": "", "door": "now/door/"}
"""The pages shown in every other language."""
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


def main() -> None:
    """Each page as it stands on a small phone, in each language, light and dark."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        others = {one.tag: f"{one.tag}/" for one in languages(ROOT) if one.tag not in LANGUAGES}
        wanted = [*product(PAGES.items(), LANGUAGES.items()), *product(BRIEFLY.items(), others.items())]
        for ((name, page), (tag, folder)), scheme in product(wanted, SCHEMES):
            shown = window.new_page(viewport={"width": 320, "height": 700}, color_scheme=scheme)
            shown.goto((ROOT / "site" / folder / page / "index.html").as_uri())
            shown.screenshot(path=ROOT / ".github/pictures" / f"{name}-{tag}-{scheme}.png")
            shown.close()
        window.close()


if __name__ == "__main__":
    main()
