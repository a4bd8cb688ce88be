"""Rank correlations, ties handled; a few lines, so that scipy is not needed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]


def ranks(values: Floats) -> Floats:
    """Ranks from 1 on; equal values share the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)


def spearman(first: Floats, second: Floats) -> float:
    """Spearman's rho: Pearson's correlation of the ranks; NaN where either is constant or fewer than 3 are known."""
    known = ~(np.isnan(first) | np.isnan(second))
    if np.count_nonzero(known) < 3:  # noqa: PLR2004 - two points always agree or disagree wholly
        return math.nan
    a, b = ranks(first[known]), ranks(second[known])
    a, b = a - a.mean(), b - b.mean()
    spread = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / spread if spread else math.nan


def kendall(first: Floats, second: Floats) -> float:
    """Kendall's tau-b (Kendall 1945), over all pairs: for some thousands of values at most. NaN as `spearman`."""
    known = ~(np.isnan(first) | np.isnan(second))
    if np.count_nonzero(known) < 3:  # noqa: PLR2004 - as above
        return math.nan
    a = np.sign(first[known][:, None] - first[known][None, :])
    b = np.sign(second[known][:, None] - second[known][None, :])
    spread = math.sqrt(float((a * a).sum()) * float((b * b).sum()))
    return float((a * b).sum()) / spread if spread else math.nan
