"""A progress bar on standard error, for people only: none where it is no terminal, or for work that is done at once."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

T = TypeVar("T")


class Progress:
    """Shows how many of `total` drafts are done, and steps aside while the report is written to a terminal."""

    def __init__(self, total: int, doing: str = "Checking") -> None:
        self._total = total
        self._doing = doing
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, counted as done when the next one is asked for.

        The bar appears after the first one: until then a model may be fetched, which shows a bar of its own.
        """
        for item in items:
            yield item
            if self._bar is None and self._total > 1 and sys.stderr.isatty():
                self._start()
            if self._bar is not None and self._task is not None:
                self._bar.advance(self._task)

    def _start(self) -> None:
        # rich's live display takes 0.1 s to import.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(self._doing, total=self._total)
        self._bar.start()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Takes the bar away while something else is written to the terminal."""
        if self._bar is not None:
            self._bar.stop()
        try:
            yield
        finally:
            if self._bar is not None:
                self._bar.start()
