"""Plain text: a paragraph is a line, as people paste it, or several lines that were wrapped at a width."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from mtqa.blocks import BlockBuilder
from mtqa.decoding import decode
from mtqa.registry import reader
from mtqa.types import Block, BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Nobody wraps text wider than this, nor narrower: longer lines are whole paragraphs, shorter ones verse or addresses.
WIDEST, NARROWEST = 100, 40
# A paragraph that was filled has no line with room for the first word of the next; three such lines are no chance.
FILLED_LINES = 3

_LINE_END = r"\r\n|[\n\r\v\f\x85\u2028\u2029]"
_LINE = re.compile(rf"(?P<text>[^\r\n\v\f\x85\u2028\u2029]*)(?P<end>{_LINE_END}|\Z)")
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•‣▪◦·–—]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+")
# Lines drawn between parts of a text.
_RULE = re.compile(r"[\s\-=_*~#+.·•—–]*")
_ENDED = (".", "!", "?", ":", "…", "”", '"')


@reader
class TextReader:
    """Text as it is. Blank lines, page breaks and the separators of Unicode end a paragraph."""

    name = "text"
    extensions = (".txt", ".text")

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        return Document(path, self.name, decoded.text, tuple(blocks(decoded.text)), encoding=decoded.encoding)

    def escaped(self, text: str) -> str:
        return text


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs, headings and list items of a text. A list item's mark is not part of it."""
    for group in _groups(text):
        for lines in _paragraphs(group):
            yield from _block(text, lines)


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of lines without a blank line, a drawn line, or a break stronger than a line's end between them."""
    group: list[re.Match[str]] = []
    for line in _LINE.finditer(text):
        drawn = _RULE.fullmatch(line["text"])
        if not drawn:
            group.append(line)
        if group and (drawn or line["end"] not in ("\n", "\r\n", "\r")):
            yield group
            group = []


def _paragraphs(lines: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The lines that belong together. A line break is a wrap where the line before it was full."""
    filled = _is_filled(lines)
    paragraph = [lines[0]]
    for before, after in itertools.pairwise(lines):
        goes_on = filled or _continues(before["text"], after["text"]) or _is_hung(paragraph[0]["text"], after["text"])
        if goes_on and not _LIST_MARK.match(after["text"]):
            paragraph.append(after)
        else:
            yield paragraph
            paragraph = [after]
    yield paragraph


def _is_filled(lines: Sequence[re.Match[str]]) -> bool:
    """Whether the lines were broken only where the next word did not fit any more."""
    texts = [line["text"].rstrip() for line in lines]
    width = max(map(len, texts))
    if len(lines) < FILLED_LINES or not NARROWEST <= width <= WIDEST:
        return False
    return all(
        len(before) + 1 + len(after.split()[0]) > width or _LIST_MARK.match(after)
        for before, after in itertools.pairwise(texts)
    )


def _continues(line: str, following: str) -> bool:
    """Whether a line goes on in the next: it is as long as a wrapped one, not ended, and the next begins small."""
    line = line.rstrip()
    return NARROWEST <= len(line) <= WIDEST and not line.endswith(_ENDED) and following.lstrip()[:1].islower()


def _is_hung(first: str, following: str) -> bool:
    """Whether a line is indented below the text of the list item that it follows."""
    mark = _LIST_MARK.match(first)
    return mark is not None and len(following) - len(following.lstrip()) >= mark.end()


def _block(text: str, lines: Sequence[re.Match[str]]) -> Iterator[Block]:
    mark = _LIST_MARK.match(lines[0]["text"])
    builder = BlockBuilder()
    end = None
    for line in lines:
        start = line.start() + (mark.end() if mark and line is lines[0] else 0)
        content = text[start : line.end("text")]
        start += len(content) - len(content.lstrip())
        if end is not None:
            builder.add_decoded(" ", end, start - end)
        builder.add(content.strip(), start)
        end = start + len(content.strip())
    yield from builder.build(BlockKind.LIST_ITEM if mark else None)
