"""`kyr handouts`: the pages on paper, cards for wallets, posters for walls."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kyr import clock
from kyr.l10n.invocation import project
from kyr.site.addresses import SOURCE
from kyr.site.build import Asked, Loaded, build, load
from kyr.site.cache import common_key, language_key
from kyr.site.commands import Jobs, Languages, Progress, told
from kyr.site.files import is_whole, read
from kyr.site.pages import slugs
from kyr.site.run import language_run
from kyr.site.templates import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kyr.handouts.handouts import Job, Press
    from kyr.l10n import Language
    from kyr.markup import Words
    from kyr.site.files import File
    from kyr.site.run import Site

app = typer.Typer(
    invoke_without_command=True, help="Pages on paper, cards and posters: made again only when something changed."
)
Paper = Annotated[
    list[str], typer.Option("--paper", metavar="PAPER", help="letter or a4; both where none is named.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the PDFs.")]
OUT = Path("handouts")
PACK_WORDS = ("pack.title", "pack.page", "pack.file", "pack.sides", "pack.size", "pack.dates")
CARD_WORDS = ("card.title", "card.family", "card.lawyer", "card.child")


@app.callback()
def handouts(
    context: typer.Context,
    lang: Languages = [],
    page: Annotated[
        list[str], typer.Option("--page", metavar="PAGE", help="Only this page, as in now/door; more than once.")
    ] = [],
    paper: Paper = [],
    large: Annotated[bool, typer.Option("--large", help="Large print, 18 points.")] = False,
    clinic: Annotated[
        Path | None,
        typer.Option("--clinic", metavar="FILE", help="A YAML file: name, phone, hours, languages, logo."),
    ] = None,
    bilingual: Annotated[
        bool, typer.Option("--bilingual", help="The language beside English, paragraphs numbered alike.")
    ] = False,
    jobs_: Jobs = 0,
    out: Out = OUT,
) -> None:
    """Print pages to PDF for a clinic: made again only when something in them changed."""
    if context.invoked_subcommand:
        return
    root = _ready("handouts")
    from kyr.handouts.bilingual import bilingual_jobs, left_out, others
    from kyr.handouts.clinic import read as clinic_of
    from kyr.handouts.handouts import jobs, listed
    from kyr.handouts.sheets import PAPERS, Sheet

    with told("handouts"):
        sides = listed(root, slugs(root / "docs"))
        known("handout", page, sides)
        known("paper", paper, PAPERS)
        who = clinic_of(clinic) if clinic else None
        if bilingual:
            lang = others(root, lang, large=large)
    with _desk("handouts", lang, jobs_) as desk:
        sheets = [
            Sheet(slug, language, size, large)
            for language in desk.languages
            for slug in (page or sides)
            for size in (paper or PAPERS)
        ]
        stamps = {one.tag: who.box(desk.panel(one)) for one in desk.languages} if who else None
        if not bilingual:
            desk.make(jobs(desk.press, desk.built, sheets, sides, stamps), out)
            return
        pairs = list(bilingual_jobs(desk.press, desk.built, sheets, stamps))
        for line in left_out(sheets, pairs, named=page):
            typer.echo(line, err=True)
        desk.make(pairs, out)


@app.command()
def cards(
    lang: Languages = [],
    card: Annotated[list[str], typer.Option("--card", metavar="CARD", help="say, door or family.")] = [],
    paper: Paper = [],
    duplex: Annotated[
        list[str],
        typer.Option(
            "--duplex", metavar="EDGE", help="long or short: the edge over which the printer turns paper."
        ),
    ] = [],
    shop: Annotated[
        bool, typer.Option("--shop", help="For a print shop: one card, bleed, a file a side.")
    ] = False,
    jobs_: Jobs = 0,
    out: Out = OUT,
) -> None:
    """Cards for a wallet, ten to a sheet, English on the side for an officer."""
    root = _ready("handouts cards")
    from kyr.handouts.cards import SHOP, card_jobs
    from kyr.handouts.imposition import DUPLEX
    from kyr.handouts.sheets import PAPERS
    from kyr.site.cards import cards as all_cards

    with told("handouts cards"):
        every = all_cards(root, slugs(root / "docs"))
        known("card", card, every)
        known("paper", paper, PAPERS)
        known("edge", duplex, DUPLEX)
    with _desk("handouts cards", lang, jobs_) as desk:
        forms = [SHOP] if shop else duplex or list(DUPLEX)
        words = {one.tag: desk.card_words(one) for one in desk.languages}
        wanted = [every[name] for name in (card or every)]
        jobs = card_jobs(desk.press, desk.built, wanted, desk.languages, paper or list(PAPERS), forms, words)
        desk.make(jobs, out)


@app.command()
def posters(
    lang: Languages = [],
    poster: Annotated[
        list[str], typer.Option("--poster", metavar="POSTER", help="start, data, work, health or scams.")
    ] = [],
    paper: Annotated[
        list[str], typer.Option("--paper", metavar="PAPER", help="letter, a4 or tabloid; all where none is named.")
    ] = [],
    jobs_: Jobs = 0,
    out: Out = OUT,
) -> None:
    """Posters for a wall, as large as they fit."""
    root = _ready("handouts posters")
    from kyr.handouts.posters import WALLS, poster_jobs
    from kyr.handouts.posters import posters as all_posters

    with told("handouts posters"):
        every = all_posters(root, slugs(root / "docs"))
        known("poster", poster, every)
        known("paper", paper, WALLS)
    with _desk("handouts posters", lang, jobs_) as desk:
        wanted = [every[name] for name in (poster or every)]
        desk.make(poster_jobs(desk.press, desk.built, wanted, desk.languages, paper or list(WALLS)), out)


@app.command()
def pack(
    lang: Annotated[str, typer.Option("--lang", metavar="TAG", help="The language.")],
    jobs_: Jobs = 0,
    out: Out = OUT,
) -> None:
    """Everything of a language in one zip with a list: handouts on both papers, large print, with English beside,
    cards, posters."""
    root = _ready("handouts pack")
    from kyr.handouts import packs
    from kyr.handouts.bilingual import bilingual_jobs
    from kyr.handouts.cards import card_jobs
    from kyr.handouts.handouts import STORE, jobs, listed
    from kyr.handouts.imposition import DUPLEX
    from kyr.handouts.posters import WALLS, poster_jobs
    from kyr.handouts.posters import posters as all_posters
    from kyr.handouts.sheets import PAPERS, Sheet
    from kyr.offline.archive import zipped
    from kyr.offline.passing import put
    from kyr.offline.sums import NAME, sums
    from kyr.site.cards import cards as all_cards
    from kyr.site.parts import printed

    target, day = root / out / f"pack-{lang}.zip", clock.build_date(root)
    stamp = root / STORE / f"pack-{lang}"
    now = language_key(root, lang, common_key(root, day))
    mine = [file for file in recorded("handouts pack", root, out) if file.language == lang]
    whole = bool(mine) and all(is_whole(root / out, file) for file in mine)
    if whole and target.is_file() and stamp.is_file() and stamp.read_text("utf-8") == f"{now} {_sum(target)}":
        typer.echo(f"{out}/{target.name}: nothing has changed", err=True)
        return
    with _desk("handouts pack", [lang], jobs_) as desk:
        every = slugs(root / "docs")
        sides = listed(root, every)
        sheets = [
            Sheet(slug, language, paper, large)
            for language in desk.languages
            for slug in sides
            for paper in PAPERS
            for large in (False, True)
        ]
        words = {one.tag: desk.card_words(one) for one in desk.languages}
        cards_ = card_jobs(
            desk.press,
            desk.built,
            list(all_cards(root, every).values()),
            desk.languages,
            list(PAPERS),
            DUPLEX,
            words,
        )
        walls = poster_jobs(
            desk.press, desk.built, list(all_posters(root, every).values()), desk.languages, list(WALLS)
        )
        beside = bilingual_jobs(desk.press, desk.built, [sheet for sheet in sheets if not sheet.large])
        wanted: list[Job] = [*jobs(desk.press, desk.built, sheets, sides), *beside, *cards_, *walls]
        desk.make(wanted, out)
        files = {job.name: (root / out / job.name).read_bytes() for job in wanted}
        rows = [packs.row(job, files[job.name]) for job in wanted]
        language = desk.languages[0]
        shell = desk.words(language).shell
        said = {name: str(shell(name).striptags()) for name in PACK_WORDS}
        draft = printed(wanted[0].text, desk.press.english_draft).draft
        files[packs.INDEX] = packs.index(rows, language, said, draft)
        files[NAME] = sums(files)
        put(zipped(files, f"pack-{lang}", day), target)
        put(f"{now} {_sum(target)}".encode(), stamp)
    typer.echo(f"{out}/{target.name}: {len(wanted)} PDFs, {target.stat().st_size / 1e6:.1f} MB", err=True)


def recorded(command: str, root: Path, out: Path) -> tuple[File, ...]:
    """What the record of a folder of PDFs has; a person is told in one line what is wrong with it."""
    with told(command):
        return read(root / out, str(out))


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Desk:
    """A built site, the languages asked for, and what all sheets share."""

    root: Path
    site: Site
    built: Path
    languages: Sequence[Language]
    press: Press
    processes: int
    says: Mapping[str, str]
    """What each page says, by `kyr.site.files.says`."""

    def words(self, language: Language) -> Words:
        """The words around pages in a language."""
        return language_run(self.site, language).words

    def card_words(self, language: Language) -> dict[str, str]:
        """The words of cards in a language."""
        shell = self.words(language).shell
        return {name: str(shell(name).striptags()) for name in CARD_WORDS}

    def panel(self, language: Language) -> str:
        """The box for a clinic's own words, still empty."""
        return drawn(self.root, "shell/stamped.html", say=self.words(language).shell)

    def make(self, jobs: Iterable[Job], out: Path) -> None:
        """Make the sheets and say how many. Raises Problems."""
        from kyr.handouts import record
        from kyr.handouts.handouts import make

        wanted = list(jobs)
        read(self.root / out, str(out))
        fresh = make(self.press, wanted, self.root / out, self.processes, _Sheets(Console(stderr=True)))
        record.note(self.root / out, str(out), wanted, self.says, self.press.day)
        typer.echo(f"{len(wanted)} handouts in {out}/, {fresh} of them new", err=True)


def _ready(command: str) -> Path:
    """The project, where what handouts need is installed; else a person is told what to run."""
    root = project()
    try:
        import kyr.handouts.cards
        import kyr.handouts.handouts  # noqa: F401
    except ImportError as missing:
        typer.echo(f"kyr {command}: {missing.name} is not installed — run: scripts/setup print", err=True)
        raise typer.Exit(1) from None
    return root


@contextmanager
def _desk(command: str, lang: Sequence[str], processes: int) -> Iterator[Desk]:
    """Build the site for a command; a person is told in one line what is wrong."""
    from kyr.handouts.handouts import Press
    from kyr.handouts.render import chromium

    root = project()
    loaded = Loaded()
    with told(command), tempfile.TemporaryDirectory(prefix="built-", dir=_folder(root)) as name:
        chromium()
        site = load(root, loaded)
        tags = {language.tag: language for language in site.languages}
        known("language", lang, tags)
        built = Path(name) / "site"
        done = build(
            Asked(root, built, tuple(dict.fromkeys([SOURCE, *(lang or tags)])), processes),
            Progress(Console(stderr=True)),
            loaded,
        )
        languages = [tags[tag] for tag in (lang or tags)]
        press = Press.of(site, _check_titles(site, languages))
        yield Desk(root, site, built, languages, press, processes, done.says)


def _check_titles(site: Site, languages: Sequence[Language]) -> Mapping[str, str]:
    return {one.tag: str(language_run(site, one).words.title("print/check").striptags()) for one in languages}


def _folder(root: Path) -> Path:
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    return folder


def known(kind: str, asked: Sequence[str], every: Collection[str]) -> None:
    """Refuse what is not there. Raises ValueError."""
    unknown = [one for one in asked if one not in every]
    if unknown:
        raise ValueError(f"no {kind} is called {', '.join(unknown)} — choose from {', '.join(every)}")


class _Sheets:
    """Counts sheets: one line on a terminal, one line now and then elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __call__(self, _: str, done: int, every: int) -> None:
        """Hear that `done` of `every` handouts are there."""
        end = "\n" if done == every or not self.console.is_terminal else "\r"
        self.console.print(f"Handouts: [bold]{done}[/] of {every}", end=end, highlight=False)
