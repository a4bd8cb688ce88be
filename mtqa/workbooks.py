"""Sheets of XLSX workbooks, as rows of texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from mtqa.errors import ReadError
from mtqa.packages import Package

if TYPE_CHECKING:
    from collections.abc import Iterator


def sheets(data: bytes, path: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The sheets by title, as rows of texts. Raises ReadError."""
    try:
        import openpyxl
    except ImportError as error:
        raise ReadError(path, "spreadsheets need another package: pip install 'mtqa[xlsx]'") from error
    package = Package(data, path, "XLSX")
    for name in package.names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.part(name)[:4096]:
            raise ReadError(path, f"{name} declares a document type, which no spreadsheet does; it is not read")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield sheet.title, [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML libraries raise
        raise ReadError(path, f"is no XLSX file, or is damaged ({error})") from error


def _text(value: Any) -> str:
    return "" if value is None else str(value)
