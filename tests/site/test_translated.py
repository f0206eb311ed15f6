"""What readers of a translation are told: who has checked it, how much there is, where its English stands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Project

WAY = "a[@data-kyr='l10n']"


def page(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path / "index.html").read_bytes())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def review(project: Project, *, state: str, by: str) -> None:
    topics = sorted(path.stem for path in (project.root / "locales/es/_ledger").glob("*.po"))
    named = [part for topic in topics for part in ("--ledger", topic)]
    done = project.kyr(
        "l10n", "review", "--lang", "es", "--page", "now/door", *named, "--state", state, "--by", by
    )
    assert done.returncode == 0, done.stderr


def notice(project: Project) -> str:
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    return text(page(project.site, "es/now/door").xpath("//p[contains(@class, 'draft')]")[0])


def test_each_draft_that_can_hurt_leads_to_the_same_part_in_english(built: Project) -> None:
    for slug in ("now/door", "data/tax", "help"):
        english, spanish = page(built.site, slug), page(built.site, f"es/{slug}")
        ways = spanish.xpath(f"//article//{WAY}")
        assert len(ways) > 8
        for way in ways:
            path, _, place = way.get("href").partition("#")
            assert path == f"../../{'../' * slug.count('/')}{slug}/"
            assert english.xpath(f"//*[@id='{place}']"), place
            assert not way.xpath("ancestor::*[contains(@class, 'say')]//ul//a")
    door = page(built.site, "es/now/door")
    texts = door.xpath(
        "//article//*[starts-with(@id, 'p')][not(ancestor::*[@class='say'])][not(a[1][not(@data-kyr)])]"
    )
    without = [text(part) for part in texts if not part.xpath(f".//{WAY}")]
    assert not without
    assert not page(built.site, "now/door").xpath(f"//{WAY}")


def test_a_machine_s_page_says_so_and_how_much_of_it_there_is(built: Project) -> None:
    said = page(built.site, "es/now/door").xpath("//p[contains(@class, 'draft')]")[0]
    numbers = re.findall(r"\d+", text(said))
    assert len(numbers) == 2
    assert numbers[0] == numbers[1]


def test_one_key_is_not_enough_and_two_people_are(project: Project) -> None:
    draft = notice(project)
    review(project, state="human", by="Ana")
    review(project, state="second-speaker", by="Ana")
    review(project, state="lawyer", by="Ana")
    assert "Ana" not in notice(project), "one person holds both keys"
    review(project, state="lawyer", by="Bo")
    checked = notice(project)
    assert "Ana" in checked
    assert "Bo" in checked
    assert checked != draft
    assert not page(project.site, "es/now/door").xpath(f"//article//{WAY}")
    stop = page(project.site, "es/now/stop")
    assert "Bo" not in text(stop.xpath("//p[contains(@class, 'draft')]")[0])


def test_an_edit_on_either_side_voids_the_review_of_that_part_alone(project: Project) -> None:
    for state, by in (("second-speaker", "Ana"), ("lawyer", "Bo")):
        review(project, state=state, by=by)
    assert "Bo" in notice(project)
    project.edit("locales/es/now/door.po", "Mantenga la calma.", "Conserve la calma.")
    assert "Bo" not in notice(project)
    (way,) = page(project.site, "es/now/door").xpath(f"//article//{WAY}")
    assert "Conserve la calma." in text(way.getparent())
    project.edit("docs/now/door.md", "Stay calm.", "Keep calm.")
    said = notice(project)
    assert "Bo" in said, "what is translated of it has been checked"
    assert not page(project.site, "es/now/door").xpath(f"//article//{WAY}"), "English leads nowhere"
    current, total = map(int, re.findall(r"(\d+)\D+(\d+)\D*$", said)[0])
    assert current == total - 1


def test_the_page_on_translations_has_the_numbers_of_the_command(built: Project) -> None:
    done = built.kyr("l10n", "status", "--lang", "es", "--json")
    found = json.loads(done.stdout)
    (one,) = found if isinstance(found, list) else found["languages"]
    for path in ("about/translations", "es/about/translations"):
        there = page(built.site, path)
        rows = [[text(cell) for cell in row] for row in there.xpath("//table//tbody/tr")]
        drafts, checked, english = (sum(int(row[column]) for row in rows) for column in (1, 2, 3))
        assert (drafts, checked) == (one["draft"], one["checked"])
        assert english == one["missing"] + one["changed"] + one["refused"]
        (summary,) = there.xpath("//h2[span[@lang='es']]/following-sibling::p[1]")
        assert [int(n) for n in re.findall(r"\d+", text(summary))] == [
            one["current"],
            one["total"],
            one["checked"],
        ]
        order = [row[0] for row in rows]
        door, about = (
            text(page(built.site, path.replace("about/translations", slug)).xpath("//h1")[0])
            for slug in ("now/door", "about")
        )
        assert order.index(door) < order.index(about)


@pytest.fixture(scope="module")
def reachable(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built copy whose publisher can be written to."""
    from .conftest import copy

    project = copy(tmp_path_factory.mktemp("reachable") / "project")
    project.edit("site.yml", "contact: null", "contact: answers@clinic.example")
    done = project.kyr("build")
    assert done.returncode == 0, done.stderr
    return project


@pytest.mark.parametrize("tag", ["", "es/"])
def test_a_sentence_is_made_better_by_a_prepared_message(reachable: Project, tag: str) -> None:
    door = page(reachable.site, f"{tag}now/door")
    (link,) = [a for a in door.xpath("//footer//a") if "improve" in a.get("href")]
    folder = f"{tag}about/improve/now/door"
    assert (reachable.site / f"{tag}now/door" / link.get("href")).resolve() == (reachable.site / folder).resolve()
    improve = page(reachable.site, folder)
    assert improve.xpath("//meta[@name='robots']/@content") == ["noindex"]
    ids = [part.get("id") for part in door.xpath("//article//*[starts-with(@id, 'p')]")]
    mails = {
        part.get("id"): part.xpath(".//a/@href")[0]
        for part in improve.xpath("//article//*[@id][.//a]")
        if part.tag == "div"
    }
    assert set(ids) <= set(mails)
    address = urlsplit(mails["p2"])
    assert (address.scheme, unquote(address.path)) == ("mailto", "answers@clinic.example")
    fields = parse_qs(address.query)
    shown = re.sub(r"\s+", " ", text(door.xpath("//*[@id='p2']")[0]))
    shown = re.sub(r"(\d ?)?(EN)?$", "", shown).strip()
    assert f"/{tag}now/door/ p2" in fields["subject"][0]
    assert shown in fields["body"][0]
    assert "Stay calm." in fields["body"][0]
    assert "\r\n" in fields["body"][0]
    assert not improve.xpath("//article//script | //*[@onclick]")


def test_nobody_to_write_to_means_no_such_pages(built: Project) -> None:
    assert not (built.site / "about/improve").exists()
    assert not [a for a in page(built.site, "now/door").xpath("//footer//a/@href") if "improve" in a]


def test_the_pages_of_sentences_pass_every_check(reachable: Project) -> None:
    done = reachable.kyr("proof")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("contact", ["no", "a@b", "a b@c.example", "a@c.example?cc=x@y.example", "tel:+1"])
def test_a_contact_that_is_no_mail_address_is_named_by_line(project: Project, contact: str) -> None:
    project.edit("site.yml", "contact: null", f"contact: '{contact}'")
    done = project.kyr("build")
    assert done.returncode == 1
    assert "site.yml:3: contact is no mail address" in done.stderr
