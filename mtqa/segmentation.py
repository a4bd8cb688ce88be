"""Cuts blocks of prose into segments: sentences by syntok, or lines.

syntok leaves a full stop before a lower-case word inside the sentence (`hopes will fulfill. based on`), which
is what the rule `fragments` needs to see; pysbd and sentencex cut there.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.types import Block, Document, Piece, Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# syntok's time grows with the square of a paragraph that has no sentence end; longer ones are cut at a space first.
LONGEST_CHUNK = 10_000

# Accents may follow their letters as marks of their own.
_RUN = r"\w[\w\u0300-\u036f]*"
WORD = re.compile(rf"{_RUN}(?:[-'’.]{_RUN})*")

# A capital and small letters begin a sentence: `He left .Then she came`.
_POINT_BEFORE_NAME = re.compile(r"\s\.(?:[^\WA-Z]|[A-Z]{2})")


def count_words(text: str) -> int:
    """Words in a text: runs of letters and digits, with inner hyphens, apostrophes and points."""
    return sum(1 for _ in WORD.finditer(text))


def segmented(document: Document, segment_by: str = "sentence") -> Document:
    """The document with its segments, numbered from 1."""
    cut = lines if segment_by == "line" else sentences
    segments: list[Segment] = []
    for index, block in enumerate(document.blocks):
        spans = [Span(0, len(block.text))] if block.source is not None else cut(block.text)
        for span in spans:
            segments.append(_segment(block, index, span, str(len(segments) + 1)))
    return dataclasses.replace(document, segments=tuple(segments))


def lines(text: str) -> Iterator[Span]:
    """The non-blank lines of a text, without the blanks around them."""
    for match in re.finditer(r"[^\r\n]+", text):
        yield from _stripped(text, Span(*match.span()))


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, in order, without the blanks between them."""
    yield from _sentences_of_paragraph(text) if len(text) <= LONGEST_CHUNK else _sentences(text)


# A draft that is being edited comes again with nearly all of its paragraphs: 20 of the 60 ms of checking one of 2,000
# words anew.
@lru_cache(maxsize=4096)
def _sentences_of_paragraph(text: str) -> tuple[Span, ...]:
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Span]:
    """Those of syntok, but `the .NET framework` and `call .push` stay whole: a name may start with a point."""
    last: Span | None = None
    for span in _cut(text):
        if (
            last is not None
            and last.end == span.start
            and _POINT_BEFORE_NAME.search(text, last.end - 2, span.start + 2)
        ):
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _cut(text: str) -> Iterator[Span]:
    from syntok import segmenter

    for chunk in _chunks(text):
        part = text[chunk.start : chunk.end]
        for paragraph in segmenter.process(part):
            for tokens in paragraph:
                if tokens:
                    end = tokens[-1].offset + len(tokens[-1].value)
                    yield from _stripped(text, Span(tokens[0].offset, end).shift(chunk.start))


def _chunks(text: str) -> Iterator[Span]:
    start = 0
    while len(text) - start > LONGEST_CHUNK:
        limit = start + LONGEST_CHUNK
        stop = max(text.rfind(mark, start, limit) for mark in (". ", "! ", "? ", "\n"))
        cut = stop + 1 if stop > start else (text.rfind(" ", start, limit) + 1 or limit)
        cut = cut if cut > start else limit
        yield Span(start, cut)
        start = cut
    if start < len(text):
        yield Span(start, len(text))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    part = text[span.start : span.end]
    start = span.start + len(part) - len(part.lstrip())
    end = span.start + len(part.rstrip())
    if start < end:
        yield Span(start, end)


def _segment(block: Block, index: int, span: Span, number: str) -> Segment:
    text = block.text[span.start : span.end]
    codes = (block.codes, block.source_codes) if block.source is not None else ()
    return Segment(block.id or number, index, text, pieces_of(block, span), block.kind, block.source, *codes)


def pieces_of(block: Block, span: Span) -> tuple[Piece, ...]:
    """The map to the file of a part of a block's text, in offsets of that part."""
    first = max(bisect.bisect_right(block.pieces, span.start, key=_piece_start) - 1, 0)
    last = max(bisect.bisect_left(block.pieces, span.end, key=_piece_start), first + 1)
    pieces = []
    for piece in block.pieces[first:last]:
        start, end = max(piece.start, span.start), min(piece.start + piece.length, span.end)
        if piece.linear:
            pieces.append(Piece(start - span.start, piece.file_start + start - piece.start, end - start, end - start))
        else:
            pieces.append(Piece(start - span.start, piece.file_start, end - start, piece.file_length))
    return tuple(pieces)


def _piece_start(piece: Piece) -> int:
    return piece.start
