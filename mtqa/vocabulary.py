"""Words that people write in lower case, to tell a name from an ordinary word with a capital."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """Some 6,700 English words in lower case (mtqa/data/common-words.txt, which names its source)."""
    text = files("mtqa").joinpath("data/common-words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
