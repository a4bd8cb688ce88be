"""The documents that need someone most: short ones are held closer to the average, since their scores are unsteady."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.scoring import STEADY_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.reading import Run

MOST = 25


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the report names it; `machine` is NaN where there is no probability."""

    number: int
    id: str
    groups: str
    words: int
    score: float
    machine: float
    severities: tuple[int, ...]


def worst(corpus: Corpus, most: int = MOST) -> list[int]:
    """Places in the corpus of the documents with the most penalty for their length, worst first.

    The penalty per word is taken with STEADY_WORDS more words at the average rate.
    """
    words, penalty = corpus.words.astype(np.float64), corpus.penalty.astype(np.float64)
    if not words.sum():
        return []
    rate = (penalty + STEADY_WORDS * penalty.sum() / words.sum()) / (words + STEADY_WORDS)
    order = np.argsort(-rate, kind="stable")[:most]
    return [int(place) for place in order if penalty[place] > 0]


def named(run: Run, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
    """The id and the groups, in words, of the documents with these numbers. Raises ReadError."""
    wanted = np.fromiter(numbers, dtype=np.int64, count=len(numbers))
    found = {}
    for shard in run.shards:
        for batch in run.documents(shard, ("number", "id", "source_language", "groups")):
            own = np.flatnonzero(np.isin(batch.column("number").to_numpy(), wanted))
            for row in batch.take(own).to_pylist():
                found[row["number"]] = (row["id"], _in_words(row))
    return found


def _in_words(row: Mapping[str, Any]) -> str:
    values = [row["source_language"], *(value for _, value in row["groups"] or ())]
    return ", ".join(dict.fromkeys(value for value in values if value))


def described(corpus: Corpus, places: Collection[int], names: Mapping[int, tuple[str, str]]) -> list[Document]:
    """The documents at these places of the corpus."""
    return [
        Document(
            int(corpus.number[place]), *names[int(corpus.number[place])], int(corpus.words[place]),
            float(corpus.score[place]), float(corpus.machine[place]), tuple(map(int, corpus.severities[place])),
        )
        for place in places
    ]  # fmt: skip
