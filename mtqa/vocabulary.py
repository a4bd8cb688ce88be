"""Words that people write in lower case, to tell a name from an ordinary word with a capital."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """Some 6,700 English words in lower case (mtqa/data/common-words.txt, which names its source)."""
    return _lines("common-words.txt")


@cache
def common_names() -> frozenset[str]:
    """Some 1,400 frequent names and words made from them, with their capital (mtqa/data/common-names.txt)."""
    return _lines("common-names.txt")


def _lines(name: str) -> frozenset[str]:
    text = files("mtqa").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
