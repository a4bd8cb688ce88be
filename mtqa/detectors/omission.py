"""Translations that leave out part of the source. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

# Standard deviations below the usual length. Where a sentence is missing by count as well, less is enough.
_SHORT, _SHORT_WITH_COUNT, _VERY_SHORT = -3.3, -1.8, -4.5


@detector("omission", category=Category.ACCURACY, severity=Severity.MAJOR, its="omission", needs_source=True)
def omission(segment: Segment, context: Context) -> Iterator[Hit]:
    """The translation is far shorter than its source, or has fewer sentences: something was left out.

    What is not there cannot be seen in the translation. The rule knows how long English usually is beside each
    language, from translations that people made, and counts sentences. It sees a sentence or a long clause that is
    missing, not a word.

    Bad: Der Stadtrat hat am Montag den neuen Haushalt beschlossen, obwohl die Opposition lange dagegen war. Er sieht höhere Ausgaben für Schulen, Straßen und Krankenhäuser vor und soll ab Januar gelten. => The city council adopted the budget.
    Good: Der Stadtrat hat am Montag den neuen Haushalt beschlossen. Er gilt ab Januar. => On Monday the city council adopted the new budget, which applies from January.
    """  # noqa: E501
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.length import deviation, sentences

    source, text = segment.source or "", segment.text
    away = deviation(source, text, source_language(context))
    if away is None:
        return
    fewer = sentences(source) > sentences(text) >= 1
    if away < _SHORT or (fewer and away < _SHORT_WITH_COUNT):
        confidence = 0.75 if away < _VERY_SHORT else 0.6
        message = "This is much shorter than what the source says; something seems to be left out."
        yield Hit(Span(0, len(text)), message, (), confidence)
