"""Names of organisations, treaties, courts, offices, events and places that were translated word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.names.search import Garbling
    from mtqa.types import Segment


@detector("names", category=Category.TERMINOLOGY, severity=Severity.CRITICAL, its="terminology")
def names(segment: Segment, _context: Context) -> Iterator[Hit]:
    """A known name that was translated word for word, or garbled.

    A reader who looks for "the North American Treaty Organization" finds nothing, and no human writer invents a
    body. The rule holds every run of capitalised words, and the acronym in brackets beside it, against a list of
    names; it flags what is close to one name and is none itself. What it does not know, it leaves alone.

    Bad: The ministers of the North American Treaty Organization (NATO) met in Brussels.
    Good: The North American Free Trade Agreement (NAFTA) was signed by three states.
    """
    # The list takes 60 ms to read, which runs without this rule need not pay.
    from mtqa.names.known import names as known_names
    from mtqa.names.search import garblings
    from mtqa.names.wording import corrections

    for found in garblings(segment.text, known_names()):
        span = Span(found.start, found.end)
        yield Hit(
            span,
            _message(found),
            corrections(segment.text[found.start : found.end], found),
            found.verdict.confidence,
            found.verdict.severity,
        )


def _message(found: Garbling) -> str:
    from mtqa.names.wording import official

    name = official(found)
    reasons = {
        "order": f"The words of this name are in the wrong order; the name is '{name}'.",
        "form": f"A word of this name has the wrong form; the name is '{name}'.",
        "spelling": f"A word of this name is misspelt; the name is '{name}'.",
        "foreign": f"A place in this name is not in English; the name is '{name}'.",
        "joining": f"The small words of this name are not as usual; the name is '{name}'.",
        "word": f"No body or treaty of this name is known; a word of '{name}' was translated on its own.",
        "acronym": f"{found.acronym} stands for '{name}', not for these words.",
    }
    return reasons[found.verdict.reason]
