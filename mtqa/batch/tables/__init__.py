"""Tables with a document a row, one format a file. A reader gives each row, with why it cannot be read if so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column; with `failure`, why it cannot be read. `line` is where it begins, in files that have lines."""

    values: dict[str, Any]
    line: int | None = None
    failure: str | None = None


_KINDS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip


def table_kind(name: str) -> str | None:
    """What kind of table a file is by its name: `jsonl`, `csv`, `tsv` or `parquet`, with `.gz` behind if gzipped."""
    path = PurePath(name)
    if path.suffix.lower() == ".gz":
        kind = _KINDS.get(PurePath(path.stem).suffix.lower())
        return kind and f"{kind}.gz"
    return _KINDS.get(path.suffix.lower())


def rows(stream: IO[bytes], kind: str, wanted: Sequence[str] | None, most: int) -> Iterator[Row]:
    """The rows of a table, one after another. `wanted` are the columns to read, None for all.

    A row of more than `most` bytes is given as a failure. Raises OSError, EOFError, ValueError (also zlib's and
    Parquet's errors) where the file is broken from here on, and ConfigError where a column is not there.
    """
    kind, gzipped, _ = kind.partition(".gz")
    if gzipped:
        # Slow to import, and few tables are gzipped.
        import gzip

        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    if kind == "jsonl":
        from mtqa.batch.tables import jsonl

        return jsonl.rows(stream, most)
    if kind == "parquet":
        from mtqa.batch.tables import parquet

        return parquet.rows(stream, wanted, seekable=not gzipped)
    from mtqa.batch.tables import csv

    return csv.rows(stream, "\t" if kind == "tsv" else ",", most)
