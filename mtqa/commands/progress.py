"""A progress bar on standard error, for people only: none where it is no terminal, or for work that is done at once."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, TaskID

T = TypeVar("T")


class Display:
    """What is shown of work while it is done. It appears when a subclass says so, and goes with the work."""

    _bar: Bar | None = None
    _task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _start(self, columns: Iterable[ProgressColumn], doing: str, total: int | None, **fields: Any) -> None:
        # rich's live display takes 0.1 s to import.
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(doing, total=total, **fields)
        self._bar.start()


class Progress(Display):
    """Shows how many of `total` drafts are done, and steps aside while the report is written to a terminal."""

    def __init__(self, total: int, doing: str = "Checking") -> None:
        self._total = total
        self._doing = doing

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, counted as done when the next one is asked for.

        The bar appears after the first one: until then a model may be fetched, which shows a bar of its own.
        """
        for item in items:
            yield item
            if self._bar is None and self._total > 1 and sys.stderr.isatty():
                self._appear()
            if self._bar is not None and self._task is not None:
                self._bar.advance(self._task)

    def _appear(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._start(columns, self._doing, self._total)

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
