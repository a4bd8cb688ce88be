"""Turns examples into padded arrays: the ids of target and source, and which tokens make up each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.models.pieces import BOS, EOS, MAX_TARGET, MAX_TOTAL, SOURCE, TARGET, collate_ids, words_of_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtqa.train.examples import Example


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as ids; `word[t]` is the number of the word that token t belongs to, or -1."""

    ids: list[int]
    word: list[int]
    example: Example


def encode(examples: list[Example], with_source: list[bool], tokenizer: Any) -> list[Encoded]:
    """Tokenise examples, each with or without its source; long ones are cut, the source first."""
    targets = tokenizer.encode_batch([e.target for e in examples], add_special_tokens=False)
    texts = [e.source if keep else "" for e, keep in zip(examples, with_source, strict=True)]
    sources = tokenizer.encode_batch(texts, add_special_tokens=False)
    encoded = []
    for example, target, source in zip(examples, targets, sources, strict=True):
        ids = target.ids[:MAX_TARGET]
        owners = words_of_tokens(target.offsets[:MAX_TARGET], example.spans, example.target)
        rest = source.ids[: MAX_TOTAL - len(ids)]
        tail = [EOS, *rest, EOS] if rest else []
        encoded.append(Encoded([BOS, *ids, EOS, *tail], [-1, *owners, -1], example))
    return encoded


def collate(batch: list[Encoded]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pad a batch: ids and sides (batch, length), and the word of each token counted over the whole batch, or -1."""
    sides = [[TARGET] * len(item.word) + [SOURCE] * (len(item.ids) - len(item.word)) for item in batch]
    ids, side = collate_ids([(item.ids, row) for item, row in zip(batch, sides, strict=True)])
    word = counted([item.word for item in batch], [len(item.example.spans) for item in batch], ids.shape[1])
    return ids, side, word


def counted(owners: Sequence[list[int]], words: Sequence[int], length: int) -> NDArray[np.int64]:
    """The word of each token (batch, length) counted over the whole batch, or -1; `words` each row has."""
    found = np.full((len(owners), length), -1, np.int64)
    before = 0
    for row, own, count in zip(found, owners, words, strict=True):
        given = np.array(own)
        row[: len(own)] = np.where(given >= 0, given + before, -1)
        before += count
    return found
