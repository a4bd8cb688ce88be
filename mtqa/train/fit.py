"""Trains a network to the end of its run, or until it gets no better, and leaves its best weights in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtqa.train.loop import Progress, Run


@dataclass(frozen=True, slots=True)
class Bench:
    """How checkpoints are tried: `score` writes the network's weights and judges them on the development rows.

    The best weights are kept in the file `best`; a run stops after `patience` checkpoints in a row without better ones.
    """

    score: Callable[[], float]
    best: Path
    patience: int


def fit(run: Run, steps: Iterator[Progress], bench: Bench | None, say: Callable[[str], None]) -> None:
    """Go through the steps of a run; without a bench, to the end. A run that was cut off knows its best weights."""
    best, waited = (-1.0, 0) if bench is None else _so_far(run, bench)
    while bench is None or waited < bench.patience:
        progress = next(steps, None)
        if progress is None:
            break
        say(f"step {progress.step}  loss {progress.loss:.4f}  {progress.done:.0%}")
        if bench is not None and progress.step % run.recipe.every == 0:
            score = bench.score()
            say(f"step {progress.step}  development MCC {score:.4f}")
            best, waited = (score, 0) if score > best else (best, waited + 1)
            if waited == 0:
                state = {"network": run.network.state_dict(), "score": score, "step": run.step}
                torch.save(state, bench.best)
    if bench is not None and best > -1 and bench.score() < best:
        run.network.load_state_dict(torch.load(bench.best, weights_only=True)["network"])


def _so_far(run: Run, bench: Bench) -> tuple[float, int]:
    """The best score of a run that goes on, and how many checkpoints ago it was."""
    if not run.step or not bench.best.is_file():
        return -1.0, 0
    kept = torch.load(bench.best, weights_only=True)
    if kept["step"] > run.step:
        return -1.0, 0
    return kept["score"], (run.step - kept["step"]) // run.recipe.every
