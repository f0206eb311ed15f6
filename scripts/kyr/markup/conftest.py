"""Fixtures of the blocks' tests."""

from kyr.markup.testing import page

__all__ = ["page"]
