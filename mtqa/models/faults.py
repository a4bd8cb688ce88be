"""Joins the words that read wrong into the spans that an editor would mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.models.calibration import word_scores
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.models.tagger import Tagged, Tagger
    from mtqa.types import Segment

# A finding starts at a word of at least the first log-odds and takes in the neighbours of at least the second.
SEED, NEIGHBOUR = -1.5, 1.0
# Log-odds of a serious fault less those of any: above this, experts called it serious more often than not.
SEVERE = -0.6


def faults(item: Tagged, machine: float, rule: dict[str, Any]) -> list[tuple[int, int, float]]:
    """Runs of words that read wrong, as (first, last, score): the best word first, with its likely neighbours.

    A neighbour belongs to a run when its log-odds are no more than NEIGHBOUR below those of the run's best.
    """
    scores = word_scores(item, machine, rule)
    taken = np.zeros(len(scores), bool)
    found = []
    for best in np.argsort(-scores, kind="stable"):
        if scores[best] < SEED:
            break
        if taken[best]:
            continue
        first, last = int(best), int(best) + 1
        while first > 0 and not taken[first - 1] and scores[first - 1] >= scores[best] - NEIGHBOUR:
            first -= 1
        while last < len(scores) and not taken[last] and scores[last] >= scores[best] - NEIGHBOUR:
            last += 1
        taken[max(0, first - 1) : last + 1] = True
        found.append((first, last, float(scores[best])))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Fault:
    """A span in a segment's text, the confidence that people would mark it, and whether as a serious fault."""

    span: Span
    confidence: float
    severe: bool


def marked(segments: Sequence[Segment], rule: str, tagger: Tagger) -> Iterator[tuple[Segment, Fault]]:
    """What a rule of the calibration marks in the segments of one document, beside their sources if it reads them."""
    settings = tagger.calibration.rules[rule]
    tagged = tagger.read([segment.text for segment in segments])
    machine = tagger.calibration.machine_log_odds(tagged)
    if settings.get("source"):
        tagged = tagger.read([segment.text for segment in segments], [segment.source for segment in segments])
    for segment, item in zip(segments, tagged, strict=True):
        for first, last, score in faults(item, machine, settings):
            yield segment, _fault(item, first, last, tagger.calibration.confidence(rule, score))


def _fault(item: Tagged, first: int, last: int, confidence: float) -> Fault:
    ratio = item.word("mqm_severe")[first:last].max() - item.word("mqm")[first:last].max()
    return Fault(Span(item.spans[first][0], item.spans[last - 1][1]), confidence, bool(ratio > SEVERE))
