"""A pool of processes on this machine, each with its models."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.batch.worker import run_shard
from mtqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.batch.values import Done, Job, Shard

# Shards that wait for a process, for each process: it never waits, and memory holds few.
AHEAD = 1


@dataclass(frozen=True, slots=True)
class PoolEngine:
    """`jobs` processes. One that dies, for want of memory say, ends the run, which can go on later."""

    jobs: int

    def run(self, shards: Iterable[Shard], job: Job) -> Iterator[Done]:
        # A forked process inherits locks of the models' threads; a spawned one starts clean.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_start)
        waiting: set[Future[Done]] = set()
        try:
            for shard in shards:
                waiting.add(pool.submit(run_shard, shard, job))
                if len(waiting) >= self.jobs * (1 + AHEAD):
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
            pool.shutdown()
        except BrokenProcessPool as error:
            raise ModelError("a process ended before its work was done; fewer --jobs need less memory") from error
        finally:
            _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """Ends the processes without waiting for the shards that they are at; nothing of those is marked as done."""
    # The public way to do so comes with Python 3.14; without it, leaving would wait for shards of many minutes.
    processes = list((pool._processes or {}).values())  # noqa: SLF001
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with contextlib.suppress(OSError, ValueError):
            process.terminate()


def _start() -> None:
    # Ctrl-C is for the process that has the terminal; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process when its parent was killed: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
