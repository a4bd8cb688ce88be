"""The values that the parts of a batch run pass to one another: what goes into a shard, and what comes of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from mtqa.config import Resolved


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what; None for what it does not hold.

    `groups` are the columns to compare by; None keeps every column that is nothing else.
    """

    text: str = "text"
    source: str | None = None
    language: str | None = None
    id: str | None = None
    date: str | None = None
    reference: str | None = None
    groups: tuple[str, ...] | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that are something other than groups."""
        columns = (self.text, self.source, self.language, self.id, self.date, self.reference)
        return tuple(name for name in columns if name is not None)


@dataclass(frozen=True, slots=True)
class Item:
    """A document to check: the bytes of a file, or the text of a row. With `failure`, why there is neither.

    `repeats` is the number of the document that it repeats, and the number of the shard which that is in.
    """

    id: str
    input: str
    row: int | None = None
    content: bytes | str = ""
    source: str | None = None
    source_language: str | None = None
    date: dt.date | None = None
    reference: str | None = None
    groups: tuple[tuple[str, str], ...] = ()
    failure: str | None = None
    repeats: tuple[int, int] | None = None

    def __len__(self) -> int:
        """About how much memory it takes: bytes, or code points."""
        return len(self.content) + len(self.source or "") + len(self.reference or "")

    def update(self, digest: hashlib._Hash) -> None:
        """Adds everything that a result depends on, or shows, to a digest."""
        content = self.content if isinstance(self.content, str) else hashlib.sha256(self.content).hexdigest()
        fields = (
            self.id, self.input, self.row, content, self.source, self.source_language, self.date, self.reference,
            self.groups, self.failure,
        )  # fmt: skip
        digest.update(repr(fields).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents of the input that are checked together. `first` is the number of the first one.

    `digest` tells whether the input is still what it was; `size` is the share of the input's bytes, for the progress.
    """

    number: int
    first: int
    items: tuple[Item, ...] = field(repr=False)
    digest: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """What shards come to, in numbers."""

    shards: int = 0
    documents: int = 0
    failed: int = 0
    duplicates: int = 0
    words: int = 0
    findings: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.shards + other.shards, self.documents + other.documents, self.failed + other.failed,
            self.duplicates + other.duplicates, self.words + other.words, self.findings + other.findings,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A shard whose results are written. `size` is that of the shard; `old` that an earlier run did it."""

    number: int
    totals: Totals
    size: int = 0
    old: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker must know to check shards, in any process. `target` is the folder or address to write to."""

    resolved: Resolved
    target: str
    jsonl: bool = False
