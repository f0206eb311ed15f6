"""Law: when one character of an English text changes, exactly that text is English in every language, and all else
stays as it was."""

from __future__ import annotations

import copy
import re
import shutil
from collections import Counter
from itertools import zip_longest

import lxml.html
import pytest
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from kyr import ledger, markup
from kyr.clock import build_date
from kyr.l10n import Segments, SegmentState, TranslatedWords, languages, load_catalogs, tokens
from kyr.l10n.parser import page_parser
from kyr.l10n.segments import SegmentProcessor
from kyr.l10n.segments import _places as places
from kyr.proof.oracle import same_in_every_language
from kyr.proof.tree import Tree
from l10n.conftest import ROOT
from running import build, copy_project

ATTRIBUTES = re.compile(r"\s*\{:[^{}]*\}\s*\Z")
TAGS = [language.tag for language in languages(ROOT) if language.tag != "en"]


def changed(text, known=()):
    """The text with one letter changed, in words that a translator sees; None where it has none."""
    cut = tokens.prose(text)
    for place, letter in enumerate(text):
        if letter.isascii() and letter.islower():
            other = text[:place] + ("q" if letter != "q" else "z") + text[place + 1 :]
            new = tokens.prose(other)
            same = new.tokens == cut.tokens and (new.prefix, new.suffix) == (cut.prefix, cut.suffix)
            if same and new.msgid != cut.msgid and new.msgid not in known and new.has_words:
                return other
    return None


class Before(Extension):
    """Keeps the tree as it is just before the translation."""

    def extendMarkdown(self, md):
        keep = self.keep = Treeprocessor(md)
        keep.run = lambda root: setattr(keep, "root", copy.deepcopy(root))
        md.treeprocessors.register(keep, "before", 30.5)


class Reader:
    """The pages of one language as the translation leaves them, inline Markdown still raw."""

    def __init__(self, tag):
        catalogs = load_catalogs(ROOT, tag)
        self.catalogs = catalogs
        facts = ledger.load(ROOT, build_date(ROOT))
        self.words = TranslatedWords(catalogs, catalogs.language, markup.EnglishWords(ROOT), facts.danger)
        self.markup = markup.State(facts, self.words, ROOT)
        self.state = SegmentState(catalogs.language, "off", reviews=catalogs.reviews, words=self.words)
        self.before = Before()
        extensions = [*markup.extensions(self.markup), Segments(self.state), self.before]
        self.parser = page_parser(ROOT, extensions)

    def tree(self, page):
        """The tree of a page before it is translated."""
        self.parser.reset()
        self.state.mode = "off"
        self.markup.start(page.src, page.body, page.offset)
        self.parser.convert(page.body)
        return self.before.keep.root

    def translated(self, root, src):
        """A tree in the language, and the state with its tally."""
        self.state.mode = "apply"
        self.state.start(self.catalogs.page(src))
        root = copy.deepcopy(root)
        SegmentProcessor(self.parser, self.state).run(root)
        return root


def seen(root):
    """What readers see: each element without language and direction, each text with its language; notices and
    the ways to the English go."""
    elements, texts, own = [], [], Counter()

    def read(element, lang):
        ours = element.get("data-kyr") == "l10n"
        lang = element.get("lang", lang)
        if ours:
            own[element.tag] += 1
            if element.tag in ("p", "i"):
                return
        else:
            attributes = {k: v for k, v in element.attrib.items() if k not in ("lang", "dir")}
            elements.append((element.tag, tuple(sorted(attributes.items()))))
        say(element.text, lang)
        for child in element:
            read(child, lang)
            say(child.tail, lang)

    def say(text, lang):
        words = " ".join(ATTRIBUTES.sub("", text or "").split())
        if words:
            texts.append((words, lang))

    read(root, "")
    return elements, texts, own


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_of_every_page(press, tag):
    reader = Reader(tag)
    tried = 0
    for page in press.pages:
        tree = reader.tree(page)
        elements, texts, own = seen(reader.translated(tree, page.src))
        tally = copy.copy(reader.state.tally)
        known = {english for _, english in reader.catalogs.page(page.src).entries}
        for number, place in enumerate(list(places(tree))):
            if not tokens.prose(place.read()).has_words:
                continue
            other = changed(place.read(), known)
            if other is None:
                continue
            old = place.read()
            place.write(other)
            new_elements, new_texts, new_own = seen(reader.translated(tree, page.src))
            place.write(old)
            tried += 1
            where = f"{tag} {page.src} text {number}: {old!r}"
            assert new_elements == elements, where
            others = [new for new, was in zip_longest(new_texts, texts) if new != was]
            cut = tokens.prose(other)
            assert len(others) == 1, (where, others)
            assert others[0][1] == "en", where
            assert " ".join(cut.raw.split()) in others[0][0], (where, others)
            now = reader.state.tally
            assert now.total == tally.total, where
            assert now.translated in (tally.translated, tally.translated - 1), where
            assert new_own["p"] <= own["p"] + 1, where
            if not own["p"] and place.element.tag == "p" and now.translated < tally.translated:
                assert new_own["p"] == 1, where
            assert new_own["i"] in (own["i"], own["i"] - 1), where
    assert tried > 500


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_of_the_ledger_and_the_shell(press, tag):
    reader = Reader(tag)
    words = reader.words
    for page in press.pages:
        reader.tree(page)
    assert len(words.asked) > 300
    for context, english in words.asked:
        other = changed(english)
        if other:
            assert (
                words.ledger(context, other)
                == f'<span lang="en" dir="ltr">{words.english.ledger(context, other)}</span>'
            )
    strings = dict(words.english.strings)
    before = {key: words._text(words._catalogs.shell, key, english) for key, english in strings.items()}
    for key, english in strings.items():
        other = changed(english)
        if other:
            assert words._text(words._catalogs.shell, key, other) is None
    assert before == {key: words._text(words._catalogs.shell, key, english) for key, english in strings.items()}


KINDS = (("paragraph", "list item"), ("heading",), ("table cell", "table heading", "paragraph"))
"""One text of each is changed on each page, where it has one."""


@pytest.fixture(scope="module")
def rebuilt(press, site, tmp_path_factory):
    """The site built before and after one letter of some texts of each page has changed, and these texts."""
    folder = tmp_path_factory.mktemp("one-character")
    copy_project(folder / "project", site.parent / "project")
    texts = {}
    for page in press.pages:
        if page.src == "about/translations.md":
            continue  # it counts what the others lack
        path = folder / "project/docs" / page.src
        source = path.read_text("utf-8")
        found = press.render(page.body, None, src=page.src)[1].found
        for number, kinds in enumerate(KINDS):
            wanted = [
                s for s in found if s.kind in kinds and "\n" not in s.cut.raw and source.count(s.cut.raw) == 1
            ]
            wanted = [segment for segment in wanted if changed(segment.cut.raw) and len(segment.cut.raw) > 3]
            if wanted:
                raw = wanted[(number + len(page.src)) % len(wanted)].cut.raw
                source = source.replace(raw, changed(raw))
                texts.setdefault(page.src, []).append((raw, changed(raw)))
        path.write_text(source, "utf-8")
    shutil.rmtree(folder / "project/.cache", ignore_errors=True)
    done = build(folder / "project", folder / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return Tree(site), Tree(folder / "site"), texts


def blocks(page):
    """The texts of a built page, block by block, each with its language; no notices, sizes and edition line."""
    root = lxml.html.fromstring(page.text)
    language = root.get("lang")
    main = root.find(".//main")
    for ours in main.xpath(".//*[@data-kyr='l10n']"):
        if ours.tag in ("p", "a"):
            ours.drop_tree()
        else:
            for child in ours:
                child.set("lang", child.get("lang") or ours.get("lang") or language)
            if ours.tag == "div":
                ours.drop_tag()
    for size in main.xpath(".//b[@class='edition']"):
        size.text = ""  # how large all pages of a language are together
    rows = []
    for element in main.iter("p", "li", "td", "th", "h1", "h2", "h3", "h4", "summary", "dt", "dd", "b"):
        if "age" in (element.get("class") or "").split():
            continue
        lang = next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), "")
        inside = element.xpath("./span[@lang='en']")
        if inside and not (element.text or "").strip():
            lang = "en"
        rows.append((element.tag, " ".join(element.text_content().split()), lang))
    return rows


def around(page):
    """Everything around the content of a page but the edition line."""
    return re.sub(r'<p class="age">.*?</p>', "", re.sub(r"<main.*?</main>", "", page.text, flags=re.S), flags=re.S)


def test_real_pages(rebuilt):
    before, after, texts = rebuilt
    assert len(texts) >= 14
    assert set(before.pages) == set(after.pages)
    wanted, checked = {}, 0
    for src, rows in texts.items():
        slug = src.removesuffix(".md").removesuffix("index").strip("/")
        path = f"{slug}/index.html".lstrip("/")
        pairs = zip(blocks(before.pages[path]), blocks(after.pages[path]), strict=True)
        wanted[slug] = {new[1:] for old, new in pairs if old != new}
        assert len(wanted[slug]) >= len(rows)
    for path, page in after.pages.items():
        tag = path.split("/")[0] if path.split("/")[0] in TAGS else ""
        slug = page.slug.removeprefix(f"{tag}/" if tag else "").strip("/")
        if path == "404.html" or slug not in wanted:
            continue
        was, now = blocks(before.pages[path]), blocks(page)
        assert len(was) == len(now), path
        others = {new[1:] for old, new in zip(was, now, strict=True) if old != new}
        assert others == wanted[slug], path
        assert around(before.pages[path]) == around(page), path
        checked += 1
    assert checked == len(texts) * (len(TAGS) + 1)
    assert [str(problem) for problem in same_in_every_language(after)] == []
