"""How much a phrase is a term: its C-value, by how often it stands by itself and how many words it has.

K. Frantzi, S. Ananiadou, H. Mima: Automatic recognition of multi-word terms (2000), with the logarithm of one word
more, so that single words have a value too (L. Barrón-Cedeño et al., 2009).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.extraction.phrases import Phrase

# The share of a phrase's occurrences in one longer phrase from which it is only a part of that.
PART = 0.9


@dataclass(slots=True)
class Tally:
    """Where a phrase stands, by number of unit, and how it is written there."""

    units: set[int] = field(default_factory=set)
    count: int = 0
    texts: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        """The most frequent writing; of equally frequent ones the one in lower case, then the shorter."""
        return min(self.texts, key=lambda text: (-self.texts[text], not text.islower(), len(text), text))


def tallies(found: Iterable[Sequence[Phrase]]) -> dict[tuple[str, ...], Tally]:
    """The phrases of the units, in order of the units, by key."""
    result: dict[tuple[str, ...], Tally] = defaultdict(Tally)
    for number, phrases in enumerate(found):
        for phrase in phrases:
            tally = result[phrase.key]
            tally.units.add(number)
            tally.count += 1
            tally.texts[phrase.text] += 1
    return dict(result)


def ranked(known: dict[tuple[str, ...], Tally], least: int) -> Iterator[tuple[tuple[str, ...], float]]:
    """The keys of phrases in at least so many places that may be terms, with their C-values, the highest first."""
    frequent = {key: tally.count for key, tally in known.items() if tally.count >= least}
    longer: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, count in frequent.items():
        for start in range(1, len(key)):
            longer[key[start:]].append(count)
    scored = []
    for key, count in frequent.items():
        nested = longer.get(key, [])
        if (len(key) == 1 and key[0] in common_words()) or (nested and max(nested) >= PART * count):
            continue
        value = count - (sum(nested) / len(nested) if nested else 0)
        scored.append((key, math.log2(len(key) + 1) * value))
    yield from sorted(scored, key=lambda pair: (-pair[1], pair[0]))
