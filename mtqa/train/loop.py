"""The training loop: bf16 on the processor, a rate that warms up and falls to nothing, checkpoints as it goes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from mtqa.errors import ModelError
from mtqa.models.batching import batches
from mtqa.train.encode import Encoded, collate, encode
from mtqa.train.mixture import Corpus, draws

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtqa.train.network import Network

WORD_WEIGHTS = torch.tensor([1.2, 1.0, 0.7, 0.5, 0.3, 1.5])
SENTENCE_WEIGHTS = torch.tensor([0.8, 0.1, 0.1, 0.15])


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a run; `hours` ends it early, with the rate falling in time."""

    layers: int = 10
    steps: int = 9000
    tokens: int = 2048
    rate: float = 2e-4
    warmup: int = 300
    seed: int = 20
    hours: float = 2.0
    every: int = 500


def word_means(tokens: Tensor, word: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Average what the tokens of each word have, (count, width); the second value says which words have tokens at all.

    `tokens` are logits or states (batch, length, width), `word` (batch, length) is the word of each, or -1.
    """
    flat, at = tokens.float().reshape(-1, tokens.shape[-1]), word.reshape(-1)
    kept = at >= 0
    total = torch.zeros(count, tokens.shape[-1]).index_add(0, at[kept], flat[kept])
    sizes = torch.zeros(count).index_add(0, at[kept], torch.ones(int(kept.sum())))
    return total / sizes.clamp(min=1)[:, None], sizes > 0


def masked_loss(logits: Tensor, labels: Tensor, weights: Tensor, floor: float) -> Tensor:
    """Binary cross-entropy by head, averaged over the labels known, at least `floor` of them, and weighted."""
    known = ~labels.isnan()
    losses = functional.binary_cross_entropy_with_logits(logits, labels.nan_to_num(), reduction="none") * known
    return (losses.sum(0) / known.sum(0).clamp(min=floor) * weights).sum()


def batch_loss(network: Network, table: Tensor, batch: list[Encoded]) -> Tensor:
    ids, side, word = (torch.from_numpy(array) for array in collate(batch))
    vectors = functional.embedding(ids, table)
    with torch.autocast("cpu", torch.bfloat16):
        tokens, whole = network(vectors, side)
    labels = torch.tensor([labels for item in batch for labels in item.example.words], dtype=torch.float32)
    logits, present = word_means(tokens, word, len(labels))
    sentence = torch.tensor([item.example.sentence for item in batch], dtype=torch.float32)
    return masked_loss(logits[present], labels[present], WORD_WEIGHTS, 100) + masked_loss(
        whole.float(), sentence, SENTENCE_WEIGHTS, 8
    )


def stream(corpus: Corpus, tokenizer: Any, recipe: Recipe, rng: random.Random) -> Iterator[list[Encoded]]:
    """Batches without end, of like lengths within pools of some thousand examples."""
    source = draws(corpus, rng)
    while True:
        examples, shown = zip(*islice(source, 2000), strict=True)
        made = batches(encode(list(examples), list(shown), tokenizer), recipe.tokens)
        rng.shuffle(made)
        yield from made


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: steps done, the mean loss of the last 200, the share of the run that is done."""

    step: int
    loss: float
    done: float


class Run:
    """A run under way: the network, its optimiser, how many steps it has done and how many seconds they took."""

    def __init__(self, network: Network, recipe: Recipe) -> None:
        self.network, self.recipe = network, recipe
        self.optimiser = _optimiser(network, recipe.rate)
        self.step, self.seconds = 0, 0.0
        self._chance: Tensor | None = None

    def save(self, path: Path) -> None:
        """Write a checkpoint, in one step."""
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict()}
        made = path.with_suffix(".part")
        progress = {"step": self.step, "seconds": self.seconds, "chance": torch.get_rng_state()}
        torch.save(state | progress, made)
        made.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint, with the learning rate where it was. Raises ModelError."""
        try:
            state = torch.load(path, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.seconds, self._chance = state["step"], state["seconds"], state["chance"]
        except Exception as error:  # torch and pickle share no base class of their own
            raise ModelError(
                f"{path}: is no checkpoint of such a run; --no-resume begins anew ({type(error).__name__}: {error})"
            ) from error

    def take_chance(self) -> None:
        """Set what dropout draws from: by the seed, or as it stood when the checkpoint was written."""
        if self._chance is None:
            torch.manual_seed(self.recipe.seed)
        else:
            torch.set_rng_state(self._chance)

    @property
    def done(self) -> float:
        """The share of the run that is done, by steps or by time, 0 to 1 and over."""
        return max(self.step / self.recipe.steps, self.seconds / (self.recipe.hours * 3600))

    @property
    def rate(self) -> float:
        """The learning rate of the next step: it rises to the recipe's, then falls to nothing."""
        return self.recipe.rate * min(1.0, (self.step + 1) / self.recipe.warmup) * max(0.0, 1 - self.done)


def _optimiser(network: Network, rate: float) -> Any:
    matrices = [p for p in network.parameters() if p.dim() > 1]
    rest = [p for p in network.parameters() if p.dim() <= 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def train(run: Run, loss: Callable[[Any], Tensor], found: Iterator[Any], checkpoint: Path) -> Iterator[Progress]:
    """Train on batches as they come; yields every 50 steps, and writes the checkpoint every `recipe.every`.

    `loss` gives the loss of a batch.

    The same seed, batches and number of threads give the same weights, unless `recipe.hours` ends the run. A run
    that goes on from a checkpoint passes over the batches that it has seen; one that is done takes none.
    """
    if run.done >= 1:
        return
    recipe = run.recipe
    run.take_chance()
    run.network.train()
    losses: list[float] = []
    for batch in islice(found, run.step, None):
        if run.done >= 1:
            break
        started = time.monotonic()
        losses = [*losses[-199:], _step(run, loss(batch))]
        run.step, run.seconds = run.step + 1, run.seconds + time.monotonic() - started
        if run.step % recipe.every == 0:
            run.save(checkpoint)
        if run.step % 50 == 0:
            yield Progress(run.step, sum(losses) / len(losses), run.done)
    run.save(checkpoint)


def _step(run: Run, loss: Tensor) -> float:
    for group in run.optimiser.param_groups:
        group["lr"] = run.rate
    run.optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
    run.optimiser.step()
    return float(loss.item())
