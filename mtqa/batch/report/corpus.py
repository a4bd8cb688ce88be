"""The numbers of every document of a run, as columns: about 60 bytes a document, without texts or ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report.grouping import GroupColumns, Grouping
from mtqa.batch.report.verdicts import FIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from mtqa.batch.report.reading import Run

SEVERITIES = ("neutral", "minor", "major", "critical")
NO_DAY = np.iinfo(np.int32).min
_COUNTS = ("number", "words", "penalty", *SEVERITIES)
_COLUMNS = (*_COUNTS, "duplicate_of", "language", "source_language", "date", "score", "machine_translated")


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be checked."""

    id: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """One place in each array a checked document, in the order of the run.

    `severities` has a column for each of SEVERITIES; `machine` is NaN where no model gave a probability; `day` counts
    from 1970-01-01 and is NO_DAY where the document has no date. `failures` are the first of the `failed`.
    """

    number: np.ndarray[Any, np.dtype[np.int64]]
    words: np.ndarray[Any, np.dtype[np.int32]]
    penalty: np.ndarray[Any, np.dtype[np.int32]]
    severities: np.ndarray[Any, np.dtype[np.int32]]
    score: np.ndarray[Any, np.dtype[np.float64]]
    machine: np.ndarray[Any, np.dtype[np.float32]]
    day: np.ndarray[Any, np.dtype[np.int32]]
    duplicates: int
    groupings: tuple[Grouping, ...]
    failed: int
    failures: tuple[Failed, ...]
    fit_from: float = FIT

    def __len__(self) -> int:
        return len(self.number)

    @property
    def faults(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Findings that count: all but the neutral ones."""
        return np.asarray(self.severities[:, 1:].sum(axis=1), dtype=np.int64)

    @property
    def fit(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        return np.asarray((self.score >= self.fit_from) & (self.severities[:, 3] == 0))

    def grouping(self, name: str) -> Grouping | None:
        return next((one for one in self.groupings if one.name == name), None)


def load(run: Run, fit_from: float = FIT, most_failures: int = 200) -> Corpus:
    """Reads the numbers of all documents. Raises ReadError."""
    columns: dict[str, list[np.ndarray[Any, Any]]] = {name: [] for name in (*_COUNTS, "score", "machine", "day")}
    groups = GroupColumns()
    failures: list[Failed] = []
    failed = duplicates = 0
    for shard in run.shards:
        for batch in run.documents(shard, (*_COLUMNS, "groups", "id", "input", "failure")):
            wrong = batch.filter(batch.column("failure").is_valid())
            failed += len(wrong)
            failures += _failures(wrong.slice(0, most_failures - len(failures)))
            good = batch.filter(batch.column("failure").is_null())
            duplicates += len(good) - good.column("duplicate_of").null_count
            for name, values in _numbers(good):
                columns[name].append(values)
            groups.add(good)
    whole = {name: _joined(parts) for name, parts in columns.items()}
    return Corpus(
        number=whole["number"].astype(np.int64),
        words=whole["words"].astype(np.int32),
        penalty=whole["penalty"].astype(np.int32),
        severities=np.stack([whole[name] for name in SEVERITIES], axis=1).astype(np.int32),
        score=whole["score"].astype(np.float64),
        machine=whole["machine"].astype(np.float32),
        day=whole["day"].astype(np.int32),
        duplicates=duplicates,
        groupings=groups.groupings(),
        failed=failed,
        failures=tuple(failures),
        fit_from=fit_from,
    )


def _joined(parts: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    return np.concatenate(parts) if parts else np.zeros(0)


def _numbers(rows: pa.RecordBatch) -> Iterable[tuple[str, np.ndarray[Any, Any]]]:
    import pyarrow as pa

    for name in _COUNTS:
        yield name, rows.column(name).fill_null(0).to_numpy(zero_copy_only=False)
    yield "score", rows.column("score").fill_null(float("nan")).to_numpy(zero_copy_only=False)
    yield (
        "machine",
        rows.column("machine_translated").cast(pa.float32()).fill_null(float("nan")).to_numpy(zero_copy_only=False),
    )
    yield "day", rows.column("date").cast(pa.int32()).fill_null(NO_DAY).to_numpy(zero_copy_only=False)


def _failures(rows: pa.RecordBatch) -> list[Failed]:
    return [
        Failed(row["id"], row["input"], row["failure"]) for row in rows.select(["id", "input", "failure"]).to_pylist()
    ]
