"""`kyr serve`: shows the site, builds it again at a change, keeps the last good one at a fault."""

from __future__ import annotations

import contextlib
import http.client
import re
import signal
import subprocess
import threading
import time
from queue import Empty, Queue
from typing import TYPE_CHECKING

import pytest

from running import KYR, environment

from .conftest import Project, files

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 120.0


class Served:
    """A running `kyr serve` and what it prints."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.process = subprocess.Popen(
            [str(KYR), "serve", "--port", "0"],
            cwd=project.root,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(self.wait_for(r"^http://127\.0\.0\.1:(\d+)/")[1])

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The next printed line that matches."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(Empty):
                if match := re.search(pattern, self.lines.get(timeout=0.1)):
                    return match
        raise AssertionError(f"nothing printed matches {pattern}")

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.fixture
def served(project: Project) -> Iterator[Served]:
    one = Served(project)
    yield one
    one.process.send_signal(signal.SIGTERM)
    one.process.wait(PATIENCE)


def test_pages_are_shown_and_built_again_at_a_change(served: Served) -> None:
    status, page = served.get("/now/")
    assert status == 200
    waiter = re.search(r'<script src="(/-reload/wait-[^"]+)" defer></script></body>', page)
    assert waiter
    name = re.search(r'wait\.src = "([^"]+)"', served.get(waiter[1])[1])
    assert name

    answers: Queue[str] = Queue()
    threading.Thread(target=lambda: answers.put(served.get(name[1])[1]), daemon=True).start()
    served.project.edit("overrides/words/shell.yml", "Skip to the page", "Go to the page")
    assert answers.get(timeout=PATIENCE) == "location.reload();\n"
    assert "Go to the page" in served.get("/now/")[1]


def test_the_policy_of_served_pages_is_the_published_one(served: Served) -> None:
    published = (served.project.site / "now/index.html").read_text("utf-8")
    shown = served.get("/now/")[1]
    assert re.sub(r'<script src="/-reload/[^>]*></script>', "", shown) == published
    assert "/-reload/" not in published


def test_a_fault_is_printed_and_the_last_good_site_stays(served: Served) -> None:
    before = files(served.project.site)
    served.project.edit("overrides/main.html", "<head>", "<head>{% if %}")
    served.wait_for(r"^overrides/main\.html:\d+: .+ — .+")
    served.wait_for("last good site")
    assert files(served.project.site) == before
    assert served.get("/now/")[0] == 200
    served.project.edit("overrides/main.html", "<head>{% if %}", "<head>")
    served.wait_for(r"\d+ pages after")


def test_a_folder_gets_its_slash_and_a_wrong_address_its_page(served: Served) -> None:
    assert served.get("/now")[0] == 302
    status, page = served.get("/now/nothing/here/")
    assert status == 404
    assert "This page is not here" in page
    assert served.get("/../mkdocs.yml")[0] == 404


def test_a_taken_port_is_named(served: Served) -> None:
    done = served.project.kyr("serve", "--port", str(served.port))
    assert done.returncode == 2
    assert f"127.0.0.1:{served.port}" in done.stderr
    assert "--port" in done.stderr
