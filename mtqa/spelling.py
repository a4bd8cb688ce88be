"""Which words are not English ones, and which English words they may be slips for."""

from __future__ import annotations

import gzip
from collections import defaultdict
from functools import cache
from importlib.resources import files

# Slips of one letter; two in a word of so many letters.
LONG = 7
# Words rarer than this, in powers of ten of a trillion words, are nobody's slip.
LEAST_LEVEL = 5
# Words of this frequency are common ones.
COMMON_LEVEL = 8
MOST = 3
_PREFIXES = (
    "anti", "auto", "bio", "co", "counter", "cyber", "eco", "electro", "geo", "hydro", "hyper", "inter", "mega",
    "micro", "mid", "mini", "mis", "multi", "nano", "neo", "neuro", "non", "out", "over", "photo", "poly", "post",
    "pre", "pro", "pseudo", "psycho", "re", "self", "semi", "socio", "sub", "super", "tele", "thermo", "trans", "ultra",
    "un", "under", "uni",
)  # fmt: skip
# An ending, and what stands in its place in the word that it was added to.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("er", ""), ("ers", ""), ("ness", ""),
    ("ly", ""), ("less", ""), ("like", ""), ("able", ""), ("able", "e"), ("ability", "able"), ("ish", ""), ("ism", ""),
    ("ist", ""), ("ists", ""), ("wise", ""), ("ic", ""), ("al", ""), ("ise", "ize"), ("ised", "ized"),
    ("ising", "izing"), ("isation", "ization"), ("ize", ""), ("ized", ""), ("izing", ""), ("ization", ""),
    ("izations", "ization"), ("ity", ""), ("dom", ""), ("hood", ""), ("ship", ""), ("ful", ""), ("most", ""),
)  # fmt: skip
_SHORTEST_STEM = 4
_PART = 4


@cache
def english() -> dict[str, int]:
    """130,000 words in lower case with their frequency (mtqa/data/words.txt.gz, which names its sources)."""
    text = gzip.decompress(files("mtqa").joinpath("data/words.txt.gz").read_bytes()).decode()
    pairs = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(level) for word, level in pairs}


def is_word(word: str) -> bool:
    """Whether a word in lower case is an English one, or one that people would make of English parts."""
    known = english()
    return word in known or _derived(word) or _compound(word)


def _derived(word: str) -> bool:
    known = english()
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM and word[len(prefix) :] in known:
            return True
    stems = (word.removesuffix(end) + instead for end, instead in _ENDINGS if word.endswith(end))
    return any(len(stem) >= _SHORTEST_STEM and known.get(stem, 0) >= LEAST_LEVEL for stem in stems)


def _compound(word: str) -> bool:
    known = english()
    cuts = range(_PART, len(word) - _PART + 1)
    return any(known.get(word[:cut], 0) > LEAST_LEVEL and known.get(word[cut:], 0) > LEAST_LEVEL for cut in cuts)


@cache
def _by_length() -> dict[int, list[str]]:
    groups = defaultdict(list)
    for word, level in english().items():
        if level >= LEAST_LEVEL:
            groups[len(word)].append(word)
    return groups


@cache
def corrections(word: str) -> tuple[str, ...]:
    """The common words nearest to a misspelt one: fewest letters changed first, then the commonest; at most three.

    Letters changed are those of the optimal string alignment distance: put in, left out, replaced, two swapped.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    farthest = 2 if len(word) >= LONG else 1
    groups = _by_length()
    near = [other for size in range(len(word) - farthest, len(word) + farthest + 1) for other in groups.get(size, ())]
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=farthest, limit=None)
    levels = english()
    ordered = sorted(found, key=lambda pair: (pair[1], pair[0][0] != word[0], -levels[pair[0]], pair[0]))
    return tuple(other for other, _, _ in ordered[:MOST])


def is_plain_slip(word: str, other: str) -> bool:
    """Whether a misspelt word is a likely slip for another, that needs no look.

    One letter of a long word is wrong, and not its first; the other word is common, or has the same letters, doubled
    or not. In translations most unknown words are foreign ones: of those in MLQE-PE train that have a word near them,
    the 103 of this kind came nearer to the post-edit 10 times by it and went farther 6 times, the 3,713 others 75 and
    188 times, before the language model was asked (benchmarks/rule_changes.py).
    """
    from rapidfuzz.distance import OSA

    if len(word) < LONG or word[0] != other[0] or OSA.distance(word, other) > 1:
        return False
    return english().get(other, 0) >= COMMON_LEVEL or _letters(word) == _letters(other)


def _letters(word: str) -> list[str]:
    """Its letters in the order of the alphabet, each of a double one once."""
    return sorted(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)
