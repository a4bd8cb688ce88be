"""Sets a source beside a draft: line by line, paragraph by paragraph, or sentence by sentence where those differ."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from mtqa.alignment import Sentence, align
from mtqa.bilingual.language import language_of
from mtqa.errors import ReadError
from mtqa.segmentation import pieces_of, sentences
from mtqa.types import Block, BlockKind, Piece, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.alignment import Bead
    from mtqa.types import Document

# Of the lines of a text set line by line, at most so many are wrapped into one paragraph with the next, or have
# nothing beside them.
MOST_WRAPPED, MOST_MISSING = 0.2, 0.2
# Texts that have nothing to do with each other still give beads; these are the bounds between them and translations
# (docs/benchmarks.md): the mean cost of a bead, and the share of sentences that have a counterpart.
MOST_COST, LEAST_PAIRED = 0.5, 0.5

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_LIST_MARK = re.compile(r"\s*(?:[-*•‣▪◦·–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef\u0e00-\u0e7f]$")


def paired(draft: Document, source: Document, language: str | None = None, *, whole: bool = False) -> Document:
    """The draft with the source of each of its blocks, which then are single sentences, or lines if `whole`.

    `language` is that of the source; without it, it is guessed. Raises ReadError where the two do not belong together.
    """
    _refuse(draft, source)
    language = language or source.language or language_of("\n".join(block.text for block in source.blocks))
    pairs = _lines(draft, source) if draft.format == source.format == "text" else _blocks(draft, source)
    if pairs is None:
        blocks = list(_aligned(draft, source, language))
    else:
        blocks = [part for block in pairs for part in ([block] if whole else _cut(block, language))]
    return dataclasses.replace(draft, blocks=tuple(blocks), source_language=language)


def source_sentences(text: str, language: str | None) -> list[str]:
    """The sentences of a text of any language, without the blanks between them."""
    # Compiled, and needed only with a source.
    import sentencex

    found = (sentence.strip() for sentence in sentencex.segment(language or "en", text))
    return [sentence for sentence in found if sentence]


def _refuse(draft: Document, source: Document) -> None:
    if any(block.source is not None for block in draft.blocks):
        raise ReadError(draft.path, f"has its source in it, so {source.path} beside it is one too many")
    if any(block.source is not None for block in source.blocks):
        raise ReadError(source.path, "holds translations itself; give a text of the source language alone")
    if not source.blocks:
        raise ReadError(source.path, "has no text that could be the source of a draft")
    if draft.blocks and source.text.strip() == draft.text.strip():
        raise ReadError(draft.path, f"is the same text as its source, {source.path}")


def _lines(draft: Document, source: Document) -> list[Block] | None:
    """The lines of the draft, each with that of the source; None where the two are not set line by line."""
    lines, beside = _written_lines(draft.text), _written_lines(source.text)
    if len(lines) != len(beside):
        return None
    missing = sum(
        bool(line.strip()) != bool(other.strip()) for (_, line), (_, other) in zip(lines, beside, strict=True)
    )
    if missing > MOST_MISSING * len(lines):
        return None
    own = {block.pieces[0].file_start: block for block in draft.blocks}
    found, wrapped, starts = [], 0, iter(sorted(own))
    start = next(starts, None)
    for (place, line), (_, other) in zip(lines, beside, strict=True):
        block = None
        while start is not None and start <= place + len(line):
            block, start = own[start], next(starts, None)
        text, original = line.strip(), other.strip()
        if not text and not original:
            continue
        if block is None or block.text != line[block.pieces[0].file_start - place :].strip():
            wrapped += bool(text)
            block = Block.plain(text, place + len(line) - len(line.lstrip()))
        elif block.kind is BlockKind.LIST_ITEM:
            original = _LIST_MARK.sub("", original, count=1)
        found.append(dataclasses.replace(block, source=original))
    return None if wrapped > MOST_WRAPPED * len(found) else found


def _written_lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their places, without blank ones at its end."""
    lines = [(match.start(), match[1]) for match in _LINE.finditer(text)]
    while lines and not lines[-1][1].strip():
        lines.pop()
    return lines


def _blocks(draft: Document, source: Document) -> list[Block] | None:
    """The blocks of the draft, each with that of the source; None where they are not of the same kinds in order."""
    if [block.kind for block in draft.blocks] != [block.kind for block in source.blocks]:
        return None
    return [
        dataclasses.replace(block, source=other.text, source_codes=other.codes)
        for block, other in zip(draft.blocks, source.blocks, strict=True)
    ]


def _cut(block: Block, language: str | None) -> Iterator[Block]:
    """A pair in sentences, where each of them has its counterpart; else as it is."""
    source = block.source or ""
    spans, originals = list(sentences(block.text)), source_sentences(source, language)
    if len(spans) > 1 and len(originals) > 1 and not block.codes and not block.source_codes:
        beads = align(
            [Sentence(text) for text in originals],
            [Sentence(block.text[span.start : span.end]) for span in spans],
        )
        if all(bead.source and bead.target for bead in beads):
            for bead in beads:
                yield _part(block, [spans[index] for index in bead.target], _joined(originals, bead.source))
            return
    yield block


def _aligned(draft: Document, source: Document, language: str | None) -> Iterator[Block]:
    """The sentences of the draft with those of the source. Raises ReadError where they are not of the same text."""
    originals = [
        Sentence(text, number)
        for number, block in enumerate(source.blocks)
        for text in ([block.text] if block.kind is BlockKind.HEADING else source_sentences(block.text, language))
    ]
    places = [
        (number, span)
        for number, block in enumerate(draft.blocks)
        for span in ([Span(0, len(block.text))] if block.kind is BlockKind.HEADING else sentences(block.text))
    ]
    texts = [Sentence(draft.blocks[number].text[span.start : span.end], number) for number, span in places]
    beads = align(originals, texts)
    _refuse_unrelated(draft, source, beads)
    end = 0
    for bead in beads:
        original = _joined([sentence.text for sentence in originals], bead.source)
        if bead.target:
            number = places[bead.target.start][0]
            block = _part(draft.blocks[number], [places[index][1] for index in bead.target], original)
            end = block.pieces[-1].file_start + block.pieces[-1].file_length
            yield block
        else:
            yield Block("", (Piece(0, end, 0, 0),), BlockKind.PROSE, None, original)


def _refuse_unrelated(draft: Document, source: Document, beads: Sequence[Bead]) -> None:
    both = [bead for bead in beads if bead.source and bead.target]
    paired_sentences = sum(len(bead.source) + len(bead.target) for bead in both)
    total = sum(len(bead.source) + len(bead.target) for bead in beads)
    cost = sum(bead.cost for bead in both) / max(len(both), 1)
    if total and (paired_sentences < LEAST_PAIRED * total or cost > MOST_COST):
        counts = f"{source.text.rstrip().count(chr(10)) + 1} lines to {draft.text.rstrip().count(chr(10)) + 1}"
        raise ReadError(
            draft.path,
            f"cannot be aligned with {source.path} ({counts}, and their sentences do not match either); "
            "is that its source?",
        )


def _part(block: Block, spans: Sequence[Span], source: str) -> Block:
    span = Span(spans[0].start, spans[-1].end)
    return Block(block.text[span.start : span.end], pieces_of(block, span), block.kind, None, source)


def _joined(texts: Sequence[str], which: range) -> str:
    result = ""
    for index in which:
        result += texts[index] if not result or _UNSPACED.search(result) else f" {texts[index]}"
    return result
