"""A wrong, superfluous or missing preposition in a phrase that takes one only."""

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
    "prepositions",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="grammar",
    models=("grammar", "language_model"),
)
def prepositions(segment: Segment, context: Context) -> Iterator[Hit]:
    """A phrase has the preposition of another language.

    Prepositions hardly ever translate word for word, so a draft that `depends from` something was not written in
    English. The rule rests on a list of phrases that take one preposition only (`data/grammar/prepositions.tsv`) and
    on one of nouns, adjectives and verbs with theirs (`complements.tsv`); where right English could hold the same
    words, the language model decides.

    Bad: The result depends from the weather.
    Bad: The committee consists from twelve members.
    Good: The result depends on the weather, and the committee consists of twelve members.
    """
    message = "'{wrong}' has the wrong preposition; English says '{right}'."
    phrases = load("grammar/prepositions.tsv", "grammar/complements.tsv")
    yield from phrase_hits(phrases, segment.text, message, confidence=0.85, margin=None)
    yield from harper_hits("prepositions", segment, context)
