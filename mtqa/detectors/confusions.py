"""A word written for another one that looks or sounds like it."""

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
    "confusions",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MAJOR,
    its="grammar",
    models=("grammar", "language_model"),
)
def confusions(segment: Segment, context: Context) -> Iterator[Hit]:
    """A word stands for another one that looks or sounds like it.

    `More then`, `has lead to` and `their is` pass every spelling checker, and readers stumble. The rule rests on a
    list of words in the company that gives them away (`data/grammar/confusions.tsv`) and on harper's rules on
    fixed phrases; the language model decides where the words could be right.

    Bad: The talks have lead to a new agreement.
    Good: The talks have led to a new agreement, and the lead to follow is clear.
    """
    message = "'{wrong}' looks like a slip for '{right}'."
    yield from phrase_hits(load("grammar/confusions.tsv"), segment.text, message, confidence=0.85, margin=None)
    yield from harper_hits("confusions", segment, context)
