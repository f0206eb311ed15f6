"""Every check passes on our site, and finds the fault planted for it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from kyr.proof import checks
from kyr.proof.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("one", checks.CHECKS, ids=lambda one: one.__name__)
def test_our_site_passes(site: Path, one: checks.Check) -> None:
    assert [str(problem) for problem in one(Tree(site))] == []


def edit(path: str, pattern: str, new: str) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        changed = re.sub(pattern, new, text, count=1)
        assert changed != text, f"the fault was not planted: {pattern}"
        (site / path).write_text(changed, "utf-8")

    return apply


def add(path: str, text: str) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")

    return apply


def remove(path: str) -> Callable[[Path], None]:
    return lambda site: (site / path).unlink()


DOOR = "now/door/index.html"
LONG = "If an officer knocks then " + "the people inside may look at the paper and " * 12 + "wait."
HARD = "Administrative adjudicators subsequently characterized jurisdictional irregularities unfavorably. " * 400
FAULTS = [
    ("cited", edit(DOOR, "</h1>", "</h1><p>The law bars it since 2019.</p>"), "no source for “The law bars it"),
    (
        "cited",
        edit("data/phone/index.html", "Whether ICE changed its view", "If ICE changed"),
        "no source for “If ICE",
    ),
    (
        "near_home",
        add("es/far/index.html", '<html lang="es"><main>x</main></html>'),
        "cannot be reached from home",
    ),
    ("linked_twice", add("far/index.html", '<html lang="en"><main>x</main></html>'), "only 0 other page"),
    ("reading_grade", edit(DOOR, "</h1>", f"</h1><p>{'a of ' * 2000}.</p>"), "words a sentence"),
    ("well_formed", edit(DOOR, "</h1>", "</h1></p>"), "not valid HTML"),
    ("one_heading_outline", edit(DOOR, "(<h1.*?</h1>)", r"\1<h1>Again</h1>"), "2 first-level"),
    ("one_heading_outline", edit(DOOR, "<h2(.*?)</h2>", r"<h4\1</h4>"), "comes after h1"),
    ("language_and_direction", edit(DOOR, ' dir="?ltr"?', ""), "does not say its language"),
    ("language_and_direction", edit(DOOR, "<h1", '<h1 lang="english"'), "not a language tag"),
    ("unique_ids", edit(DOOR, "</h1>", '</h1><p id="twice"></p><p id="twice"></p>'), "stands 2 times"),
    ("links_arrive", edit(DOOR, "</h1>", '</h1><a href="../nowhere/">x</a>'), "leads to no page"),
    ("links_arrive", edit(DOOR, "</h1>", '</h1><a href="#nowhere">x</a>'), "no id"),
    ("links_are_https", edit(DOOR, "</h1>", '</h1><a href="http://example.org/">x</a>'), "is not https"),
    ("links_are_https", edit(DOOR, '<meta name="?referrer"?[^>]*>', ""), "where a reader came from"),
    (
        "nothing_from_elsewhere",
        edit(DOOR, "</h1>", '</h1><img src="https://a.example/x.png">'),
        "loads https",
    ),
    ("nothing_from_elsewhere", edit(DOOR, "</h1>", '</h1><img src="//a.example/x.png">'), "loads //a"),
    (
        "nothing_from_elsewhere",
        edit(DOOR, "<style>", "<style>@import url(https://a.example/a.css);"),
        "loads",
    ),
    ("nothing_from_elsewhere", edit(DOOR, "<h1", '<h1 onclick="x()"'), "onclick"),
    ("nothing_from_elsewhere", edit(DOOR, "<h1", '<h1 style="x"'), "style"),
    ("nothing_from_elsewhere", edit(DOOR, "</h1>", "</h1><script>alert(1)</script>"), "script inside"),
    ("nothing_from_elsewhere", add("extra.js", 'fetch("https://a.example/")'), "names https://a.example"),
    ("policy", edit(DOOR, "<meta[^>]*ontent-[sS]ecurity[^>]*>", ""), "no Content-Security-Policy"),
    (
        "policy",
        edit(DOOR, "default-src &#39;none&#39;|default-src 'none'", "default-src *"),
        "lacks default-src",
    ),
    ("policy", edit(DOOR, "<style>", "<style>p{color:red}"), "differs from the other"),
    ("every_file_used", add("left.js", "1"), "no page refers"),
    ("every_file_used", add("kept/away.json", "{}"), "no page refers"),
    (
        "kept_is_what_is_shown",
        edit(DOOR, "</h1>", "</h1><p>Not saved.</p>"),
        "the copy that a reader saves is another",
    ),
    ("kept_is_what_is_shown", add("kept/0123456789abcdef.json", "{}"), "no list"),
    ("kept_is_what_is_shown", edit("es/kept/list.json", '"sha256":"..', '"sha256":"--'), "its hash"),
    ("pages_are_linked", add("lonely/index.html", "<html lang=en dir=ltr><p>x</html>"), "no page links"),
    ("urgent_in_two_links", remove("now/door/index.html"), "now/door/ is not reached"),
    ("urgent_in_two_links", remove("es/now/door/index.html"), "es/now/door/ is not reached"),
    ("alternates", edit(DOOR, '<link rel="?canonical"?[^>]*>', ""), "canonical"),
    ("alternates", edit(DOOR, 'hreflang="?es"?', 'hreflang="fr"'), "hreflang es"),
    (
        "neutral_outside",
        add("now/deportation/index.html", "<html lang=en dir=ltr><p>x</html>"),
        "deportation",
    ),
    ("neutral_outside", edit(DOOR, "<h1", '<h1 id="ice-officers"'), "ice"),
    ("neutral_outside", edit(DOOR, "<title>", "<title>Immigration "), "immigration"),
    ("reading_grade", edit(DOOR, "</h1>", f"</h1><p>{HARD}</p>"), "reads at grade"),
    ("reading_grade", edit(DOOR, "</h1>", f"</h1><p>{LONG}</p>"), "words:"),
    ("reading_grade", edit(DOOR, "</h1>", f"</h1><p>{' '.join(HARD.split()[:24])}.</p>"), "a paragraph at grade"),
    ("sitemap", remove("sitemap.xml"), "no sitemap"),
    ("sitemap", edit("sitemap.xml", "<url>.*?now/door/.*?</url>", ""), "stands 0 times"),
]


@pytest.mark.parametrize(("name", "plant", "says"), FAULTS, ids=[f"{i}-{f[0]}" for i, f in enumerate(FAULTS)])
def test_a_planted_fault_is_found(
    site: Path, tmp_path: Path, name: str, plant: Callable[[Path], None], says: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    plant(copy)
    found = [str(problem) for problem in getattr(checks, name)(Tree(copy))]
    assert any(says in line for line in found), found[:5]
