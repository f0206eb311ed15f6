"""What a desk hands back: untrusted JSON of which nothing but texts is taken."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..intake import BadFile, Finding, Offer, Sent
from ..languages import is_tag
from ..work import typed

LARGEST = 5_000_000
"""Bytes; all texts of the site in one language make about a tenth."""
_Catalog = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_/-]{1,200}$")]
_Code = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$")]
_Base = Annotated[str, msgspec.Meta(pattern=r"^(?:~?[0-9a-f]{8}|-)$")]
_Words = Annotated[str, msgspec.Meta(max_length=20_000)]


class _Row(msgspec.Struct, frozen=True):
    catalog: _Catalog
    place: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9 -]{1,40}$")]
    code: _Code
    base: _Base
    text: _Words


class _Language(msgspec.Struct, frozen=True):
    tag: Annotated[str, msgspec.Meta(max_length=20)]
    name: Annotated[str, msgspec.Meta(max_length=60)]
    direction: Literal["ltr", "rtl"]


class _Returned(msgspec.Struct, frozen=True):
    form: Literal["plain-answers-translations"]
    version: Literal[1]
    language: _Language
    texts: Annotated[list[_Row], msgspec.Meta(max_length=20_000)]


def read(content: bytes, name: str) -> Sent:
    """The translations of a desk's file called `name`. Raises `BadFile`."""
    if len(content) > LARGEST:
        raise BadFile(f"the file is larger than {LARGEST // 1_000_000} MB", "send the desk's file alone")
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf").strip(), type=_Returned)
    except msgspec.ValidationError as error:
        raise BadFile(f"the file is not as a desk writes it ({error})", "save it again in the desk") from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        what = "the file is not whole, or no JSON"
        raise BadFile(what, "save it again in the desk, or copy all of the text") from None
    language = found.language
    if not is_tag(language.tag):
        raise BadFile("the file names no language", "save it again in the desk")
    sent = Sent(language.tag, "".join(filter(str.isprintable, language.name)), language.direction)
    for row in found.texts:
        place = f"{name}: {row.catalog}, {row.place}"
        text = typed(row.text)
        if text:
            sent.offers.append(Offer(place, row.catalog, row.code, row.base, text))
        else:
            sent.findings.append(Finding(place, "the translation is empty", "write it, or leave it out", "unread"))
    return sent
