"""Cells of tables in text, each with its place in the file: RFC 4180, and tables with tabs whose quotes are text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.blocks import BlockBuilder
from mtqa.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = {".tsv": "\t", ".tab": "\t"}
# Where the comma is a decimal mark, spreadsheets write semicolons between cells.
USUAL = ",;\t"
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_STRAY = "text follows the closing quotation mark of a cell; double quotation marks inside of a quoted cell"
_LINE_END = re.compile(r"\r\n|\r|\n")
# What a cell holds that a block has otherwise: a doubled quotation mark, a line's end.
_WRITTEN = re.compile(r'""|[ \t\r\n]*[\r\n][ \t\r\n]*|[^"\r\n]+|"')


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the range of its content in the file's text, without the quotation marks around it if it is `quoted`."""

    start: int
    end: int
    quoted: bool

    def text(self, whole: str) -> str:
        content = whole[self.start : self.end]
        return content.replace('""', '"') if self.quoted else content

    def builder(self, whole: str) -> BlockBuilder:
        """The content as prose with its place in the file."""
        builder = BlockBuilder()
        if not self.quoted:
            builder.add(whole[self.start : self.end], self.start)
            return builder
        for match in _WRITTEN.finditer(whole, self.start, self.end):
            if match.group() == '""':
                builder.add_decoded('"', match.start(), 2)
            elif match.group().strip():
                builder.add(match.group(), match.start())
            else:
                builder.add_decoded(" ", match.start(), len(match.group()))
        return builder


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line that it begins on, counted from 1."""

    line: int
    cells: list[Cell]


def delimiter_of(text: str, suffix: str, among: str = USUAL) -> str:
    """What stands between the cells: what the ending of the file says, else what the first line has most of."""
    return DELIMITERS.get(suffix.lower()) or max(among, key=text.lstrip().partition("\n")[0].count)


def rows(text: str, delimiter: str, path: str, *, quotes: bool = True) -> Iterator[Row]:
    """The rows that are not blank. Raises ReadError for quotation marks that do not pair."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    place, line = 0, 1
    while place < len(text):
        begun, cells = line, []
        while True:
            cell = _cell(text, place, plain, quotes=quotes)
            if cell is None:
                raise ReadError(path, f"line {line}: a quotation mark is opened here and never closed")
            line += len(_LINE_END.findall(text, cell.start, cell.end)) if cell.quoted else 0
            cells.append(cell)
            place = cell.end + cell.quoted
            if not text.startswith(delimiter, place):
                break
            place += 1
        end = _LINE_END.match(text, place)
        if end is None and place < len(text):
            raise ReadError(path, f"line {line}: {_STRAY}")
        place, line = end.end() if end else place, line + 1
        if len(cells) > 1 or cells[0].start < cells[0].end:
            yield Row(begun, cells)


def _cell(text: str, place: int, plain: re.Pattern[str], *, quotes: bool) -> Cell | None:
    if quotes and text.startswith('"', place):
        match = _QUOTED.match(text, place)
        return None if match is None else Cell(match.start() + 1, match.end() - 1, quoted=True)
    match = plain.match(text, place)
    return None if match is None else Cell(match.start(), match.end(), quoted=False)


def has_quoting(text: str) -> bool:
    """Whether a table with tabs was written by a spreadsheet, which quotes some cells; else quotes are text.

    Then every cell that begins with a quotation mark ends with one, and one of them needed that.
    """
    cells = re.findall(r'(?:^|\t)("(?:[^"]|"")*"(?=[\t\r\n]|\Z)|"[^\t\r\n]*)', text, re.MULTILINE)
    closed = [cell for cell in cells if _QUOTED.fullmatch(cell)]
    return bool(cells) and len(closed) == len(cells) and any(re.search(r'[\t\r\n]|""', cell[1:-1]) for cell in closed)
