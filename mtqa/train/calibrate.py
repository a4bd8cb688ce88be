"""Fits the maps from log-odds to probabilities on data that the network was not trained on."""

# ruff: noqa: PLR2004 (shares of a recipe)

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.models.calibration import DOCUMENT_FEATURES, document_features, word_features
from mtqa.models.faults import faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mtqa.models.tagger import Tagged

    Floats = NDArray[np.float64]

# A text of one line says little, one of twenty nearly everything: all lengths are seen in fitting.
LENGTHS = (1, 2, 3, 5, 8, 12, 20)
# How much of each kind of text a rule is thought to see. `awkward` reads texts of all kinds, many of them right; what
# has a source is a translation anyway.
SHARES = {
    "awkward": {"human": 2.0, "marked": 2.0, "edited": 0.5, "damaged": 0.5},
    "mistranslation": {"human": 0.4, "marked": 2.0, "edited": 0.5, "damaged": 0.5},
}
LINES_A_TEXT = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a rule reads it: sentences, the words of each that people marked, the log-odds of a machine's hand."""

    sentences: tuple[Tagged, ...]
    marked: tuple[tuple[bool, ...], ...]
    machine: float
    kind: str


def logistic(features: Floats, labels: Floats, weights: Floats, penalty: float = 1e-3) -> Floats:
    """Weights of a logistic model by Newton's method, the bias last."""
    design = np.hstack([features, np.ones((len(features), 1))])
    share = weights / weights.sum()
    beta = np.zeros(design.shape[1])
    ridge = penalty * np.eye(design.shape[1])
    ridge[-1, -1] = 0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (share * (chance - labels)) + ridge @ beta
        curve = (design * (share * chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(beta)), gradient)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def isotonic(scores: Floats, right: Floats, weights: Floats, points: int = 24) -> list[tuple[float, float]]:
    """A rising map from score to share of right, by pooling neighbours (Ayer and others 1955), thinned to points."""
    order = np.argsort(scores, kind="stable")
    pools: list[list[float]] = []
    for score, label, weight in zip(scores[order], right[order], weights[order], strict=True):
        pools.append([score * weight, label * weight, weight])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    curve = [(x / w, y / w) for x, y, w in pools]
    chosen = np.unique(np.linspace(0, len(curve) - 1, points).round().astype(int))
    return [(round(float(curve[i][0]), 4), round(float(curve[i][1]), 4)) for i in chosen]


def fit_machine(groups: Sequence[tuple[bool, float, list[list[Tagged]]]], seed: int = 0) -> dict[str, float]:
    """Fit a document's log-odds on runs of sentences of every length of LENGTHS.

    A group is (written by people or edited, its weight, its runs).
    """
    rng = random.Random(seed)  # noqa: S311
    rows: list[list[float]] = []
    labels: list[float] = []
    weights: list[float] = []
    for human, share, texts in groups:
        made = [
            list(document_features(text[start : start + length]).values())
            for text in texts
            for length in LENGTHS
            if length <= len(text)
            for start in rng.sample(range(len(text) - length + 1), min(12, len(text) - length + 1))
        ]
        rows += made
        labels += [float(not human)] * len(made)
        weights += [share / max(1, len(made))] * len(made)
    beta = logistic(np.array(rows), np.array(labels), np.array(weights), 1e-4)
    names = [*DOCUMENT_FEATURES, "bias"]
    return {name: round(float(value), 5) for name, value in zip(names, beta, strict=True)}


def fit_rule(texts: Sequence[Text], heads: Sequence[str], shares: dict[str, float]) -> dict[str, Any]:
    """Fit a rule's word scores, then the confidence of its findings, each kind of text with its share."""
    features, labels, kinds = [], [], []
    for text in texts:
        for item, marked in zip(text.sentences, text.marked, strict=True):
            features.append(word_features(item, text.machine, heads))
            labels.append(np.array(marked, float))
            kinds += [text.kind] * len(marked)
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    weights = np.array([shares[kind] / counts[kind] for kind in kinds])
    beta = logistic(np.vstack(features), np.concatenate(labels), weights)
    rule: dict[str, Any] = {"heads": list(heads), "weights": [round(float(value), 5) for value in beta]}
    return rule | {"confidence": _confidence(texts, rule, shares)}


def findings(texts: Sequence[Text], rule: dict[str, Any]) -> Iterator[tuple[str, float, bool]]:
    """(kind of text, score, whether people marked any of it) of everything the rule would mark."""
    for text in texts:
        for item, marked in zip(text.sentences, text.marked, strict=True):
            for first, last, score in faults(item, text.machine, rule):
                yield text.kind, score, any(marked[first:last])


def _confidence(texts: Sequence[Text], rule: dict[str, Any], shares: dict[str, float]) -> list[tuple[float, float]]:
    kinds, scores, right = zip(*findings(texts, rule), strict=True)
    words = {kind: sum(len(row) for text in texts if text.kind == kind for row in text.marked) for kind in set(kinds)}
    return isotonic(np.array(scores), np.array(right, float), np.array([shares[kind] / words[kind] for kind in kinds]))
