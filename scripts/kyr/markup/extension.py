"""The Markdown extension: blocks, marks, links, danger classes, neutral ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from pymdownx.blocks import BlocksExtension

from .activities import Activities
from .addresses import AddressTreeprocessor, PhoneProcessor
from .bars import Bars
from .cards import Cards
from .changes import Changes
from .citations import CitationTreeprocessor, MarkProcessor
from .copies import Copies
from .cost import Cost
from .danger import DangerTreeprocessor
from .directory import Directory
from .doors import Doors
from .fact import FactBlock
from .files import Files
from .finish import BesideTreeprocessor, CleanTreeprocessor, FinishTreeprocessor
from .flows import Flows
from .grid import Grid
from .groups import Groups
from .keep import Keep
from .key import Key
from .letter import Letter
from .links import Links
from .path import Path
from .place import Place
from .places import Places
from .questions import Questions
from .receivers import Receivers
from .resources import Resources
from .say import Say
from .search import Search
from .stamp import Stamp
from .status import Status
from .timeline import Timeline
from .translations import Translations
from .unknown import Unknown

if TYPE_CHECKING:
    from markdown import Markdown
    from pymdownx.blocks import BlocksProcessor

    from .state import State

BLOCKS = (
    Activities, Bars, Cards, Changes, Copies, Cost, Directory, Doors, FactBlock, Files, Flows, Grid, Groups, Keep,
    Key, Letter, Links, Path, Place, Places, Questions, Receivers, Resources, Say, Search, Stamp, Status, Timeline,
    Translations, Unknown,
)  # fmt: skip

MARKDOWN_EXTENSIONS: tuple[str, ...] = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.emoji",
    "pymdownx.tasklist",
)
"""What pages are written with besides. Needed here: attr_list, tables, toc; footnotes for authors' own notes."""


class Blocks(BlocksExtension):
    """The blocks of BLOCKS."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Make the blocks known to the parser."""
        for block in BLOCKS:
            block_mgr.register(block, {"state": self.state})


class Prose(Extension):
    """Everything that is no block.

    The order of the tree processors, by priority: 60 marks are numbered and blocks rendered; 55 each text gets
    its danger class; (50 footnotes, 30 translation, 20 inline text, 8 attribute lists); 18 links into the
    ledger; 6.5 blocks are put in and headings get their ids; (5 contents); 1 our marks go;
    (0 MkDocs resolves links); -1 drafts lead to their English.
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        md.inlinePatterns.register(MarkProcessor(md, self.state), "kyr-mark", 176)
        md.inlinePatterns.register(PhoneProcessor(md, self.state), "kyr-phone", 130)
        md.treeprocessors.register(CitationTreeprocessor(md, self.state), "kyr-citations", 60)
        md.treeprocessors.register(DangerTreeprocessor(md, self.state), "kyr-danger", 55)
        md.treeprocessors.register(AddressTreeprocessor(md, self.state), "kyr-addresses", 18)
        md.treeprocessors.register(FinishTreeprocessor(md, self.state), "kyr-finish", 6.5)
        md.treeprocessors.register(CleanTreeprocessor(md, self.state), "kyr-clean", 1)
        md.treeprocessors.register(BesideTreeprocessor(md, self.state), "kyr-beside", -1)


def extensions(state: State) -> list[Extension | str]:
    """What to append to `markdown_extensions`; one list serves all pages of a language run."""
    return [Blocks(state), Prose(state)]
