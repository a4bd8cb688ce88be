"""How far a corpus is checked, on standard error and for people only: documents, their rate, and the time left."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from mtqa.batch.values import Done


class BatchProgress:
    """A bar over `size` bytes of input; without a size, it counts the documents alone."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._read = self._new = self._documents = self._new_documents = 0
        self._since = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def notice(self, done: Done) -> None:
        """Count a shard. Those of an earlier run say nothing about the rate."""
        self._read += done.size
        self._documents += done.totals.documents
        if not done.old:
            self._new += done.size
            self._new_documents += done.totals.documents
        if self._bar is None and sys.stderr.isatty():
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._read, said=self.said(time.monotonic() - self._since))

    def said(self, seconds: float) -> str:
        """What stands beside the bar, after so many seconds of checking."""
        parts = [f"{self._documents:,} documents"]
        if self._new_documents and seconds > 0:
            parts.append(f"{self._new_documents / seconds:,.1f} a second")
            if self._size and self._new:
                parts.append(f"{_clock((self._size - self._read) * seconds / self._new)} left")
        return ", ".join(parts)

    def _start(self) -> None:
        # rich's live display takes 0.1 s to import.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (TextColumn("Checking"), BarColumn(), TextColumn("{task.fields[said]}"))
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=self._size or None, said="")
        self._bar.start()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
