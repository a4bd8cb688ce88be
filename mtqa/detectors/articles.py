"""Articles that are missing, doubled, or wrong for the word that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.articles import a_before_mass_noun, a_before_plural, by_sound
from mtqa.grammar.phrase_hits import phrase_hits
from mtqa.grammar.phrases import load
from mtqa.registry import detector
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment


@detector(
    "articles",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="grammar",
    models=("parser", "grammar", "language_model"),
)
def articles(segment: Segment, context: Context) -> Iterator[Hit]:
    """An article is missing, doubled, superfluous, or wrong for what follows.

    Russian, Chinese and many other languages have no articles, and French or Spanish use them elsewhere than
    English does. The rule rests on a list of phrases that need one (`for the first time`), on the sound and the
    number of the noun (`an agreement`, not `a problems`), and on the language model where both readings exist.

    Bad: The two leaders met for first time since the war.
    Bad: It was one of most expensive projects in the region.
    Good: The two leaders met for the first time in an hour-long session.
    """
    message = "The article is wrong in '{wrong}'; English says '{right}'."
    phrases = load("grammar/articles.tsv")
    yield from phrase_hits(phrases, segment.text, message, confidence=0.85, margin=None)
    yield from by_sound(segment, context)
    doc = context.parse(segment)
    yield from a_before_plural(doc)
    yield from a_before_mass_noun(doc)
