"""`kyr host`: Debian's nginx is started with the settings we ship."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Project

MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"


@contextlib.contextmanager
def nginx(folder: Path, settings: str) -> Iterator[int]:
    """A real nginx with these settings in its http block, on a free port."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program, "nginx is not installed — run scripts/test, or: apt-get install nginx-light"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir()
    (folder / "site.conf").write_text(settings.replace("127.0.0.1:8080", f"127.0.0.1:{port}"), "utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"load_module {MODULE}; pid {folder}/pid; error_log {folder}/error.log; daemon off; user root;"
        f"events {{}} http {{ include /etc/nginx/mime.types; {temporary} include {folder}/site.conf; }}",
        "utf-8",
    )
    running = subprocess.Popen(
        [program, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert running.poll() is None, running.stderr and running.stderr.read().decode()
            time.sleep(0.05)
        yield port
    finally:
        running.terminate()
        running.wait()


def get(port: int, path: str, encoding: str = "identity") -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize("prefix", ["/", "/x/"])
def test_nginx_serves_what_was_built(project: Project, tmp_path: Path, prefix: str) -> None:
    (project.root / "site.yml").write_text(
        f"base_url: https://help.example{prefix}\npublisher: A clinic\ncontact: null\n"
        "exit_url: https://www.weather.gov/\nminisign_key: null\n",
        "utf-8",
    )
    done = project.kyr("host", "nginx", "--root", str(project.site))
    assert done.returncode == 0, done.stderr
    pages = sorted(project.site.rglob("*.html"))
    meta = {re.search(r'Policy" content="([^"]*)"', page.read_text("utf-8"))[1] for page in pages}  # type: ignore[index]
    with nginx(tmp_path / "nginx", done.stdout) as port:
        for encoding, shrunk in (("identity", bytes), ("gzip", gzip.decompress), ("br", brotli.decompress)):
            answer, content = get(port, f"{prefix}es/now/door/", encoding)
            assert answer.status == 200
            assert answer.headers.get("Content-Encoding", "identity") == encoding
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert shrunk(content) == (project.site / "es/now/door/index.html").read_bytes()
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            said = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in said
            assert "unsafe" not in said
            for one in meta:
                for directive in one.split("; "):
                    name, *sources = directive.split()
                    allowed = next(part.split()[1:] for part in said.split("; ") if part.split()[0] == name)
                    assert set(sources) - {"'none'"} <= set(allowed), "a header never narrows what a page needs"
        answer, content = get(port, f"{prefix}app.js", "br")
        assert brotli.decompress(content) == (project.site / "app.js").read_bytes()
        answer, content = get(port, f"{prefix}es/nowhere/")
        assert answer.status == 404
        assert content == (project.site / "404.html").read_bytes()
        assert answer.headers["Content-Security-Policy"]
        answer, _ = get(port, f"{prefix}es/now")
        assert (answer.status, answer.headers["Location"]) == (301, f"{prefix}es/now/")


def test_the_other_servers_are_told_the_same(project: Project) -> None:
    told = {name: project.kyr("host", name).stdout for name in ("nginx", "caddy", "apache", "static")}
    wanted = re.findall(r'add_header (\S+) "([^"]*)"', told["nginx"])
    assert len(wanted) == 7
    assert re.findall(r"^  (\S+): (.*)$", told["static"], re.MULTILINE) == wanted
    assert re.findall(r'Header always set (\S+) "([^"]*)"', told["apache"]) == wanted
    assert re.findall(r'^        ([A-Z][\w-]+) "([^"]*)"$', told["caddy"], re.MULTILINE) == wanted


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["iis"], "no server is called iis — choose from nginx"),
        (["nginx", "--site=none"], "none: there is no built site"),
    ],
)
def test_wrong_use_is_one_line(built: Project, words: list[str], says: str) -> None:
    done = built.kyr("host", *words)
    assert done.returncode == 2
    assert says in done.stderr
