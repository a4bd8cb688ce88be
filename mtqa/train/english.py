"""Trains the English encoder: what is wrong with a word, and how to edit it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from mtqa.models.pieces import BOS, EOS, MAX_TARGET, WORD_HEADS, collate_ids, shapes, words_of_tokens
from mtqa.train.loop import SENTENCE_WEIGHTS, WORD_WEIGHTS, masked_loss
from mtqa.train.network import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtqa.train.edit_mixture import Item
    from mtqa.train.network import EnglishNetwork

#: Examples that are sorted by length together.
POOL = 2000
# The share of untouched words whose tag is learned, weighted up: the others teach nothing new.
KEPT = 0.25
TAG_WEIGHT, EDIT_WEIGHT = 1.0, 1.0

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]


def encoded(items: Sequence[Item], tokenizer: Any) -> list[dict[str, Any]]:
    """Tokenise items. Words are counted from 1; 0 is the sign before the first."""
    result = []
    found = tokenizer.encode_batch([example.target for example, _ in items], add_special_tokens=False)
    for (example, tags), encoding in zip(items, found, strict=True):
        ids, offsets = encoding.ids[:MAX_TARGET], encoding.offsets[:MAX_TARGET]
        owners = [w + 1 if w >= 0 else -1 for w in words_of_tokens(offsets, example.spans, example.target)]
        result.append(
            {
                "ids": [BOS, *ids, EOS],
                "sides": [1, *shapes(example.target, offsets), 1],
                "owners": [0, *owners, -1],
                "example": example,
                "tags": tags if tags is not None else [-1] * (len(example.spans) + 1),
            }
        )
    return result


def collated(batch: Sequence[dict[str, Any]]) -> Batch:
    """Ids and sides (batch, length), the word of each piece; labels and tags (words), labels of sentences."""
    ids, side = collate_ids([(item["ids"], item["sides"]) for item in batch])
    word = np.full(ids.shape, -1, np.int64)
    labels: list[tuple[float, ...]] = []
    tags: list[int] = []
    nothing = (float("nan"),) * len(WORD_HEADS)
    for i, item in enumerate(batch):
        owners = np.array(item["owners"])
        word[i, : len(owners)] = np.where(owners >= 0, owners + len(tags), -1)
        tags += item["tags"]
        edits = [float("nan") if tag == -1 else float(tag != 0) for tag in item["tags"]]
        rows = zip([nothing, *item["example"].words], edits, strict=True)
        labels += [(*row, edit) for row, edit in rows]
    sentences = [item["example"].sentence for item in batch]
    arrays = torch.from_numpy(ids), torch.from_numpy(side), torch.from_numpy(word)
    return (*arrays, torch.tensor(labels), torch.tensor(tags), torch.tensor(sentences))


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
            made: list[list[dict[str, Any]]] = [[]]
            for item in sorted(pool, key=lambda one: -len(one["ids"])):
                if made[-1] and len(made[-1][0]["ids"]) * (len(made[-1]) + 1) > self.tokens:
                    made.append([])
                made[-1].append(item)
            rng.shuffle(made)
            yield from map(collated, made)


def word_states(states: Tensor, word: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Means of the states of the pieces of each word, (count, width); the second value says which have any."""
    flat, at = states.reshape(-1, WIDTH), word.reshape(-1)
    kept = at >= 0
    total = torch.zeros(count, WIDTH).index_add(0, at[kept], flat[kept].float())
    sizes = torch.zeros(count).index_add(0, at[kept], torch.ones(int(kept.sum())))
    return total / sizes.clamp(min=1)[:, None], sizes > 0


def english_loss(network: EnglishNetwork, batch: Batch) -> Tensor:
    """The loss of the word heads, the sentence heads and the edits together."""
    ids, side, word, labels, tags, sentences = batch
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(network.pieces(ids), side)
        whole = network.whole(states, side)
    by_word, present = word_states(states, word, len(labels))
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
