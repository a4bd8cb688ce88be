"""Builds a block of prose piece by piece, each with its place in the file: what readers of marked-up formats share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Block, BlockKind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

# Stands in prose for what is not prose but has a place in the sentence: a code span, an image, a bare address.
# It is no letter, so that no rule takes it for a word.
OBJECT = "\ufffc"
# A longer line without a final stop is a sentence that lost it, not a heading.
HEADING_WORDS = 14

_STOPS = (".", "!", "?", "…", ":", ";", ",", "。", "！", "？")
_CLOSING_MARKS = "\"'”’»)]*_ \t"
_WORD = re.compile(r"[^\W_]")


def prose_or_heading(text: str) -> BlockKind:
    """A short text without a final stop is a title, a caption or a byline; anything else is prose."""
    short = len(text.split()) <= HEADING_WORDS
    ended = text.rstrip(_CLOSING_MARKS).endswith(_STOPS) or text.rstrip().endswith(("”", '"'))
    return BlockKind.HEADING if short and not ended else BlockKind.PROSE


class BlockBuilder:
    """Collects prose in the order of the file, without blanks at its edges or the second where markup leaves two."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._literal = False

    def add(self, text: str, file_start: int) -> None:
        """Text that stands in the file as it is."""
        last = self._pieces[-1] if self._pieces else None
        adjoins = last is not None and last.file_start + last.file_length == file_start
        if not self._length or (not adjoins and self._ends_blank()):
            stripped = text.lstrip()
            file_start += len(text) - len(stripped)
            text = stripped
        if not text:
            return
        if last and adjoins and self._literal:
            length = last.length + len(text)
            self._pieces[-1] = Piece(last.start, last.file_start, length, length)
            self._texts.append(text)
            self._length += len(text)
        else:
            self._append(text, file_start, len(text))
        self._literal = True

    def add_decoded(self, text: str, file_start: int, file_length: int) -> None:
        """Text that the file writes otherwise, in `file_length` code points: an entity, a line break in a paragraph."""
        if not text or (text == " " and (not self._length or self._ends_blank())):
            return
        self._append(text, file_start, file_length)
        self._literal = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing but blanks was added."""
        return not "".join(self._texts).strip()

    def _ends_blank(self) -> bool:
        return self._texts[-1][-1:].isspace()

    def _append(self, text: str, file_start: int, file_length: int) -> None:
        self._pieces.append(Piece(self._length, file_start, len(text), file_length))
        self._texts.append(text)
        self._length += len(text)

    def build(self, kind: BlockKind | None = None) -> Iterable[Block]:
        """The block, if there is a word in it; by default prose, or a heading where it looks like one."""
        text = "".join(self._texts).rstrip()
        if not _WORD.search(text):
            return
        pieces = []
        for piece in self._pieces:
            length = min(piece.length, len(text) - piece.start)
            if length > 0:
                file_length = length if piece.linear else piece.file_length
                pieces.append(Piece(piece.start, piece.file_start, length, file_length))
        yield Block(text, tuple(pieces), kind or prose_or_heading(text))
