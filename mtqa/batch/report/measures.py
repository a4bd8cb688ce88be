"""The four figures of the report, each a ratio of two sums over documents, so that every part is resampled alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report.verdicts import PROBABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.batch.report.corpus import Corpus

    Column = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """`parts` gives numerator and denominator of each document; the figure is offset + scale x sum / sum."""

    key: str
    name: str
    parts: Callable[[Corpus], tuple[Column, Column]]
    scale: float
    offset: float = 0.0
    digits: int = 1
    unit: str = ""
    higher_is_better: bool = True

    def of(self, ratio: Any) -> Any:
        """The figure (or array of figures) of a ratio. A score is never below 0."""
        value = self.offset + self.scale * ratio
        return np.maximum(value, 0.0)


def _machine(corpus: Corpus) -> tuple[Column, Column]:
    return corpus.machine >= PROBABLE, ~np.isnan(corpus.machine)


FIT = Measure("fit", "Fit", lambda corpus: (corpus.fit, np.ones(len(corpus))), 100, unit="%")
# The MQM score of all words together; documents below 200 words have unsteady scores of their own.
QUALITY = Measure("quality", "Quality score", lambda corpus: (corpus.penalty, corpus.words), -100, 100, 2)
FAULTS = Measure(
    "faults", "Faults per 1,000 words", lambda corpus: (corpus.faults, corpus.words), 1000, digits=2,
    higher_is_better=False,
)  # fmt: skip
MACHINE = Measure("machine", "Probably machine-translated", _machine, 100, unit="%", higher_is_better=False)
MEASURES = (FIT, QUALITY, FAULTS, MACHINE)


def parts(corpus: Corpus) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Numerators and denominators of MEASURES: documents x measures x 2."""
    columns = [measure.parts(corpus) for measure in MEASURES]
    return np.array(columns, dtype=np.float64).transpose(2, 0, 1).copy()
