"""Comma- and tab-separated values in UTF-8, with the columns' names in the first row."""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from typing import IO, TYPE_CHECKING

from mtqa.batch.tables import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALVES = range(0xDC80, 0xDD00)


def rows(stream: IO[bytes], delimiter: str, most: int) -> Iterator[Row]:
    """The rows of a table. Raises csv.Error, a ValueError of ours, where a quotation mark never closes."""
    # Python refuses fields over 128 KB by default; documents are longer. A quotation mark that is never closed makes
    # the rest of the file one field, which the limit ends.
    csv.field_size_limit(min(most, sys.maxsize))
    # A byte that is no UTF-8 becomes half a character, so that it spoils its own row alone.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    lines = csv.reader(text, delimiter=delimiter)
    try:
        names = next(lines, [])
        line = lines.line_num + 1
        for values in lines:
            if values:
                yield _row(names, values, line)
            line = lines.line_num + 1
    except csv.Error as error:
        raise ValueError(f"near line {lines.line_num}: {error}") from error
    finally:
        # Whoever opened the stream closes it, perhaps before this.
        with contextlib.suppress(ValueError):
            text.detach()


def _row(names: list[str], values: list[str], line: int) -> Row:
    if any(ord(character) in _HALVES for value in values if not value.isascii() for character in value):
        return Row({}, line, "the row is not valid UTF-8")
    if len(values) != len(names):
        return Row({}, line, f"the fields of the row are {len(values)}, the columns of the table {len(names)}")
    return Row(dict(zip(names, values, strict=True)), line)
