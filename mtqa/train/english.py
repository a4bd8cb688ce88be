"""Trains the English encoder: what is wrong with a word, and how to edit it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from mtqa.models.batching import batches
from mtqa.models.pieces import BOS, EOS, MAX_TARGET, TARGET, WORD_HEADS, collate_ids, shapes, words_of_tokens
from mtqa.train.edit_mixture import UNTOLD
from mtqa.train.encode import counted
from mtqa.train.examples import UNKNOWN
from mtqa.train.loop import SENTENCE_WEIGHTS, WORD_WEIGHTS, masked_loss, word_means

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtqa.train.edit_mixture import Item
    from mtqa.train.examples import Example
    from mtqa.train.network import EnglishNetwork

#: Examples that are sorted by length together.
POOL = 2000
# The share of untouched words whose tag is learned, weighted up: the others teach nothing new.
KEPT = 0.25
TAG_WEIGHT, EDIT_WEIGHT = 1.0, 1.0

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class EncodedItem:
    """An example as ids and sides; `owners` has the word of each piece: 0 is START, words count from 1, -1 is none.

    `tags` are the edits of START and of each word.
    """

    ids: list[int]
    sides: list[int]
    owners: list[int]
    example: Example
    tags: list[int]


def encoded(items: Sequence[Item], tokenizer: Any) -> list[EncodedItem]:
    """Tokenise items; long ones are cut."""
    result = []
    found = tokenizer.encode_batch([example.target for example, _ in items], add_special_tokens=False)
    for (example, tags), encoding in zip(items, found, strict=True):
        ids, offsets = encoding.ids[:MAX_TARGET], encoding.offsets[:MAX_TARGET]
        owners = [w + 1 if w >= 0 else -1 for w in words_of_tokens(offsets, example.spans, example.target)]
        sides = shapes(example.target, offsets)
        told = [UNTOLD] * (len(example.spans) + 1) if tags is None else tags
        result.append(EncodedItem([BOS, *ids, EOS], [TARGET, *sides, TARGET], [0, *owners, -1], example, told))
    return result


def collated(batch: Sequence[EncodedItem]) -> Batch:
    """Ids and sides (batch, length), the word of each piece; labels and tags (words), labels of sentences."""
    ids, side = collate_ids([(item.ids, item.sides) for item in batch])
    word = counted([item.owners for item in batch], [len(item.tags) for item in batch], ids.shape[1])
    nothing = (UNKNOWN,) * len(WORD_HEADS)
    labels = [
        (*row, UNKNOWN if tag == UNTOLD else float(tag != 0))
        for item in batch
        for row, tag in zip([nothing, *item.example.words], item.tags, strict=True)
    ]
    tags = torch.tensor([tag for item in batch for tag in item.tags])
    sentences = torch.tensor([item.example.sentence for item in batch])
    return torch.from_numpy(ids), torch.from_numpy(side), torch.from_numpy(word), torch.tensor(labels), tags, sentences


class Batches(torch.utils.data.IterableDataset):  # type: ignore[misc, type-arg, unused-ignore]
    """Collated batches without end, made in a process of their own."""

    def __init__(
        self, items: Callable[[random.Random], Iterator[Item]], tokenizer: Any, tokens: int, seed: int
    ) -> None:
        self.items, self.tokenizer, self.tokens, self.seed = items, tokenizer, tokens, seed

    def __iter__(self) -> Iterator[Batch]:
        torch.set_num_threads(1)
        rng = random.Random(self.seed)  # noqa: S311
        items = iter(self.items(rng))
        while True:
            pool = encoded([next(items) for _ in range(POOL)], self.tokenizer)
            made = batches(pool, self.tokens)
            rng.shuffle(made)
            yield from map(collated, made)


def english_loss(network: EnglishNetwork, batch: Batch) -> Tensor:
    """The loss of the word heads, the sentence heads and the edits together."""
    ids, side, word, labels, tags, sentences = batch
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(network.pieces(ids), side)
        whole = network.whole(states, side)
    by_word, present = word_means(states, word, len(labels))
    weights = torch.cat([WORD_WEIGHTS, torch.tensor([EDIT_WEIGHT])])
    loss = masked_loss(network.word(by_word)[present], labels[present], weights, 100)
    loss = loss + masked_loss(whole.float(), sentences, SENTENCE_WEIGHTS, 8)
    chosen = present & (tags >= 0) & ((tags > 0) | (torch.rand(len(tags)) < KEPT))
    if not chosen.any():
        return loss
    share = torch.where(tags[chosen] == 0, 1 / KEPT, 1.0)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network.tags(by_word[chosen])
    errors = functional.cross_entropy(logits.float(), tags[chosen], reduction="none")
    return loss + TAG_WEIGHT * (errors * share).sum() / share.sum()
