"""Fits how much each encoder and each head counts in the log-odds that a post-edit changes a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.evaluate.sets import changed_words, post_edited
from mtqa.evaluate.tally import mcc, tally
from mtqa.models.calibration import POST_EDIT_COLUMNS, sigmoid
from mtqa.train.calibrate import logistic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtqa.evaluate.tally import Tally
    from mtqa.models.tagger import Tagger

    Floats = NDArray[np.float64]

#: Shares that are tried: of the English encoder, and of `disagreement` beside `post_edit`.
ENGLISH_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
HEAD_SHARES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """The log-odds of POST_EDIT_HEADS by the two encoders, (words, heads), and which words a post-edit changed."""

    group: str
    multilingual: Floats
    english: Floats
    changed: Floats

    def score(self, english: float, disagreement: float) -> Floats:
        """The log-odds of each word with those shares of the encoder and of the head."""
        mean = self.multilingual + english * (self.english - self.multilingual)
        return (1 - disagreement) * mean[:, 0] + disagreement * mean[:, 1]


def fit_words(rows: list[dict[str, Any]], tagger: Tagger) -> dict[str, Any]:
    """`english` and `post_edit` of calibration.json, best on post-edited rows alone and beside their sources."""
    found = [best_weights(readings(rows, tagger, source=source)) for source in (False, True)]
    return {"english": [share for share, _ in found], "post_edit": [weights for _, weights in found]}


def readings(rows: list[dict[str, Any]], tagger: Tagger, *, source: bool) -> list[Reading]:
    """What the encoders make of post-edited rows."""
    multilingual, english = tagger.readings(*post_edited(rows, source=source))
    return [
        Reading(
            row["languages"],
            one.words[:, POST_EDIT_COLUMNS].astype(float),
            other.words[:, POST_EDIT_COLUMNS].astype(float),
            np.array(changed_words(row)),
        )
        for row, one, other in zip(rows, multilingual, english or multilingual, strict=True)
    ]


def best_weights(found: Sequence[Reading]) -> tuple[float, list[float]]:
    """The share of the English encoder, and weights of the heads with a bias.

    The shares are those with the best mean MCC by pair: a logistic model of both heads has less, for `post_edit` knows
    the rows that it was trained on better than it knows others. What they give is then scaled to probabilities
    (Platt 1999).
    """
    pairs = list(product(ENGLISH_SHARES, HEAD_SHARES))
    english, head = max(pairs, key=lambda shares: _mean_mcc(found, *shares))
    counts = Counter[str]()
    for one in found:
        counts[one.group] += len(one.changed)
    weights = np.concatenate([np.full(len(one.changed), 1 / counts[one.group]) for one in found])
    scores = np.concatenate([one.score(english, head) for one in found])[:, None]
    scale, bias = logistic(scores, np.concatenate([one.changed for one in found]), weights)
    return english, [round(float(value), 4) for value in (scale * (1 - head), scale * head, bias)]


def attainable(rows: list[dict[str, Any]], tagger: Tagger) -> float:
    """The mean MCC by pair, without the source and beside it, with the encoder's share as it is and the best heads.

    A network under training is judged by it: how far `disagreement` is to be trusted is known only at the end.
    """
    shares = tagger.calibration.english
    found = [(readings(rows, tagger, source=source), shares[source]) for source in (False, True)]
    return float(np.mean([max(_mean_mcc(read, share, head) for head in HEAD_SHARES) for read, share in found]))


def _mean_mcc(found: Sequence[Reading], english: float, head: float) -> float:
    groups: dict[str, list[Any]] = defaultdict(list)
    for one in found:
        groups[one.group].append((sigmoid(one.score(english, head)), one.changed, 1 - one.changed))
    return float(np.mean([best_mcc(tally(items)) for items in groups.values()]))


def best_mcc(found: Tally) -> float:
    """The MCC at the threshold that is best for it; 0 where all units are wrong, or none."""
    positive, negative = found.positive.sum(0, dtype=float)[None], found.negative.sum(0, dtype=float)[None]
    return float(np.nan_to_num(mcc(found.best_threshold(mcc))(positive, negative)[0]))
