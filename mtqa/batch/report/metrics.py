"""BLEU, chrF, chrF++ and TER by sacrebleu, from statistics kept per document so that any group can be scored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report.resampling import SEED, Estimate, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    Statistics = np.ndarray[Any, np.dtype[np.float64]]

METRICS = ("BLEU", "chrF", "chrF++", "TER")
LOWER_IS_BETTER = ("TER",)
# sacrebleu scores a resample in Python, at some 20 microseconds.
RESAMPLES = 200


@cache
def metric(name: str) -> Any:
    """The metric at sacrebleu's defaults; chrF++ is chrF with words and pairs of words (Popović 2017)."""
    # sacrebleu is slow to import and only needed where there are references.
    from sacrebleu.metrics import BLEU, CHRF, TER

    kinds = {"BLEU": BLEU, "chrF": CHRF, "chrF++": lambda: CHRF(word_order=2), "TER": TER}
    return kinds[name]()


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and its reference, line by line where both have as many lines, otherwise each as one."""

    hypotheses: tuple[str, ...]
    references: tuple[str, ...]

    @classmethod
    def of(cls, text: str, reference: str) -> Pair:
        own, other = ([line.strip() for line in one.splitlines() if line.strip()] for one in (text, reference))
        if len(own) == len(other):
            return cls(tuple(own), tuple(other))
        return cls((" ".join(own),), (" ".join(other),))


def statistics(name: str, pairs: Sequence[Pair]) -> Statistics:
    """The metric's sufficient statistics of each document: documents x statistics."""
    hypotheses = [line for pair in pairs for line in pair.hypotheses]
    references = [line for pair in pairs for line in pair.references]
    # What corpus_score sums up; there is no public way to it, and sacrebleu's own paired test takes the same.
    rows = np.array(metric(name)._extract_corpus_statistics(hypotheses, [references]), dtype=np.float64)  # noqa: SLF001
    starts = np.cumsum([0, *(len(pair.hypotheses) for pair in pairs[:-1])])
    return np.asarray(np.add.reduceat(rows, starts, axis=0))


def score(name: str, sums: Statistics) -> float:
    """The metric of summed statistics: what corpus_score gives of the same segments."""
    # BLEU tells empty statistics apart by whole numbers.
    whole = [int(one) if float(one).is_integer() else float(one) for one in sums]
    return float(metric(name)._compute_score_from_stats(whole).score)  # noqa: SLF001 - as above


def estimate(name: str, own: Statistics) -> Estimate:
    """The metric over documents, with its interval by the bootstrap over them."""
    if not len(own):
        return Estimate(math.nan, math.nan, math.nan, 0)
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(len(own), np.full(len(own), 1 / len(own)), size=RESAMPLES) @ own
    low, high = interval(np.array([score(name, sums) for sums in drawn]))
    return Estimate(score(name, own.sum(axis=0)), low, high, len(own))


def signature(name: str) -> str:
    """The metric's signature by sacrebleu, as of after the statistics were taken."""
    return f"{name}|{metric(name).get_signature()}"
