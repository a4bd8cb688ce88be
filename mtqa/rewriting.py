"""Puts corrections into a file's text as it stands on disk: piece by piece, so that markup and line ends stay.

A correction is worked out in decoded prose. Only the words that differ are written, each into the piece of the
file that holds it; a change that would run over markup is refused. What is written is read back and compared.
"""

from __future__ import annotations

import bisect
import difflib
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtqa.types import Block, Document, Piece, Suggestion

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


class Places:
    """Where the blocks of a document stand in its file."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        spans = ((block.pieces[0].file_start, _end(block), number) for number, block in enumerate(self._blocks))
        self._spans = sorted(spans)
        # The furthest end of the blocks so far: one may stand within another, as a picture's caption does.
        self._ends = list(itertools.accumulate((end for _, end, _ in self._spans), max))

    def located(self, suggestion: Suggestion, escaped: Callable[[str], str]) -> Correction | None:
        """The edits that put a suggestion into the file, or None where no safe ones exist."""
        for number in self._around(suggestion):
            block = self._blocks[number]
            place = _in_prose(block, suggestion)
            if place is not None:
                edits = _edits(block, place, suggestion.text, escaped)
                return None if edits is None else Correction(suggestion, edits, number, place)
        return None

    def _around(self, suggestion: Suggestion) -> list[int]:
        """The blocks that a suggestion may be in, in the order of the document."""
        index = bisect.bisect_right(self._spans, suggestion.start, key=lambda span: span[0])
        found = []
        while index and self._ends[index - 1] >= suggestion.start:
            index -= 1
            found.append(self._spans[index][2])
        return sorted(found)


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
    if not block.pieces[0].file_start <= suggestion.start <= suggestion.end <= _end(block):
        return None
    start = _prose_position(block, suggestion.start, end=False)
    if suggestion.start == suggestion.end:
        start = _prose_position(block, suggestion.end, end=True) if start is None else start
        return None if start is None else Span(start, start)
    end = _prose_position(block, suggestion.end, end=True)
    return None if start is None or end is None or end < start else Span(start, end)


def _end(block: Block) -> int:
    last = block.pieces[-1]
    return last.file_start + last.file_length


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
        found = _file_spans(block, span.shift(place.start), text)
        if not found:
            return None
        edits.append(Edit(found[0].start, found[0].end, escaped(text)))
        edits += [Edit(rest.start, rest.end, "") for rest in found[1:]]
    return tuple(edits)


def differences(old: str, new: str) -> Iterator[tuple[Span, str]]:
    """What must be replaced in `old`, word by word, to make it `new`."""
    return replacements(_PART.findall(old), _PART.findall(new))


def replacements(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """What must be replaced in a text cut into the parts `before`, part by part, to make it that of `after`."""
    starts = [0]
    for part in before:
        starts.append(starts[-1] + len(part))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield Span(starts[a], starts[b]), "".join(after[c:d])


def _file_spans(block: Block, span: Span, text: str) -> list[Span]:
    """The file ranges of a range of prose; none where markup stands inside it.

    Usually there is one. A format of translations may break a string within its text, as PO does at the end of a line.
    """
    pieces = block.pieces
    if not span:
        return _gap(block, span.start, text)
    first = bisect.bisect_right(pieces, span.start, key=lambda piece: piece.start) - 1
    last = bisect.bisect_left(pieces, span.end, key=lambda piece: piece.start) - 1
    found: list[Span] = []
    for piece in pieces[first : last + 1]:
        part = _part(piece, span)
        if part is None:
            return []
        if found and found[-1].end == part.start:
            found[-1] = Span(found[-1].start, part.end)
        elif found and not _is_break(block, piece.start):
            return []
        else:
            found.append(part)
    return found


def _part(piece: Piece, span: Span) -> Span | None:
    """The file range of what a piece has of a range of prose; None where it cannot be cut so."""
    start, end = max(span.start, piece.start), min(span.end, piece.start + piece.length)
    if piece.linear:
        return Span(piece.file_start + start - piece.start, piece.file_start + end - piece.start)
    whole = end - start == piece.length
    return Span(piece.file_start, piece.file_start + piece.file_length) if whole else None


def _is_break(block: Block, position: int) -> bool:
    """Whether what the file has at this place between two pieces is no code: where units of translation break off."""
    return block.source is not None and not any(code.span.start <= position <= code.span.end for code in block.codes)


def _gap(block: Block, position: int, text: str) -> list[Span]:
    """Where in the file to insert text: next to the word it belongs with, if markup stands between two."""
    left, right = position > 0, position < len(block.text)
    before = _file_spans(block, Span(position - 1, position), "") if left else []
    after = _file_spans(block, Span(position, position + 1), "") if right else []
    if before and (not after or not text[-1:].isspace()):
        return [Span(before[0].end, before[0].end)]
    return [Span(after[0].start, after[0].start)] if after else []
