"""Every question of the model and every item of the founding article is answered on a page that exists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kyr.clock import build_date
from kyr.ledger import Coverage, Question, load

from .conftest import ROOT, Project

if TYPE_CHECKING:
    from collections.abc import Collection

LEDGER = load(ROOT, build_date(ROOT))
SLUG = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z0-9-]+)?")


def page(built: Project, slug: str) -> html.HtmlElement:
    slug = "" if slug == "home" else slug
    return html.parse(built.site / slug / "index.html").getroot()


def addresses(names: Collection[str]) -> set[str]:
    """Where the sources of some facts stand."""
    cited = {source for name in names for source in LEDGER.shown_sources(LEDGER.fact(name))}
    return {str(source.url) for source in cited}


def cites(root: html.HtmlElement, facts: Collection[str]) -> bool:
    """Whether a page lists a source of one of the facts."""
    return bool(addresses(facts) & {str(link.get("href")) for link in root.iter("a")})


@pytest.mark.parametrize("question", LEDGER.questions.values(), ids=lambda one: one.id)
def test_a_question_is_answered_where_it_belongs(built: Project, question: Question) -> None:
    assert cites(page(built, question.page), question.facts)


@pytest.mark.parametrize("home", ["", "es/"])
def test_all_questions_stand_on_one_page_with_date_sources_and_way_on(built: Project, home: str) -> None:
    root = page(built, f"{home}about/questions")
    headings = list(root.find(".//main").iter("h3"))
    assert len(headings) == len(LEDGER.questions) == 40
    for heading in headings:
        answer, age, way = heading.getnext(), heading.getnext().getnext(), heading.getnext().getnext().getnext()
        assert answer.find(".//sup") is not None, heading.text_content()
        assert age.find("time") is not None, heading.text_content()
        assert way.find("a") is not None, heading.text_content()


@pytest.mark.parametrize("item", LEDGER.coverage, ids=lambda one: one.seed_item[:40])
def test_an_item_of_the_founding_article_has_its_page_or_a_reason(built: Project, item: Coverage) -> None:
    slugs = SLUG.findall(item.pages_or_feature)
    if not slugs:
        assert item.decision == "left out"
        assert item.how_or_why
        return
    roots = [page(built, slug) for slug in slugs]
    # others lead to those which cite: who gets what, the reading list, this site itself
    citing = [root for root in roots if root.find(".//ol[@class='src']") is not None]
    low = {name for name in item.facts if name in LEDGER.facts and LEDGER.facts[name].confidence == "low"}
    facts = [name for name in item.facts if name not in low and name not in LEDGER.resources]
    if facts and citing and item.decision != "left out":
        assert any(cites(root, facts) for root in citing), item.seed_item


def test_the_reading_list_names_all_but_what_is_left_out(built: Project) -> None:
    named = [one.text_content() for one in page(built, "about/resources").iter("cite")]
    wanted = [one.name for one in LEDGER.resources.values() if one.category != "left-out"]
    assert sorted(named) == sorted(wanted)
