"""`unknown`: what nobody outside knows."""

from __future__ import annotations

from ..blocks import BodyBlock


class Unknown(BodyBlock):
    """A label, then the author's text."""

    NAME = "unknown"
    CLASS = "gap"
    LABEL = "unknown.label"
