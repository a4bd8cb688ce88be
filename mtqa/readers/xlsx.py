"""Bilingual tables of spreadsheets (XLSX): a unit of translation a row, of every sheet with the columns.

Offsets and lines count in a text that has the translation of each row as a line; a segment is named by its cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.bilingual.language import language_of
from mtqa.blocks import BlockBuilder
from mtqa.columns import ANY, Wanted, columns, unit
from mtqa.errors import ReadError
from mtqa.registry import reader
from mtqa.types import Document
from mtqa.workbooks import sheets

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
        for title, table in sheets(data, path):
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
