"""`path`: steps that follow one from another, drawn downwards: a record's way from a form to a judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import BodyBlock

if TYPE_CHECKING:
    from xml.etree import ElementTree


class Path(BodyBlock):
    """One ordered list; each step begins with its key words in bold."""

    NAME = "path"
    CLASS = "path"

    def on_end(self, block: ElementTree.Element) -> None:
        """Check that there is one list and that each step says at once what happens."""
        super().on_end(block)
        lists = [child for child in block if child.tag == "ol"]
        if len(lists) != 1:
            self.problem("the block 'path' must hold one list of steps", "write `1. **What happens.** …`")
        for step in (step for steps in lists for step in steps):
            first = next((text.strip() for text in step.itertext() if text.strip()), "")
            if not first.startswith("**"):
                self.problem(f"the step {first[:30]!r} has no bold start", "write `1. **What happens.** …`")
