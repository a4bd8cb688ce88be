"""How long a translation is beside what is usual for its language (`mtqa/data/bilingual/length-ratios.tsv`)."""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.resources import files

# Shorter texts vary more than they tell; a Chinese character says as much as a few letters.
SHORTEST = 60
_WIDE = 2.0
_SENTENCE = re.compile(r"[^.!?。！？؟।…]{12,}(?:[.!?؟।…]+(?=[\s\"”»)’]|$)|[。！？]+)")


@cache
def _ratios() -> dict[str, tuple[float, float]]:
    lines = files("mtqa").joinpath("data/bilingual/length-ratios.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    return {language: (float(mean), float(deviation)) for language, mean, deviation, _ in cells}


def deviation(source: str, target: str, language: str | None) -> float | None:
    """By how many standard deviations the translation is longer than usual; None where nothing can be said."""
    usual = _ratios().get(language or "")
    if usual is None or not source or not target:
        return None
    mean, spread = usual
    expected = len(source) * math.exp(mean)
    if max(expected, len(target)) < SHORTEST:
        return None
    # Short texts spread more: at 60 letters about a third more than at 200.
    spread *= math.sqrt(1 + SHORTEST / max(expected, 1))
    return (math.log(len(target) / len(source)) - mean) / spread


def sentences(text: str) -> int:
    """The number of sentences of some length, by the final marks of all scripts."""
    return len(_SENTENCE.findall(text))
