"""The translator's desk, from the command to the catalog: a file, a browser without a network, a file back."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kyr.l10n.work import code
from running import copy_project, few_states, translations
from running import l10n as run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SOMALI = "\n- tag: so\n  autonym: Soomaali\n  english: Somali\n  direction: ltr\n"
PERSIAN = "\n- tag: fa\n  autonym: فارسی\n  english: Persian\n  direction: rtl\n"
STAY = "**Stay calm.** Tell children not to open the door or speak for the family.{1}"
CALM = "**Deji.** Carruurta u sheeg inaysan albaabka furin ama u hadlin qoyska.{1}"
DOOR = "locales/so/now/door.po"
PERSIAN_DOOR = "locales/fa/now/door.po"
FRESH = CALM.replace("Deji", "Degganow")
"""Another translation than the one that the catalog has of the old English."""
PHONE = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a Somali and a Persian that nobody has begun; one English text has changed since."""
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    few_states(root)
    for folder in (root / "locales").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    listed = root / "locales" / "languages.yml"
    english = listed.read_text("utf-8").split("\n- tag: es")[0]
    listed.write_text(english.rstrip() + "\n" + SOMALI + PERSIAN, "utf-8")
    (root / "locales" / "so").mkdir()
    glossary = "- term: door\n  translation: albaab\n  forbidden: [irrid]\n  note: Of a home.\n"
    (root / "locales" / "so" / "glossary.yml").write_text(glossary, "utf-8")
    assert run(root, "sync").returncode == 0
    door = root / "locales" / "so" / "now" / "door.po"
    file = polib.pofile(str(door), wrapwidth=0)
    entry = file.find(STAY)
    assert entry
    entry.msgstr = CALM
    file.save()
    page = root / "docs" / "now" / "door.md"
    page.write_text(page.read_text("utf-8").replace("speak for the family", "speak for you"), "utf-8")
    assert run(root, "sync").returncode == 0
    return root


NOW = STAY.replace("the family", "you")


@pytest.fixture(scope="module")
def somali(original: Path) -> Path:
    out = original / "desk-so.html"
    done = run(original, "desk", "--lang", "so", "-o", str(out))
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def persian(original: Path) -> Path:
    out = original / "desk-fa.html"
    assert run(original, "desk", "--lang", "fa", "-o", str(out)).returncode == 0
    return out


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(original, copy)
    return copy


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A phone's browser without a network. What goes wrong in the page, or asks for anything, fails the test."""
    context = browser.new_context(viewport=PHONE, accept_downloads=True, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text))
    page.on("request", lambda request: wrong.append(request.url) if not_ours(request.url) else None)
    yield page
    context.close()
    assert wrong == []


def not_ours(url: str) -> bool:
    return not url.startswith("blob:") and not re.fullmatch(r"file://.*desk-\w+\.html", url)


def pick(page: Page, english: str, *, listed: str = "all", on: str = "now/door") -> None:
    page.select_option("#show", listed)
    page.select_option("#page", on)
    page.locator(f"#texts button:has(span:text-matches('^{english}([.!?]|$)'))").first.click()


def verdict(page: Page) -> str:
    page.wait_for_timeout(350)
    return page.inner_text("#verdict")


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.click("#save")
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_a_volunteer_writes_sees_verdicts_sends_a_file_and_the_catalog_has_it(
    tab: Page, somali: Path, root: Path, tmp_path: Path
) -> None:
    tab.goto(somali.as_uri())
    pick(tab, "Ask to see the paper")
    assert tab.inner_text("#text-title").startswith("now/door, ")
    assert "safety" in tab.inner_text("#about")
    assert "door → albaab (not: irrid) Of a home." in tab.inner_text("#terms")
    box = tab.locator("#yours")
    assert (box.get_attribute("lang"), box.get_attribute("dir")) == ("so", "ltr")
    box.fill("**Codso inaad aragto warqadda.** Booqo www.example.com irrid")
    told = verdict(tab)
    assert "does not use each token as often" in told
    assert "web or mail address" in told
    assert "not to use “irrid” for “door”" in told
    assert box.get_attribute("aria-invalid") == "true"
    assert "not in your text yet" in str(tab.locator("#pieces button").first.get_attribute("aria-label"))
    box.fill("**Codso inaad aragto warqadda.** Saraakiishu waxay ku tusi karaan daaqadda ama albaabka hoostiisa.")
    box.press("End")
    tab.locator("#pieces button").first.click()
    assert box.input_value().endswith("hoostiisa.{1}")
    assert "No fault found" in verdict(tab)
    assert "checked again when we take in your file" in tab.inner_text("#verdict")
    assert tab.locator("#preview strong").inner_text() == "Codso inaad aragto warqadda."
    tab.locator("#back").click()
    assert "You have written 1; 1 of them" in tab.inner_text("#progress")
    file = saved(tab, tmp_path)
    assert re.fullmatch(r"translations-so-\d{4}-\d\d-\d\d\.json", file.name)
    assert "Saved 1 texts" in tab.inner_text("#said")
    assert "0 of them are not in a file" in tab.inner_text("#progress")
    done = run(root, "import", str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "locales/so/now/door.po: 1 changed" in done.stdout
    english = next(text for text in translations(root, DOOR) if text.startswith("**Ask to see the paper.**"))
    assert translations(root, DOOR)[english].startswith("**Codso inaad aragto warqadda.**")
    again = run(root, "import", str(file))
    assert (again.returncode, again.stderr) == (0, "0 changed, 1 as they were\n")


def test_a_language_written_from_the_right(tab: Page, persian: Path, root: Path, tmp_path: Path) -> None:
    tab.goto(persian.as_uri())
    pick(tab, "Please show me the warrant at the window")
    assert "says these exact words aloud" in tab.inner_text("#hint")
    box = tab.locator("#yours")
    assert (box.get_attribute("lang"), box.get_attribute("dir")) == ("fa", "rtl")
    box.fill("لطفاً حکم را از پنجره به من نشان دهید.")
    assert "No fault found" in verdict(tab)
    preview = tab.locator("#preview article")
    assert (preview.get_attribute("lang"), preview.get_attribute("dir")) == ("fa", "rtl")
    face = tab.evaluate("getComputedStyle(document.querySelector('#preview article')).fontFamily")
    assert "Arabic" in face
    tab.locator("#back").click()
    pick(tab, "Stay calm")
    tab.locator("#yours").fill("**آرام باشید.** به کودکان بگویید در را باز نکنند و به جای شما حرف نزنند.{1}")
    assert "No fault found" in verdict(tab)
    assert tab.locator("#preview code").inner_text() == "{1}"
    tab.locator("#back").click()
    file = saved(tab, tmp_path)
    done = run(root, "import", str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert translations(root, PERSIAN_DOOR)["Please show me the warrant at the window."].startswith("لطفاً")
    assert translations(root, PERSIAN_DOOR)[NOW].startswith("**آرام")


def test_a_changed_text_shows_the_words_that_changed_and_the_old_translation_can_stay(
    tab: Page, somali: Path, root: Path, tmp_path: Path
) -> None:
    tab.goto(somali.as_uri())
    pick(tab, "Stay calm", listed="changed")
    assert tab.locator("#difference del").all_text_contents() == ["[taken out: the family]"]
    assert tab.locator("#difference ins").all_text_contents() == ["[put in: you]"]
    assert tab.inner_text("#old") == CALM
    assert tab.input_value("#yours") == ""
    tab.click("#use")
    assert tab.input_value("#yours") == CALM
    assert "This is the old translation" in verdict(tab)
    assert "You have written 0" in tab.inner_text("#progress")
    tab.click("#right")
    assert tab.input_value("#yours") == CALM
    assert "No fault found" in verdict(tab)
    tab.locator("#back").click()
    done = run(root, "import", str(saved(tab, tmp_path)))
    assert done.returncode == 0, done.stdout
    assert translations(root, DOOR)[NOW] == CALM


def test_structure_is_checked_when_the_file_is_taken_in(
    tab: Page, somali: Path, root: Path, tmp_path: Path
) -> None:
    tab.goto(somali.as_uri())
    pick(tab, "Stay calm")
    tab.fill("#yours", CALM.replace("**", ""))
    assert "No fault found" in verdict(tab)
    tab.locator("#back").click()
    file = saved(tab, tmp_path)
    done = run(root, "import", str(file))
    assert done.returncode == 1
    assert re.match(rf"{file.name}: now/door, p\d+: the translation has other emphasis", done.stdout)
    assert NOW not in translations(root, DOOR)


def test_work_goes_on_from_a_file_and_nothing_typed_is_lost(
    tab: Page, browser: Browser, somali: Path, tmp_path: Path
) -> None:
    tab.goto(somali.as_uri())
    pick(tab, "Stay calm")
    tab.fill("#yours", FRESH)
    tab.locator("#back").click()
    file = saved(tab, tmp_path)
    tab.goto(somali.as_uri())
    assert "You have written 0" in tab.inner_text("#progress")
    tab.set_input_files("#load", file)
    expect(tab.locator("#said")).to_have_text("Loaded 1 texts.")
    pick(tab, "Stay calm", listed="mine")
    assert tab.input_value("#yours") == FRESH
    tab.fill("#yours", FRESH.replace("Degganow", "Xasilo"))
    tab.locator("#back").click()
    tab.set_input_files("#load", file)
    expect(tab.locator("#said")).to_contain_text("differ")
    pick(tab, "Stay calm", listed="mine")
    assert tab.input_value("#yours") == FRESH.replace("Degganow", "Xasilo")
    tab.locator("#back").click()
    for name, content, said in [
        ("not.json", "hello", "not a file of this desk"),
        ("null.json", "null", "not a file of this desk"),
        ("list.json", '{"form": "plain-answers-translations", "texts": 5}', "not a file of this desk"),
        (
            "fa.json",
            '{"form": "plain-answers-translations", "language": {"tag": "fa"}, "texts": []}',
            "another language",
        ),
        (
            "odd.json",
            '{"form": "plain-answers-translations", "language": {"tag": "so"}, "texts": [null, 5,'
            ' {"catalog": "now/door", "code": "__proto__", "text": "<img src=x onerror=alert(1)>"}]}',
            "3 were left out",
        ),
    ]:
        (tmp_path / name).write_text(content, "utf-8")
        tab.set_input_files("#load", tmp_path / name)
        expect(tab.locator("#said")).to_contain_text(said)


def test_nothing_is_kept_unless_the_volunteer_asks_and_leaving_with_unsaved_work_warns(
    tab: Page, somali: Path
) -> None:
    tab.goto(somali.as_uri())
    pick(tab, "Stay calm")
    tab.fill("#yours", FRESH)
    assert tab.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    tab.locator("#back").click()
    asked = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    tab.on("dialog", stay)
    tab.reload()
    assert asked == ["beforeunload"]
    pick(tab, "Stay calm")
    tab.fill("#yours", FRESH)
    tab.locator("#back").click()
    tab.click("#keep")
    assert "is kept in this browser" in tab.inner_text("#said")
    tab.reload()
    assert asked == ["beforeunload"]
    assert "Your work from last time is back" in tab.inner_text("#said")
    assert "You have written 1; 1 of them are not in a file" in tab.inner_text("#progress")
    pick(tab, "Stay calm", listed="mine")
    tab.fill("#yours", FRESH.replace("Degganow", "Xasilo"))
    tab.wait_for_timeout(600)
    assert "Xasilo" in tab.evaluate("localStorage.getItem('plain-answers-desk-so')")
    tab.locator("#back").click()
    tab.click("#forget")
    assert tab.evaluate("localStorage.length") == 0


def test_the_file_can_be_copied_as_text_for_a_messenger(
    browser: Browser, somali: Path, root: Path, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(somali.as_uri())
    pick(page, "Stay calm")
    page.fill("#yours", FRESH)
    page.locator("#back").click()
    page.click("#copy")
    page.wait_for_selector("#bundle", state="visible")
    text = page.input_value("#bundle")
    assert page.evaluate("document.getSelection().toString() || document.activeElement.id") == "bundle" or text
    context.close()
    pasted = tmp_path / "message.txt"
    pasted.write_bytes(b"\xef\xbb\xbf\r\n" + text.replace("\n", "\r\n").encode() + b"\r\n")
    done = run(root, "import", str(pasted))
    assert done.returncode == 0, done.stdout + done.stderr
    assert translations(root, DOOR)[NOW] == FRESH


def test_the_list_is_ordered_by_danger_then_by_the_readers_path_and_can_be_searched(
    tab: Page, somali: Path
) -> None:
    tab.goto(somali.as_uri())
    order = tab.evaluate("desk.texts.map(text => text.danger)")
    ranks = ["safety", "legal-status", "contact", "background"]
    assert order == sorted(order, key=ranks.index)
    pages = tab.evaluate("[...new Set(desk.texts.filter(t => t.danger === 'safety').map(t => t.page.name))]")
    assert pages[:3] == ["index", "now/index", "now/door"]
    tab.fill("#search", "STAY cálm")
    tab.wait_for_timeout(300)
    assert 1 <= tab.locator("#texts button").count() <= 20, "of two thousand texts"
    assert "Stay calm" in tab.locator("#texts").inner_text()
    tab.fill("#search", "no such words anywhere")
    tab.wait_for_timeout(300)
    assert "No text fits" in tab.inner_text("#listed")


def test_it_can_be_used_with_a_keyboard_alone(tab: Page, somali: Path) -> None:
    tab.goto(somali.as_uri())
    tab.select_option("#page", "now/door")
    tab.locator("#texts button").first.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "text-title"
    first = tab.inner_text("#text-title")
    tab.locator("#yours").focus()
    tab.keyboard.type("Albaab")
    tab.keyboard.press("Control+Enter")
    assert tab.evaluate("document.activeElement.id") == "text-title"
    assert tab.inner_text("#text-title") != first
    tab.locator("#before").focus()
    tab.keyboard.press("Enter")
    assert tab.input_value("#yours") == "Albaab"
    tab.locator("#back").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("['BUTTON', 'H2'].includes(document.activeElement.tagName)")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["so", "fa"])
def test_accessible(browser: Browser, somali: Path, persian: Path, size: Any, scheme: Any, tag: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto({"so": somali, "fa": persian}[tag].as_uri())
    page.evaluate("document.querySelector('details').open = true")
    for step in range(3):
        if step:
            pick(page, ["Stay calm", "What to say"][step - 1])
            page.fill("#yours", "**Xx** www.example.com {1}{1}" if step == 1 else "Xx")
            page.wait_for_timeout(350)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        small = page.evaluate(
            "[...document.querySelectorAll('button,select,input')]"
            ".filter(e => e.offsetParent && e.offsetHeight < 24).length"
        )
        assert small == 0
        if step and size is PHONE:
            page.click("#back")
    context.close()


def test_the_file_lets_nothing_in_and_is_small(somali: Path) -> None:
    html = somali.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|https?://""", html.split('id="given"')[0])
    assert not re.search(r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|indexedDB|innerHTML\s*=", html)
    assert len(html.encode()) < 1_500_000


def test_hostile_words_in_texts_stay_words(root: Path, browser: Browser) -> None:
    """Whatever stands in a catalog is data in the desk."""
    harm = "document.title='taken'"
    hostile = f"</script><script>{harm}</script><!--<script> {{1}} <img src=x onerror={harm}>"
    file = polib.pofile(str(root / "locales" / "so" / "now" / "door.po"), wrapwidth=0)
    for entry in file:
        entry.msgstr, entry.flags = hostile, []
    file.save()
    out = root / "desk-so.html"
    assert run(root, "desk", "--lang", "so", "-o", str(out)).returncode == 0
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(out.as_uri())
    pick(page, "Ask to see the paper")
    assert "Translator’s desk" in page.title()
    assert page.input_value("#yours") == hostile
    assert page.locator("#preview img").count() == 0
    context.close()


def export(**changes: Any) -> dict[str, Any]:
    row = {
        "catalog": "now/door",
        "place": "text 1",
        "code": code(None, "What to do"),
        "base": "-",
        "text": "Waxa la sameeyo",
    }
    whole: dict[str, Any] = {
        "form": "plain-answers-translations",
        "version": 1,
        "language": {"tag": "so", "name": "Soomaali", "direction": "ltr"},
        "texts": [row],
    }
    for name, value in changes.items():
        (row if name in row else whole)[name] = value
    return whole


def test_an_export_written_by_hand_is_taken_with_the_rules_of_the_sheet(root: Path) -> None:
    file = root / "so.json"
    file.write_text(json.dumps(export()), "utf-8")
    assert run(root, "import", "--check", "so.json").returncode == 0
    assert "What to do" not in translations(root, DOOR)
    assert run(root, "import", "so.json").returncode == 0
    assert translations(root, DOOR)["What to do"] == "Waxa la sameeyo"
    file.write_text(json.dumps(export(text="Maxaa la sameeyaa")), "utf-8")
    other = run(root, "import", "so.json")
    assert other.returncode == 1
    assert "so.json: now/door, text 1: somebody else has written" in other.stdout
    assert run(root, "import", "--theirs", "so.json").returncode == 0
    assert translations(root, DOOR)["What to do"] == "Maxaa la sameeyaa"


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"{}",
        b'{"form": "plain-answers-translations"}',
        b"{\xff}",
        b'{"a":' * 100_000,
        b"{" + b" " * 5_100_000,
        json.dumps(export(code="x" * 16)).encode(),
        json.dumps(export(code="../../etc/passwd")).encode(),
        json.dumps(export(catalog="../../../etc/passwd.")).encode(),
        json.dumps(export(base="zzzzzzzz")).encode(),
        json.dumps(export(text=911)).encode(),
        json.dumps(export(text="a" * 20_001)).encode(),
        json.dumps(export(place="\x1b[31m")).encode(),
        json.dumps(export(version=2)).encode(),
        json.dumps(export(language={"tag": "../x", "name": "x", "direction": "ltr"})).encode(),
        json.dumps(export(language={"tag": "so", "name": "x", "direction": "up"})).encode(),
    ],
    ids=range(16),
)
def test_a_hostile_export_is_one_clear_line(root: Path, content: bytes) -> None:
    (root / "so.json").write_bytes(content)
    before = (root / "locales" / "so" / "now" / "door.po").read_bytes()
    done = run(root, "import", "so.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"so\.json:1: .+ — .+\n", done.stderr)
    assert (root / "locales" / "so" / "now" / "door.po").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"catalog": "//etc/passwd"}, "the English has changed, or is gone"),
        ({"catalog": "now/none"}, "the English has changed, or is gone"),
        ({"code": "0" * 16}, "the English has changed, or is gone"),
        ({"text": " \n "}, "the translation is empty"),
        ({"text": "\u202ewaxa"}, "invisible or control character"),
        ({"text": "Waxa \x1b"}, "invisible or control character"),
        ({"text": '"\nmsgid "x"'}, "other line breaks"),
    ],
)
def test_a_strange_row_is_told_and_the_others_are_taken(root: Path, change: dict[str, str], said: str) -> None:
    whole = export(**change)
    whole["texts"].append(
        export()["texts"][0] | {"code": code(None, "Do this first"), "text": "Tan marka hore samee"}
    )
    (root / "so.json").write_text(json.dumps(whole), "utf-8")
    done = run(root, "import", "so.json")
    assert done.returncode == 1
    assert said in done.stdout.splitlines()[0]
    assert "\x1b" not in done.stdout
    assert translations(root, DOOR)["Do this first"] == "Tan marka hore samee"
    assert "What to do" not in translations(root, DOOR)


def test_a_language_that_is_not_in_the_list_can_begin(root: Path, tab: Page, tmp_path: Path) -> None:
    out = tmp_path / "desk-om.html"
    made = run(root, "desk", "--lang", "om", "--name", "Oromoo", "--direction", "ltr", "-o", str(out))
    assert made.returncode == 0, made.stderr
    tab.goto(out.as_uri())
    assert "Oromoo" in tab.inner_text("h1")
    pick(tab, "What to do")
    tab.fill("#yours", "Maal gochuu")
    tab.locator("#back").click()
    file = saved(tab, tmp_path)
    done = run(root, "import", str(file))
    assert done.returncode == 1
    assert "the list has no language with the tag 'om' yet" in done.stderr
    assert done.stdout.startswith("- tag: om\n  autonym: Oromoo\n  english: Oromo\n")
    listed = root / "locales" / "languages.yml"
    listed.write_text(listed.read_text("utf-8") + "\n" + done.stdout, "utf-8")
    taken = run(root, "import", str(file))
    assert taken.returncode == 0, taken.stderr
    assert translations(root, "locales/om/now/door.po") == {"What to do": "Maal gochuu"}
