"""Plain text: paragraphs between blank lines; a short line without a final stop that stands alone is a heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.decoding import decode
from mtqa.registry import reader
from mtqa.types import Block, BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Iterator

# Longer lines are prose, whatever they end with.
HEADING_WORDS = 14

_LIST_MARK = re.compile(r"[ \t]*(?:[-*•‣–]|\d{1,3}[.)])[ \t]+")
_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]+")


@reader
class TextReader:
    """Text as it is: each line is a block, since what people paste has a paragraph on a line."""

    name = "text"
    extensions = (".txt", ".text")

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        return Document(path, self.name, decoded.text, tuple(blocks(decoded.text)), encoding=decoded.encoding)


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a text. Lines that were wrapped by hand are joined into one paragraph."""
    for paragraph in _paragraphs(text):
        start = paragraph[0].start()
        stop = paragraph[-1].end()
        content = text[start:stop]
        yield Block.plain(content, start, _kind(content))


def _paragraphs(text: str) -> Iterator[list[re.Match[str]]]:
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    group: list[re.Match[str]] = []
    for line in lines:
        if group and not _continues(text, group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(text: str, line: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a line break is only a wrap: no blank line, a full line before it, a lower-case word after it."""
    between = text[line.end() : following.start()]
    if between.count("\n") + between.count("\r") - between.count("\r\n") > 1:
        return False
    if _LIST_MARK.match(following.group()):
        return False
    before, after = line.group().rstrip(), following.group().lstrip()
    return 40 <= len(before) <= 100 and not before.endswith((".", "!", "?", ":", "”", '"')) and after[:1].islower()


def _kind(content: str) -> BlockKind:
    if _LIST_MARK.match(content):
        return BlockKind.LIST_ITEM
    short = len(content.split()) <= HEADING_WORDS
    ended = content.rstrip().endswith((".", "!", "?", "…", ":", ";", ".”", '."', ".’", "”", '"', "。"))
    return BlockKind.HEADING if short and not ended else BlockKind.PROSE
