"""Intervals by the bootstrap over documents, and tests by permutation. Seeded: the same run gives the same report."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

SEED = 12345
RESAMPLES = 1000
# Beyond so many documents they are drawn in blocks, dealt like cards: the interval is the same, the work is bounded.
BLOCKS = 1000
PERMUTATIONS = 4999
# Beyond so many documents the sum over a group is normal enough, and its variance under permutation is known.
PERMUTED = 5000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval, and the documents it rests on; NaN where there is nothing to measure."""

    value: float
    low: float
    high: float
    documents: int

    @property
    def known(self) -> bool:
        return not math.isnan(self.value)


def resampled_ratios(parts: Floats, seed: int = SEED) -> tuple[Floats, Floats]:
    """Ratio of sums for each measure, and the same in each resample of the documents.

    `parts` is documents x measures x (numerator, denominator); gives (measures,) and (RESAMPLES, measures).
    Source: Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13 (percentile intervals).
    """
    blocks = min(len(parts), BLOCKS)
    if blocks == 0:
        nothing = np.full(parts.shape[1], np.nan)
        return nothing, np.tile(nothing, (RESAMPLES, 1))
    padded = np.zeros((-(-len(parts) // blocks) * blocks, *parts.shape[1:]))
    padded[: len(parts)] = parts
    sums = padded.reshape(-1, blocks, *parts.shape[1:]).sum(axis=0)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(blocks, np.full(blocks, 1 / blocks), size=RESAMPLES).astype(np.float64)
    return _ratio(sums.sum(axis=0)), _ratio(np.tensordot(drawn, sums, axes=1))


def _ratio(sums: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], np.nan)


def interval(resamples: Floats) -> tuple[float, float]:
    """The middle 95% of the resamples that gave a number."""
    numbers = resamples[~np.isnan(resamples)]
    if not len(numbers):
        return math.nan, math.nan
    low, high = np.percentile(numbers, [2.5, 97.5])
    return float(low), float(high)


def group_tests(residuals: Floats, codes: Any, strata: Any, groups: int, seed: int = SEED) -> Floats:
    """For each group, how often chance alone puts its sum of residuals as far from 0: two-sided p-values.

    The residuals of a stratum add up to 0; documents are shuffled within their strata. (documents,) each; -1 as a
    code is no group. Source: Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, chapter 3.
    """
    member = np.where(codes >= 0, codes, groups)
    observed = np.bincount(member, residuals, groups + 1)[:groups].astype(np.float64)
    if len(residuals) > PERMUTED:
        return _normal(observed, _variances(residuals, member, strata, groups))
    rng = np.random.default_rng(seed)
    order = np.argsort(strata, kind="stable")
    member, shuffled, places = member[order], residuals[order], strata[order].astype(np.float64)
    # Rounding must not make a permutation that equals the observed one look smaller.
    least = np.abs(observed) - 1e-9 * (1 + np.abs(observed))
    extreme = np.zeros(groups)
    for _ in range(PERMUTATIONS):
        drawn = shuffled[np.argsort(places + rng.random(len(places)))]
        extreme += np.abs(np.bincount(member, drawn, groups + 1)[:groups]) >= least
    return (extreme + 1) / (PERMUTATIONS + 1)


def _variances(residuals: Floats, member: Any, strata: Any, groups: int) -> Floats:
    """Variance of each group's sum when residuals are dealt at random within strata (sampling without replacement)."""
    _, strata = np.unique(strata, return_inverse=True)
    sizes = np.bincount(strata).astype(np.float64)
    spread = np.bincount(strata, residuals**2) / np.maximum(sizes - 1, 1)
    cells = np.bincount(strata * (groups + 1) + member, minlength=len(sizes) * (groups + 1))
    inside = cells.reshape(len(sizes), groups + 1)[:, :groups]
    return np.asarray((inside * (sizes[:, None] - inside) / sizes[:, None] * spread[:, None]).sum(axis=0))


def slope_test(residuals: Floats, times: Floats, seed: int = SEED) -> float:
    """How often chance alone gives residuals that rise or fall with time as much: a two-sided p-value."""
    centred = times - times.mean()
    observed = abs(float(centred @ residuals))
    if len(residuals) > PERMUTED:
        variance = float((centred**2).sum() * ((residuals - residuals.mean()) ** 2).sum() / (len(residuals) - 1))
        return float(_normal(np.array([observed]), np.array([variance]))[0])
    rng = np.random.default_rng(seed)
    drawn = [abs(float(centred @ rng.permutation(residuals))) for _ in range(PERMUTATIONS)]
    return float((np.count_nonzero(np.array(drawn) >= observed - 1e-9) + 1) / (PERMUTATIONS + 1))


def _normal(observed: Floats, variance: Floats) -> Floats:
    """Two-sided p-values of normal variables with mean 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deviations = np.where(variance > 0, np.abs(observed) / np.sqrt(variance), 0.0)
    return np.array([math.erfc(one / math.sqrt(2)) for one in deviations])


def normal_p(observed: float, deviation: float) -> float:
    """Two-sided p-value of a normal variable with mean 0."""
    return float(_normal(np.array([observed]), np.array([deviation**2]))[0])


def holm(values: Floats) -> Floats:
    """p-values corrected for their number (Holm 1979, A simple sequentially rejective multiple test procedure)."""
    order = np.argsort(values)
    steps = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    corrected = np.empty_like(values)
    corrected[order] = np.minimum(steps, 1.0)
    return corrected
