"""Comma- and tab-separated values in UTF-8, with the columns' names in the first row."""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.batch.tables import Row

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
        for values in lines:
            if values:
                yield _row(names, values)
    except csv.Error as error:
        raise ValueError(f"near line {lines.line_num}: {error}") from error
    finally:
        # Whoever opened the stream closes it, perhaps before this.
        with contextlib.suppress(ValueError):
            text.detach()


def _row(names: list[str], values: list[str]) -> Row:
    if any(ord(character) in _HALVES for value in values if not value.isascii() for character in value):
        return "the row is not valid UTF-8"
    if len(values) != len(names):
        return f"the row has {len(values)} fields, and the table {len(names)} columns"
    return dict(zip(names, values, strict=True))
