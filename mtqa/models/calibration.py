"""Turns the tagger's log-odds into probabilities that mean what they say, by what was seen on held-out data."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.errors import ModelError
from mtqa.models.pieces import TAGGED_HEADS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtqa.models.tagger import Tagged


HALVES = (0.5, 0.5)
#: Heads that make up the log-odds that a post-edit changes a word, by weights that are followed by a bias.
POST_EDIT_HEADS = ("post_edit", "disagreement")
POST_EDIT_COLUMNS = [TAGGED_HEADS.index(head) for head in POST_EDIT_HEADS]
#: Those weights where none are given: the head of that name as it is.
ITSELF = ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0))


def sigmoid(log_odds: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Probabilities of log-odds."""
    return 1 / (1 + np.exp(-np.clip(log_odds.astype(float), -30, 30)))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The settings of calibration.json: weights of a logistic model for each question, and maps of its scores."""

    machine: dict[str, float]
    rules: dict[str, dict[str, Any]]
    #: The English encoder's share in the mean of the two: of a text alone, and of one with its source.
    english: tuple[float, float] = HALVES
    #: Weights of how likely a change is right (mtqa.models.changes.FEATURES and the bias); none without an edit head.
    changes: tuple[float, ...] = ()
    #: Weights of POST_EDIT_HEADS and a bias: of a text alone, and of one with its source.
    post_edit: tuple[tuple[float, ...], ...] = ITSELF

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Raises ModelError."""
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                values["machine"],
                values["rules"],
                tuple(values.get("english", HALVES)),
                tuple(values.get("changes", ())),
                tuple(map(tuple, values.get("post_edit", ITSELF))),
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the tagger's calibration cannot be read: {error}; reinstall mtqa") from error

    def weighed(self, words: NDArray[np.float32], *, beside: bool) -> NDArray[np.float32]:
        """Log-odds (words, TAGGED_HEADS) with those of a post-edit made up of POST_EDIT_HEADS; `beside` a source."""
        *weights, bias = self.post_edit[beside]
        result = words.copy()
        odds = words[:, POST_EDIT_COLUMNS] @ np.array(weights, np.float32) + np.float32(bias)
        result[:, TAGGED_HEADS.index("post_edit")] = odds
        return result

    def machine_log_odds(self, sentences: Sequence[Tagged]) -> float:
        """The log-odds that a text was translated by a machine and not edited; 0 for no sentences."""
        if not sentences:
            return 0.0
        features = document_features(sentences)
        return sum(self.machine[name] * value for name, value in features.items()) + self.machine["bias"]

    def machine_translated(self, sentences: Sequence[Tagged]) -> float:
        """The probability that a text was translated by a machine and not edited."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.machine_log_odds(sentences)))))

    def confidence(self, rule: str, score: float) -> float:
        """The share of findings of a rule with this score that were right on held-out data."""
        points = self.rules[rule]["confidence"]
        return float(np.interp(score, [x for x, _ in points], [y for _, y in points]))


#: What the probability that a machine wrote a document looks at.
DOCUMENT_FEATURES = ("machine", "machine_by_length", "style", "style_by_length", "faults", "edits", "damage", "length")


def document_features(sentences: Sequence[Tagged]) -> dict[str, float]:
    """What the machine-translation probability looks at: means over sentences, and how sure many of them make it."""
    weights = np.array([max(1, len(item.spans)) for item in sentences], float)
    mean = float(np.average([item.whole("machine") for item in sentences], weights=weights))
    faults = float(np.average([item.whole("hter") for item in sentences], weights=weights))
    style = float(np.average([item.style for item in sentences], weights=weights))
    length = math.log(min(40.0, weights.sum() / 25))
    edits = float(np.mean(np.concatenate([sigmoid(item.word("post_edit")) for item in sentences])))
    damage = float(np.mean([max(0.0, item.whole("damaged") + 1) for item in sentences]))
    values = (mean, mean * length, style, style * length, faults, edits, damage, length)
    return dict(zip(DOCUMENT_FEATURES, values, strict=True))


def word_features(item: Tagged, machine: float, heads: Sequence[str]) -> NDArray[np.float64]:
    """What a rule's word score looks at, (words, features): the heads, the sentence's and the document's origin."""
    columns = [np.clip(item.word(head).astype(float), -8, 8) for head in heads]
    count = len(item.spans)
    columns += [np.full(count, np.clip(item.whole(head), -6, 6)) for head in ("machine", "damaged", "hter")]
    columns.append(np.full(count, np.clip(machine, -4, 4)))
    # Nearly every word is surely undamaged, and how surely says nothing; where it may be damaged says much.
    columns.append(np.clip(item.word("damage").astype(float) + 1, 0, 8))
    return np.stack(columns, axis=1)


def word_scores(item: Tagged, machine: float, rule: dict[str, Any]) -> NDArray[np.float64]:
    """A rule's log-odds for each word of a sentence."""
    weights = np.array(rule["weights"])
    result: NDArray[np.float64] = word_features(item, machine, rule["heads"]) @ weights[:-1] + weights[-1]
    return result
