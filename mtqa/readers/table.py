"""Bilingual tables in text, CSV and TSV: a unit of translation a row. Quoting and every other cell stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa.bilingual.language import language_of
from mtqa.columns import ANY, Wanted, columns, unit
from mtqa.decoding import decode
from mtqa.delimited import DELIMITERS, delimiter_of, has_quoting, rows
from mtqa.errors import ReadError
from mtqa.registry import reader
from mtqa.types import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.columns import Columns
    from mtqa.config import Config
    from mtqa.delimited import Row
    from mtqa.types import Block


@reader
@dataclass(frozen=True, slots=True)
class TableReader:
    """Rows with a column of sources and one of translations; what other columns hold is not looked at.

    Tables found in a folder are not taken for drafts: most hold something else.
    """

    name = "table"
    extensions = (".csv", ".tsv", ".tab")
    in_folders = False

    wanted: Wanted = ANY

    def configured(self, config: Config) -> TableReader:
        return TableReader(Wanted.of(config))

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        found, text = _rows(decoded.text, path), decoded.text
        if not found:
            return Document(path, self.name, text, (), encoding=decoded.encoding)
        chosen = columns([cell.text(text) for cell in found[0].cells], self.wanted, path)
        body = found if self.wanted.numbered else found[1:]
        blocks = [block for row in body for block in _units(row, chosen, text, path, len(found[0].cells))]
        return Document(
            path, self.name, text, tuple(blocks), (), chosen.language,
            chosen.source_language or language_of("\n".join(block.source or "" for block in blocks)), decoded.encoding,
        )  # fmt: skip

    def escaped(self, text: str) -> str:
        return text


def _rows(text: str, path: str) -> list[Row]:
    suffix = PurePath(path).suffix.lower()
    quotes = suffix not in DELIMITERS or has_quoting(text)
    return list(rows(text, delimiter_of(text, suffix), path, quotes=quotes))


def _units(row: Row, chosen: Columns, text: str, path: str, width: int) -> Sequence[Block]:
    if len(row.cells) != width:
        raise ReadError(
            path,
            f"line {row.line}: has {len(row.cells)} cells, and the first row has {width}; "
            "a cell with a separator in it needs quotation marks around it",
        )
    target = row.cells[chosen.target]
    return list(unit(target.builder(text), target.start, row.cells[chosen.source].text(text)))
