"""Offsets in code points and positions in an editor. The one place that knows in which units editors count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Position, PositionEncodingKind, Range

from mtqa.positions import Positions

if TYPE_CHECKING:
    from mtqa.rewriting import Edit

# The codec of each encoding, and the bytes of one of its units.
_UNITS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Places:
    """Positions in a text, in units of the encoding that the editor asked for.

    Lines end at CR LF, LF and CR, as the protocol has it. The text must hold no half characters (surrogates).
    """

    def __init__(self, text: str, encoding: PositionEncodingKind | str | None = None) -> None:
        self.text = text
        self._positions = Positions(text)
        self._codec, self._bytes = _UNITS[PositionEncodingKind(encoding or PositionEncodingKind.Utf16)]

    def position(self, offset: int) -> Position:
        """The position of an offset, 0 to the length of the text."""
        line, column = self._positions.line_and_column(offset)
        before = self.text[offset - column + 1 : offset]
        return Position(line - 1, len(before.encode(self._codec)) // self._bytes)

    def offset(self, position: Position) -> int:
        """The offset of a position; behind the end of a line, that end, and within a character, its start."""
        line = position.line + 1
        start = self._positions.line_start(line)
        content = self.text[start : self._positions.line_start(line + 1)].rstrip("\r\n")
        cut = content.encode(self._codec)[: position.character * self._bytes]
        return start + len(cut.decode(self._codec, errors="ignore"))

    def range(self, start: int, end: int) -> Range:
        """The range of half-open offsets."""
        return Range(self.position(start), self.position(end))

    def edited(self, edit: Edit) -> Range:
        """The range that an edit replaces."""
        return self.range(edit.start, edit.end)
