"""Fixtures of the tests of what an author writes."""

from kyr.markup.testing import page

__all__ = ["page"]
