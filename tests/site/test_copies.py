"""A printed page can be compared with the page of today by its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from kyr.proof.tree import Tree

if TYPE_CHECKING:
    from .conftest import Project


@pytest.mark.parametrize("home", ["", "es/"])
def test_the_table_has_the_dates_that_stand_on_each_page(built: Project, home: str) -> None:
    table = html.parse(built.site / home / "print/check/index.html").find(".//main//table")
    rows = {
        (row.find("th/a").get("href"), *(day.get("datetime") for day in row.iter("time")))
        for row in table.iterfind("tbody/tr")
    }
    assert len(rows) > 40
    tree = Tree(built.site)
    for link, *days in rows:
        path = f"{home}print/check/index.html"
        found = tree.target(tree.pages[path], link)
        assert found
        header = tree.pages[found[0]].main.xpath("//p[@class='age'][b/time]//time/@datetime")
        assert days == [header[0], header[2]], link


def test_every_dated_page_is_in_the_table(built: Project) -> None:
    tree = Tree(built.site)
    page = tree.pages["print/check/index.html"]
    listed = {found[0] for _, link in page.links() if (found := tree.target(page, link))}
    english = {path: one for path, one in tree.pages.items() if not path.startswith("es/") and not one.is_card}
    dated = {path for path, one in english.items() if one.root.xpath("//p[@class='age'][b/time]")}
    dated = {path for path in dated if not path.startswith("help/states/") or path == "help/states/index.html"}
    assert dated <= listed
