"""`key`: the one thing to do first, or a warning."""

from __future__ import annotations

from ..blocks import BodyBlock


class Key(BodyBlock):
    """A label, then the author's text."""

    NAME = "key"
    CLASS = "key"
    LABEL = "key.label"
