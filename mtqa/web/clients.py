"""What the server holds of each page while somebody works on it: the latest draft, and the check that runs for it."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.incremental import Session
    from mtqa.types import Document

MOST_CLIENTS = 200
# Seconds after which a client that asked for nothing is forgotten.
LONGEST = 30 * 60


@dataclass(slots=True)
class Client:
    """A page: the number of its newest request, and the draft that it had checked last."""

    seen: float
    newest: int = 0
    document: Document | None = None
    session: Session | None = None


class Clients:
    """Pages by the name that they gave themselves; the ones that were quiet longest are forgotten."""

    def __init__(
        self, most: int = MOST_CLIENTS, longest: float = LONGEST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._longest, self._clock = most, longest, clock
        self._known: OrderedDict[str, Client] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, name: str) -> Client | None:
        """The client of that name, if it is not forgotten."""
        self._forget()
        client = self._known.get(name)
        if client is not None:
            client.seen = self._clock()
            self._known.move_to_end(name)
        return client

    def made(self, name: str) -> Client:
        """The client of that name, new if need be."""
        client = self.get(name)
        if client is None:
            client = self._known[name] = Client(self._clock())
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return client

    def drop(self, name: str) -> None:
        client = self._known.pop(name, None)
        if client is not None:
            client.newest += 1

    def _forget(self) -> None:
        oldest = self._clock() - self._longest
        while self._known and next(iter(self._known.values())).seen < oldest:
            self._known.popitem(last=False)
