"""What is wrong with a file, by the offset at which it is wrong; the line is counted only where somebody is told."""

from __future__ import annotations

import re

from mtqa.errors import ReadError

_LINE_END = re.compile(r"\r\n?|\n")


class FormatError(Exception):
    """`message` is about `offset` of the text; `{line}` in it stands for the line of `other`, an earlier offset."""

    def __init__(self, offset: int, message: str, other: int | None = None) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.other = other

    def located(self, text: str, path: str) -> ReadError:
        """The error for people, with the line of the fault in `text`."""
        message = self.message
        if self.other is not None:
            message = message.replace("{line}", str(line_of(text, self.other)))
        return ReadError(path, f"line {line_of(text, self.offset)}: {message}")


def line_of(text: str, offset: int) -> int:
    """The line of an offset, counted from 1."""
    return sum(1 for _ in _LINE_END.finditer(text, 0, offset)) + 1
