"""`questions`: what readers ask, with a short answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import LedgerBlock

if TYPE_CHECKING:
    from kyr.ledger import Question


class Questions(LedgerBlock):
    """The argument names questions; or the option `page` takes all of that page."""

    NAME = "questions"
    KNOWN = ("page",)

    def html(self) -> str:
        """Each question a heading, its answer a paragraph with its sources."""
        rows = []
        for question in self._chosen():
            drafts = self.state.words.drafts
            facts = [fact for name in question.facts if (fact := self.state.fact(name, self.line))]
            newest = max((fact for fact in facts if fact.as_of), key=lambda fact: str(fact.as_of), default=None)
            link = self.state.link(question.page) if question.page else None
            rows.append(
                {
                    "question": self.state.words.ledger(f"{question.id}.question", question.question),
                    "answer": self._answer(question),
                    "sources": self.state.cite(facts),
                    "newest": self.state.newest(newest) if newest else None,
                    "beside": self.state.words.beside(drafts),
                    "page": (link, self.state.words.title(question.page)) if link else None,
                }
            )
        return self.render(rows=rows)

    def _chosen(self) -> list[Question]:
        known = self.state.ledger.questions
        page = self.given.get("page")
        if page is not None:
            found = [question for question in known.values() if question.page == page]
            if not found:
                todo = "name a page of the ledger: `page: data/tax`"
                self.problem(f"no question belongs to the page {page!r}", todo)
            return found
        if not self.argument:
            todo = "write `/// questions | q-…` or `page: data/tax`"
            self.problem("the block 'questions' needs ids or a page", todo)
        chosen = []
        for name in self.names(self.argument):
            if name in known:
                chosen.append(known[name])
            else:
                todo = f"choose an id of docs/_ledger/questions.yml{self.state.near(name, known)}"
                self.problem(f"there is no question {name!r}", todo)
        return chosen

    def _answer(self, question: Question) -> object:
        if question.plain:
            return self.state.words.ledger(f"{question.id}.plain", question.plain)
        return self.state.words.ledger(f"{question.id}.short_answer", question.short_answer)
