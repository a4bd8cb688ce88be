"""Rows of tables: CSV and TSV of any common delimiter, and the first sheet of an XLSX workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa.decoding import decode
from mtqa.errors import ConfigError, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSIONS = (".csv", ".tsv", ".tab", ".xlsx")
# What a workbook may unpack to; the XML of 100,000 rows takes some 20 MB.
MOST_UNPACKED = 200_000_000
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, stripped, and the line of the file (or the row of the sheet) that it begins in."""

    line: int
    cells: tuple[str, ...]


def rows(data: bytes, path: str) -> Iterator[Row]:
    """The rows that hold anything. Raises ReadError, and ConfigError where the extra xlsx is missing."""
    suffix = PurePath(path).suffix.lower()
    found = _workbook(data, path) if suffix == ".xlsx" else _separated(decode(data, path).text, path, suffix)
    for row in found:
        if any(row.cells):
            yield row


def _separated(text: str, path: str, suffix: str) -> Iterator[Row]:
    delimiter = "\t" if suffix in (".tsv", ".tab") else _delimiter(text)
    # A field that opens a quotation and never closes it would take in the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            path, f"line {line}: is no row of a table ({error}); double quotation marks inside of a quoted cell"
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter that the first line has most of."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _workbook(data: bytes, path: str) -> Iterator[Row]:
    try:
        # 0.2 s, and an extra.
        import openpyxl
    except ImportError as error:
        raise ConfigError(f"{path}: XLSX needs: pip install 'mtqa[xlsx]'") from error
    _refuse_bombs(data, path)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = [
            Row(number, tuple("" if cell is None else str(cell).strip() for cell in cells))
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
        ]
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise _no_workbook(path, error) from error
    yield from found


def _refuse_bombs(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _no_workbook(path, error) from error
    if size > MOST_UNPACKED:
        raise ReadError(path, f"unpacks to {size // 1_000_000} MB; save the sheet as CSV")


def _no_workbook(path: str, error: Exception) -> ReadError:
    return ReadError(path, f"is no workbook that can be read ({error}); save it again as XLSX, or the sheet as CSV")
