"""`kyr serve`: the site in a browser, built again at each change; a failed build leaves the last good one there.

The pages are served as they will be published, with the same policy. One line is added to them on the way
out: a script of this server that waits for the next build. It is loaded as a script file, because the
policy lets pages fetch nothing.
"""

from __future__ import annotations

import http.server
import os
import signal
import socket
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kyr.problems import Problems
from kyr.site.build import Asked, Loaded, build
from kyr.site.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

WATCHED = ("docs", "locales", "overrides", "scripts/kyr/markup", "mkdocs.yml", "site.yml", "handouts/list.json")
PAUSE = 0.2
RELOAD = "/-reload/"
WAITER = """addEventListener("load", () => {
  const wait = document.createElement("script");
  wait.src = "%s%s.js";
  document.head.append(wait);
});
"""

Snapshot = dict[str, tuple[int, int]]


def serve(asked: Asked, host: str, port: int) -> None:
    """Build, serve, and build again at each change, until interrupted. Raises OSError where the port is taken."""
    try:
        base = settings(asked.root).base_path
    except Problems:
        base = "/"
    server = http.server.ThreadingHTTPServer((host, port), partial(_Pages, site=asked.out, base=base))
    loaded = Loaded()
    seen = snapshot(asked.root)
    _build(asked, loaded)
    parent, child = os.getpid(), os.fork()
    if child == 0:
        _serve_while(server, parent)
    server.server_close()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"http://{host}:{server.server_address[1]}{base}  (Ctrl+C ends)", flush=True)
    try:
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(PAUSE)
            now = snapshot(asked.root)
            if now != seen:
                seen = now
                _build(asked, loaded)
    finally:
        _end(child)


def snapshot(root: Path) -> Snapshot:
    """Time and size of every file that can change a page."""
    return {path: found for name in WATCHED for path, found in _files(root / name)}


def _files(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        if not path.is_dir():
            status = path.stat()
            yield str(path), (status.st_mtime_ns, status.st_size)
            return
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(Path(entry))
                elif not entry.name.startswith(".") and not entry.name.endswith((".py", ".pyc", "~", ".swp")):
                    status = entry.stat()
                    yield entry.path, (status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        return


def _build(asked: Asked, loaded: Loaded) -> None:
    """Build and say what came of it; a failed build changes nothing."""
    try:
        built = build(asked, lambda *_: None, loaded)
    except Problems as found:
        print("\n".join(map(str, found.problems)), file=sys.stderr)
        print("Not built: the last good site is still shown.", file=sys.stderr, flush=True)
        return
    for warning in (*built.warnings, *built.notes):
        print(warning, file=sys.stderr)
    print(f"{time.strftime('%H:%M:%S')} {built.pages} pages after {built.seconds:.2f} s", flush=True)


def _serve_while(server: http.server.ThreadingHTTPServer, parent: int) -> None:
    """The child process that answers browsers, so that building and answering do not wait for each other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os._exit(0)


def _end(child: int) -> None:
    try:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of the site, mounted where the site's address says."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, site: Path, base: str, **kwargs: Any) -> None:
        self.site, self.base = site, base
        super().__init__(*args, directory=str(site), **kwargs)

    def do_GET(self) -> None:
        """A page, a file, the waiting script, or the page for wrong addresses."""
        path = urlsplit(self.path).path
        if path.startswith(RELOAD):
            self._reload(path.removeprefix(RELOAD))
        elif not path.startswith(self.base):
            self._send(302, b"", location=self.base)
        else:
            self._page(path.removeprefix(self.base))

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(f"/{path}"))
        if file.is_dir() and path and not path.endswith("/"):
            self._send(302, b"", location=f"{self.base}{path}/")
            return
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        file = file if found else self.site / "404.html"
        content = file.read_bytes() if file.is_file() else b"Not built yet."
        kind = self.guess_type(str(file))
        if kind == "text/html":
            waiting = f'<script src="{RELOAD}wait-{_epoch(self.site)}.js" defer></script></body>'
            content = content.replace(b"</body>", waiting.encode())
        self._send(200 if found else 404, content, kind)

    def _reload(self, name: str) -> None:
        """`wait-N.js` starts to wait for the build after N; `N.js` answers when it is there."""
        name = name.removesuffix(".js")
        if name.startswith("wait-"):
            script = WAITER % (RELOAD, name.removeprefix("wait-"))
        else:
            while _epoch(self.site) in (name, ""):
                time.sleep(PAUSE / 2)
                if self._left():
                    return
            script = "location.reload();\n"
        self._send(200, script.encode(), "text/javascript")

    def _left(self) -> bool:
        """Whether the browser has gone."""
        self.connection.setblocking(False)
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self.connection.setblocking(True)

    def _send(self, code: int, content: bytes, kind: str = "text/html", location: str = "") -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what matters is on the screen already."""


def _epoch(site: Path) -> str:
    """What changes with each new site: the folder itself is another one."""
    try:
        status = site.stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_ino}-{status.st_ctime_ns}"
