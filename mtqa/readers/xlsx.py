"""Bilingual tables of spreadsheets (XLSX): a unit of translation a row, of every sheet with the columns.

Offsets and lines count in a text that has the translation of each row as a line; a segment is named by its cell.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.bilingual.language import language_of
from mtqa.blocks import BlockBuilder
from mtqa.columns import ANY, Wanted, columns, unit
from mtqa.errors import ReadError
from mtqa.packages import Package
from mtqa.registry import reader
from mtqa.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.config import Config
    from mtqa.types import Block


@reader
@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Reads alone: a spreadsheet written by another program than the one that made it may lose charts and styles."""

    name = "xlsx"
    extensions = (".xlsx", ".xlsm")
    in_folders = False

    wanted: Wanted = ANY

    def configured(self, config: Config) -> XlsxReader:
        return XlsxReader(Wanted.of(config))

    def read(self, data: bytes, path: str) -> Document:
        lines: list[str] = []
        blocks: list[Block] = []
        refused = None
        for title, table in _sheets(data, path):
            try:
                blocks += self._units(title, table, lines, path)
            except ReadError as error:
                refused = refused or error
        if not blocks and refused is not None:
            raise refused
        sources = "\n".join(block.source or "" for block in blocks)
        text = "".join(f"{line}\n" for line in lines)
        return Document(path, self.name, text, tuple(blocks), (), None, language_of(sources))

    def _units(self, title: str, table: list[list[str]], lines: list[str], path: str) -> Iterator[Block]:
        if not table:
            return
        chosen = columns(table[0], self.wanted, path)
        place = sum(len(line) + 1 for line in lines)
        for number, row in enumerate(table, 1):
            line = " ".join(_cell(row, chosen.target).split())
            lines.append(line)
            if number > 1 or self.wanted.numbered:
                builder = BlockBuilder()
                builder.add(line, place)
                yield from unit(builder, place, _cell(row, chosen.source), f"{title}!{_letters(chosen.target)}{number}")
            place += len(line) + 1


def _cell(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _letters(place: int) -> str:
    from openpyxl.utils import get_column_letter

    letters: str = get_column_letter(place + 1)
    return letters


def _sheets(data: bytes, path: str) -> Iterator[tuple[str, list[list[str]]]]:
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
