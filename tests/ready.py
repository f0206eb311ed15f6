"""A process that has loaded `kyr` already and forks for each command that a test runs: the same program, without
the second in which Python reads it. Talk to it through `running.command`."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys

import kyr.cli
from kyr.l10n import languages
from kyr.l10n.catalogs import load_catalogs, refusals
from kyr.l10n.extract import extract
from running import ROOT


def warm() -> None:
    """Read what most tests read, once: catalogs, what the gate says of each translation, pages. It is remembered
    by the texts themselves, and each fork remembers it too."""
    for language in languages(ROOT):
        list(refusals(load_catalogs(ROOT, language.tag)))
    extract(ROOT)


def main() -> None:
    """Run what comes in on file descriptor argv[1], one command at a time, until nobody asks any more."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    warm()
    gc.freeze()
    while True:
        message, files, _, _ = socket.recv_fds(asked, 1 << 20, 2)
        if not message:
            return
        wanted = json.loads(message)
        child = os.fork()
        if not child:
            break
        for file in files:
            os.close(file)
        asked.sendall(f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        asked.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    asked.close()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, file in enumerate((nothing, *files)):
        os.dup2(file, place)
        os.close(file)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["env"])
    sys.argv = wanted["argv"]
    kyr.cli.main()


if __name__ == "__main__":  # A pool of processes reads this file again.
    main()
