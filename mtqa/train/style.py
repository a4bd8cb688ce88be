"""Fits the weights of models/style.py: a logistic model over hashed words and pairs of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtqa.models.style import SIZE, habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROUNDS, BATCH = 12, 2048
# The pull of the weights to nothing, as if each weight had been seen once more at 0.
PENALTY = 1.0


def fit_style(
    texts: Sequence[str], machine: NDArray[np.float64], share: NDArray[np.float64], seed: int = 0
) -> NDArray[np.float32]:
    """The weights, bias last, for texts of which `machine` (0 or 1) is known; `share` weighs them (mean 1)."""
    rows = [habits(text) for text in texts]
    weights, step = np.zeros(SIZE + 1), np.full(SIZE + 1, 1e-8)
    generator = np.random.default_rng(seed)
    for done in range(ROUNDS):
        order = generator.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            chosen = order[start : start + BATCH]
            sizes = np.array([len(rows[i]) for i in chosen])
            places = np.concatenate([rows[i] for i in chosen])
            owner = np.repeat(np.arange(len(chosen)), sizes)
            values = 1 / np.sqrt(np.maximum(1, sizes))
            sums = np.bincount(owner, weights[places], len(chosen)) * values + weights[-1]
            wrong = (1 / (1 + np.exp(-sums)) - machine[chosen]) * share[chosen]
            gradient = np.bincount(places, (wrong * values)[owner], SIZE + 1).astype(float)
            gradient[-1] = wrong.sum()
            gradient[:-1] += PENALTY * weights[:-1] * len(chosen) / len(rows)
            step += gradient**2
            weights -= (0.3 * (1 - done / ROUNDS)) * gradient / np.sqrt(step)
    return weights.astype(np.float32)
