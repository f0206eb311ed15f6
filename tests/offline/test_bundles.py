"""`kyr bundle`: the files that people pass on, opened as they open them."""

from __future__ import annotations

import base64
import fcntl
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from lxml import html

from running import copy_project, few_states, kyr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

TAGS = ("es", "ar", "zh-Hans")
SEARCHED = {"es": ("fianza", "basics/held"), "ar": ("ضريبه", "data/tax"), "zh-Hans": ("敲门", "now/door")}
"""Words that people type, and a page that they lead to."""
PHONE = {"width": 320, "height": 640}


def secret(folder: Path, name: str) -> tuple[Path, str]:
    """A throw-away key of minisign without a password; its file and its public line."""
    program = shutil.which("minisign")
    assert program, "minisign is not installed — run scripts/test, or: apt-get install minisign"
    files = folder / f"{name}.key", folder / f"{name}.pub"
    subprocess.run([program, "-G", "-W", "-s", files[0], "-p", files[1]], check=True, capture_output=True)
    return files[0], files[1].read_text("utf-8").splitlines()[1]


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that a publisher has claimed, with bundles of each kind, signed; made once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    root = shared / "bundles"
    with (shared / "bundles.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "whole").exists():
            make(root)
            (root / "whole").touch()
    return root


def make(root: Path) -> None:
    copy_project(root)
    few_states(root)
    key, public = secret(root, "own")
    (root / "site.yml").write_text(
        "base_url: https://help.example/a/\npublisher: A clinic\ncontact: null\n"
        f"exit_url: https://www.weather.gov/\nminisign_key: {public}\n",
        "utf-8",
    )
    for words in (
        ["zip", *(f"--lang={tag}" for tag in TAGS), "--plain"],
        ["zip", "--lang=es"],
        ["single", "--page=now/door", "--lang=es"],
        ["zim", "--lang=es"],
    ):
        done = kyr(root, "bundle", *words, f"--sign={key}")
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folders(passed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each zip, unpacked as a person unpacks it."""
    out = tmp_path_factory.mktemp("unpacked")
    for file in (passed / "bundles").glob("*.zip"):
        with zipfile.ZipFile(file) as archive:
            archive.extractall(out)
    return {folder.name: folder for folder in out.iterdir()}


def links(page: Path) -> Iterator[tuple[str, str]]:
    for element, _, link, _ in html.document_fromstring(page.read_text("utf-8")).iterlinks():
        yield element.tag, link


def test_every_way_in_a_folder_leads_to_a_file_of_it(folders: dict[str, Path]) -> None:
    assert set(folders) == {"plain-answers-es", "pages-es-ar-zh-Hans"}
    for folder in folders.values():
        ids: dict[Path, set[str]] = {}
        pages = sorted(folder.rglob("*.html"))
        assert len(pages) > 100
        for page in pages:
            root: Any = html.document_fromstring(page.read_text("utf-8"))
            ids[page.resolve()] = set(root.xpath("//@id"))
            assert not root.xpath("//link[@rel='canonical' or @rel='alternate']")
        for page in pages:
            for tag, link in links(page):
                if re.match(r"(https?|tel|mailto|data):", link):
                    assert tag in ("a", "link"), link
                    continue
                goal = (
                    (page.parent / unquote(urlsplit(link).path)).resolve()
                    if urlsplit(link).path
                    else page.resolve()
                )
                assert goal.is_file(), f"{page}: {link}"
                assert not urlsplit(link).fragment or urlsplit(link).fragment in ids[goal], f"{page}: {link}"


def test_a_plain_cover_says_names_of_languages_alone(folders: dict[str, Path]) -> None:
    cover = folders["pages-es-ar-zh-Hans"] / "index.html"
    root: Any = html.document_fromstring(cover.read_text("utf-8"))
    listed = root.xpath("//a/text()")
    assert listed == ["Español", "العربية", "简体中文"]
    assert root.find("body").text_content() == "".join(["Inicio", *listed])
    assert root.findtext(".//title") == "Inicio"


@pytest.mark.parametrize("tag", TAGS)
def test_a_folder_is_read_from_a_disk(browser: Browser, folders: dict[str, Path], tag: str) -> None:
    context = browser.new_context(viewport=PHONE, offline=True)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folders["pages-es-ar-zh-Hans"] / "index.html").as_uri())
    page.locator(f"a[lang={tag}]").click()
    page.locator(".doors.now a").first.click()
    page.locator("main .list a").first.click()
    page.wait_for_load_state()
    assert urlsplit(page.url).path.endswith(f"/pages/{tag}/now/door/index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.key')).borderTopStyle") == "solid"
    assert page.evaluate("scrollX + document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0, "the script ran"
    page.emulate_media(media="screen")
    page.locator(".top a.q").click()
    words, slug = SEARCHED[tag]
    page.locator("#search-box").fill(words)
    found = page.locator("#search-list a")
    found.first.wait_for()
    goals = found.evaluate_all("all => all.slice(0, 4).map(one => one.href.split('#')[0])")
    (goal,) = [goal for goal in goals if goal.endswith(f"/pages/{tag}/{slug}/index.html")]
    page.goto(goal)
    assert page.locator("main h1").count() == 1
    page.goto(f"{page.url.partition('/pages/')[0]}/pages/{tag}/print/index.html")
    page.locator("#stamp-name").fill("A clinic")
    page.locator("#stamp-on").click()
    page.goto(goal)
    page.locator("article .stamp .name", has_text="A clinic").wait_for()
    assert said == []
    assert {urlsplit(one).scheme for one in asked} <= {"file", "data"}
    context.close()


def test_one_page_in_one_file(browser: Browser, passed: Path) -> None:
    file = passed / "bundles/now-door-es.html"
    assert file.stat().st_size <= 300_000
    for tag, link in links(file):
        assert link.startswith(("#", "https://", "tel:", "data:")), link
        assert tag == "a" or link.startswith("data:"), f"{tag} asks for {link}"
    context = browser.new_context(viewport=PHONE, offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.clock.set_fixed_time("2099-01-01")
    page.goto(file.as_uri())
    assert page.locator("[data-after]").first.is_visible(), "the script ran, and tells that the page is old"
    assert page.locator("header a[href='https://help.example/a/es/']").count() >= 1
    assert said == []
    context.close()


def test_a_zip_has_the_same_bytes_in_another_folder(passed: Path, tmp_path: Path) -> None:
    root = tmp_path / "elsewhere"
    copy_project(root)
    few_states(root)
    shutil.copy2(passed / "site.yml", root / "site.yml")
    for words in (["zip", "--lang=es"], ["single", "--page=now/door", "--lang=es"]):
        assert kyr(root, "bundle", *words).returncode == 0
    with zipfile.ZipFile(passed / "bundles/plain-answers-es.zip") as signed:
        names = [entry for entry in signed.infolist() if not entry.filename.endswith(".minisig")]
        with zipfile.ZipFile(root / "bundles/plain-answers-es.zip") as again:
            assert [(one.filename, one.date_time, one.CRC) for one in names] == [
                (one.filename, one.date_time, one.CRC) for one in again.infolist()
            ]
    first = (root / "bundles/plain-answers-es.zip").read_bytes()
    assert kyr(root, "bundle", "zip", "--lang=es").returncode == 0
    assert (root / "bundles/plain-answers-es.zip").read_bytes() == first
    one = "bundles/now-door-es.html"
    assert (root / one).read_bytes() == (passed / one).read_bytes()


def test_the_zim_holds_the_folder_and_finds_words(passed: Path, folders: dict[str, Path]) -> None:
    file = passed / "bundles/plain-answers-es.zim"
    checker = shutil.which("zimcheck")
    assert checker, "zimcheck is not installed — run scripts/test, or: apt-get install zim-tools"
    done = subprocess.run([checker, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    archive = Archive(file)
    folder = folders["plain-answers-es"]
    names = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("SHA256SUMS")
    }
    assert archive.entry_count == len(names)
    for name in names:
        assert bytes(archive.get_entry_by_path(name).get_item().content) == (folder / name).read_bytes()
    assert bytes(archive.get_metadata("Language")) == b"spa,eng"
    assert archive.has_illustration(48)
    found = Searcher(archive).search(Query().set_query("notario"))
    assert "pages/es/help/scams/index.html" in list(found.getResults(0, 5))


def test_a_kiwix_server_opens_the_zim(passed: Path) -> None:
    server = shutil.which("kiwix-serve")
    assert server, "kiwix-serve is not installed — run scripts/test, or: apt-get install kiwix-tools"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = passed / "bundles/plain-answers-es.zim"
    running = subprocess.Popen(
        [server, "--address=127.0.0.1", f"--port={port}", str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        where = f"http://127.0.0.1:{port}/plain-answers-es"
        for _ in range(100):
            try:
                answer = urllib.request.urlopen(f"{where}/index.html")
                break
            except OSError:
                time.sleep(0.1)
        assert "Quién puede ver su información" in answer.read().decode()
        found = urllib.request.urlopen(
            f"http://127.0.0.1:{port}/search?content=plain-answers-es&pattern={quote('cárcel')}"
        )
        assert "/pages/es/" in found.read().decode()
    finally:
        running.terminate()
        running.wait()


def test_a_whole_file_says_whose_it_is(passed: Path) -> None:
    for name in ("plain-answers-es.zip", "now-door-es.html", "plain-answers-es.zim"):
        done = kyr(passed, "bundle", "verify", f"bundles/{name}")
        assert done.returncode == 0, done.stderr
        assert "every byte is as its sums say" in done.stdout
        assert "Signed: Plain Answers · A clinic · " in done.stdout
        assert re.search(
            r"Key [0-9A-F]{16}\. Its six words, to compare by telephone: (?:[a-z]+ ){5}[a-z]+$", done.stdout, re.M
        )


def repacked(file: Path, out: Path, change: dict[str, bytes | None]) -> Path:
    """A zip with some files changed, added or (None) taken out."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change.pop(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in change.items():
            assert content is not None
            new.writestr(name, content)
    return out


def with_sums(file: Path, out: Path, name: str, content: bytes) -> Path:
    """A zip in which one page and its sum were changed, by somebody without the key."""
    from kyr.offline import sums

    with zipfile.ZipFile(file) as old:
        files = {one.partition("/")[2]: old.read(one) for one in old.namelist()}
        top = old.namelist()[0].partition("/")[0]
    files[name] = content
    inner = {one: files[one] for one in files if not one.startswith("SHA256SUMS")}
    return repacked(file, out, {f"{top}/{name}": content, f"{top}/SHA256SUMS": sums.sums(inner)})


def test_a_doctored_file_is_refused(passed: Path, tmp_path: Path) -> None:
    whole = passed / "bundles/plain-answers-es.zip"
    page = "plain-answers-es/pages/es/now/door/index.html"
    for change, says in (
        ({page: b"<p>Open the door.</p>"}, "pages/es/now/door/index.html was changed"),
        ({page: None}, "pages/es/now/door/index.html is missing"),
        ({"plain-answers-es/pages/es/new.html": b"x"}, "pages/es/new.html was added"),
    ):
        done = kyr(passed, "bundle", "verify", str(repacked(whole, tmp_path / "a.zip", dict(change))))
        assert done.returncode == 1
        assert says in done.stderr
        assert "do not use it" in done.stderr
    forged = with_sums(whole, tmp_path / "b.zip", "pages/es/now/door/index.html", b"<p>Open the door.</p>")
    done = kyr(passed, "bundle", "verify", str(forged))
    assert done.returncode == 1
    assert "the signature does not hold" in done.stderr
    one = tmp_path / "now-door-es.html"
    one.write_bytes((passed / "bundles/now-door-es.html").read_bytes() + b" ")
    for name in ("SHA256SUMS", "SHA256SUMS.minisig"):
        shutil.copy2(passed / "bundles" / name, tmp_path / name)
    done = kyr(passed, "bundle", "verify", str(one))
    assert done.returncode == 1
    assert "now-door-es.html was changed" in done.stderr


def test_another_key_or_another_comment_is_seen(passed: Path, tmp_path: Path) -> None:
    _, other = secret(tmp_path, "other")
    whole = passed / "bundles/plain-answers-es.zip"
    done = kyr(passed, "bundle", "verify", str(whole), "--key", other)
    assert done.returncode == 1
    assert "signed with another key" in done.stderr
    name = "plain-answers-es/SHA256SUMS.minisig"
    with zipfile.ZipFile(whole) as archive:
        signature = archive.read(name)
    bent = repacked(whole, tmp_path / "c.zip", {name: signature.replace(b"A clinic", b"B clinic")})
    done = kyr(passed, "bundle", "verify", str(bent))
    assert done.returncode == 1
    assert "the comment of the signature was changed" in done.stderr
    raw = base64.b64decode(signature.splitlines()[1])
    flipped = base64.b64encode(raw[:-1] + bytes([raw[-1] ^ 1]))
    bent = repacked(whole, tmp_path / "d.zip", {name: signature.replace(signature.splitlines()[1], flipped)})
    assert "the signature does not hold" in kyr(passed, "bundle", "verify", str(bent)).stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["zip", "--lang=xx"], 2, "no language"),
        (["single", "--page=now/dor"], 2, "no page is called now/dor"),
        (["zip", "--sign=nowhere.key"], 2, "nowhere.key: there is no such key"),
        (["verify", "bundles/nothing.zip"], 2, "bundles/nothing.zip: there is no such file"),
        (["verify", "site.yml"], 2, "no SHA256SUMS beside it"),
        (["verify", "broken.zip"], 2, "broken.zip: no zip that can be read"),
        (["verify", "bundles/plain-answers-es.zip", "--key=abc"], 2, "no public key of minisign"),
    ],
)
def test_wrong_use_is_one_line(passed: Path, words: list[str], code: int, says: str) -> None:
    whole = (passed / "bundles/plain-answers-es.zip").read_bytes()
    (passed / "broken.zip").write_bytes(whole[: len(whole) // 2])
    done = kyr(passed, "bundle", *words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
