"""How tests run the commands and serve what was built."""

from __future__ import annotations

import contextlib
import datetime
import functools
import http.server
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import yaml

from kyr.clock import build_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KYR = Path(sys.executable).parent / "kyr"


PARTS = ("docs", "locales", "overrides", "requirements", "mkdocs.yml", "site.yml")
#: Tests stand on a site that nobody has claimed, whoever has filled in this copy's own site.yml.
NOBODY = "base_url: null\npublisher: null\ncontact: null\nexit_url: https://www.weather.gov/\nminisign_key: null\n"


def environment() -> dict[str, str]:
    """The environment of a person whose clock stands at the day of the newest commit."""
    day = datetime.datetime.combine(build_date(ROOT), datetime.time(), datetime.UTC)
    return {**os.environ, "SOURCE_DATE_EPOCH": str(int(day.timestamp()))}


def copy_project(root: Path, original: Path = ROOT) -> None:
    """Copy what a build reads, with a site.yml that nobody has filled in."""
    root.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = original / part
        if source.is_dir():
            shutil.copytree(source, root / part)
        else:
            shutil.copy2(source, root / part)
    if original == ROOT:
        (root / "site.yml").write_text(NOBODY, "utf-8")


def few_states(root: Path, states: tuple[str, ...] = ("ca", "ny", "tx")) -> None:
    """Leave only these states in a copy, for tests that are not about them: it has forty-nine pages less."""
    ledger = root / "docs/_ledger"

    def keep(name: str, wanted: Callable[[dict[str, Any]], object]) -> None:
        records = yaml.safe_load((ledger / name).read_text("utf-8"))
        left = [record for record in records if wanted(record)]
        (ledger / name).write_text(yaml.safe_dump(left, allow_unicode=True, sort_keys=False), "utf-8")

    def of_rule(rule: dict[str, Any]) -> object:
        rule["states"] = [state for state in rule["states"] if state in states]
        return rule["states"]

    keep("states.yml", lambda state: state["id"] in states)
    keep("state-rules.yml", of_rule)
    keep("directory.yml", lambda entry: str(entry["state"]).lower() in states)


def few_languages(root: Path, tags: tuple[str, ...]) -> None:
    """Leave only English and these languages in a copy, for tests that look at no other."""
    for folder in (root / "locales").iterdir():
        if folder.is_dir() and folder.name not in tags:
            shutil.rmtree(folder)
    listed = (root / "locales/languages.yml").read_text("utf-8")
    head, *entries = re.split(r"^(?=- tag:)", listed, flags=re.MULTILINE)
    kept = [entry for entry in entries if entry.split()[2] in ("en", *tags)]
    (root / "locales/languages.yml").write_text(head + "".join(kept), "utf-8")


class _Ready:
    """The process of tests/ready.py that belongs to this test process."""

    def __init__(self) -> None:
        self.socket, theirs = socket.socketpair()
        code = Path(__file__).with_name("ready.py")
        command = [sys.executable, str(code), str(theirs.fileno())]
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        theirs.close()
        self.lines = self.socket.makefile("r")

    def run(self, argv: list[str], cwd: Path, env: dict[str, str], out: int, err: int, timeout: float) -> int:
        """Run one command; gives its exit code. Raises subprocess.TimeoutExpired."""
        wanted = json.dumps({"argv": argv, "cwd": str(cwd), "env": env})
        socket.send_fds(self.socket, [wanted.encode()], [out, err])
        child = int(self.lines.readline())
        late = threading.Timer(timeout, os.kill, [child, signal.SIGKILL])
        late.start()
        code = int(self.lines.readline())
        if late.finished.is_set():
            raise subprocess.TimeoutExpired(argv, timeout)
        late.cancel()
        return code


@functools.cache
def _ready(process: int) -> _Ready:
    """One for each test process, which dies with it."""
    return _Ready()


_one_at_a_time = threading.Lock()


def kyr(
    root: Path, *arguments: str, env: dict[str, str] | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run `kyr` in a folder as a person would: the same program in a process of its own, which was loaded already.

    Raises subprocess.TimeoutExpired.
    """
    command = [str(KYR), *arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, _one_at_a_time:
        code = _ready(os.getpid()).run(command, root, env or environment(), out.fileno(), err.fileno(), timeout)
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode("utf-8").replace("\r\n", "\n"))
    return subprocess.CompletedProcess(command, code, *said)


def build(root: Path, out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kyr build` in a copy of the project as a person would."""
    return kyr(root, "build", "--out", str(out), *arguments)


def l10n(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `kyr l10n` in a copy of the project as a person would."""
    return kyr(root, "l10n", *words)


def translations(root: Path, path: str) -> dict[str, str]:
    """What a PO file of a project has for readers, by its English."""
    entries = polib.pofile(str(root / path))
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr and not entry.fuzzy}


@contextlib.contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a built site on this machine alone, at `/` or under a path prefix; gives the address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            if not path.startswith(prefix):
                return str(folder / "no-such-file")
            return super().translate_path("/" + path[len(prefix) :])

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


class Host:
    """A web server whose network a test can cut, slow down or end; it writes down what it was asked for."""

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self.asked: list[str] = []
        self.slow: float = 0
        self.breaks_off = False
        self.refuses: Callable[[str], bool] = lambda path: False
        host = self

        class Answers(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.removeprefix(prefix)
                host.asked.append(path)
                time.sleep(host.slow)
                if host.refuses(path):
                    self.close_connection = True
                    self.connection.close()
                elif not self.path.startswith(prefix):
                    self.send_error(404)
                else:
                    self.path = f"/{path}"
                    super().do_GET()

            def copyfile(self, source: Any, outputfile: Any) -> None:
                content = source.read()
                outputfile.write(content[: len(content) // 2] if host.breaks_off else content)
                self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        handler = functools.partial(Answers, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}{prefix}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def fetched(self) -> list[str]:
        """The files of pages that were asked for since the last time."""
        found = [path for path in self.asked if re.search(r"kept/[0-9a-f]{16}\.json$", path)]
        self.asked.clear()
        return found
