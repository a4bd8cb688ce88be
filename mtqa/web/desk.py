"""The work behind the API: sessions by their settings, a bounded number of checks at once, models that load meanwhile.

Checks run in threads that share one copy of the models, so the server answers while they run.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from mtqa.config import merged
from mtqa.engine import Checker
from mtqa.errors import Cancelled
from mtqa.incremental import MOST_TEXTS, Session
from mtqa.models import Models
from mtqa.web.problems import Refusal, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from mtqa.web.settings import Settings
    from mtqa.web.submissions import Choices

    Cancel = Callable[[], bool]
    Gone = Callable[[], Awaitable[bool]]

T = TypeVar("T")
# Sessions with settings of a request that are kept besides the server's own.
MOST_SESSIONS = 8
# Seconds between two looks at whether the client is still there.
LOOK = 0.2
# How much the time of the latest check counts in the mean.
LATEST = 0.2


class Desk:
    """Checks drafts for many clients at once. Its methods are called from the event loop, except `load`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.models = Models(settings.config)
        self.session = Session(Checker(settings.config, self.models))
        self.state = "loading"
        self.failure: Refusal | None = None
        self.waiting = 0
        self.running = 0
        self.seconds = 1.0
        self._others: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()
        self.open()

    def open(self) -> None:
        """Makes room for checks, in the event loop that is about to run."""
        self._places = asyncio.Semaphore(self.settings.workers)
        self._pool = ThreadPoolExecutor(self.settings.workers, thread_name_prefix="mtqa-check")

    def load(self) -> None:
        """Loads every model that a check may need; requests wait for it. Runs in a thread of its own."""
        try:
            needed = {need for rule in self.session.checker.rules for need in rule.models}
            self.models.load(needed)
            self.state = "ready"
        except Exception as error:  # noqa: BLE001 - whatever it is, requests are told
            self.failure = refusal(error)
            self.state = "failed"

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def session_for(self, choices: Choices) -> Session:
        """The session for the settings of a request. Called in any thread. Raises ConfigError."""
        given = choices.given()
        if not given:
            return self.session
        key = json.dumps(given, sort_keys=True)
        with self._lock:
            if key in self._others:
                self._others.move_to_end(key)
                return self._others[key]
        checker = Checker(merged(self.settings.config, given, "settings"), self.models)
        with self._lock:
            made = self._others.setdefault(key, Session(checker, MOST_TEXTS // MOST_SESSIONS))
            while len(self._others) > MOST_SESSIONS:
                self._others.popitem(last=False)
        return made

    async def run(self, work: Callable[[Cancel], T], gone: Gone) -> T:
        """What `work` gives, from a thread. It is given up where the client is gone, or time is out.

        Raises Refusal where too many wait, where the models do not load, or where it takes too long; Cancelled where
        nobody waits for the answer.
        """
        self.refuse_if_full()
        self.waiting += 1
        try:
            await self._loaded(gone)
            await self._place(gone)
        finally:
            self.waiting -= 1
        self.running += 1
        try:
            return await self._timed(work, gone)
        finally:
            self.running -= 1
            self._places.release()

    def refuse_if_full(self) -> None:
        """Raises Refusal where so many requests wait that one more would wait too long."""
        if self.waiting + self.running >= self.settings.workers + self.settings.queue:
            raise Refusal(429, "busy", "the server is busy with other drafts; ask again later", self.retry_after())

    def retry_after(self) -> int:
        """Seconds until half of the queue is done, by how long checks took lately."""
        return max(1, round(self.seconds * (self.waiting + self.running) / self.settings.workers / 2))

    async def _timed(self, work: Callable[[Cancel], T], gone: Gone) -> T:
        give_up, began = threading.Event(), time.monotonic()
        job = asyncio.get_running_loop().run_in_executor(self._pool, work, give_up.is_set)
        try:
            while not (await asyncio.wait({job}, timeout=LOOK))[0]:
                late = time.monotonic() - began > self.settings.timeout
                if late or await gone():
                    give_up.set()
            return job.result()
        except Cancelled:
            if time.monotonic() - began > self.settings.timeout:
                raise Refusal(
                    504, "time", f"the check took longer than {self.settings.timeout:g} s; split the draft"
                ) from None
            raise
        finally:
            # The thread goes on until it asks; its place is free only then.
            give_up.set()
            await asyncio.wait({job})
            self.seconds += LATEST * (time.monotonic() - began - self.seconds)

    async def _place(self, gone: Gone) -> None:
        """Waits for a place at work. Who leaves meanwhile takes none."""
        place = asyncio.ensure_future(self._places.acquire())
        try:
            await _unless_gone(place, gone)
        except BaseException:
            if not place.cancel():
                self._places.release()
            raise

    async def _loaded(self, gone: Gone) -> None:
        began = time.monotonic()
        while self.state == "loading":
            if time.monotonic() - began > self.settings.patience:
                raise Refusal(503, "loading", "the models are still loading; ask again in a few seconds", 5)
            await asyncio.sleep(LOOK / 4)
            if await gone():
                raise Cancelled
        if self.failure is not None:
            raise self.failure


async def _unless_gone(awaited: asyncio.Future[Any], gone: Gone) -> None:
    while not (await asyncio.wait({awaited}, timeout=LOOK))[0]:
        if await gone():
            raise Cancelled
