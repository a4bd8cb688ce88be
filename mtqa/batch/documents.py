"""Reads the inputs one after another and gives their documents; a broken file is one failed document, not the end."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from mtqa.batch import tables
from mtqa.batch.inputs import opened
from mtqa.batch.rows import RowReader, shown
from mtqa.batch.store import is_address
from mtqa.batch.values import Columns, Item
from mtqa.checking import MEGABYTE, content
from mtqa.errors import ConfigError, ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.batch.inputs import Given, Input

# A key may be missing in some objects of JSON lines, but not in all of the first ones.
FIRST_ROWS = 100


@dataclass
class Documents:
    """The documents of all inputs, in order. `read` says how many bytes of the inputs were read so far."""

    inputs: list[Given]
    columns: Columns
    max_megabytes: float
    read: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[Item]:
        """Raises ConfigError for a table without the columns that are asked for."""
        before = 0
        for given in self.inputs:
            for file in given.files:
                yield from self._of_file(file, before)
                before += file.size
                self.read = before

    def _of_file(self, file: Input, before: int) -> Iterator[Item]:
        if file.failure is not None:
            yield Item(shown(file.path), shown(file.path), failure=file.failure)
        elif file.table is None:
            self.read = before + file.size
            yield self._draft(file)
        else:
            yield from self._of_table(file, file.table, before)

    def _draft(self, file: Input) -> Item:
        name = shown(file.path)
        groups = (("folder", str(PurePath(name).parent)),)
        try:
            data = (_distant if is_address(file.path) else content)(file.path, self.max_megabytes)
        except ReadError as error:
            return Item(name, name, groups=groups, failure=error.message)
        except OSError as error:
            return Item(name, name, groups=groups, failure=f"cannot be read ({error.strerror or error})")
        return Item(name, name, content=data, groups=groups)

    def _of_table(self, file: Input, kind: str, before: int) -> Iterator[Item]:
        most = int(self.max_megabytes * MEGABYTE)
        reader = RowReader(shown(file.path), self.columns, most)
        number = 0
        try:
            with opened(file.path) as stream:
                done = _progress(stream, kind, file.size)
                for row in self._checked(tables.rows(stream, kind, self._wanted, most)):
                    number += 1
                    self.read = before + done(number)
                    yield reader.item(row, number)
        except ConfigError as error:
            raise ConfigError(f"{file.path}: {error}") from error
        except ReadError as error:
            yield Item(reader.path, reader.path, failure=error.message)
        except Exception as error:  # noqa: BLE001 - a broken file makes its reader fail in any way
            message = f"cannot be read from row {number + 1} on ({str(error) or type(error).__name__})"
            yield Item(f"{reader.path}:{number + 1}", reader.path, number + 1, failure=shown(message))

    @property
    def _wanted(self) -> list[str] | None:
        """The columns to read, or None for all."""
        if self.columns.groups is None:
            return None
        return list(dict.fromkeys((*self.columns.named, *self.columns.groups)))

    def _checked(self, rows: Iterator[tables.Row]) -> Iterator[tables.Row]:
        """The rows, unless none of the first has a column that is asked for: that is a wrong option, not a bad row."""
        first = list(itertools.islice(rows, FIRST_ROWS))
        there = dict.fromkeys(key for row in first for key in row.values)
        for name in (*self.columns.named, *(self.columns.groups or ())):
            if there and name not in there:
                raise ConfigError(f"there is no column '{name}'; there are {', '.join(map(shown, there))}")
        yield from first
        yield from rows


def _distant(path: str, most_megabytes: float) -> bytes:
    """The bytes behind an address. Raises ReadError, for too many too."""
    most = int(most_megabytes * MEGABYTE)
    with opened(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ReadError(path, f"has more than {most_megabytes:g} MB, the limit for one draft; raise 'max_megabytes'")
    return data


def _progress(stream: IO[bytes], kind: str, size: int) -> Callable[[int], int]:
    """How many bytes of a table are read, by the number of its row."""
    if kind == "parquet":
        from mtqa.batch.tables.parquet import count

        rows = count(stream)
        return lambda number: size * number // max(rows, 1)
    if kind == "parquet.gz" or not stream.seekable():
        return lambda _: 0
    return lambda _: min(stream.tell(), size)
