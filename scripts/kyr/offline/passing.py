"""What is passed on: made beside its place, put there whole, listed with its sum, signed where a key is given."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kyr.offline import signature, sums

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = (".zip", ".html", ".zim")


@dataclass(frozen=True)
class Signer:
    """A secret key of minisign and what the signatures say beside it."""

    secret: Path
    comment: str

    def sign(self, content: bytes) -> bytes:
        """The signature of a content; minisign asks for the key's password on the terminal. Raises ValueError."""
        program = shutil.which("minisign")
        if program is None:
            raise ValueError("the program minisign is not installed — run: sudo apt-get install minisign")
        with tempfile.TemporaryDirectory() as name:
            what = Path(name) / "what"
            what.write_bytes(content)
            done = subprocess.run(
                [program, "-S", "-s", str(self.secret), "-m", str(what), "-t", self.comment],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
            made = what.with_name(what.name + signature.ENDING)
            if done.returncode != 0 or not made.is_file():
                raise ValueError(f"minisign: {done.stderr.strip()} — look at the key and its password")
            return made.read_bytes()


def sealed(files: Mapping[str, bytes], signer: Signer | None) -> dict[str, bytes]:
    """The files with their sums beside them, and the signature of the sums where there is a signer."""
    listed = sums.sums(files)
    extra = {sums.NAME: listed}
    if signer:
        extra[sums.NAME + signature.ENDING] = signer.sign(listed)
    return {**files, **extra}


def put(content: bytes, place: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.half")
    try:
        half.write_bytes(content)
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)


def seal(folder: Path, signer: Signer | None) -> None:
    """Write the sums of everything in a folder that is passed on, and sign them. An older signature goes."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in KINDS}
    made = sealed(files, signer)
    (folder / (sums.NAME + signature.ENDING)).unlink(missing_ok=True)
    for name in (sums.NAME, sums.NAME + signature.ENDING):
        if name in made:
            put(made[name], folder / name)


@dataclass(frozen=True)
class Verdict:
    """What is known of a file: the key that signed it, what the signature says, what is wrong."""

    by: signature.Key | None
    comment: str | None
    faults: tuple[str, ...]


def verdict(file: Path, known: signature.Key | None) -> Verdict:
    """Compare a file with the sums inside it (a zip) or beside it, and these with their signature. Without a known
    key, bytes are compared and nothing is said of whose they are. Raises ValueError where there is nothing to
    compare with, and OSError."""
    content = file.read_bytes()
    if file.suffix == ".zip":
        files = _inside(file, content)
    else:
        beside = [file.with_name(name) for name in (sums.NAME, sums.NAME + signature.ENDING)]
        files = {one.name: one.read_bytes() for one in beside if one.is_file()}
        files[file.name] = content
    listed, proof = files.pop(sums.NAME, None), files.pop(sums.NAME + signature.ENDING, None)
    if listed is None:
        raise ValueError(f"{file}: no {sums.NAME} {'in' if file.suffix == '.zip' else 'beside'} it — ask for it")
    expected = sums.read(listed)
    if file.suffix != ".zip":
        expected = {name: value for name, value in expected.items() if name == file.name}
    faults = list(sums.faults(files, expected))
    if known is None or proof is None:
        return Verdict(None, None, tuple(faults))
    try:
        return Verdict(known, signature.signed(listed, proof, known), tuple(faults))
    except ValueError as error:
        return Verdict(None, None, (*faults, str(error)))


def _inside(file: Path, content: bytes) -> dict[str, bytes]:
    """The files of a zip below its one folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names):
                raise ValueError(f"{file}: two files have one name — it was changed; ask for it anew")
            return {name.partition("/")[2] or name: archive.read(name) for name in names if name[-1:] != "/"}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise ValueError(f"{file}: no zip that can be read ({error}) — ask for it anew") from None
