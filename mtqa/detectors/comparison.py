"""Degrees of comparison that are formed twice, or with the wrong word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.harper import harper_hits
from mtqa.grammar.phrase_hits import phrase_hits
from mtqa.grammar.phrases import load
from mtqa.registry import detector
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment


@detector(
    "comparison",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="grammar",
    models=("grammar", "language_model"),
)
def comparison(segment: Segment, context: Context) -> Iterator[Hit]:
    """An adjective is compared twice or with the wrong word.

    Many languages compare with a word for `more` alone, English with an ending or with `more`, never with both
    (`more easier`). The rule rests on a list of such forms (`data/grammar/comparison.tsv`) and on harper; the
    language model decides where the words could be read otherwise.

    Bad: The new system is more easier to use.
    Good: The new system is easier to use, and more reliable.
    """
    message = "'{wrong}' compares in a way English does not; write '{right}'."
    yield from phrase_hits(load("grammar/comparison.tsv"), segment.text, message, confidence=0.85, margin=None)
    yield from harper_hits("comparison", segment, context)
