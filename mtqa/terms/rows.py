"""Rows of termbases in tables: CSV and TSV of any common delimiter, and the first sheet of an XLSX workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa import delimited
from mtqa.decoding import decode
from mtqa.errors import ReadError
from mtqa.workbooks import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKBOOK = ".xlsx"
EXTENSIONS = (".csv", ".tsv", ".tab", WORKBOOK)
DELIMITERS = delimited.USUAL + "|"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, stripped, and the line of the file (or the row of the sheet) that it begins in."""

    line: int
    cells: tuple[str, ...]


def rows(data: bytes, path: str) -> Iterator[Row]:
    """The rows that hold anything. Raises ReadError, also where the extra xlsx is missing."""
    suffix = PurePath(path).suffix.lower()
    for row in _workbook(data, path) if suffix == WORKBOOK else _separated(decode(data, path).text, path, suffix):
        if any(row.cells):
            yield row


def _separated(text: str, path: str, suffix: str) -> Iterator[Row]:
    for row in delimited.rows(text, delimited.delimiter_of(text, suffix, DELIMITERS), path):
        yield Row(row.line, tuple(cell.text(text).strip() for cell in row.cells))


def _workbook(data: bytes, path: str) -> Iterator[Row]:
    try:
        _, table = next(sheets(data, path))
    except ReadError as error:
        raise ReadError(path, f"{error.message}; or save the sheet as CSV") from error
    for number, cells in enumerate(table, 1):
        yield Row(number, tuple(cell.strip() for cell in cells))
