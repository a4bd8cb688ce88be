"""Marks, spaces and numbers that are not set as English sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import BlockKind, Category, Severity
from mtqa.typesetting import capitals, doubled_marks, foreign_marks, numbers, quotes, spacing
from mtqa.typesetting.paragraph import HEAD, is_tokenized, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment

# Blocks on either side that may hold the other end of a quotation.
BLOCKS_AROUND = 6


@detector(
    "typography", category=Category.LINGUISTIC_CONVENTIONS, severity=Severity.MINOR, its="typographical",
)  # fmt: skip
def typography(segment: Segment, context: Context) -> Iterator[Hit]:
    """A quotation mark, space, capital, number or date is not set as English sets it.

    Machines carry over the marks of the source language, split a currency sign from its number and lose track
    of where a quotation ends. Such places are small, but readers see them at once. The rule rests on patterns
    of characters alone, so it needs no model. Text that a tokenizer spaced out is judged by its other marks only.

    Bad: The war has cost the country more than $ 2 trillion.
    Bad: “We will not leave before the end of the year, “said the minister.
    Good: “We will not leave before the end of the year,” said the minister. It has cost $2 trillion.
    """
    text = segment.text
    yield from numbers.numbers(text)
    yield from foreign_marks.foreign_marks(text)
    if segment.kind is BlockKind.PROSE:
        yield from capitals.capitals(text)
    if is_tokenized(text, context.document.text[:HEAD]):
        return
    yield from spacing.currency(text)
    yield from spacing.before_marks(text)
    yield from spacing.after_marks(text)
    yield from spacing.inside_brackets(text)
    yield from doubled_marks.doubled_marks(text)
    if "“" in text or "”" in text or '"' in text:
        paragraph = paragraph_of(segment, context)
        yield from quotes.turned_marks(paragraph)
        yield from quotes.spaced_marks(paragraph)
        if not quotes.goes_on(_next_block(segment, context)):
            yield from quotes.unpaired_marks(paragraph, _blocks_around(segment, context))


def _next_block(segment: Segment, context: Context) -> str:
    following = context.document.blocks[segment.block + 1 : segment.block + 2]
    return following[0].text if following else ""


def _blocks_around(segment: Segment, context: Context) -> list[str]:
    blocks = context.document.blocks
    first, last = max(0, segment.block - BLOCKS_AROUND), segment.block + BLOCKS_AROUND + 1
    return [blocks[index].text[:HEAD] for index in range(first, min(last, len(blocks))) if index != segment.block]
