"""A page of its own for one language: shown while it answers to the English, and to nobody else."""

from __future__ import annotations

import re

import pytest
from lxml import html

from kyr.l10n.pages import page as front_and_body
from kyr.l10n.whole import text_hash
from kyr.proof.checks import check
from kyr.proof.tree import Tree

from .conftest import Project, files

DOOR = "docs/now/door.es.md"
FRONT = """---
tab: Puerta
description: Qué hacer si llegan agentes.
english: "{hash}"
reviewed: {who}
text: "0000000000000000"
---
"""
BODY = """
# Agentes en su puerta

Una página propia. Vea [el plan](plan.md).[^fact:{fact}]

## Qué hacer {{#do}}

1. Llame a <tel:{phone}>.

## Qué decir {{#words}}

/// say | Palabras
- No doy mi permiso.
///
"""


def ids(project: Project) -> list[str]:
    text = (project.root / "docs/now/door.md").read_text("utf-8")
    return re.findall(r"^## .*\{#([\w-]+)\}", text, re.M)


def body(project: Project) -> str:
    text = (project.root / "docs/now/door.md").read_text("utf-8")
    fact = re.search(r"\[\^fact:([\w-]+)\]", text)
    phone = re.search(r"<tel:([\w-]+)>", text)
    assert fact
    made = BODY.format(fact=fact[1], phone=phone[1] if phone else "counsel-ice-dril")
    missing = [name for name in ids(project) if f"#{name}}}" not in made]
    return made + "".join(f"\n## Otra parte {{#{name}}}\n\nTexto.\n" for name in missing)


def signed(text: str) -> str:
    """The page with the hash of its own text, as the one who read it writes it."""
    return text.replace("0000000000000000", text_hash(front_and_body("now/door.es.md", text)))


def write(project: Project, hash: str = "0123456789abcdef", who: str = "Ana, 2026-11-20", more: str = "") -> None:
    text = signed(FRONT.format(hash=hash, who=who) + body(project) + more)
    (project.root / DOOR).write_text(text, "utf-8")


def todays_hash(project: Project) -> str:
    """The hash that the warning gives."""
    write(project)
    said = project.kyr("build", "--lang", "es").stderr
    found = re.search(r'^docs/now/door\.es\.md:4: the English page has .*`english: "(\w{16})"`', said, re.M)
    assert found, said
    return found[1]


def page(project: Project, path: str) -> html.HtmlElement:
    return html.document_fromstring((project.site / path / "index.html").read_bytes())


def test_it_stands_in_for_the_page_of_its_language_alone(project: Project) -> None:
    before = files(project.site)
    write(project, todays_hash(project), '["Ana, 2026-11-20", "B. Lee, 2026-11-21"]')
    done = project.kyr("build", "--strict")
    assert done.returncode == 0, done.stderr
    after = files(project.site)

    def pages(found: dict[str, bytes]) -> set[str]:
        return {path for path in found if "kept/" not in path}  # what a phone saves is named by its content

    assert pages(after) == pages(before)
    changed = {path for path in pages(after) if after[path] != before[path] and not path.startswith("es/")}
    assert changed <= {"about/translations/index.html"}, "it counts what there is to translate"
    door = page(project, "es/now/door")
    assert (door.get("lang"), door.get("dir"), door.get("data-kyr")) == ("es", "ltr", "own")
    assert page(project, "es/now/stop").get("data-kyr") is None
    assert door.findtext("head/title") == "Puerta · Plain Answers"
    assert door.xpath("string(//h1)") == "Agentes en su puerta"
    assert door.xpath("//article//a[starts-with(@href, 'tel:')]")
    assert {str(link) for link in door.xpath("//article/p/a/@href")} >= {"../plan/"}
    assert set(ids(project)) <= set(door.xpath("//@id"))
    (notice,) = door.xpath("//p[contains(@class, 'draft')]")
    assert "Ana, B. Lee" in notice.text_content()
    assert "2026" in notice.text_content()
    assert notice.xpath(".//a/@href")[-1] == "../../../now/door/"


def test_the_built_site_passes_the_checks(project: Project) -> None:
    write(project, todays_hash(project))
    assert project.kyr("build").returncode == 0
    found = [problem for id, problem in check(Tree(project.site)) if id != "reading-grade"]
    dates = (
        "es/print/check/index.html"  # lists the dates of the page of one's own, which are not the English page's
    )
    assert [problem for problem in found if problem.path != dates] == []


def test_a_stale_one_gives_way_to_the_ordinary_page_and_keeps_nothing_back(project: Project) -> None:
    write(project, todays_hash(project))
    assert project.kyr("build").returncode == 0
    project.edit("docs/now/door.md", "\n## ", "\nOne more sentence.\n\n## ")
    done = project.kyr("build", "--strict")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^docs/now/door\.es\.md:4: the English page has changed since", done.stderr, re.M)
    door = page(project, "es/now/door")
    assert door.get("lang") == "es"
    assert "Una página propia" not in door.text_content()
    assert "One more sentence." in door.text_content()
    english = project.kyr("build", "--lang", "en")
    assert "door.es.md" not in english.stderr


def test_it_is_the_same_english_after_a_note_of_what_changed(project: Project) -> None:
    before = todays_hash(project)
    project.edit("docs/now/door.md", "\ndanger:", "\nchanged:\n  day: 2026-11-20\n  text: A word.\ndanger:")
    assert todays_hash(project) == before
    project.edit("docs/now/door.md", "\ndescription: ", "\ndescription: Now. ")
    assert todays_hash(project) != before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("\nA <b>word</b>.\n", "raw HTML: <b>"),
        ("\nLlame al 1-800-898-7180.\n", "a phone number typed by hand"),
        ("\nVea [esto](https://evil.example/).\n", "a link to another site"),
        ("\nVea www.evil.example ahora.\n", "an address typed by hand"),
        ("\nA\u202eb.\n", "an invisible character"),
        ("\nUna frase.[^fact:no-such-fact]\n", "no such fact"),
    ],
)
def test_it_is_checked_as_every_page_is(project: Project, more: str, said: str) -> None:
    current = todays_hash(project)
    before = files(project.site)
    write(project, current, more=more)
    done = project.kyr("build")
    assert done.returncode == 1
    assert re.search(rf"^docs/now/door\.es\.md:\d+: {re.escape(said)}", done.stderr, re.M), done.stderr
    assert files(project.site) == before


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("english:", "wrong:", 4, "unknown key “wrong”"),
        ('english: "0123456789abcdef"', "tab: Puerta", 1, "lacks english — compare it with docs/now/door.md"),
        ('"0123456789abcdef"', "soon", 4, "english is no hash of a page"),
        ("Ana, 2026-11-20", "", 5, "reviewed is missing: nobody has read the page"),
        ("Ana, 2026-11-20", "Ana", 5, "reviewed has no name and day"),
        ("Ana, 2026-11-20", "2026-11-20", 5, "reviewed has no name and day"),
        ("Ana, 2026-11-20", "Ana, soon", 5, "reviewed has no name and day"),
        ("Ana, 2026-11-20", "Ana, 2999-01-01", 5, "the review of 2999-01-01 is in the future"),
        ("Ana, 2026-11-20", "A<b>, 2026-11-20", 5, "the name in reviewed has “<”"),
        ("tab: Puerta", "tab: Deportación", 2, "the title says “deportacion”"),
        ("tab: Puerta", "tab: Puerta\ndanger: background", 3, "unknown key “danger”"),
        ("tab: Puerta", "tab: [", 4, "the front matter does not parse"),
        ("# Agentes en su puerta", "Agentes en su puerta", 9, "does not begin with its title"),
        ("## Otra parte {#", "## Otra parte {#no-", 1, "no heading has the id “"),
    ],
)
def test_a_wrong_one_is_named_by_line(project: Project, old: str, new: str, line: int, said: str) -> None:
    write(project)
    if old.startswith("## Otra") and old not in (project.root / DOOR).read_text("utf-8"):
        project.edit("docs/now/door.md", "\n## ", "\n## One more {#more}\n\nText.\n\n## ")
        write(project)
    project.edit(DOOR, old, new)
    done = project.kyr("build")
    assert done.returncode == 1
    assert re.search(rf"^docs/now/door\.es\.md:{line}: .*{re.escape(said)}", done.stderr, re.M), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("now/door.xx.md", "“xx” is the tag of no language to translate into"),
        ("now/door.en.md", "“en” is the tag of no language to translate into"),
        ("now/door.v2.old.md", "“old” is the tag of no language to translate into"),
        ("now/nothing.es.md", "there is no page docs/now/nothing.md"),
    ],
)
def test_one_that_stands_for_nothing_is_refused(project: Project, name: str, said: str) -> None:
    """Nobody's page may lie there unseen."""
    (project.root / "docs" / name).write_text("# Plan\n", "utf-8")
    done = project.kyr("build")
    assert done.returncode == 1
    assert f"docs/{name}:1: " in done.stderr
    assert said in done.stderr


def test_tags_of_three_letters_and_with_a_script_have_them_too(project: Project) -> None:
    with (project.root / "locales/languages.yml").open("a", encoding="utf-8") as listed:
        listed.write("\n- {tag: prs, autonym: دری, english: Dari, direction: rtl, stage: published}\n")
        listed.write("- {tag: zh-Hant, autonym: 繁體中文, english: Chinese, direction: ltr, stage: published}\n")
    assert project.kyr("l10n", "sync").returncode == 0
    current = todays_hash(project)
    for tag in ("prs", "zh-Hant"):
        text = FRONT.format(hash=current, who="Ana, 2026-11-20").replace("Puerta", tag) + body(project)
        (project.root / f"docs/now/door.{tag}.md").write_text(signed(text), "utf-8")
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    for tag, direction in (("prs", "rtl"), ("zh-Hant", "ltr")):
        door = page(project, f"{tag}/now/door")
        assert (door.get("lang"), door.get("dir")) == (tag, direction)
        assert "Una página propia" in door.text_content()


def test_links_that_the_ledger_makes_say_its_own_title(project: Project) -> None:
    text = (project.root / "docs/data/tax.md").read_text("utf-8")
    names = re.findall(r"^## .*\{#([\w-]+)\}", text, re.M)
    parts = "".join(f"\n## Parte {{#{name}}}\n\nTexto.\n" for name in names)
    front = FRONT.format(hash="0123456789abcdef", who="Ana, 2026-11-20")
    own = project.root / "docs/data/tax.es.md"
    own.write_text(signed(f"{front}\n# Lo suyo & más\n\nTexto.\n{parts}"), "utf-8")
    found = re.search(r'english: "(\w{16})"', project.kyr("build", "--lang", "es").stderr)
    assert found
    own.write_text(own.read_text("utf-8").replace("0123456789abcdef", found[1]), "utf-8")
    done = project.kyr("build", "--lang", "es")
    assert done.returncode == 0, done.stderr
    links = page(project, "es/data").xpath("//article//a[starts-with(@href, 'tax/')]")
    assert "Lo suyo & más" in {link.text_content() for link in links}


def test_catalogs_and_commands_do_not_see_it(project: Project) -> None:
    write(project)
    done = project.kyr("l10n", "sync", "--lang", "es")
    assert done.returncode == 0, done.stderr
    assert not (project.root / "locales/es/now/door.es.po").exists()


def test_an_edit_after_the_reading_gives_way_to_the_ordinary_page(project: Project) -> None:
    write(project, todays_hash(project))
    assert project.kyr("build", "--lang", "es").returncode == 0
    assert "Una página propia." in page(project, "es/now/door").text_content()
    project.edit(DOOR, "Una página propia.", "Otra cosa.")
    done = project.kyr("build", "--lang", "es")
    assert re.search(r"^docs/now/door\.es\.md:6: this page has changed since it was read", done.stderr, re.M)
    shown = page(project, "es/now/door").text_content()
    assert "Otra cosa." not in shown
    assert "Ana" not in shown


@pytest.mark.parametrize(
    "more", ["Vea ayuda.com hoy.", "Escriba a WhatsApp ayudamigra.", "打八八八三五一四零二四"]
)
def test_no_address_account_or_number_passes_as_a_word_of_it(project: Project, more: str) -> None:
    current = todays_hash(project)
    write(project, current, more=f"\n{more}\n")
    done = project.kyr("build", "--lang", "es")
    assert done.returncode == 1
    assert "docs/now/door.es.md:1: the page has a" in done.stderr
