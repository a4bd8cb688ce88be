"""The edits that the English encoder's states of a word call for: a linear layer over a vocabulary of tags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.errors import ModelError
from mtqa.models.edits import KEEP, EditVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtqa.models.encoder import Output

    Array = NDArray[np.float32]

WEIGHTS, TAGS = "edits.npz", "tags.txt"
#: Log-odds that a word is to be edited from which on it is asked how: 1 in 20.
ASKED = -3.0
# Words of any windows that are asked together: one at a time, the matrix is read for each; more take 20 kB each.
ROWS = 256
# Tags of a word that are kept.
BEST = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """What a word may need: the log-odds that it is to be edited, and the likeliest tags but KEEP, likeliest first.

    `word` counts from 1; 0 is the start of the text. The probabilities of all tags, KEEP among them, sum to one.
    """

    word: int
    log_odds: float
    tags: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a window that are asked about (n), the log-odds of each, and the means of its pieces' states."""

    words: NDArray[np.intp]
    log_odds: NDArray[np.float64]
    states: Array


NOTHING = Asked(np.zeros(0, np.intp), np.zeros(0), np.zeros((0, 0), np.float32))


class EditHead:
    """Loads its weights from the English encoder's folder when it is first asked. Raises ModelError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _weights(self) -> tuple[Array, Array]:
        try:
            with np.load(self.folder / WEIGHTS) as stored:
                weights = stored["codes"].astype(np.float32) * stored["scale"], stored["bias"].astype(np.float32)
        except Exception as error:  # a damaged archive raises whatever its parts do
            raise ModelError(f"{self.folder / WEIGHTS}: cannot be read: {error}; reinstall mtqa") from error
        if len(weights[1]) != len(self.vocabulary):
            raise ModelError(f"{self.folder}: {TAGS} and {WEIGHTS} are not of one run; reinstall mtqa")
        return weights

    @cached_property
    def vocabulary(self) -> EditVocabulary:
        """The tags, KEEP first."""
        try:
            return EditVocabulary.read(self.folder / TAGS)
        except (OSError, ValueError) as error:
            raise ModelError(f"{self.folder / TAGS}: cannot be read: {error}; reinstall mtqa") from error

    def guesses(self, asked: Sequence[Asked]) -> list[list[Guess]]:
        """The guesses at the words of each window, in order."""
        words = [(number, place) for number, one in enumerate(asked) for place in range(len(one.words))]
        found: list[list[Guess]] = [[] for _ in asked]
        for first in range(0, len(words), ROWS):
            part = words[first : first + ROWS]
            tags = self._tags(np.stack([asked[number].states[place] for number, place in part]))
            for (number, place), likeliest in zip(part, tags, strict=True):
                one = asked[number]
                found[number].append(Guess(int(one.words[place]), float(one.log_odds[place]), likeliest))
        return found

    def _tags(self, states: Array) -> Iterator[tuple[tuple[str, float], ...]]:
        """The likeliest tags but KEEP for each state (n, width)."""
        matrix, bias = self._weights
        logits = states @ matrix.T + bias
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        tags = self.vocabulary.tags
        for row, order in zip(chances, _largest(chances, BEST + 1), strict=True):
            yield tuple((tags[i], float(row[i])) for i in order if tags[i] != KEEP)[:BEST]


def asked_of(output: Output) -> Asked:
    """The words of a window that are likely enough to be edited: those whose pieces have a mean of ASKED or more."""
    owners = np.array([0 if output.window.first else -1, *(w + 1 if w >= 0 else -1 for w in output.window.owners)])
    odds = np.concatenate([output.start[None, -1], output.words[:, -1]])
    size = int(owners.max(initial=0)) + 1
    kept = owners >= 0
    counts = np.bincount(owners[kept], minlength=size)
    means = np.bincount(owners[kept], odds[kept], size) / np.maximum(counts, 1)
    words = np.flatnonzero((counts > 0) & (means >= ASKED))
    if output.hidden is None or not len(words):
        return NOTHING
    return Asked(words, means[words], np.stack([output.hidden[owners == word].mean(axis=0) for word in words]))


def _largest(rows: Array, count: int) -> NDArray[np.intp]:
    """The places of the largest values of each row, largest first; sorting all of a row takes ten times as long."""
    if rows.shape[1] > count:
        some = np.argpartition(-rows, count, axis=1)[:, :count]
    else:
        some = np.broadcast_to(np.arange(rows.shape[1]), rows.shape)
    order = np.argsort(-np.take_along_axis(rows, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1)


def packed(matrix: Array, bias: Array) -> dict[str, Any]:
    """The arrays of WEIGHTS for a layer (tags, width): int8 with a scale for each tag."""
    scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-8) / 127
    return {"codes": np.rint(matrix / scale).astype(np.int8), "scale": scale.astype(np.float32), "bias": bias}
