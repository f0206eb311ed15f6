"""Checks on the built site: each is one small function with an id and a message a maintainer understands.

A check takes the tree and yields problems; it never changes anything and never needs a network.
Add one by writing a function and naming it in `CHECKS`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from justhtml import JustHTML
from justhtml.parser import StrictModeError

from kyr.l10n.neutral import named
from kyr.problems import Problem
from kyr.proof.cited import cited
from kyr.proof.grade import blocks, grade
from kyr.proof.oracle import same_in_every_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kyr.proof.tree import BuiltPage, Tree

    Check = Callable[[Tree], Iterator[Problem]]

#: Pages that a reader must reach from home in two links or fewer (pages.md, section 4).
URGENT = (
    "now/", "now/door/", "now/stop/", "now/arrest/", "now/find/", "now/letter/", "now/court/", "now/plan/",
    "data/", "data/tax/", "data/health/", "basics/", "help/",
)  # fmt: skip
#: Reading grade a page may have, by the first part of its address (writing.md, Voice).
GRADES = {"now": 6.0}
GRADE = 7.0
#: No paragraph, item or cell of so many words or more may read above this grade; shorter ones tell nothing.
HARDEST = 8.0
SHORT = 20
WORST_PARAGRAPH = 80
LONGEST_MEAN = 15
#: A page is so many links from home at most, and so many other pages lead to it from their text.
FARTHEST = 3
WAYS_TO = 2
#: What a reader saves: files of pages, named by their hash, and one list of them for each language.
KEPT_LIST = "kept/list.json"
PAPER_LIST = "kept/papers.json"
KEPT = re.compile(r"(?:^|/)kept/(?:[0-9a-f]{16}|list|papers)\.json$")
#: Pages that list all pages: being in a list is no way that a reader takes.
LISTS = ("print/check/index.html", "about/translations/index.html")


def _at(page: BuiltPage, line: int, what: str, todo: str) -> Problem:
    return Problem(page.path, line, what, todo)


def well_formed(tree: Tree) -> Iterator[Problem]:
    """Every page parses by the HTML standard without one error."""
    for page in tree.pages.values():
        try:
            JustHTML(page.text, strict=True)
        except StrictModeError as error:
            yield _at(page, getattr(error, "lineno", 1) or 1, f"not valid HTML: {error}", "mend the template")


def one_heading_outline(tree: Tree) -> Iterator[Problem]:
    """One h1, first; no level is skipped on the way down."""
    for page in tree.pages.values():
        heads = list(page.root.iter("h1", "h2", "h3", "h4", "h5", "h6"))
        tops = [e for e in heads if e.tag == "h1"]
        if len(tops) != 1:
            yield _at(page, 1, f"{len(tops)} first-level headings", "write exactly one `# Title`")
        level = 0
        for head in heads:
            step = int(head.tag[1])
            if step > level + 1:
                said = " ".join(head.text_content().split())
                yield _at(page, page.line(head), f"h{step} “{said}” comes after h{level}", "do not skip a level")
            level = step


def language_and_direction(tree: Tree) -> Iterator[Problem]:
    """Every page says its language and direction; every `lang` in it is a language tag."""
    for page in tree.pages.values():
        root = page.root
        if not root.get("lang") or root.get("dir") not in ("ltr", "rtl"):
            yield _at(page, 1, "the page does not say its language and direction", "set lang and dir on <html>")
        for element in root.iter():
            tag = element.get("lang") if isinstance(element.tag, str) else None
            if tag is not None and not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", tag):
                yield _at(page, page.line(element), f"lang=“{tag}” is not a language tag", "use a BCP 47 tag")


def unique_ids(tree: Tree) -> Iterator[Problem]:
    """No id stands twice on a page."""
    for page in tree.pages.values():
        for name, count in Counter(page.ids()).items():
            if count > 1:
                yield _at(page, 1, f"id “{name}” stands {count} times", "give each its own id")


def links_arrive(tree: Tree) -> Iterator[Problem]:
    """Every link and every load inside the site meets a file, and a fragment meets an id."""
    ids = {path: set(page.ids()) for path, page in tree.pages.items()}
    files = set(tree.files)
    for page in tree.pages.values():
        for element, address in [*page.links(), *page.loads()]:
            found = tree.target(page, address)
            if found is None:
                continue
            path, fragment = found
            if path not in files:
                yield _at(page, page.line(element), f"“{address}” leads to no page", "mend or remove the link")
            elif fragment and fragment not in ids.get(path, ()):
                yield _at(page, page.line(element), f"“{address}”: no id “{fragment}” there", "mend the link")


def links_are_https(tree: Tree) -> Iterator[Problem]:
    """A link out of the site is https, tel or mailto, and tells the other side nothing about the reader."""
    for page in tree.pages.values():
        policy = page.root.xpath("//meta[@name='referrer']/@content")
        if policy != ["no-referrer"]:
            yield _at(page, 1, "the page may tell where a reader came from", 'add <meta name="referrer">')
        for element, address in page.links():
            scheme = urlsplit(address).scheme
            if scheme not in ("", "https", "tel", "mailto"):
                yield _at(page, page.line(element), f"“{address}” is not https", "link to the https address")


def nothing_from_elsewhere(tree: Tree) -> Iterator[Problem]:
    """Opening any page asks nothing of any other host: no script, style, picture, font, form or frame."""
    for page in tree.pages.values():
        for element, address in page.loads():
            split = urlsplit(address)
            if split.netloc or split.scheme not in ("", "data"):
                yield _at(page, page.line(element), f"loads {address}", "serve it from the site or drop it")
        for element in page.root.iter():
            if not isinstance(element.tag, str):
                continue
            for name in element.attrib:
                if str(name).startswith("on") or name in ("style", "ping", "srcdoc"):
                    yield _at(
                        page, page.line(element), f"<{element.tag} {name}=…>", "the page's policy forbids it"
                    )
            if element.tag in ("iframe", "object", "embed", "base", "form"):
                yield _at(page, page.line(element), f"<{element.tag}>", "the page's policy forbids it")
            if element.tag == "script" and not element.get("src"):
                yield _at(page, page.line(element), "a script inside the page", "move it to app.js")
    for path in tree.files:
        if path.endswith((".js", ".css", ".svg", ".json")) and not KEPT.search(path):
            text = (tree.root / path).read_text("utf-8")
            for match in re.finditer(
                r"https?://(?!www\.w3\.org/)[\w.-]+|(?<![:\w])//[a-z][\w-]*\.[a-z]{2,}", text
            ):
                line = text.count("\n", 0, match.start()) + 1
                yield Problem(path, line, f"names {match[0]}", "nothing we serve may name another host")


def policy(tree: Tree) -> Iterator[Problem]:
    """Each page carries the same strict policy, and the one style sheet it allows; the pages behind codes on paper
    have a smaller one, and wallet cards their own, the same on each of them."""
    kinds: dict[tuple[bool, bool], dict[tuple[str, ...], str]] = {}
    for page in tree.pages.values():
        found = page.root.xpath("//meta[translate(@http-equiv,'CSP','csp')='content-security-policy']/@content")
        if len(found) != 1:
            yield _at(page, 1, "no Content-Security-Policy", "add the <meta> from the shell")
            continue
        text = str(found[0])
        for need in ("default-src 'none'", "base-uri 'none'", "form-action 'none'"):
            if need not in text:
                yield _at(page, 1, f"the policy lacks {need}", "restore it")
        for bad in ("unsafe-inline", "unsafe-eval", "*", "http:", "https:"):
            if bad in text:
                yield _at(page, 1, f"the policy allows {bad}", "remove it")
        styles = tuple(str(e.text) for e in page.root.iter("style"))
        seen = kinds.setdefault((page.is_behind_a_code, page.is_card), {})
        first = seen.setdefault((text, *styles), page.path)
        if len(seen) > 1 and first == page.path:
            yield _at(page, 1, "its policy or style differs from the other pages'", "one style for every page")


def every_file_used(tree: Tree) -> Iterator[Problem]:
    """Each published file is a page, is referred to by a page, or is one of the few that hosts ask for."""
    used = {"sitemap.xml", "404.html", "robots.txt", "CNAME", ".nojekyll"}
    used.update(path for path in tree.pages if path.endswith("index.html"))
    for page in tree.pages.values():
        for _, address in [*page.links(), *page.loads()]:
            found = tree.target(page, address)
            if found:
                used.add(found[0])
    later = [path for path in sorted(used) if path in tree.files]
    for path in later:
        named = [one for one in _asked_for_later(path, tree) if one not in used]
        used.update(named)
        later += named
    for path in tree.files:
        if path not in used and not KEPT.search(path):
            yield Problem(path, 1, "no page refers to this file", "do not publish it")


def _asked_for_later(path: str, tree: Tree) -> list[str]:
    """The scripts that a script of ours names, for itself or for each language: those that a reader asks for."""
    text = (tree.root / path).read_text("utf-8") if path.endswith(".js") else ""
    names = set(re.findall(r"[\w-]+\.js\b", text))
    return [file for file in tree.files if file.rpartition("/")[2] in names]


def kept_is_what_is_shown(tree: Tree) -> Iterator[Problem]:
    """What a reader saves of a language is each of its pages as it is; no file is there that no list has."""
    listed = set()
    for path in (path for path in tree.files if path.endswith(KEPT_LIST)):
        found = json.loads((tree.root / path).read_text("utf-8"))
        folder = path.removesuffix(KEPT_LIST)
        papers = []
        if found["papers"]:
            listed.add(folder + PAPER_LIST)
            papers = json.loads((tree.root / folder / PAPER_LIST).read_text("utf-8"))["files"]
        pages: dict[str, str] = {}
        for file in (*found["files"], *papers):
            listed.add(file["path"])
            content = (tree.root / file["path"]).read_bytes() if file["path"] in tree.files else b""
            if hashlib.sha256(content).hexdigest() != file["sha256"]:
                yield Problem(file["path"], 1, "its hash is not the one in the list", "build the site again")
            elif file["pages"]:
                pages.update(json.loads(content))
        style = dict(found["put"])["<style></style>"]
        for page in tree.pages.values():
            of_it = _language(page.path, tree) == folder.rstrip("/")
            apart = page.stands_apart or page.slug.startswith(f"{folder}about/improve/")
            shown = pages.get(page.slug, "").replace("<style></style>", style, 1)
            if of_it and not apart and shown != page.text:
                yield _at(page, 1, "the copy that a reader saves is another", "build the site again")
    for path in tree.files:
        if KEPT.search(path) and path not in listed and not path.endswith(KEPT_LIST):
            yield Problem(path, 1, "no list of what a reader saves names this file", "do not publish it")


def pages_are_linked(tree: Tree) -> Iterator[Problem]:
    """Each page is reached by a link from another page of its own language."""
    reached: set[str] = set()
    for page in tree.pages.values():
        for _, address in page.links():
            found = tree.target(page, address)
            if (
                found
                and found[0] in tree.pages
                and found[0] != page.path
                and _language(found[0], tree) == _language(page.path, tree)
            ):
                reached.add(found[0])
    for path, page in tree.pages.items():
        if path not in reached and not page.stands_apart:
            yield _at(page, 1, "no page links to this one", "link it, or do not publish it")


def _language(path: str, tree: Tree) -> str:
    first = path.split("/", 1)[0]
    return first if f"{first}/index.html" in tree.pages and tree.pages[path].root.get("lang") == first else ""


def urgent_in_two_links(tree: Tree) -> Iterator[Problem]:
    """From each language's first page every urgent page is two links away or fewer, by links alone."""
    for home in _homes(tree):
        start = f"{home}index.html"
        far = _distances(tree, start)
        for slug in URGENT:
            distance = far.get(f"{home}{slug}index.html")
            if distance is None or distance > 2:
                many = "not reached" if distance is None else f"{distance} links away"
                yield Problem(start, 1, f"{home}{slug} is {many}", "link it from a page that home links to")


def near_home(tree: Tree) -> Iterator[Problem]:
    """No page is more than three links from its language's first page."""
    far = {home: _distances(tree, f"{home}index.html") for home in _homes(tree)}
    for path, page in tree.pages.items():
        tag = _language(path, tree)
        many = far[f"{tag}/" if tag else ""].get(path)
        if not page.stands_apart and "about/improve/" not in path and (many is None or many > FARTHEST):
            what = "cannot be reached from home" if many is None else f"is {many} links from home"
            yield _at(page, 1, what, "link it from a page that is nearer")


def linked_twice(tree: Tree) -> Iterator[Problem]:
    """The text of at least two other pages leads to each English page but home, which all lead to."""
    ways: dict[str, set[str]] = {}
    for path, page in tree.pages.items():
        if page.root.get("lang") != "en" or path in LISTS or path.startswith("about/improve/"):
            continue
        for link in page.main.iter("a"):
            found = tree.target(page, link.get("href") or "")
            if found and found[0] != path:
                ways.setdefault(found[0], set()).add(path)
    for path, page in tree.pages.items():
        if (
            page.root.get("lang") != "en"
            or path == "index.html"
            or page.stands_apart
            or page.lists_files
            or path.startswith("about/improve/")
        ):
            continue
        many = len(ways.get(path, ()))
        if many < WAYS_TO:
            yield _at(
                page, 1, f"only {many} other page leads here from its text", "link it where a reader wants it"
            )


def _homes(tree: Tree) -> list[str]:
    """The first page of each language, as a folder: "", "es/"."""
    return sorted({""} | {f"{p.split('/')[0]}/" for p in tree.pages if _language(p, tree)})


def _distances(tree: Tree, start: str) -> dict[str, int]:
    """How many links each page is from the first."""
    far = {start: 0}
    queue = deque([start])
    while queue:
        path = queue.popleft()
        for _, address in tree.pages[path].links():
            found = tree.target(tree.pages[path], address)
            if found and found[0] in tree.pages and found[0] not in far:
                far[found[0]] = far[path] + 1
                queue.append(found[0])
    return far


def previews_are_unlinked(tree: Tree) -> Iterator[Problem]:
    """No page of another language leads to a page that search engines are asked to leave out, nor names it."""
    for page in tree.pages.values():
        named = [(e, str(e.get("href"))) for e in page.root.xpath("//link[@rel='alternate'][@href]")]
        for element, address in (*page.links(), *named):
            path = urlsplit(address).path if element.tag == "link" else ""
            found = tree.target(page, path or address)
            there = tree.pages.get(found[0]) if found else None
            if there and there.is_preview and _language(there.path, tree) != _language(page.path, tree):
                what = f"this leads to {there.slug}, a preview"
                yield _at(page, page.line(element), what, "publish the language, or do not name it")


def alternates(tree: Tree) -> Iterator[Problem]:
    """Each page names itself as canonical and every published language's page, itself included, each way round;
    a preview names itself alone."""
    tags = {""} | {t for p in tree.pages if (t := _language(p, tree)) and not tree.pages[p].is_preview}
    for path, page in tree.pages.items():
        if page.stands_apart:
            continue
        canonical = page.root.xpath("//link[@rel='canonical']/@href")
        tag = _language(path, tree)
        slug = page.slug[len(tag) + 1 :] if tag else page.slug
        if len(canonical) != 1 or not str(canonical[0]).endswith(f"/{page.slug}"):
            yield _at(page, 1, f"canonical address is {canonical}", "it must be the page's own address")
        named = {
            str(e.get("hreflang")): str(e.get("href"))
            for e in page.root.xpath("//link[@rel='alternate'][@hreflang]")
        }
        there = {t for t in tags if not page.lists_files or f"{t}/{slug}index.html".lstrip("/") in tree.pages}
        want = {(t or "en"): f"/{t}/{slug}" if t else f"/{slug}" for t in there}
        want |= {"x-default": f"/{slug}"} if "" in there else {}
        if page.is_preview:
            want = {}
            if named:
                yield _at(page, 1, "a preview names other languages", "leave hreflang out")
        for lang, end in want.items():
            if not named.get(lang, "").endswith(end):
                yield _at(page, 1, f"hreflang {lang} is {named.get(lang)}", f"it must end in {end}")


def neutral_outside(tree: Tree) -> Iterator[Problem]:
    """Nothing that stays behind on a phone names what the site is about: addresses, ids, fragments, titles."""

    for path in tree.files:
        if word := named(path):
            yield Problem(path, 1, f"the address says “{word}”", "choose a neutral slug")
    for page in tree.pages.values():
        for name in page.ids():
            if word := named(name):
                yield _at(page, 1, f"id “{name}” says “{word}”", "choose a neutral id")
        title = " ".join(page.root.xpath("//head/title/text()"))
        if word := named(title):
            yield _at(page, 1, f"the title “{title}” says “{word}”", "choose a neutral `tab`")


def reading_grade(tree: Tree) -> Iterator[Problem]:
    """English pages read at grade 7 or lower, 6 under Right now; no paragraph of 20 words or more above 8, none
    is over 80 words. A list of data or places, without a full stop, is no sentence."""
    for path, page in tree.pages.items():
        if page.root.get("lang") != "en" or path == "404.html":
            continue
        said = list(blocks(page.main))
        found = grade(said)
        most = GRADES.get(path.split("/", 1)[0], GRADE)
        if found.grade > most:
            yield _at(page, 1, f"reads at grade {found.grade:.1f}, over {most:.0f}", "shorten sentences and words")
        if found.words_a_sentence > LONGEST_MEAN:
            yield _at(page, 1, f"{found.words_a_sentence:.1f} words a sentence, over {LONGEST_MEAN}", "split them")
        if path.startswith("about/improve/"):
            continue  # a page's texts again, with words of ours among them
        for text in said:
            if len(text.split()) > WORST_PARAGRAPH:
                yield _at(page, 1, f"a paragraph of {len(text.split())} words: “{text[:50]}…”", "split it")
            elif len(text.split()) >= SHORT and "." in text[-3:] and grade([text]).grade >= HARDEST + 0.05:
                hard = f"a paragraph at grade {grade([text]).grade:.1f}, over {HARDEST:.0f}: “{text[:50]}…”"
                yield _at(page, 1, hard, "shorten its sentences and words")


def sitemap(tree: Tree) -> Iterator[Problem]:
    """The sitemap lists each page once, and no preview."""
    where = tree.root / "sitemap.xml"
    if not where.exists():
        yield Problem("sitemap.xml", 1, "there is no sitemap", "let the driver write it")
        return
    address = rf"<loc>https?://[^/]+{re.escape(tree.base)}([^<]*)</loc>"
    listed = Counter(re.findall(address, where.read_text("utf-8")))
    for path, page in tree.pages.items():
        times, right = listed[page.slug], 0 if page.is_preview else 1
        if path != "404.html" and times != right:
            todo = "list it once" if right else "leave previews out"
            yield Problem("sitemap.xml", 1, f"{page.slug or '/'} stands {times} times", todo)


CHECKS: tuple[Check, ...] = (
    well_formed,
    one_heading_outline,
    language_and_direction,
    unique_ids,
    links_arrive,
    links_are_https,
    nothing_from_elsewhere,
    policy,
    every_file_used,
    kept_is_what_is_shown,
    pages_are_linked,
    urgent_in_two_links,
    near_home,
    linked_twice,
    previews_are_unlinked,
    alternates,
    neutral_outside,
    reading_grade,
    cited,
    sitemap,
    same_in_every_language,
)


def check(tree: Tree) -> list[tuple[str, Problem]]:
    """Run every check; (check id, problem) in the order of `CHECKS`."""
    return [(one.__name__.replace("_", "-"), problem) for one in CHECKS for problem in one(tree)]


def report(found: list[tuple[str, Problem]], as_json: bool) -> str:
    """The findings as lines, or as JSON."""
    if as_json:
        rows = [{"check": i, "path": p.path, "line": p.line, "what": p.what, "todo": p.todo} for i, p in found]
        return json.dumps(rows, ensure_ascii=False, indent=1)
    return "\n".join(f"{problem} [{name}]" for name, problem in found)


def built(root: Path, base: str = "/") -> Tree:
    """The tree of a built site; a folder without pages is wrong use."""
    from kyr.proof.tree import Tree

    if not (root / "index.html").is_file():
        raise FileNotFoundError(f"{root}: no built site here — run scripts/build first")
    return Tree(root, base)
