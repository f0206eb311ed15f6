"""What stands around an article, read from built pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kyr.markup import EnglishWords

from .conftest import ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path

MORE = """
- {tag: ar, autonym: العربية, english: Arabic, direction: rtl, stage: published}
- {tag: prs, script: Arab, autonym: دری, english: Dari, direction: rtl, stage: published}
- {tag: zh-Hans, autonym: 中文, english: Chinese, direction: ltr, stage: published}
- {tag: ht, autonym: Kreyòl, english: Haitian Creole, direction: ltr, stage: published}
- {tag: vi, autonym: Tiếng Việt, english: Vietnamese, direction: ltr, stage: published}
- {tag: am, autonym: አማርኛ, english: Amharic, direction: ltr, stage: published}
- {tag: km, autonym: ខ្មែរ, english: Khmer, direction: ltr, stage: published}
- {tag: fr, autonym: Français, english: French, direction: ltr, stage: published}
- {tag: so, autonym: Soomaali, english: Somali, direction: ltr, stage: published}
"""
CATALOG = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "leave"\nmsgid "Leave this page"\n'
)


@pytest.fixture(scope="module")
def many(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site in eleven languages; one name is translated in each."""
    from .conftest import copy

    project = copy(tmp_path_factory.mktemp("many") / "project", built.root)
    with (project.root / "locales/languages.yml").open("a", encoding="utf-8") as listed:
        listed.write(MORE)
    for tag in re.findall(r"tag: ([\w-]+)", MORE):
        (project.root / "locales" / tag).mkdir()
        (project.root / "locales" / tag / "_shell.po").write_text(f'{CATALOG}msgstr "{tag} & co"\n', "utf-8")
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    return project


def page(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path / "index.html").read_bytes())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_templates_hold_no_words() -> None:
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)
        shown = [
            *re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', bare),
            re.sub(r"<[^>]*>", "", bare),
        ]
        assert not [text for text in shown if re.search(r"\w", text)], (path.name, shown)


def test_every_word_around_pages_and_blocks_is_used() -> None:
    """A text that nothing shows is work for sixty translators."""
    code = "".join(
        path.read_text("utf-8")
        for folder in ("scripts/kyr", "overrides")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".html") and not path.name.startswith("test_")
    )
    for name in EnglishWords(ROOT).strings:
        first, _, rest = name.partition(".")
        made = f'f"{first}.{{' in code or f"{first}.{{{{" in code or f'"{first}." ~' in code
        assert f'"{name}"' in code or (rest and made), name


def test_each_page_leads_back_to_the_start_in_the_readers_language(built: Project) -> None:
    for path, names in (("now/door", ["Start", "Right now"]), ("es/now/door", ["Inicio", "Ahora mismo"])):
        links = page(built.site, path).xpath("//header/nav//a")
        assert [(link.get("href"), text(link)) for link in links][:2] == list(
            zip(["../../", "../"], names, strict=True)
        )
    assert not page(built.site, ".").xpath("//header/nav[@aria-label='Main']")


def test_the_title_is_neutral_and_the_heading_plain(built: Project) -> None:
    assert page(built.site, ".").findtext("head/title") == "Start · Plain Answers"
    door = page(built.site, "now/door")
    assert door.findtext("head/title") == "Door · Plain Answers"
    assert len(door.xpath("//h1")) == 1


def test_after_the_start_the_first_links_are_the_urgent_ones(built: Project) -> None:
    names = [text(link) for link in page(built.site, "data/tax").xpath("//header//nav//a")]
    assert names == ["Start", "Right now", "Get legal help", "Search"]


def test_the_footer_names_the_parts_that_exist_in_order(built: Project) -> None:
    links = page(built.site, "now/door").xpath("//footer//nav//a")
    assert [(text(link), link.get("href")) for link in links] == [
        ("Right now", "../"),
        ("Your data", "../../data/"),
        ("Who puts it together", "../../who/"),
        ("Your rights", "../../basics/"),
        ("Your records", "../../records/"),
        ("Get legal help", "../../help/"),
        ("Print and share", "../../print/"),
        ("About", "../../about/"),
    ]


def test_every_page_says_what_it_is_not_and_how_to_leave(built: Project) -> None:
    for path in (".", "now", "data/tax", "es/now/door"):
        (leave,) = page(built.site, path).xpath("/html/body/aside/a[@rel='noreferrer']")
        assert leave.get("href") == "https://www.weather.gov/"
        assert "history" in text(leave.getparent()) or "historial" in text(leave.getparent())
        assert page(built.site, path).xpath("//footer/p")


def test_dates_stand_under_the_heading_and_at_home_in_the_footer(built: Project) -> None:
    line = page(built.site, "data/tax").xpath("//h1/following-sibling::*[1]")[0]
    assert re.fullmatch(
        r"Newest source \w+ \d+, \d{4}\. We last looked on \w+ \d+, \d{4}\. Look again after \w+ \d+, \d{4}\. "
        r"This copy is a draft and has no code\.",
        text(line),
    )
    assert len(line.xpath(".//time[@datetime]")) == 3
    home = page(built.site, ".")
    assert "Look again after" not in text(home.find("body/main"))
    assert "Look again after" in text(home.find("body/footer"))


def test_the_notice_of_a_page_past_its_date_waits_hidden_with_the_date(built: Project) -> None:
    tax = page(built.site, "data/tax")
    (late,) = tax.xpath("//*[@data-after]")
    assert late.get("hidden") is not None
    assert late.get("data-after") == tax.xpath("//h1/following-sibling::*[1]//time/@datetime")[2]
    assert "past its date" in text(late)


def test_a_translation_says_that_it_is_a_draft_and_leads_to_the_english_page(built: Project) -> None:
    (draft,) = page(built.site, "es/now/door").xpath("//p[contains(@class, 'draft')]")
    (link,) = draft.xpath(".//a")
    assert link.get("href") == "../../../now/door/"
    assert not page(built.site, "now/door").xpath("//p[contains(@class, 'draft')]")


def test_the_contents_list_leads_to_the_headings(built: Project) -> None:
    tax = page(built.site, "data/tax")
    links = tax.xpath("//nav[@class='toc']//li/a")
    assert [link.get("href") for link in links][:5] == ["#short", "#have", "#others", "#choices", "#wrong"]
    headings = {f"#{heading.get('id')}": text(heading) for heading in tax.xpath("//h2")}
    assert all(headings[link.get("href")].startswith(text(link)) for link in links)
    assert not page(built.site, "now/door").xpath("//nav[@class='toc']")


def test_languages_by_their_own_names_with_lang_and_dir(many: Project) -> None:
    links = page(many.site, "now/door").xpath("//header//details//a")
    assert len(links) == 11
    assert [(link.get("lang"), link.get("dir"), link.get("href")) for link in links][2:4] == [
        ("ar", "rtl", "../../ar/now/door/"),
        ("prs", "rtl", "../../prs/now/door/"),
    ]
    assert [text(link) for link in links][:3] == ["English", "Español", "العربية"]
    assert [link.get("hreflang") for link in links if link.get("aria-current")] == ["en"]


def test_at_home_nine_languages_stand_open_and_the_others_in_a_fold(many: Project) -> None:
    header = page(many.site, ".").find("body/header")
    assert header is not None
    assert len(header.xpath("./nav//a")) == 9
    assert text(header.xpath("./details/summary")[0]) == "More languages"
    assert len(header.xpath("./details//a")) == 2


def test_right_to_left_pages_say_so(many: Project) -> None:
    for tag in ("ar", "prs"):
        root = page(many.site, f"{tag}/now/door")
        assert (root.get("lang"), root.get("dir")) == (tag, "rtl")
        assert root.xpath("//a[@class='brand']/span[@lang='en' and @dir='ltr']")


def test_words_of_a_translator_are_shown_as_written(many: Project) -> None:
    assert text(page(many.site, "ar/now").xpath("//body/aside/a[@rel='noreferrer']")[0]) == "ar & co"


def test_what_a_language_lacks_is_marked_english(many: Project) -> None:
    skip = page(many.site, "ar/now").xpath("//a[@class='skip']/*")[0]
    assert (skip.get("lang"), skip.get("dir"), text(skip)) == ("en", "ltr", "Skip to the page")


def test_the_page_for_wrong_addresses_speaks_every_language(many: Project) -> None:
    lost = html.document_fromstring((many.site / "404.html").read_bytes())
    assert text(lost.xpath("//h1")[0]) == "This page is not here"
    assert {heading.get("lang") for heading in lost.xpath("//h2")} == set(re.findall(r"tag: ([\w-]+)", MORE)) | {
        "es"
    }
    links = [link for link in lost.xpath("//a/@href") if not link.startswith(("#", "https:"))]
    assert all(link.startswith("/") for link in links)
    assert not lost.xpath("//link[@rel='canonical' or @rel='alternate']")
