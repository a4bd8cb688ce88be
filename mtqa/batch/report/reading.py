"""Reads the tables of a batch run as they come, a batch of rows at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.batch import schema
from mtqa.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

BATCH_ROWS = 16_384


@dataclass(frozen=True, slots=True)
class Run:
    """The folder of a batch run: its shards in order, what it was made with (`run.json`), and whether it is done."""

    directory: Path
    shards: tuple[str, ...]
    settings: dict[str, Any]
    complete: bool

    def documents(self, shard: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Rows of the shard's documents. Raises ReadError where the file is no such table."""
        return _batches(self.directory / schema.DOCUMENTS / f"{shard}.parquet", columns)

    def findings(self, shard: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Rows of the shard's findings; none where the shard has no such file."""
        path = self.directory / schema.FINDINGS / f"{shard}.parquet"
        return _batches(path, columns) if path.exists() else iter(())


def open_run(directory: Path) -> Run:
    """The run in a folder: the shards whose markers say that they are whole. Raises ReadError."""
    tables = {path.stem for path in (directory / schema.DOCUMENTS).glob("*.parquet")}
    if not (directory / schema.DOCUMENTS).is_dir():
        raise ReadError(str(directory), "holds no batch run; name the folder that mtqa batch -o wrote")
    markers = directory / schema.MARKERS
    if markers.is_dir():
        tables &= {path.name.split(".")[0] for path in markers.iterdir()}
    return Run(
        directory, tuple(sorted(tables)), _settings(directory / schema.RUN), (directory / schema.COMPLETE).exists()
    )


def _settings(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ReadError(str(path), f"is not valid JSON ({error})") from error
    return found if isinstance(found, dict) else {}


def _batches(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    # pyarrow takes a third of a second to import.
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as table:
            yield from table.iter_batches(BATCH_ROWS, columns=list(columns))
    except (pa.ArrowException, OSError) as error:
        raise ReadError(str(path), f"cannot be read as Parquet ({error})") from error
