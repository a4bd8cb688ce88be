"""A text and its source, line by line: each line with its source is a unit of translation."""

from __future__ import annotations

import re

from mtqa.types import Block

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def aligned(text: str, source: str) -> tuple[Block, ...]:
    """The blocks of a text with their source: by line where both have as many lines, else all of it as one."""
    lines, sources = list(_LINE.finditer(text)), list(_LINE.finditer(source))
    if lines and len(lines) == len(sources):
        pairs = zip(lines, sources, strict=True)
        return tuple(Block.plain(line[0].strip(), _start(line), source=other[0].strip()) for line, other in pairs)
    stripped = text.strip()
    start = len(text) - len(text.lstrip())
    return (Block.plain(stripped, start, source=source.strip()),) if stripped else ()


def _start(line: re.Match[str]) -> int:
    return line.start() + len(line[0]) - len(line[0].lstrip())
