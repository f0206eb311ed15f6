"""Take the README's pictures of the built site again: .venv/bin/python scripts/pictures.py"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "home-en": ("index.html", "light"),
    "home-es": ("es/index.html", "light"),
    "door-en": ("now/door/index.html", "light"),
    "door-es-dark": ("es/now/door/index.html", "dark"),
    "data-en": ("data/index.html", "light"),
    "data-es-dark": ("es/data/index.html", "dark"),
    "tax-en-dark": ("data/tax/index.html", "dark"),
    "tax-es": ("es/data/tax/index.html", "light"),
}


def main() -> None:
    """One picture of each page, as it stands on a small phone."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, (page, scheme) in PICTURES.items():
            shown = window.new_page(
                viewport={"width": 320, "height": 640},
                color_scheme="dark" if scheme == "dark" else "light",
                device_scale_factor=1.25,
            )
            shown.goto((ROOT / "site" / page).as_uri())
            shown.screenshot(path=ROOT / ".github/pictures" / f"{name}.png")
        window.close()


if __name__ == "__main__":
    main()
