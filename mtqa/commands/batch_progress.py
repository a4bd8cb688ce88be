"""How far a corpus is checked, on standard error and for people only: documents, their rate, and the time left."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from mtqa.commands.progress import Display

if TYPE_CHECKING:
    from mtqa.batch.values import Done


class BatchProgress(Display):
    """A bar over `size` bytes of input; without a size, it counts the documents alone."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._read = self._new = self._documents = self._new_documents = 0
        self._since = time.monotonic()

    def notice(self, done: Done) -> None:
        """Count a shard. Those of an earlier run say nothing about the rate."""
        self._read += done.size
        self._documents += done.totals.documents
        if not done.old:
            self._new += done.size
            self._new_documents += done.totals.documents
        if self._bar is None and sys.stderr.isatty():
            self._appear()
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

    def _appear(self) -> None:
        from rich.progress import BarColumn, TextColumn

        columns = (TextColumn("Checking"), BarColumn(), TextColumn("{task.fields[said]}"))
        self._start(columns, "", self._size or None, said="")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
