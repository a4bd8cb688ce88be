"""How the documents spread: quality scores, and probabilities of machine translation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from mtqa.batch.report.corpus import Corpus

BINS = 20
# Scores reach down to 0, but few do: the lowest hundredth shares the first bar.
TAIL = 1.0


@dataclass(frozen=True, slots=True)
class Histogram:
    """`counts[i]` documents between `edges[i]` and `edges[i + 1]`; `below` of the first bar lie under its edge."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    below: int = 0


def scores(corpus: Corpus) -> Histogram | None:
    """The documents' quality scores; None without documents."""
    known = corpus.score[~np.isnan(corpus.score)]
    if not len(known):
        return None
    start = min(90.0, 5.0 * math.floor(float(np.percentile(known, TAIL)) / 5))
    return _histogram(known, start, 100.0)


def machine(corpus: Corpus) -> Histogram | None:
    """The probabilities of machine translation, from 0 to 1; None where no document has one."""
    known = corpus.machine[~np.isnan(corpus.machine)]
    return _histogram(known, 0.0, 1.0) if len(known) else None


def _histogram(values: np.ndarray[Any, Any], start: float, end: float) -> Histogram:
    counts, edges = np.histogram(np.clip(values, start, end), BINS, (start, end))
    return Histogram(tuple(map(float, edges)), tuple(map(int, counts)), int(np.count_nonzero(values < start)))


def fit_at(corpus: Corpus, limits: tuple[float, ...] = (80, 90, 95, 98, 99)) -> list[tuple[float, float]]:
    """(limit, percentage of documents) that would be fit if that score were asked for."""
    if not len(corpus):
        return []
    uncritical = corpus.severities[:, 3] == 0
    asked = sorted({*limits, corpus.fit_from})
    return [(limit, 100 * float(((corpus.score >= limit) & uncritical).mean())) for limit in asked]
