"""Lets a check be given up while it runs: a front end says when, and what takes long asks now and then."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from mtqa.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Each thread has its own, so that checks in several threads are given up one by one.
_asked: ContextVar[Callable[[], bool] | None] = ContextVar("asked", default=None)


@contextmanager
def cancellable(cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Within it, in this thread, `checkpoint` raises once `cancelled()` is true; None lets everything go on."""
    token = _asked.set(cancelled)
    try:
        yield
    finally:
        _asked.reset(token)


def checkpoint() -> None:
    """Raises Cancelled if nobody waits for the check any more. Called between segments, rules and batches."""
    asked = _asked.get()
    if asked is not None and asked():
        raise Cancelled
