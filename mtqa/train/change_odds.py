"""Fits how likely a change that the edit head proposes is right, on texts whose correction is known."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.models.changes import change_features, changes, density
from mtqa.models.pieces import word_spans
from mtqa.preference import Choice, gains
from mtqa.train.calibrate import logistic
from mtqa.train.detokenise import detokenise
from mtqa.train.slips import slipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.models.base import LanguageModel
    from mtqa.models.tagger import Tagger

# How much of what is read is raw translation, people's text, careless and learners' writing, and good writing with a
# slip or two.
SHARES = {"edited": 1.0, "people": 1.0, "slips": 0.5, "learners": 0.5, "sparse": 0.5}
# Lines of a draft, and how many of a sparse one are left as they are for one with slips.
LINES, GOOD = 12, 7


@dataclass(frozen=True, slots=True)
class Pair:
    """A text, what it should be, and the kind of text it is, one of SHARES."""

    text: str
    right: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of a change: its features, whether it brings the text nearer to what it should be, and the kind."""

    features: tuple[float, ...]
    right: bool
    kind: str


def samples(pairs: Sequence[Pair], tagger: Tagger, model: LanguageModel) -> list[Sample]:
    """Every text of every change to the pairs, which stand LINES to a draft. Raises ModelError."""
    tagged = tagger.tag([pair.text for pair in pairs])
    slips = [density(tagged[i - i % LINES : i - i % LINES + LINES]) for i in range(len(tagged))]
    found = [
        (pair, change, share)
        for pair, item, share in zip(pairs, tagged, slips, strict=True)
        for change in changes(pair.text, item)
    ]
    values = gains(model, [Choice(pair.text, change.span, change.texts) for pair, change, _ in found])
    result = []
    for (pair, change, share), gained in zip(found, values, strict=True):
        before = distance(pair.text, pair.right)
        for number, (new, gain) in enumerate(zip(change.texts, gained, strict=True)):
            after = pair.text[: change.span.start] + new + pair.text[change.span.end :]
            right = distance(after, pair.right) < before
            result.append(Sample(change_features(change, number, gain, share), right, pair.kind))
    return result


def fit_changes(found: Sequence[Sample], words: dict[str, int]) -> list[float]:
    """The weights of FEATURES and the bias; `words` says how many words of each kind were read."""
    weights = np.array([SHARES[sample.kind] / words[sample.kind] for sample in found])
    features = np.array([sample.features for sample in found])
    beta = logistic(features, np.array([sample.right for sample in found], float), weights, 1e-4)
    return [round(float(value), 5) for value in beta]


def distance(one: str, other: str) -> int:
    """Words and signs put in, left out or replaced between two texts."""
    from rapidfuzz.distance import Levenshtein

    first, second = ([text[start:end] for start, end in word_spans(text)] for text in (one, other))
    return int(Levenshtein.distance(first, second))


def edited_pairs(rows: Iterable[dict[str, Any]]) -> list[Pair]:
    """Raw translations and their post-edits."""
    kept = ((detokenise(row["target"].split())[0], detokenise(row["post_edit"].split())[0]) for row in rows)
    return [Pair(text, right, "edited") for text, right in kept if right]


def people_pairs(lines: Iterable[str]) -> list[Pair]:
    """What people wrote, in which nothing is wrong."""
    return [Pair(line, line, "people") for line in lines]


def slip_pairs(prose: Iterable[str], seed: int = 3) -> list[Pair]:
    """Good prose with slips."""
    rng = random.Random(seed)  # noqa: S311
    return [Pair(slipped(text, rng), text, "slips") for text in prose]


def learner_pairs(prose: Iterable[str], seed: int = 6) -> list[Pair]:
    """Good prose with twice as many slips."""
    rng = random.Random(seed)  # noqa: S311
    return [Pair(slipped(text, rng, strength=2.0), text, "learners") for text in prose]


def sparse_pairs(prose: Iterable[str], seed: int = 4) -> list[Pair]:
    """Good prose with slips in one line of GOOD + 1."""
    rng = random.Random(seed)  # noqa: S311
    return [Pair(text if rng.randrange(GOOD + 1) else slipped(text, rng), text, "sparse") for text in prose]
