"""Puts corrections into a file's text as it stands on disk: piece by piece, so that markup and line ends stay.

A correction is worked out in decoded prose. Only the words that differ are written, each into the piece of the
file that holds it; a change that would run over markup is refused. What is written is read back and compared.
"""

from __future__ import annotations

import bisect
import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtqa.types import Block, Document, Suggestion

_PART = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text`, escaped as the format needs it, in place of `start`..`end` of the file's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A suggestion as edits of the file, and as the edit of its block's prose (`block`, `place`)."""

    suggestion: Suggestion
    edits: tuple[Edit, ...]
    block: int
    place: Span


def located(document: Document, suggestion: Suggestion, escaped: Callable[[str], str]) -> Correction | None:
    """The edits that put a suggestion into the file, or None where no safe ones exist."""
    for number, block in enumerate(document.blocks):
        place = _in_prose(block, suggestion)
        if place is not None:
            edits = _edits(block, place, suggestion.text, escaped)
            return None if edits is None else Correction(suggestion, edits, number, place)
    return None


def rewritten(text: str, edits: Iterable[Edit]) -> str:
    """The file's text with edits in place; none may overlap another."""
    parts, done = [], 0
    for edit in sorted(edits):
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def expected_words(document: Document, corrections: Sequence[Correction]) -> list[str]:
    """The words that a reader must find in the rewritten file."""
    texts = [block.text for block in document.blocks]
    for correction in sorted(corrections, key=lambda one: (one.block, one.place.start), reverse=True):
        old, place = texts[correction.block], correction.place
        texts[correction.block] = old[: place.start] + correction.suggestion.text + old[place.end :]
    return words(texts)


def words(texts: Iterable[str]) -> list[str]:
    """All words of blocks in order. Where the blocks are cut may change with the width of a line."""
    return " ".join(texts).split()


def _in_prose(block: Block, suggestion: Suggestion) -> Span | None:
    """Where the file range of a suggestion stands in a block's text, if it is the block's."""
    first, last = block.pieces[0], block.pieces[-1]
    if not first.file_start <= suggestion.start <= suggestion.end <= last.file_start + last.file_length:
        return None
    start = _prose_position(block, suggestion.start, end=False)
    if suggestion.start == suggestion.end:
        start = _prose_position(block, suggestion.end, end=True) if start is None else start
        return None if start is None else Span(start, start)
    end = _prose_position(block, suggestion.end, end=True)
    return None if start is None or end is None or end < start else Span(start, end)


def _prose_position(block: Block, offset: int, *, end: bool) -> int | None:
    inside = offset - 1 if end else offset
    index = bisect.bisect_right(block.pieces, inside, key=lambda piece: piece.file_start) - 1
    if index < 0:
        return None
    piece = block.pieces[index]
    if not piece.file_start <= inside < piece.file_start + piece.file_length:
        return None
    if piece.linear:
        return piece.start + offset - piece.file_start
    if end:
        return piece.start + piece.length if offset == piece.file_start + piece.file_length else None
    return piece.start if offset == piece.file_start else None


def _edits(block: Block, place: Span, new: str, escaped: Callable[[str], str]) -> tuple[Edit, ...] | None:
    edits = []
    for span, text in differences(block.text[place.start : place.end], new):
        found = _file_span(block, span.shift(place.start), text)
        if found is None:
            return None
        edits.append(Edit(found.start, found.end, escaped(text)))
    return tuple(edits)


def differences(old: str, new: str) -> Iterator[tuple[Span, str]]:
    """What must be replaced in `old`, word by word, to make it `new`."""
    before, after = _PART.findall(old), _PART.findall(new)
    starts = [0]
    for part in before:
        starts.append(starts[-1] + len(part))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield Span(starts[a], starts[b]), "".join(after[c:d])


def _file_span(block: Block, span: Span, text: str) -> Span | None:
    """The file range of a range of prose; None where markup stands inside it."""
    pieces = block.pieces
    if not span:
        return _gap(block, span.start, text)
    first = bisect.bisect_right(pieces, span.start, key=lambda piece: piece.start) - 1
    last = bisect.bisect_left(pieces, span.end, key=lambda piece: piece.start) - 1
    for index in range(first, last + 1):
        piece = pieces[index]
        whole = span.start <= piece.start and piece.start + piece.length <= span.end
        if not piece.linear and not whole:
            return None
        if index < last and piece.file_start + piece.file_length != pieces[index + 1].file_start:
            return None
    start, end = pieces[first], pieces[last]
    return Span(
        start.file_start + (span.start - start.start if start.linear else 0),
        end.file_start + (span.end - end.start if end.linear else end.file_length),
    )


def _gap(block: Block, position: int, text: str) -> Span | None:
    """Where in the file to insert text: next to the word it belongs with, if markup stands between two."""
    left, right = position > 0, position < len(block.text)
    before = _file_span(block, Span(position - 1, position), "") if left else None
    after = _file_span(block, Span(position, position + 1), "") if right else None
    if before is not None and (after is None or not text[-1:].isspace()):
        return Span(before.end, before.end)
    return None if after is None else Span(after.start, after.start)
