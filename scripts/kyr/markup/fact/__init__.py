"""`fact`: one dated fact, with its status word, in words for readers."""

from __future__ import annotations

from ..blocks import LedgerBlock
from ..statuses import STATUSES


class FactBlock(LedgerBlock):
    """The argument is the fact's id."""

    NAME = "fact"
    NEEDS_ARGUMENT = True

    def html(self) -> str:
        """The fact; nothing when there is none of that name."""
        drafts = self.state.words.drafts
        fact = self.state.fact(self.argument, self.line) if self.argument else None
        if fact is None:
            return ""
        if fact.status == "contested" and not fact.standing:
            todo = f"write `standing: allowed`, `stopped` or `undecided` ({fact.path}:{fact.line})"
            self.problem(f"the fact {fact.id!r} is being fought in court, and nothing says what holds today", todo)
        plain = self.state.plain(fact, self.line)
        return self.render(
            css=STATUSES[fact.status][0],
            status=self.state.status(fact.status, fact.standing),
            plain=plain,
            sources=self.state.cite([fact]),
            newest=self.state.newest(fact),
            beside=self.state.words.beside(drafts),
        )
