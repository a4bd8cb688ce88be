"""Parquet files, a few rows at a time."""

from __future__ import annotations

import shutil
import tempfile
from typing import IO, TYPE_CHECKING

from mtqa.batch.tables import Row
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Rows held at once; documents take a few KB each.
BATCH = 64


def rows(stream: IO[bytes], wanted: Sequence[str] | None, *, seekable: bool = True) -> Iterator[Row]:
    """The rows with the columns `wanted`, or with all. Raises ConfigError, or pyarrow's errors for a broken file."""
    from pyarrow.parquet import ParquetFile

    with tempfile.TemporaryFile() as unpacked:
        if not seekable:
            # The table of contents stands at the end, and a gzipped file can only be read from the start.
            shutil.copyfileobj(stream, unpacked)
            stream = unpacked
        file = ParquetFile(stream)
        names = file.schema_arrow.names
        missing = [name for name in wanted or () if name not in names]
        if missing:
            raise ConfigError(f"there is no column '{missing[0]}'; there are {', '.join(names)}")
        for batch in file.iter_batches(batch_size=BATCH, columns=list(wanted) if wanted is not None else None):
            yield from map(Row, batch.to_pylist())


def count(stream: IO[bytes]) -> int:
    """How many rows a file has. Raises pyarrow's errors for a broken file."""
    from pyarrow.parquet import read_metadata

    rows = int(read_metadata(stream).num_rows)
    stream.seek(0)
    return rows
