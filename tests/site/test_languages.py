"""A language is one row and its catalogs; until it is published nothing leads to it."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest
from lxml import html

from kyr.l10n.dates import MONTHS
from kyr.proof.checks import alternates, pages_are_linked, previews_are_unlinked, sitemap
from kyr.proof.oracle import same_in_every_language
from kyr.proof.tree import Tree
from running import KYR, environment

from .conftest import Project, copy, files

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """
- {tag: ht, autonym: Kreyòl, english: Haitian Creole, direction: ltr, dates: {like: fr}}
- {tag: mam, autonym: Mam, english: Mam, direction: ltr, dates: {like: es-GT}}
- {tag: hmn, autonym: Hmoob, english: Hmong, direction: ltr}
- {tag: quc, autonym: K’iche’, english: K’iche’, direction: ltr}
- {tag: so, autonym: Soomaali, english: Somali, direction: ltr}
- {tag: am, autonym: አማርኛ, english: Amharic, direction: ltr}
- {tag: pt-BR, autonym: Português (Brasil), english: Portuguese, direction: ltr}
- {tag: zh-Hant, autonym: 繁體中文, english: Traditional Chinese, direction: ltr}
- {tag: ps, autonym: پښتو, english: Pashto, direction: rtl}
"""
TAGS = re.findall(r"tag: ([\w-]+)", ROWS)
DATES = {
    "ht": "juin 2026", "mam": "junio de 2026", "so": "Juun", "am": "ጁን 2026", "pt-BR": "junho de 2026",
    "zh-Hant": "2026年6月", "ps": "جون",
}  # fmt: skip


@pytest.fixture(scope="module")
def wide(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Nine languages more, as a maintainer adds them: a row, `kyr l10n sync`, some words, a build."""
    project = copy(tmp_path_factory.mktemp("wide") / "project", built.root)
    with (project.root / "locales/languages.yml").open("a", encoding="utf-8") as listed:
        listed.write(ROWS)
    done = project.kyr("l10n", "sync")
    assert done.returncode == 0, done.stderr
    for tag in TAGS:
        for path in ("now/door.po", "_ledger/tax.po"):
            catalog = polib.pofile(str(project.root / "locales" / tag / path), wrapwidth=0)
            for entry in catalog:
                entry.msgstr = entry.msgid
            catalog.save()
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    return project


def page(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path / "index.html").read_bytes())


def test_every_page_is_built_in_languages_that_no_library_knows(wide: Project) -> None:
    made = [path for path in files(wide.site) if path.endswith("index.html")]
    english = {path for path in made if not path.startswith(("es/", *(f"{tag}/" for tag in TAGS)))}
    for tag in TAGS:
        assert {path.removeprefix(f"{tag}/") for path in made if path.startswith(f"{tag}/")} == english
        assert page(wide.site, f"{tag}/now/door").get("lang") == tag


def test_dates_are_in_words_of_the_language_or_marked_english(wide: Project) -> None:
    for tag in TAGS:
        for name in ("now/door", "data/tax"):
            root = page(wide.site, f"{tag}/{name}")
            shown = root.text_content()
            assert not re.search(r"\bM\d\d\b", shown), tag
            for time in root.xpath("//time[not(ancestor::article//ol)]"):
                nearest = next(e.get("lang") for e in (time, *time.iterancestors()) if e.get("lang"))
                english = any(month in (time.text or "") for month in MONTHS)
                assert not english or nearest == "en", (tag, time.text)
    for tag, date in DATES.items():
        pages = [page(wide.site, f"{tag}/{name}").text_content() for name in ("now/door", "data/tax", "data")]
        assert any(date in text for text in pages), tag


def test_nothing_leads_to_a_preview(wide: Project) -> None:
    for path, content in files(wide.site).items():
        if not path.startswith(tuple(f"{tag}/" for tag in TAGS)):
            text = content.decode()
            here = re.sub(r'href="https://(?!example)[^"]*"', "", text)
            assert not re.search(rf'(?:href="[^"]*|hreflang="|<loc>[^<]*/)({"|".join(TAGS)})(?:/|")', here), path


def test_a_preview_asks_search_engines_to_leave_it_out_and_names_no_other(wide: Project) -> None:
    for tag in TAGS:
        for name in ("", "now/door"):
            root = page(wide.site, f"{tag}/{name}")
            assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
            assert not root.xpath("//link[@rel='alternate']")
            assert root.xpath("//link[@rel='canonical']/@href")[0].endswith(f"/{tag}/{name}{'/' if name else ''}")
            assert root.xpath("//header//a[@hreflang]/@hreflang") == ["en", "es", tag]
    assert not page(wide.site, "es/now").xpath("//meta[@name='robots']")


def test_a_preview_passes_the_checks_and_a_link_to_one_fails(wide: Project, tmp_path: Path) -> None:
    checks = (alternates, pages_are_linked, previews_are_unlinked, sitemap)
    assert [found for check in checks for found in check(Tree(wide.site))] == []
    shutil.copytree(wide.site, tmp_path / "site")
    door = tmp_path / "site/now/door/index.html"
    door.write_text(door.read_text("utf-8").replace('href="../../es/', 'href="../../am/'), "utf-8")
    (found, *_) = previews_are_unlinked(Tree(tmp_path / "site"))
    assert found.path == "now/door/index.html"
    assert "am/now/door/, a preview" in found.what


def test_a_language_is_published_by_its_row(wide: Project, tmp_path: Path) -> None:
    project = copy(tmp_path / "project", wide.root)
    project.edit("locales/languages.yml", "tag: mam,", "tag: mam, stage: published,")
    done = project.kyr("build", "--lang", "en", "--lang", "mam")
    assert done.returncode == 0, done.stderr
    assert not page(project.site, "mam/now").xpath("//meta[@name='robots']")
    assert page(project.site, "now").xpath("//header//a/@hreflang") == ["en", "es", "mam"]
    assert "/mam/now/" in (project.site / "sitemap.xml").read_text("utf-8")
    assert 'hreflang="mam"' in (project.site / "404.html").read_text("utf-8")


def test_the_command_line_shows_a_wrong_row_as_one_line(built: Project, tmp_path: Path) -> None:
    project = copy(tmp_path / "project", built.root)
    project.edit("locales/languages.yml", "autonym: Español", "tag: ht")
    done = subprocess.run(
        [str(KYR), "build"], cwd=project.root, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "locales/languages.yml:4: tag stands twice — remove one" in done.stderr
    assert "Traceback" not in done.stderr


# Punctuation and the word before an extension


def translate(project: Project, tag: str, texts: dict[str, str]) -> None:
    """Put translations into a language's words around pages."""
    path = str(project.root / "locales" / tag / "_shell.po")
    catalog = polib.pofile(path, wrapwidth=0)
    for entry in catalog:
        entry.msgstr = texts.get(entry.msgctxt, entry.msgstr)
    catalog.save()


SIGNS = {
    "zh-Hant": ("{title}。{publisher}，{date}。", "{title}。{publisher}。", "{leave}。{limit}"),
    "ps": ("{title}. {publisher}، {date}.", "{title}. {publisher}.", "{leave}۔ {limit}"),
    "am": ("{title}። {publisher}፣ {date}።", "{title}። {publisher}።", "{leave}። {limit}"),
}


@pytest.fixture(scope="module")
def signed(wide: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Languages with signs of their own, and a phone with an extension."""
    project = copy(tmp_path_factory.mktemp("signed") / "project", wide.root)
    project.edit("docs/_ledger/facts/counsel.yml", "phone: 888-351-4024", "phone: 888-351-4024 ext. 22")
    for tag, (dated, undated, leave) in SIGNS.items():
        translate(project, tag, {"source": dated, "source.undated": undated, "leave.line": leave})
    translate(project, "ps", {"phone.extension": "{number} داخلي {extension}"})
    done = project.kyr("build", "--lang", "en", *(part for tag in SIGNS for part in ("--lang", tag)))
    assert done.returncode == 0, done.stderr
    return project


@pytest.mark.parametrize(("tag", "dot", "comma"), [("zh-Hant", "。", "，"), ("ps", ".", "،"), ("am", "።", "፣")])
def test_the_list_of_sources_has_the_signs_of_the_language(
    signed: Project, tag: str, dot: str, comma: str
) -> None:
    sources = page(signed.site, f"{tag}/now/door").xpath("//ol[@class='src']/li")
    english = page(signed.site, "now/door").xpath("//ol[@class='src']/li")
    assert len(sources) == len(english) > 3
    for mine, theirs in zip(sources, english, strict=True):
        own = "".join(mine.xpath("./text()"))
        assert own.startswith(dot) and own.rstrip().endswith(dot), own
        assert (comma in own) is bool(re.search(r"\w+ \d+, \d{4}\.", theirs.text_content())), own
        assert mine.xpath("./*/@lang")[:2] == ["en", "en"]
        assert not re.search(r"\{|\}", mine.text_content())


def test_the_footer_has_the_signs_of_the_language(signed: Project) -> None:
    for tag, (*_, sign) in SIGNS.items():
        (line,) = page(signed.site, f"{tag}/now").xpath("//aside[contains(@class, 'leave')]")
        assert sign.removeprefix("{leave}")[0] in "".join(line.xpath("./text()"))
        assert len(line.xpath("./a")) == 1


def test_without_a_translation_the_order_is_the_english_one_and_nothing_is_marked(wide: Project) -> None:
    (line,) = page(wide.site, "so/now").xpath("//aside[contains(@class, 'leave')]")
    assert line.find("a") is not None, "the order alone is no English text"
    source = page(wide.site, "so/now/door").xpath("//ol[@class='src']/li")[0]
    assert source.xpath("./text()")[0].strip() == "."


def test_the_word_before_an_extension_is_the_languages_own(signed: Project) -> None:
    links = [
        (path, link)
        for tag in ("", "ps/", "am/")
        for path in ("now", "now/arrest", "now/find", "help", "now/letter", "now/court")
        for link in page(signed.site, f"{tag}{path}").xpath("//a[contains(@href, ';ext=22')]")
    ]
    shown = {link.text_content() for _, link in links}
    assert shown == {"888-351-4024 ext. 22", "\u2066888-351-4024\u2069 داخلي 22"}
    (pashto, *_) = [link for _, link in links if "داخلي" in link.text_content()]
    assert (pashto.find("bdi").get("lang"), pashto.find("bdi").get("dir")) == ("ps", "rtl")
    assert list(same_in_every_language(Tree(signed.site))) == []
