"""One flow in the reader's words, for every place that shows flows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..statuses import STATUSES, goes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyr.ledger import Activity, Fact, Flow

    from ..state import State


@dataclass(frozen=True, slots=True)
class FlowText:
    """What a template needs of one flow."""

    id: str
    css: str
    status: Markup
    scope: Markup
    giver: Markup
    receiver: Markup
    what: Markup
    how: Markup
    law: Markup | None
    note: Markup
    can: Markup
    no_case: Markup | None
    newest: Markup
    date: Markup | None
    sources: Markup
    goes: bool
    beside: Markup
    """The way to the English of a draft that nobody has checked."""


def texts(state: State, flow: Flow, line: int, *, cited: bool) -> FlowText:
    """A flow in words for readers; its governing fact gives the date. With `cited`, its marks are numbered."""
    governing = state.ledger.governing(flow)
    state.page.add(governing)
    words = state.words
    drafts = words.drafts
    css = STATUSES[flow.status][0]
    no_case = flow.strength == "no-evidence"
    what, how, note, can = _plain(state, flow, line)
    return FlowText(
        id=flow.id,
        css=f"{css} none" if no_case else css,
        status=state.status(flow.status, flow.standing),
        scope=words.ledger(f"{flow.id}.plain.scope", flow.plain.scope) if flow.plain else Markup(""),
        giver=holder_name(state, flow.giver),
        receiver=holder_name(state, flow.receiver),
        what=what,
        how=how,
        law=words.shell("law", law=words.ledger(f"{flow.id}.law", flow.law)) if flow.law else None,
        note=note,
        can=can,
        no_case=_no_case(state, governing) if no_case else None,
        newest=state.newest(governing),
        date=words.date(governing.as_of) if governing.as_of else None,
        sources=state.cite(_proof(state, flow)) if cited else Markup(""),
        goes=goes(flow.status, flow.standing),
        beside=words.beside(drafts),
    )


def holder_name(state: State, holder: str) -> Markup:
    """The short name of a holder inside a sentence."""
    if holder == "you":
        return state.words.shell("flow.you")
    return state.words.ledger(f"{holder}.short", state.ledger.holders[holder].short)


def given(state: State, activity: Activity) -> tuple[Markup, Markup]:
    """What the reader gives, and to whom."""
    holder = state.ledger.holders[activity.gives_to]
    name = state.words.ledger(f"{holder.id}.name", holder.name)
    what_it_is = state.words.ledger(f"{holder.id}.what_it_is", holder.what_it_is)
    items = [state.words.ledger(f"{activity.id}.data.{at}", text) for at, text in enumerate(activity.data)]
    return listed(state, items), state.words.shell("flow.holder", name=name, what=what_it_is)


def listed(state: State, items: Sequence[Markup]) -> Markup:
    """Items as one list in a sentence, in the way of the language."""
    result = items[0] if items else Markup("")
    for item in items[1:]:
        result = state.words.shell("list", first=result, rest=item)
    return result


def _plain(state: State, flow: Flow, line: int) -> tuple[Markup, Markup, Markup, Markup]:
    words = state.words
    if flow.plain:
        names = ("what", "how", "note", "can")
        what, how, note, can = (words.ledger(f"{flow.id}.plain.{n}", getattr(flow.plain, n)) for n in names)
        return what, how, note, can
    if state.strict_plain:
        todo = f"write `plain` for it ({flow.path}:{flow.line})"
        state.problem(line, f"the flow {flow.id!r} has no words for readers", todo)
    return (
        listed(state, [words.ledger(f"{flow.id}.data.{at}", text) for at, text in enumerate(flow.data)]),
        words.ledger(f"{flow.id}.how", flow.how),
        words.ledger(f"{flow.id}.status_note", flow.status_note or ""),
        words.ledger(f"{flow.id}.your_options", flow.your_options),
    )


def _no_case(state: State, governing: Fact) -> Markup:
    if governing.as_of is None:
        return state.words.shell("no-case.undated")
    return state.words.shell("no-case", date=state.words.date(governing.as_of))


def _proof(state: State, flow: Flow) -> list[Fact]:
    """The first facts of a flow that have three sources between them."""
    facts: list[Fact] = []
    sources: set[str] = set()
    for name in flow.facts:
        fact = state.ledger.fact(name)
        more = {source.id for source in state.proof(fact)} - sources
        if more:
            facts.append(fact)
            state.page.add(fact)
            sources |= more
        if len(sources) >= 3:
            break
    return facts
