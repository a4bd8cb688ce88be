"""Counts of right and wrong by score, one row a segment: every measure and its interval comes from these.

A unit (a word, a character, a document) has a score in [0, 1] and is wrong or not. Scores are kept in 1,000
bins, so that any threshold and any resampling of the segments is a sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Measure = Callable[[Floats, Floats], Floats]

BINS = 1000
RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95% interval, by bootstrap over segments."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Tally:
    """Weights of the wrong (`positive`) and of the right (`negative`) units, (segments, BINS)."""

    positive: NDArray[np.float32]
    negative: NDArray[np.float32]

    def estimate(self, measure: Measure, seed: int = 0) -> Estimate:
        """A measure with its interval: segments are drawn with replacement, RESAMPLES times."""
        value = measure(self.positive.sum(0, dtype=float)[None], self.negative.sum(0, dtype=float)[None])[0]
        generator = np.random.default_rng(seed)
        count = len(self.positive)
        drawn = generator.multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(np.float32)
        values = measure((drawn @ self.positive).astype(float), (drawn @ self.negative).astype(float))
        known = values[~np.isnan(values)]
        low, high = np.percentile(known, [2.5, 97.5]) if known.size else (np.nan, np.nan)
        return Estimate(float(value), float(low), float(high))

    def best_threshold(self, measure: Callable[[float], Measure]) -> float:
        """The threshold, in steps of 0.01, at which a measure is highest."""
        positive, negative = self.positive.sum(0, dtype=float)[None], self.negative.sum(0, dtype=float)[None]
        thresholds = [step / 100 for step in range(1, 100)]
        return max(thresholds, key=lambda t: float(np.nan_to_num(measure(t)(positive, negative)[0], nan=-1.0)))


def tally(rows: Sequence[tuple[Sequence[float], Sequence[float], Sequence[float]]]) -> Tally:
    """A tally of segments, each given as scores, weights of what is wrong, and weights of what is right."""
    positive = np.zeros((len(rows), BINS), np.float32)
    negative = np.zeros((len(rows), BINS), np.float32)
    for i, (scores, wrong, right) in enumerate(rows):
        bins = np.clip((np.asarray(scores, float) * BINS).astype(int), 0, BINS - 1)
        np.add.at(positive[i], bins, wrong)
        np.add.at(negative[i], bins, right)
    return Tally(positive, negative)


def _counts(threshold: float, positive: Floats, negative: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    cut = round(threshold * BINS)
    hit, false = positive[:, cut:].sum(1), negative[:, cut:].sum(1)
    return hit, false, positive[:, :cut].sum(1), negative[:, :cut].sum(1)


def mcc(threshold: float) -> Measure:
    """Matthews' correlation of marked and wrong at a threshold."""

    def measure(positive: Floats, negative: Floats) -> Floats:
        hit, false, missed, right = _counts(threshold, positive, negative)
        below = np.sqrt((hit + false) * (hit + missed) * (right + false) * (right + missed))
        return (hit * right - false * missed) / np.where(below == 0, np.nan, below)

    return measure


def precision(threshold: float) -> Measure:
    """The share of what is marked that is wrong."""

    def measure(positive: Floats, negative: Floats) -> Floats:
        hit, false, _, _ = _counts(threshold, positive, negative)
        return hit / np.where(hit + false == 0, np.nan, hit + false)

    return measure


def recall(threshold: float) -> Measure:
    """The share of what is wrong that is marked."""

    def measure(positive: Floats, negative: Floats) -> Floats:
        hit, _, missed, _ = _counts(threshold, positive, negative)
        return hit / np.where(hit + missed == 0, np.nan, hit + missed)

    return measure


def f1(threshold: float) -> Measure:
    """The harmonic mean of precision and recall."""

    def measure(positive: Floats, negative: Floats) -> Floats:
        hit, false, missed, _ = _counts(threshold, positive, negative)
        below = 2 * hit + false + missed
        return 2 * hit / np.where(below == 0, np.nan, below)

    return measure


def auc(positive: Floats, negative: Floats) -> Floats:
    """The chance that a wrong unit scores above a right one; ties count half."""
    below = np.cumsum(negative, axis=1) - negative
    won = (positive * (below + negative / 2)).sum(1)
    pairs = positive.sum(1) * negative.sum(1)
    result: Floats = won / np.where(pairs == 0, np.nan, pairs)
    return result


def share(positive: Floats, negative: Floats) -> Floats:
    """The share of the weight that is wrong: for outcomes that are counted and not scored."""
    total = positive.sum(1) + negative.sum(1)
    result: Floats = positive.sum(1) / np.where(total == 0, np.nan, total)
    return result
