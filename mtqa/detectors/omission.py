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

# Languages that leave foreign names as they are, and in which this was measured.
_NAMED_ALIKE = frozenset({"cs", "de", "es", "fr", "it", "nl", "pl", "pt"})


@detector("omission", category=Category.ACCURACY, severity=Severity.MAJOR, its="omission", needs_source=True)
def omission(segment: Segment, context: Context) -> Iterator[Hit]:
    """The translation is far shorter than its source, or lacks a sentence or a name: something was left out.

    What is not there cannot be seen in the translation. The rule knows how long English usually is beside each
    language, from translations that people made, and counts sentences. It sees a sentence or a long clause that is
    missing, not a word; but a well-known name that both languages spell alike it misses wherever it stands.

    Bad: Der Stadtrat hat am Montag den neuen Haushalt beschlossen, obwohl die Opposition lange dagegen war. Er sieht höhere Ausgaben für Schulen, Straßen und Krankenhäuser vor und soll ab Januar gelten. => The city council adopted the budget.
    Good: Der Stadtrat hat am Montag den neuen Haushalt beschlossen. Er gilt ab Januar. => On Monday the city council adopted the new budget, which applies from January.
    """  # noqa: E501
    from mtqa.bilingual.language import source_language
    from mtqa.bilingual.length import deviation

    source, text = segment.source or "", segment.text
    language = source_language(context)
    away = deviation(source, text, language)
    if away is None or not _is_short(away, source, text):
        if text and language in _NAMED_ALIKE:
            yield from _without_names(source, text)
        return
    message = "This is much shorter than what the source says; something seems to be left out."
    yield Hit(Span(0, len(text)), message, (), 0.75 if away < _VERY_SHORT else 0.6)


def _is_short(away: float, source: str, text: str) -> bool:
    from mtqa.bilingual.length import sentences

    return away < _SHORT or (away < _SHORT_WITH_COUNT and sentences(source) > sentences(text) >= 1)


def _without_names(source: str, text: str) -> Iterator[Hit]:
    from mtqa.bilingual.omitted import omitted_names

    for name, said_otherwise in omitted_names(source, text):
        message = f"The source names {name}; the translation does not seem to."
        yield Hit(Span(0, len(text)), message, (), 0.4 if said_otherwise else 0.55)
        return
