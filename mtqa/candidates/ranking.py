"""Ranks candidates for marked places by how much likelier each makes its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.preference import Choice, gains
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.candidates.base import Candidate, Place
    from mtqa.models.base import LanguageModel

# Words of context. More costs as much time as it adds words, and there are many candidates a place.
BEFORE, AFTER = 16, 8


def ranked(
    places: Sequence[Place], candidates: Sequence[Sequence[Candidate]], model: LanguageModel
) -> list[list[tuple[Candidate, float]]]:
    """Each place's candidates with their gains in nats, the likeliest first. Raises ModelError."""
    wanted = [index for index, group in enumerate(candidates) if group]
    choices = [_choice(places[index], candidates[index]) for index in wanted]
    result: list[list[tuple[Candidate, float]]] = [[] for _ in places]
    for index, values in zip(wanted, gains(model, choices, BEFORE, AFTER), strict=True):
        pairs = zip(candidates[index], values, strict=True)
        result[index] = sorted(pairs, key=lambda pair: -pair[1])
    return result


def _choice(place: Place, candidates: Sequence[Candidate]) -> Choice:
    """All candidates of a place as wordings of one stretch of its text, so that all are compared in one context."""
    start = min(place.span.start, *(candidate.span.start for candidate in candidates))
    end = max(place.span.end, *(candidate.span.end for candidate in candidates))
    wordings = tuple(
        place.text[start : one.span.start] + one.text + place.text[one.span.end : end] for one in candidates
    )
    return Choice(place.text, Span(start, end), wordings)
