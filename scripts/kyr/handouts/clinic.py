"""A clinic's own words on its handouts: `--clinic clinic.yml`, checked line by line.

name: Northside Legal Clinic
phone: (206) 555-0199
hours: Mon-Fri 9-5
languages: English, Español
logo: logo.png
"""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers
import yaml
from lxml import html
from PIL import Image, UnidentifiedImageError

from kyr.problems import Problem, Problems
from kyr.site.settings import key_nodes

FIELDS = ("name", "phone", "hours", "languages")
LOGO = "logo"
SIGNS = 200
"""So many letters at most in a line, as in the form on the page `print`."""
KINDS = ("PNG", "JPEG", "WEBP")
MOST_BYTES, MOST_PIXELS = 5_000_000, 40_000_000
BOX = (480, 216)
"""The logo is made this small, in pixels: 40 by 18 millimeters at 300 dots an inch."""


@dataclass(frozen=True)
class Clinic:
    """Who gives the sheets out, in its own words."""

    name: str
    phone: str = ""
    hours: str = ""
    languages: str = ""
    logo: bytes = b""
    """A PNG, drawn anew; empty where there is none."""

    def box(self, panel: str) -> str:
        """The box `shell/stamped.html` with these words in it; they are text, never HTML."""
        root: Any = html.fragment_fromstring(panel)
        for field in FIELDS:
            (line,) = root.find_class(field)
            if getattr(self, field):
                line.find(".//bdi").text = getattr(self, field)
            else:
                line.drop_tree()
        for element in root.find_class("screen"):
            element.drop_tree()
        picture = root.find("img")
        if self.logo:
            del picture.attrib["hidden"]
            picture.set("src", f"data:image/png;base64,{base64.b64encode(self.logo).decode()}")
            picture.set("alt", self.name)
        else:
            picture.drop_tree()
        return str(html.tostring(root, encoding="unicode"))


def read(file: Path) -> Clinic:
    """The clinic of a file. Raises Problems with every finding, each with its line."""
    found: list[Problem] = []
    values: dict[str, str] = {}
    logo = b""
    for key, value in key_nodes(file.parent, file.name, "write `name: Our clinic`"):
        line = key.start_mark.line + 1
        text = str(value.value).strip() if isinstance(value, yaml.ScalarNode) else ""
        if key.value not in (*FIELDS, LOGO):
            known = ", ".join((*FIELDS, LOGO))
            found.append(Problem(file.name, line, f"there is no “{key.value}”", f"write one of {known}"))
        elif not text:
            found.append(Problem(file.name, line, f"“{key.value}” says nothing", "write one line, or take it out"))
        elif key.value == LOGO:
            try:
                logo = picture(file.parent / text)
            except (OSError, ValueError) as error:
                what = "there is no such file" if isinstance(error, FileNotFoundError) else str(error)
                found.append(Problem(file.name, line, f"{text}: {what}", "name a PNG, JPEG or WebP picture"))
        elif fault := _fault(key.value, text):
            found.append(Problem(file.name, line, *fault))
        else:
            values[key.value] = text
    if not any(problem.what.startswith("“name”") for problem in found) and "name" not in values:
        found.append(Problem(file.name, 1, "the clinic has no name", "write `name: Our clinic`"))
    if found:
        raise Problems(sorted(found))
    return Clinic(**values, logo=logo)


def _fault(key: str, text: str) -> tuple[str, str] | None:
    if len(text) > SIGNS:
        return f"“{key}” has {len(text)} letters, {SIGNS} at most", "make it shorter"
    if not text.isprintable():
        return f"“{key}” has signs that cannot be printed", "write one line of plain text"
    loosely = phonenumbers.Leniency.POSSIBLE
    if key == "phone" and not list(phonenumbers.PhoneNumberMatcher(text, "US", leniency=loosely)):
        return f"“{text}” holds no phone number", "write it as (206) 555-0100"
    return None


def picture(file: Path) -> bytes:
    """A picture drawn anew, small, on white, so that nothing else in the file comes with it.

    Raises OSError for a file that cannot be read, ValueError for one that is no picture, or too large.
    """
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"the picture has {size / 1e6:.0f} MB, {MOST_BYTES / 1e6:.0f} at most")
    content = file.read_bytes()
    if b"<svg" in content[:2000].lower():
        raise ValueError("an SVG can hold programs")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=KINDS)
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        whole = opened.convert("RGBA")
    except UnidentifiedImageError:
        raise ValueError("this is no picture") from None
    except Image.DecompressionBombError:
        raise ValueError(f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels") from None
    except (OSError, SyntaxError):
        raise ValueError("the picture is broken") from None
    whole.thumbnail(BOX)
    drawn = Image.new("RGB", whole.size, "white")
    drawn.paste(whole, mask=whole)
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()
