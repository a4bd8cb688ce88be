"""What documents are compared by: the languages, the groups that the input named, and where they came from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

SOURCE_LANGUAGE, LANGUAGE, INPUT = "source language", "language", "input"
_COLUMNS = {SOURCE_LANGUAGE: "source_language", LANGUAGE: "language", INPUT: "input"}


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to part the documents: `codes` gives for each the place of its value in `values`, or -1."""

    name: str
    values: tuple[str, ...]
    codes: np.ndarray[Any, np.dtype[np.int32]]

    @property
    def useful(self) -> bool:
        """Whether there is something to compare: two values at least, and more documents than values."""
        return 1 < len(self.values) < max(3, np.count_nonzero(self.codes >= 0) / 1.5)


class GroupColumns:
    """Gathers the groupings of batches of documents as they come."""

    def __init__(self) -> None:
        self._rows = 0
        self._values: dict[str, dict[str, int]] = defaultdict(dict)
        # For each grouping, runs of codes with the row that they start at.
        self._codes: dict[str, list[tuple[int, np.ndarray[Any, np.dtype[np.int32]]]]] = defaultdict(list)

    def add(self, rows: pa.RecordBatch) -> None:
        for name, column in _COLUMNS.items():
            self._take(name, len(rows), np.arange(len(rows)), rows.column(column))
        for name, places, values in _of_map(rows.column("groups")):
            self._take(name, len(rows), places, values)
        self._rows += len(rows)

    def _take(self, name: str, length: int, places: np.ndarray[Any, Any], values: pa.Array) -> None:
        """Values of a grouping, each for the row of this batch at the same position of `places`."""
        encoded = values.dictionary_encode()
        known = self._values[name]
        own = np.array([known.setdefault(value, len(known)) for value in encoded.dictionary.to_pylist()] + [-1])
        codes = np.full(length, -1, dtype=np.int32)
        codes[places] = own[encoded.indices.fill_null(len(own) - 1).to_numpy(zero_copy_only=False)]
        self._codes[name].append((self._rows, codes))

    def groupings(self) -> tuple[Grouping, ...]:
        """Those worth comparing; a group of the input goes before a column of the same name."""
        found = []
        for name, values in self._values.items():
            codes = np.full(self._rows, -1, dtype=np.int32)
            for start, run in self._codes[name]:
                codes[start : start + len(run)] = run
            found.append(_without_unused(Grouping(name, tuple(values), codes)))
        return tuple(grouping for grouping in found if grouping.useful)


def _without_unused(grouping: Grouping) -> Grouping:
    """Without values that no document has in the end, as those of a column that a group of the input replaced."""
    used = np.unique(grouping.codes[grouping.codes >= 0])
    places = np.full(len(grouping.values) + 1, -1, dtype=np.int32)
    places[used] = np.arange(len(used))
    return Grouping(grouping.name, tuple(grouping.values[code] for code in used), places[grouping.codes])


def _of_map(column: pa.MapArray) -> Iterator[tuple[str, np.ndarray[Any, Any], pa.Array]]:
    """(name, rows, values) of every key of a column of maps."""
    lengths = np.diff(column.offsets.to_numpy())
    first, last = column.offsets[0].as_py(), column.offsets[-1].as_py()
    rows = np.repeat(np.arange(len(column)), lengths)
    keys = column.keys.slice(first, last - first).dictionary_encode()
    values = column.items.slice(first, last - first)
    codes = keys.indices.to_numpy(zero_copy_only=False)
    for code, name in enumerate(keys.dictionary.to_pylist()):
        here = np.flatnonzero(codes == code)
        yield name, rows[here], values.take(here)


def stratum(groupings: tuple[Grouping, ...]) -> Grouping | None:
    """The languages to compare like with like in: those of the sources where known, else those of the texts."""
    by_name = {one.name: one for one in groupings}
    return by_name.get(SOURCE_LANGUAGE) or by_name.get(LANGUAGE)
