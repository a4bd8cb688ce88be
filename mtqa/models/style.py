"""A sum of small habits: words and pairs of words that systems write more often than people, or less."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Words and pairs share so many weights by their hash; more gains nothing.
SIZE = 1 << 18
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Which quotes and dashes stand in a text says who typeset it, not who wrote it.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def habits(text: str) -> NDArray[np.int64]:
    """The numbers of the words and pairs of words in a text, each once."""
    words = _TOKEN.findall(text.translate(_PLAIN).lower())
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    found = {zlib.crc32(item.encode()) % SIZE for item in (*words, *pairs)}
    return np.fromiter(found, np.int64, len(found))


def style_scores(texts: Sequence[str], weights: NDArray[np.float32]) -> list[float]:
    """For each text the log-odds, by its habits alone, that a machine wrote it; `weights` ends with the bias."""
    scores = []
    for text in texts:
        found = habits(text)
        total = float(weights[found].sum(dtype=np.float64)) / max(1.0, len(found)) ** 0.5
        scores.append(total + float(weights[-1]))
    return scores
