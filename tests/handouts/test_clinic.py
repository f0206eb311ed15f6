"""`kyr handouts --clinic`: a clinic's own words on its sheets, and what is refused."""

from __future__ import annotations

import io
import struct
import subprocess
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import running
from kyr.handouts.clinic import picture
from kyr.handouts.finish import elements
from kyr.handouts.reading import blocks
from running import copy_project, few_states

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "عيادة الحي القانونية " * 9
WHOLE = "name: North <b>side</b> & “Legal”\nphone: (206) 555-0199, text too\nhours: Mon–Fri 9–5\nlogo: logo.png\n"


def png(width: int = 60, height: int = 20, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "black").save(out, kind)
    return out.getvalue()


def bare_png(width: int, height: int) -> bytes:
    """A small file that says that it is a very large picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def kyr(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return running.kyr(root, "handouts", "--page=now/door", "--paper=letter", *arguments)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the file and the logo of a clinic."""
    root = tmp_path_factory.mktemp("clinic") / "project"
    copy_project(root)
    few_states(root)
    (root / "logo.png").write_bytes(png())
    (root / "clinic.yml").write_text(WHOLE, "utf-8")
    return root


def test_the_sheet_says_who_gives_it_and_else_what_the_page_says(root: Path) -> None:
    done = kyr(root, "--lang=en", "--lang=ar", "--clinic=clinic.yml")
    assert done.returncode == 0, done.stderr
    plain = kyr(root, "--lang=en")
    assert plain.returncode == 0, plain.stderr
    mine, theirs = (
        blocks((root / f"handouts/now-door-en-letter{end}.pdf").read_bytes()) for end in ("", "-clinic")
    )
    box = [one for one in theirs if one not in mine]
    assert box == [
        "Added by the group that gives you this:",
        "North <b>side</b> & “Legal”",
        "(206) 555-0199, text too",
        "Mon–Fri 9–5",
    ]
    assert [one for one in theirs if one not in box] == mine
    with pikepdf.open(root / "handouts/now-door-ar-letter-clinic.pdf") as pdf:
        (figure,) = [one for one in elements(pdf) if pikepdf.Name.Figure == one.S]
        assert str(figure.Alt) == "North <b>side</b> & “Legal”"


def test_a_sheet_in_two_languages_has_the_box_once_below_both_titles(root: Path) -> None:
    done = kyr(root, "--lang=es", "--bilingual", "--clinic=clinic.yml")
    assert done.returncode == 0, done.stderr
    found = blocks((root / "handouts/now-door-es-letter-two-clinic.pdf").read_bytes())
    assert found.count("(206) 555-0199, text too") == 1
    at = found.index("North <b>side</b> & “Legal”")
    assert "Officers at your door" in found[:at]
    assert "Officers at your door" not in found[at:]


def test_nothing_new_in_the_file_makes_nothing_a_new_logo_makes_it_again(root: Path) -> None:
    assert kyr(root, "--lang=en", "--clinic=clinic.yml").returncode == 0
    assert "0 of them new" in kyr(root, "--lang=en", "--clinic=clinic.yml").stderr
    (root / "logo.png").write_bytes(png(61))
    assert "1 of them new" in kyr(root, "--lang=en", "--clinic=clinic.yml").stderr


WRONG = [
    ("", "clinic.yml:1: no keys — write `name: Our clinic`"),
    ("name: [", "clinic.yml:2: not YAML: "),
    ("phone: 206 555 0199", "clinic.yml:1: the clinic has no name — "),
    ("name:", "clinic.yml:1: “name” says nothing — "),
    ("name: [a, b]", "clinic.yml:1: “name” says nothing — "),
    ("name: A\naddress: B", "clinic.yml:2: there is no “address” — write one of name, phone, hours"),
    (f"name: {ARABIC * 2}", "clinic.yml:1: “name” has 377 letters, 200 at most — make it shorter"),
    ("name: A\nphone: ask us", "clinic.yml:2: “ask us” holds no phone number — "),
    ('name: "A\\u202eB"', "clinic.yml:1: “name” has signs that cannot be printed — "),
    ("name: A\nlogo: none.png", "clinic.yml:2: none.png: there is no such file — "),
    ("name: A\nlogo: text.png", "clinic.yml:2: text.png: this is no picture — "),
    ("name: A\nlogo: drawn.png", "clinic.yml:2: drawn.png: an SVG can hold programs — "),
    (
        "name: A\nlogo: wide.png",
        "clinic.yml:2: wide.png: the picture has more than 40 million pixels — ",
    ),
    ("name: A\nlogo: cut.png", "clinic.yml:2: cut.png: the picture is broken — "),
    ("name: A\nlogo: heavy.png", "clinic.yml:2: heavy.png: the picture has 6 MB, 5 at most — "),
    ("name: A\nlogo: .", "clinic.yml:2: .: "),
]


@pytest.mark.parametrize(("content", "says"), WRONG, ids=[says.split(": ", 1)[1][:40] for _, says in WRONG])
def test_what_is_wrong_is_told_by_its_line(root: Path, tmp_path: Path, content: str, says: str) -> None:
    files = {
        "clinic.yml": content.encode(),
        "text.png": b"hello",
        "drawn.png": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        "wide.png": bare_png(30_000, 30_000),
        "cut.png": png(200, 200)[:-40],
        "heavy.png": png() + b"\0" * 6_000_000,
    }
    for name, made in files.items():
        (tmp_path / name).write_bytes(made)
    done = kyr(root, "--lang=en", f"--clinic={tmp_path / 'clinic.yml'}")
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_in_any_script_of_200_letters_is_printed(root: Path) -> None:
    (root / "long.yml").write_text(f"name: {ARABIC.strip()}\n", "utf-8")
    assert len(ARABIC.strip()) > 180
    done = kyr(root, "--lang=ar", "--clinic=long.yml", "--out=long")
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(root / "long/now-door-ar-letter-clinic.pdf") as pdf:
        assert len(pdf) <= 3


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_and_small(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "logo"
    file.write_bytes(png(4000, 1000, kind) + b"<script>")
    made: Any = Image.open(io.BytesIO(picture(file)))
    assert made.format == "PNG"
    assert made.size == (480, 120)
    assert b"script" not in picture(file)
