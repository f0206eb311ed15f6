"""What a hostile catalog, ledger or front matter can do to the built pages: nothing but be refused."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import polib
import pytest
from lxml import html

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Project

DOOR = "locales/es/now/door.po"
SHELL = "locales/es/_shell.po"
HELP = "locales/es/_ledger/counsel.po"
PAGE = "es/now/door/index.html"

ADDED = [
    "<script>alert(1)</script>", '" onmouseover="alert(1)', "' onclick='alert(1)", "<img src=x onerror=alert(1)>",
    " [x](javascript:alert(1))", " javascript:alert(1)", " &lt;b&gt;", " {evil}", " {0}", " {{ 7*7 }}",
    "{% raw %}", " {: onclick=x }", " 1-800-555-0199", " <tel:counsel-ice-dril>", "\u202eevil\u202c",
    " https://evil.example", " evil.example.com", "</title><b>", "\x02wzxhzdk:0\x03",
]  # fmt: skip
PLACES = [(DOOR, "tab"), (DOOR, "description"), (DOOR, None), (SHELL, "source-number"), (SHELL, "languages")]


def inventory(root: html.HtmlElement) -> Counter[tuple[str, ...]]:
    """Every element with its attributes; marks of language and the words inside attributes aside."""
    loose = {"lang", "dir", "data-kyr"}
    return Counter(
        (str(part.tag), *sorted(f"{k}={'' if k in ('aria-label', 'content') else v}" for k, v in part.items()
                                if k not in loose))
        for part in root.iter()
        if part.get("data-kyr") is None and not (part.tag == "span" and part.get("lang") == "en")
    )  # fmt: skip


def elements(path: Path) -> Counter[tuple[str, ...]]:
    return inventory(html.document_fromstring(path.read_bytes()))


def change(project: Project, path: str, context: str | None, to: str | None, add: str = "") -> None:
    """Change one translated entry of a catalog: the first one of that context."""
    catalog = polib.pofile(str(project.root / path), wrapwidth=0)
    entry = next(e for e in catalog if e.msgstr and (e.msgctxt or None) == context and not e.obsolete)
    entry.msgstr = (entry.msgstr if to is None else to) + add
    catalog.save()


@pytest.mark.parametrize("added", ADDED)
def test_a_hostile_catalog_changes_no_element_and_no_attribute(project: Project, added: str) -> None:
    before = elements(project.site / PAGE)
    for path, context in PLACES:
        change(project, path, context, None, added)
    done = project.kyr("build", "--lang", "es")
    assert done.returncode in (0, 1), done.stderr
    if done.returncode == 1:  # a character that no PO file may hold
        assert f"{DOOR}:" in done.stderr
        return
    assert len(re.findall(r"^locales/es/\S+\.po:\d+: ", done.stderr, re.M)) >= len(PLACES)
    text = (project.site / PAGE).read_text("utf-8")
    left = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    assert (added.strip() or added) not in left
    after = elements(project.site / PAGE)
    gone, new = before - after, after - before
    assert not [row for row in new if row[0] not in ("p", "div")], new
    assert not gone


def test_strict_no_page_is_built_with_a_hostile_catalog(project: Project) -> None:
    change(project, DOOR, "tab", None, ADDED[0])
    assert project.kyr("build", "--lang", "es", "--strict").returncode == 1


def test_phones_of_a_text_are_each_used_once(project: Project) -> None:
    catalog = polib.pofile(str(project.root / HELP), wrapwidth=0)
    entry = next(e for e in catalog if "{1}" in e.msgstr and (e.msgctxt or "").endswith(".plain"))
    for wrong in (entry.msgstr.replace("{1}", "{1}{1}"), entry.msgstr.replace("{1}", "{2}"), "{1}"):
        entry.msgstr = wrong
        catalog.save()
        done = project.kyr("build", "--lang", "es")
        assert re.search(rf"{HELP}:\d+: the translation", done.stderr), done.stderr


def test_a_title_that_tells_is_refused(project: Project) -> None:
    change(project, DOOR, "tab", "Deportación")
    done = project.kyr("build", "--lang", "es")
    assert f"{DOOR}:13: the title says “deportacion”" in done.stderr
    assert "<title>Door · " in (project.site / PAGE).read_text("utf-8")


@pytest.mark.parametrize(
    "added", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[x](javascript:1)"]
)
def test_the_ledger_and_the_front_matter_are_texts_not_markup(project: Project, added: str) -> None:
    project.edit("docs/now/door.md", "tab: Door", f"tab: 'Door {added}'")
    ledger = project.root / "docs/_ledger/facts/rights.yml"
    text = ledger.read_text("utf-8")
    quoted = added.replace('"', '\\"')
    name = re.search(r"^/// fact \| (\S+)", (project.root / "docs/now/door.md").read_text("utf-8"), re.M)
    assert name
    begin = text.index(f"id: {name[1]}\n")
    plain = re.compile(r"^  plain: .*\n(?:    .*\n)*", re.M)
    changed = text[:begin] + plain.sub(lambda _: f'  plain: "We found this. {quoted}"\n', text[begin:], count=1)
    assert changed != text
    ledger.write_text(changed, "utf-8")
    done = project.kyr("build", "--lang", "en")
    assert done.returncode == 0, done.stderr
    page = (project.site / "now/door/index.html").read_text("utf-8")
    assert "<" not in added or added not in page
    root = html.document_fromstring(page)
    assert added in (root.findtext("head/title") or "")
    assert added in " ".join(root.xpath("//div[contains(@class,'fact')]//text()"))
    assert not root.xpath("//script[not(@src)] | //img | //*[@onerror] | //a[starts-with(@href, 'javascript')]")
