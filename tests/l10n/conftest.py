"""A project of one rich page, and what its pages hold."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from kyr import ledger, markup
from kyr.clock import build_date
from kyr.l10n import Language, PageCatalog, Segments, SegmentState, languages
from kyr.l10n.catalogs import Translation
from kyr.l10n.pages import pages
from kyr.l10n.parser import page_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from kyr.l10n.pages import Page

ROOT = Path(__file__).parents[2]
ENGLISH, SPANISH = (language for language in languages(ROOT) if language.tag in ("en", "es"))
LONG_ROAD = Language("xx", "Xx", "A language that Babel does not know", "ltr")
"""English dates, but no short cut for a translation that repeats its English."""


@dataclass
class Press:
    """Renders pages of the project with translations."""

    root: Path

    def __post_init__(self) -> None:
        self.ledger = ledger.load(self.root, build_date(self.root))
        self.words = markup.EnglishWords(self.root)
        self.pages: tuple[Page, ...] = pages(self.root)
        self.markup = markup.State(self.ledger, self.words, self.root)

    def render(
        self,
        body: str,
        translations: Mapping[str, str] | None,
        language: Language = SPANISH,
        src: str = "now/test.md",
    ) -> tuple[str, SegmentState]:
        """A body's HTML: English when `translations` is None, else with these by msgid."""
        state = self.markup
        segments = SegmentState(language, "collect" if translations is None else "apply", words=self.words)
        parser = page_parser(self.root, [*markup.extensions(state), Segments(segments)])
        state.start(src, body, 0, danger="safety")
        entries = {
            (None, english): Translation(None, english, text, "test.po", line)
            for line, (english, text) in enumerate((translations or {}).items(), 1)
        }
        segments.start(PageCatalog("test.po", language, entries))
        return parser.convert(body), segments

    def msgids(self, body: str) -> list[str]:
        """The texts of a body that translators get."""
        return [segment.msgid for segment in self.render(body, None)[1].found]


def inventory(html: str) -> Counter[Hashable]:
    """Every element with all its attributes, but for what translation adds: notices, wrappers, lang and dir."""
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    for ours in root.xpath("//*[@data-kyr='l10n']"):
        if ours.tag == "p":
            ours.drop_tree()
        else:
            ours.drop_tag()
    found: Counter[Hashable] = Counter()
    for element in root.iter():
        attributes = {k: v for k, v in element.attrib.items() if k not in ("lang", "dir", "alt")}
        found[(element.tag, tuple(sorted(attributes.items())))] += 1
    return found


@pytest.fixture(scope="session")
def press() -> Press:
    """The real project's Markdown, ledger and words."""
    return Press(ROOT)


@pytest.fixture(name="inventory", scope="session")
def inventory_of() -> Callable[[str], Counter[Hashable]]:
    """`inventory`, for test modules."""
    return inventory


@pytest.fixture(scope="session")
def rich() -> str:
    """A page that uses everything an author can."""
    return (Path(__file__).parent / "rich.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of three pages, the ledger and the words, without catalogs."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    for name in ("docs/_ledger", "overrides/words"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in (
        "mkdocs.yml",
        "locales/languages.yml",
        "docs/now/door.md",
        "docs/now/stop.md",
        "docs/data/index.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    listed = tmp_path / "locales/languages.yml"
    english, others = listed.read_text("utf-8").split("\n\n- tag: es\n")
    others = others.replace("stage: published", "stage: preview")  # they have no catalogs here
    listed.write_text(f"{english}\n\n- tag: es\n{others}", "utf-8")
    return tmp_path
