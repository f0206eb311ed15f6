"""One process for each piece of work, forked so that each inherits everything that is loaded already."""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import TYPE_CHECKING, TypeVar

from kyr.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_processes(
    tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int
) -> Iterator[tuple[Task, Result | Problems]]:
    """Run `work` on each task, `jobs` at a time, each in a forked process; yield outcomes as they come.

    A task that raises Problems yields them. A process that dies or fails in another way yields a Problem
    too, so that the caller always hears of every task.
    """
    forked = multiprocessing.get_context("fork")
    waiting = list(reversed(tasks))
    running: dict[Connection, tuple[Task, ForkProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop()
                receiver, sender = forked.Pipe(duplex=False)
                process = forked.Process(target=_serve, args=(sender, work, task), daemon=True)
                process.start()
                sender.close()
                running[receiver] = (task, process)
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                task, process = running.pop(ready)
                try:
                    outcome = ready.recv()
                except EOFError:
                    process.join()
                    what = f"the process building “{task}” ended by itself ({process.exitcode})"
                    outcome = Problems((Problem("kyr", 1, what, "build again; free some memory first"),))
                process.join()
                ready.close()
                yield task, outcome
    finally:
        for _, process in running.values():
            process.terminate()


def _serve(sender: Connection, work: Callable[[Task], object], task: Task) -> None:
    try:
        sender.send(work(task))
    except Problems as found:
        sender.send(found)
    except OSError as error:
        what = f"cannot be read or written: {error.strerror or error}"
        problem = Problem(str(error.filename or "kyr"), 1, what, "give permission, or make room on the disk")
        sender.send(Problems((problem,)))
    except BaseException:
        text = traceback.format_exc()
        print(text, file=sys.stderr, flush=True)
        what = f"building “{task}” failed: {text.strip().splitlines()[-1]}"
        sender.send(Problems((Problem("kyr", 1, what, "a fault of the program: report it with the lines above"),)))
    finally:
        sender.close()
        os._exit(0)
