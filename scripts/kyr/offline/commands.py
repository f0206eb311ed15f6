"""`kyr bundle`: the site in files to pass on, and whether such a file is as it was made."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from lxml import html
from rich.console import Console

from kyr import clock
from kyr.l10n.invocation import project
from kyr.markup import place_pages
from kyr.problems import Problem, Problems
from kyr.site.addresses import SOURCE, page_path
from kyr.site.build import Asked, Loaded, build, load
from kyr.site.commands import Jobs, Languages, Progress, told
from kyr.site.pages import slugs
from kyr.site.settings import settings

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from kyr.l10n import Language
    from kyr.offline.folder import Shelf
    from kyr.site.run import Site

app = typer.Typer(no_args_is_help=True, help="Files to pass on: a folder, a page, a ZIM.")

COVER = "overrides/cover"
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the files.")]
Sign = Annotated[
    Path | None, typer.Option("--sign", metavar="FILE", help="Sign with this secret key, by the program minisign.")
]
Plain = Annotated[bool, typer.Option("--plain", help="A plain cover: neutral file name, icon and first page.")]


@dataclass(frozen=True)
class _Made:
    """A built site and what the bundles take from it."""

    site: Site
    built: Path
    day: datetime.date
    tags: tuple[str, ...]

    @property
    def languages(self) -> list[Language]:
        by_tag = {language.tag: language for language in self.site.languages}
        return [by_tag[tag] for tag in self.tags]

    def shelf(self, *, plain: bool) -> Shelf:
        from kyr.offline.folder import Shelf

        return Shelf(self.built, self.tags, self.site.settings.base_url, self.site.dress.style, plain)

    def files(self, *, plain: bool) -> dict[str, bytes]:
        """The folder edition."""
        from kyr.offline import folder

        shelf = self.shelf(plain=plain)
        others = [language.tag for language in self.site.languages]
        cover = None
        if shelf.has_cover:
            places = shelf.places(others)
            listed = [
                (one.tag, one.direction, one.autonym, places[folder.home(one.tag)]) for one in self.languages
            ]
            first = self.page(folder.home(self.tags[0]))
            title = first.findtext(".//title").split(" · ")[0]
            cover = folder.cover(title, self.site.dress.policy, shelf.style, listed)
        return folder.files(shelf, others, cover)

    def page(self, name: str) -> Any:
        """A built page, read."""
        return html.document_fromstring((self.built / name).read_text("utf-8"))

    def called(self, *, plain: bool) -> str:
        """The neutral name of a file: of the site, or plainer still."""
        name = "pages" if plain else "-".join(self.site.name.lower().split())
        every = len(self.tags) == len(self.site.languages)
        return name if every else "-".join([name, *self.tags])


@app.command("zip")
def zip_(
    lang: Languages = [],
    plain: Plain = False,
    sign: Sign = None,
    handouts: Annotated[
        bool, typer.Option("--handouts", help="With the PDFs of handouts/ and their list.")
    ] = False,
    jobs: Jobs = 0,
    out: Out = Path("bundles"),
) -> None:
    """A folder in a zip: unpack it, open index.html with a double click; no server and no network needed."""
    from kyr.offline import archive
    from kyr.offline.passing import put, seal, sealed

    root = project()
    with told("bundle zip"), _built(root, lang, jobs, sign, handouts=handouts) as made:
        signer = _signer(made, sign)
        name = made.called(plain=plain)
        content = archive.zipped(sealed(made.files(plain=plain), signer), name, made.day)
        put(content, root / out / f"{name}.zip")
        seal(root / out, signer)
        _say(root / out / f"{name}.zip", made)


@app.command()
def single(
    page: Annotated[str, typer.Option("--page", metavar="PAGE", help="The page, as in now/door.")],
    lang: Annotated[str, typer.Option("--lang", metavar="TAG", help="Its language.")] = SOURCE,
    sign: Sign = None,
    out: Out = Path("bundles"),
) -> None:
    """One page as one file with everything inside, to send in a message."""
    from kyr.offline.passing import put, seal
    from kyr.offline.single import LIMIT
    from kyr.offline.single import single as one_file

    root = project()
    with told("bundle single"), _built(root, [lang], 0, sign, page) as made:
        path = page_path(lang, f"{page}/" if page else "")
        content = one_file(made.built, f"{path}index.html", made.site.settings.base_url)
        if len(content) > LIMIT:
            what = f"the page has {len(content):,} bytes in one file, {LIMIT:,} at most"
            raise Problems([Problem(f"docs/{page or 'index'}.md", 1, what, "pass on the zip in its place")])
        file = root / out / f"{page.replace('/', '-') or 'start'}-{lang}.html"
        put(content, file)
        seal(root / out, _signer(made, sign))
        _say(file, made)


@app.command()
def zim(
    lang: Languages = [],
    plain: Plain = False,
    sign: Sign = None,
    jobs: Jobs = 0,
    out: Out = Path("bundles"),
) -> None:
    """One file for Kiwix, with a full-text index."""
    try:
        from kyr.offline import zim as written
    except ImportError as missing:
        typer.echo(f"kyr bundle zim: {missing.name} is not installed — run: scripts/setup print", err=True)
        raise typer.Exit(1) from None
    import langcodes

    from kyr.offline import folder
    from kyr.offline.passing import seal

    root = project()
    with told("bundle zim"), _built(root, lang, jobs, sign) as made:
        name = made.called(plain=plain)
        first = made.page(folder.home(made.tags[0]))
        about = written.About(
            name=name,
            title=first.findtext(".//title").split(" · ")[0] if plain else made.site.name,
            description=first.xpath("string(//meta[@name='description']/@content)") if not plain else name,
            languages=tuple(langcodes.Language.get(tag).to_alpha3() for tag in made.shelf(plain=plain).all_tags),
            publisher=made.site.settings.publisher or made.site.name,
            day=str(made.day),
            icon=(root / COVER / ("plain.png" if plain else "icon.png")).read_bytes(),
        )
        place = root / out / f"{name}.zim"
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".half-") as half:
            written.write(made.files(plain=plain), about, Path(half) / place.name)
            (Path(half) / place.name).replace(place)
        seal(root / out, _signer(made, sign))
        _say(place, made)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A zip, a page or a ZIM that somebody passed on.")],
    key: Annotated[
        str | None, typer.Option("--key", help="The public key of minisign; else the one in site.yml.")
    ] = None,
) -> None:
    """Say whose a file is, of which day, and whether a byte of it changed."""
    from kyr.offline import signature
    from kyr.offline.passing import verdict

    root = project()
    with told("bundle verify"):
        known = key or settings(root).minisign_key
        by = signature.key(known) if known else None
        try:
            found = verdict(file, by)
        except FileNotFoundError:
            raise ValueError(f"{file}: there is no such file — look at its name") from None
    for fault in found.faults:
        typer.echo(f"{file}:1: {fault} — do not use it; ask for it anew", err=True)
    if found.faults:
        raise typer.Exit(1)
    typer.echo(f"{file}: every byte is as its sums say.")
    if found.by:
        typer.echo(f"Signed: {found.comment}")
        typer.echo(f"Key {found.by.name}. Its six words, to compare by telephone: {found.by.words}")
    else:
        why = "there is no signature" if by else "there is no key to compare with; give --key"
        typer.echo(f"Nobody can tell whose it is: {why}.", err=True)
        raise typer.Exit(1)


@contextmanager
def _built(
    root: Path,
    lang: Sequence[str],
    jobs: int,
    secret: Path | None,
    page: str | None = None,
    *,
    handouts: bool = False,
) -> Iterator[_Made]:
    """The site, built beside what people look at; where wanted, with the PDFs of the languages asked for. Raises
    ValueError for a key or a page that is not there, before any work."""
    if secret and not secret.is_file():
        raise ValueError(f"{secret}: there is no such key — make one: minisign -G")
    loaded = Loaded()
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    site = load(root, loaded)
    states = [name.removesuffix(".md") for name in place_pages(site.ledger)]
    if page is not None and page not in [*slugs(root / "docs"), *states]:
        raise ValueError(
            f"no page is called {page} — choose from {', '.join(slugs(root / 'docs'))}, {states[0]} …"
        )
    tags = tuple(dict.fromkeys(lang)) or tuple(language.tag for language in site.languages)
    with tempfile.TemporaryDirectory(prefix="built-", dir=folder) as name:
        out = Path(name) / "site"
        asked = Asked(root, out, tuple(dict.fromkeys([SOURCE, *tags])), jobs, handouts=tags if handouts else ())
        for note in build(asked, Progress(Console(stderr=True)), loaded).notes:
            typer.echo(str(note), err=True)
        yield _Made(site, out, clock.build_date(root), tags)


def _signer(made: _Made, secret: Path | None) -> Any:
    from kyr.offline.passing import Signer

    if secret is None:
        return None
    who = made.site.settings.publisher or made.site.name
    return Signer(secret, f"{made.site.name} · {who} · {made.day}")


def _say(file: Path, made: _Made) -> None:
    size = file.stat().st_size
    typer.echo(f"{file.name}: {size / 1000:,.0f} kB, with its sum in {file.parent.name}/SHA256SUMS", err=True)
    if made.site.settings.minisign_key:
        from kyr.offline import signature

        typer.echo(f"The key's six words: {signature.key(made.site.settings.minisign_key).words}", err=True)
