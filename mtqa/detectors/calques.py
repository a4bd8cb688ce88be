"""Literal renderings of another language's phrases, with the wording that English has for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.grammar.how_to import how_to_questions
from mtqa.grammar.phrase_hits import phrase_hits
from mtqa.grammar.phrases import load
from mtqa.registry import detector
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment

LISTS = (
    "calques/collocations.tsv",
    "calques/phrases.tsv",
    "calques/idioms.tsv",
    "calques/business_sports.tsv",
    "calques/genres.tsv",
    "calques/mined.tsv",
)


@dataclass(frozen=True)
class CalqueOptions:
    """`margin`: nats by which the English wording must be likelier, for phrases whose list says nothing else."""

    margin: float = 0.5


@detector(
    "calques",
    category=Category.STYLE,
    severity=Severity.MINOR,
    its="style",
    models=("language_model",),
    options=CalqueOptions,
)
def calques(segment: Segment, context: Context) -> Iterator[Hit]:
    """A phrase was carried over word for word from another language.

    Each word is English, the phrase is not: nobody makes a photo, and rebels have leaders, no bosses. Such
    phrases give a draft away more than any grammatical slip. The rule rests on lists in `data/calques`, written
    from common knowledge and mined from what post-editors replaced; the language model must find the English
    wording likelier in its place.

    Bad: The tourists made a photo of the cathedral.
    Bad: Two rebel bosses fled across the border at night.
    Good: The tourists took a photo of the cathedral, and the boss of the firm showed them round.
    """
    message = "'{wrong}' reads like a literal translation; English says '{right}'."
    margin = context.options(CalqueOptions).margin
    yield from phrase_hits(load(*LISTS), segment.text, message, confidence=0.75, margin=margin)
    yield from how_to_questions(segment.text)
