"""What a build puts into its folder: which files, which bytes, which addresses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from kyr.site import plugin

from .conftest import Project, copy, files

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')

NAMED_ONLY = ("canonical", "alternate")


def pages(site: Path) -> dict[str, str]:
    """All pages but wallet cards, which are sheets of paper."""
    made = ((path, content) for path, content in files(site).items() if path.endswith("index.html"))
    return {path: content.decode() for path, content in made if "print/card/" not in path}


def test_same_input_same_bytes_in_another_folder(built: Project, tmp_path: Path) -> None:
    again = copy(tmp_path / "elsewhere" / "deeper", built.root)
    done = again.kyr("build", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert files(again.site) == files(built.site)


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_the_order_of_sets_does_not_show(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    again = copy(tmp_path / "again", built.root)
    assert again.kyr("build").returncode == 0
    assert files(again.site) == files(built.site)


def test_headings_have_the_same_ids_in_every_language(built: Project) -> None:
    made = pages(built.site)
    for path, content in made.items():
        if path.startswith("es/"):
            ids, english = (
                html.document_fromstring(text).xpath("//@id") for text in (content, made[path.removeprefix("es/")])
            )
            assert ids == english, path


def test_our_own_attributes_are_gone(built: Project) -> None:
    """What stays is the day to look again; and, on English for want of a translation, the mark of it."""
    for path, content in pages(built.site).items():
        root = html.document_fromstring(content)
        left = {(name, value) for part in root.iter() for name, value in part.items() if name.startswith("data-")}
        assert {name for name, _ in left} <= {"data-after", "data-kyr"}, path
        assert {value for name, value in left if name == "data-kyr"} <= {"l10n"}, path


def test_nothing_but_pages_and_what_they_refer_to(built: Project) -> None:
    others = {path for path in files(built.site) if not path.endswith("index.html")}
    kept = {path for path in others if re.fullmatch(r"(es/)?kept/([0-9a-f]{16}|list)\.json", path)}
    scripts = {
        "app.js",
        "card.js",
        "clinic.js",
        "code.js",
        "find.js",
        "keep.js",
        "minisearch.js",
        "qr.js",
        "worker.js",
    }
    of_languages = {
        f"{home}{name}" for home in ("", "es/") for name in ("share.js", "stamp.js", "search/words.js")
    }
    assert others - kept == {"404.html", *scripts, *of_languages, "sitemap.xml"}


def test_only_files_that_a_page_refers_to_are_published(project: Project) -> None:
    (project.root / "docs/help/form.txt").write_text("a form", "utf-8")
    (project.root / "docs/help/forgotten.txt").write_text("nobody links here", "utf-8")
    with (project.root / "docs/help/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[The form](form.txt)\n")
    assert project.kyr("build", "--lang", "en").returncode == 0
    assert (project.site / "help/form.txt").read_text("utf-8") == "a form"
    assert not (project.site / "help/forgotten.txt").exists()


def test_every_language_has_every_page_and_names_the_others(built: Project) -> None:
    made = pages(built.site)
    english = {path for path in made if not path.startswith("es/")}
    assert {path.removeprefix("es/") for path in made if path.startswith("es/")} == english
    for path, content in made.items():
        page = html.document_fromstring(content)
        url = path.removesuffix("index.html")
        bare = url.removeprefix("es/")
        assert page.get("lang") == ("es" if url.startswith("es/") else "en")
        assert page.get("dir") == "ltr"
        canonical = CANONICAL.search(content)
        assert canonical and canonical[1] == f"https://example.org/{url}"
        alternates = {link.get("hreflang"): link.get("href") for link in page.iter("link") if link.get("hreflang")}
        assert alternates == {
            "en": f"https://example.org/{bare}",
            "es": f"https://example.org/es/{bare}",
            "x-default": f"https://example.org/{bare}",
        }


def test_the_sitemap_names_every_page_once(built: Project) -> None:
    tree = etree.fromstring((built.site / "sitemap.xml").read_bytes())
    places = [place.text or "" for place in tree.iter("{*}loc")]
    assert sorted(places) == sorted(
        f"https://example.org/{path.removesuffix('index.html')}" for path in pages(built.site)
    )


def test_no_other_host_is_asked_for_anything(built: Project) -> None:
    for path, content in files(built.site).items():
        if path.endswith(".html"):
            page = html.document_fromstring(content)
            loaded = [
                link
                for element, attribute, link, _ in page.iterlinks()
                if attribute == "src" or (element.tag == "link" and element.get("rel") not in NAMED_ONLY)
            ]
            assert all(not urlsplit(link).netloc for link in loaded), (path, loaded)
            assert not page.xpath("//*[@style]|//script[not(@src)]|//base|//iframe|//form"), path
            assert b"url(" not in content and b"@import" not in content, path
    script = (built.site / "app.js").read_text("utf-8")
    for word in ("fetch", "XMLHttpRequest", "sendBeacon", "localStorage", "sessionStorage", "cookie", "http"):
        assert word not in script


def test_one_style_sheet_and_one_policy_for_all_pages(built: Project) -> None:
    everything = {path: content.decode() for path, content in files(built.site).items() if path.endswith(".html")}
    assert not any("unsafe-inline" in page for page in everything.values())
    made = [page for path, page in everything.items() if "print/card/" not in path]
    assert len({re.search(r"<style>(.*?)</style>", page, re.S)[1] for page in made}) == 1  # type: ignore[index]
    policies = {re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1] for page in made}  # type: ignore[index]
    assert len(policies) == 1
    assert "'unsafe-inline'" not in policies.pop()


def test_two_requests_at_most(built: Project) -> None:
    for path, content in pages(built.site).items():
        page = html.document_fromstring(content)
        loaded = [link for element, attribute, link, _ in page.iterlinks() if attribute == "src"]
        own = ["code.js"] if path.endswith("print/check/index.html") else []  # where one types a code
        own = ["keep.js"] if path.endswith("about/this-phone/index.html") else own  # where one saves all pages
        own = (
            ["clinic.js"] if path.removeprefix("es/") == "print/index.html" else own
        )  # where a clinic gives its name
        own = ["find.js"] if path.endswith("search/index.html") else own  # where one searches
        assert [link.rpartition("/")[2] for link in loaded] == ["app.js", *own], path


def test_under_a_path_every_link_arrives(project: Project) -> None:
    project.edit("site.yml", "base_url: null", "base_url: https://clinic.example/x/")
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    made = files(project.site)
    for path, content in made.items():
        if not path.endswith(".html"):
            continue
        place = f"https://clinic.example/x/{path.removesuffix('index.html')}"
        page = html.document_fromstring(content)
        for element, attribute, link, _ in page.iterlinks():
            there = urljoin(place, link).split("#")[0]
            if not there.startswith("https://clinic.example/") or link.startswith("data:"):
                continue
            assert there.startswith("https://clinic.example/x/"), (path, link)
            file = there.removeprefix("https://clinic.example/x/")
            assert (f"{file}index.html" if not file or file.endswith("/") else file) in made, (path, link)
            assert attribute in ("href", "src"), element
        if path == "404.html":
            assert 'href="/x/' in content.decode()
    address = '<bdi dir="ltr">https://clinic.example/x/es/now/</bdi>'  # to copy where no script runs
    assert address in made["es/now/index.html"].decode()
    assert "https://clinic.example/x/es/now/" in (project.site / "sitemap.xml").read_text("utf-8")


def test_publishing_waits_for_a_person(project: Project) -> None:
    before = files(project.site)
    done = project.kyr("build", "--publish")
    assert done.returncode == 1
    assert "site.yml:1: base_url is not filled in" in done.stderr
    assert "site.yml:1: publisher is not filled in" in done.stderr
    assert files(project.site) == before


def test_a_published_copy_names_its_publisher(project: Project) -> None:
    project.edit("site.yml", "base_url: null", "base_url: https://clinic.example/")
    project.edit("site.yml", "publisher: null", "publisher: The Clinic & Friends")
    project.edit("site.yml", "contact: null", "contact: words@clinic.example")
    assert project.kyr("editions", "record").returncode == 0
    done = project.kyr("build", "--publish")
    assert done.returncode == 0, done.stderr
    for path, content in pages(project.site).items():
        if path.startswith("print/check/") and path.count("/") == 3:
            continue  # the small pages behind codes
        assert "The Clinic &amp; Friends" in content, path
        assert "words@clinic.example" in content, path


def test_what_nobody_filled_in_is_left_out(project: Project) -> None:
    project.edit("site.yml", "exit_url: https://www.weather.gov/", "exit_url: null")
    assert project.kyr("build").returncode == 0
    for path, content in pages(project.site).items():
        assert 'rel="noreferrer"' not in content, path
        assert "None" not in re.sub(r"<article>.*</article>", "", content, flags=re.S), path


def test_an_unchanged_language_comes_from_the_cache(project: Project) -> None:
    project.kyr("build")
    assert "2 unchanged" in project.kyr("build").stderr
    (project.root / "locales/es/remarks.txt").write_text("a remark", "utf-8")
    assert "1 unchanged" in project.kyr("build").stderr


def test_one_language_alone(project: Project) -> None:
    done = project.kyr("build", "--lang", "es", "--out", "only")
    assert done.returncode == 0, done.stderr
    made = pages(project.root / "only")
    assert made and all(path.startswith("es/") for path in made)


def test_languages_built_apart_are_put_together_from_the_cache(built: Project, tmp_path: Path) -> None:
    apart = copy(tmp_path / "apart", built.root)
    for tag in ("en", "es"):
        assert apart.kyr("build", "--lang", tag).returncode == 0
    shutil.rmtree(apart.site)
    done = apart.kyr("build")
    assert "2 unchanged" in done.stderr
    assert files(apart.site) == files(built.site)


def test_the_plugin_stays_thin() -> None:
    assert len(Path(str(plugin.__file__)).read_text("utf-8").splitlines()) < 150
