"""`cost`: what it costs not to do a thing, next to the risk of doing it."""

from __future__ import annotations

from ..blocks import BodyBlock


class Cost(BodyBlock):
    """A label, then the author's text."""

    NAME = "cost"
    CLASS = "cost"
    LABEL = "cost.label"
