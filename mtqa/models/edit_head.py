"""The edits that the English encoder's states of a word call for: a linear layer over a vocabulary of tags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.errors import ModelError
from mtqa.models.edits import KEEP, EditVocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mtqa.models.encoder import Output

    Array = NDArray[np.float32]

WEIGHTS, TAGS = "edits.npz", "tags.txt"
#: Log-odds that a word is to be edited from which on it is asked how: 1 in 20.
ASKED = -3.0
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

    def guesses(self, output: Output) -> list[Guess]:
        """The words of a window that are likely enough to be edited, in order."""
        if output.hidden is None:
            return []
        owners = np.array([0 if output.window.first else -1, *(w + 1 if w >= 0 else -1 for w in output.window.owners)])
        odds = np.concatenate([output.start[None, -1], output.words[:, -1]])
        size = int(owners.max(initial=0)) + 1
        kept = owners >= 0
        counts = np.bincount(owners[kept], minlength=size)
        means = np.bincount(owners[kept], odds[kept], size) / np.maximum(counts, 1)
        asked = np.flatnonzero((counts > 0) & (means >= ASKED))
        if not len(asked):
            return []
        states = np.stack([output.hidden[owners == word].mean(axis=0) for word in asked])
        matrix, bias = self._weights
        logits = states @ matrix.T + bias
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        best = _largest(chances, BEST + 1)
        tags = self.vocabulary.tags
        return [
            Guess(
                int(word), float(means[word]), tuple((tags[i], float(row[i])) for i in order if tags[i] != KEEP)[:BEST]
            )
            for word, row, order in zip(asked, chances, best, strict=True)
        ]


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
