"""`timeline`: what happened, in order."""

from __future__ import annotations

from ..blocks import LedgerBlock


class Timeline(LedgerBlock):
    """The events of the facts that the argument names, the oldest first."""

    NAME = "timeline"
    NEEDS_ARGUMENT = True

    def html(self) -> str:
        """An ordered list, dates in bold."""
        events = []
        for name in self.names(self.argument):
            fact = self.state.fact(name, self.line)
            if fact is None:
                continue
            if not fact.events:
                todo = f"write its `events` ({fact.path}:{fact.line})"
                self.problem(f"the fact {fact.id!r} has no events", todo)
            events += [(event.on, at, fact, event.text) for at, event in enumerate(fact.events)]
        events.sort(key=lambda event: event[0])
        words, rows = self.state.words, []
        for day, at, fact, english in events:
            drafts = words.drafts
            text = words.ledger(f"{fact.id}.events.{at}", english)
            rows.append((words.date(day), text, self.state.cite([fact]), words.beside(drafts)))
        return self.render(rows=rows)
