"""Lines and columns of offsets in a file's text, in the units that editors, review tools and terminals count in."""

from __future__ import annotations

import bisect
import re
from typing import NamedTuple

# What git, editors and review tools end a line at. str.splitlines also ends one at form feeds and U+2028.
_LINE_END = re.compile(r"\r\n|\n|\r")


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Positions:
    """Places of offsets in a text with any line ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    @property
    def lines(self) -> int:
        """How many lines the text has; an empty text has one."""
        return len(self._starts)

    def line_and_column(self, offset: int) -> Place:
        """Line, and column in code points."""
        line = bisect.bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)

    def utf8(self, offset: int) -> Place:
        """Line, and column in bytes of UTF-8."""
        line, column = self.line_and_column(offset)
        before = self.text[offset - column + 1 : offset]
        return Place(line, len(before.encode("utf-8", "surrogatepass")) + 1)

    def line_start(self, line: int) -> int:
        """The offset at which a line begins; that of the text's end for lines past it."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def last_line(self, start: int, end: int) -> int:
        """The last line of which a half-open range holds something."""
        return self.line_and_column(max(start, end - 1)).line
