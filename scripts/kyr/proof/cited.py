"""Whether what an English page states can be looked up: each statement carries a citation or sits under one.

A statement is a paragraph, list item or row of a table with a figure, a sign of a law, or an office together
with a verb of law or practice (writing.md, Truth). It is cited when a mark stands in it, in the paragraph that
leads into its list or table, or in the item around it. Blocks that the ledger fills bring their own marks and
dates. Words to say, letters with blanks, links and the page's own dates state nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kyr.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from kyr.proof.tree import BuiltPage, Tree

EXEMPT = Path(__file__).with_name("uncited.txt")
"""Statements that need no source, each with the reason: page, the first words, reason, between bars.
`*` for the page is any page, for the words all of the page."""
BLOCKS = ("p", "li", "tr", "dd")
#: Elements around text that states nothing of its own, or that the ledger filled.
ASIDE = frozenset(
    [
        "say", "letter", "list", "doors", "src", "age", "late", "draft", "flow", "fact", "org", "acts", "time",
        "bars", "ways", "who", "st", "toc", "foot", "skip",
    ]
)  # fmt: skip
FIGURE = re.compile(r"\d|§")
OFFICE = re.compile(
    r"\b(?:ICE|CBP|USCIS|IRS|FBI|TSA|DHS|HUD|USDA|CMS|HSI|Homeland Security|Social Security|Supreme Court|Congress"
    r"|Census Bureau|Border Patrol|Justice Department|State Department|judges?|courts?|officers?|police"
    r"|agenc(?:y|ies)|employers?|schools?|jails?|banks?|companies|laws?)\b"
)
VERB = re.compile(
    r"\b(?:may(?! you| call)|must|can(?:not)?|shares?|gives?|gave|collects?|requires?|bars?|barred|allows?|lets?"
    r"|ordered|blocked|ruled|decides?|decided|holds?|keeps?|sells?|uses?|used|asks?|asked|sends?|sent|checks?)\b"
)
#: Not figures of a statement: the emergency number, the numbers of forms and steps in our own names.
NO_FIGURE = re.compile(r"\b911\b|\b24/7\b")


def cited(tree: Tree) -> Iterator[Problem]:
    """Every statement on an English page is cited, or its exemption gives a reason."""
    exempt = _exemptions()
    met: set[tuple[str, str]] = set()
    for path, page in tree.pages.items():
        if page.root.get("lang") != "en" or page.stands_apart or path.startswith("about/improve/"):
            continue
        for element, text in statements(page):
            if is_cited(element):
                continue
            found = [
                (slug, words)
                for slug, words in exempt
                if slug in (page.slug, "*") and (words == "*" or text.startswith(words))
            ]
            met.update(found)
            if not found:
                todo = "cite a fact, or name it in scripts/kyr/proof/uncited.txt with the reason"
                yield Problem(path, page.line(element), f"no source for “{text[:70]}”", todo)
    for key, line in exempt.items():
        if key not in met and (key[0] == "*" or f"{key[0]}index.html" in tree.pages):
            what = f"nothing there says “{key[1]}” without a source"
            yield Problem("scripts/kyr/proof/uncited.txt", line, what, "take the line away")


def statements(page: BuiltPage) -> Iterator[tuple[HtmlElement, str]]:
    """The blocks of a page that state something, with their own text."""
    for element in page.main.iter(*BLOCKS):
        if any(ASIDE & set(around.get("class", "").split()) for around in (element, *element.iterancestors())):
            continue
        if element.tag == "p" and element.getparent().tag == "li":
            continue
        text = _own_text(element)
        bare = NO_FIGURE.sub("", text)
        if FIGURE.search(bare) or (OFFICE.search(bare) and VERB.search(bare)):
            yield element, text


def is_cited(element: HtmlElement) -> bool:
    """Whether a mark stands in the block, leads into its list or table, or stands in the item around it."""
    if element.xpath(".//sup"):
        return True
    for around in element.iterancestors("ul", "ol", "table", "li"):
        if around.tag == "li" and around.xpath("./sup | ./p/sup"):
            return True
        lead = around.getprevious()
        if lead is not None and lead.tag in ("p", "div") and lead.xpath(".//sup"):
            return True
    return False


def _own_text(element: HtmlElement) -> str:
    """The words of a block without nested lists, marks and links to other pages."""
    pieces: list[str] = []

    def walk(one: HtmlElement) -> None:
        pieces.append(one.text or "")
        for child in one:
            if isinstance(child.tag, str) and child.tag not in ("ul", "ol", "sup", "a"):
                walk(child)
            pieces.append(child.tail or "")

    walk(element)
    return " ".join("".join(pieces).split())


def _exemptions() -> dict[tuple[str, str], int]:
    found = {}
    for number, line in enumerate(EXEMPT.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            page, words, _reason = (part.strip() for part in line.split("|", 2))
            found["" if page == "/" else page, words] = number
    return found
