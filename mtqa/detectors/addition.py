"""Translations that say more than the source. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

# Standard deviations above the usual length. Where there is a sentence too many as well, less is enough.
_LONG, _LONG_WITH_COUNT, _VERY_LONG = 3.3, 2.2, 4.5


@detector("addition", category=Category.ACCURACY, severity=Severity.MAJOR, its="addition", needs_source=True)
def addition(segment: Segment, context: Context) -> Iterator[Hit]:
    """The translation is far longer than its source, or has more sentences: something was added.

    Systems that lose the thread invent, and an editor who does not read the source believes it. The rule knows how
    long English usually is beside each language, from translations that people made, and counts sentences. It sees
    a sentence too many, not a word.

    Bad: Die Bibliothek bleibt am Montag geschlossen, teilte die Stadt am Freitag mit, weil das Dach repariert wird. => The library will be closed on Monday, the city said on Friday, because its roof is being repaired. Many readers have complained about it, and the mayor has promised to build a new library with a café and a garden near the station within two years.
    Good: Die Bibliothek bleibt am Montag geschlossen, weil das Dach repariert wird. => The library will be closed on Monday because its roof is being repaired.
    """  # noqa: E501
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.length import deviation, sentences

    source, text = segment.source or "", segment.text
    away = deviation(source, text, source_language(context))
    if away is None:
        return
    more = sentences(text) > sentences(source) >= 1
    if away > _LONG or (more and away > _LONG_WITH_COUNT):
        confidence = 0.75 if away > _VERY_LONG else 0.6
        yield Hit(
            Span(0, len(text)),
            "This is much longer than what the source says; something seems to be added.",
            (),
            confidence,
        )
