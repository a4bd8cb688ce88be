"""Which phrases of the translation render which runs of the source, by how often units hold both.

A pair is weighed by the log-likelihood ratio (T. Dunning, 1993) and by Dice's coefficient. Of all runs, a phrase
renders the one that it stands with most (competitive linking, I. D. Melamed, 2000). A second phrase renders the same
run if it stands in units that lack the first, hardly ever without the run, and with no other run as well.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.extraction.grams import keys_by_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtqa.extraction.grams import Key
    from mtqa.extraction.termhood import Tally

# Chance gives this log-likelihood ratio to one pair in a hundred; Dice keeps the pairs of large corpora in check.
CHANCE = 6.63
# A main rendering stands with its source so often, of their mean number of units.
LEAST_DICE = 0.5
# Another rendering: the share of its units that have the source, and of those that lack the main rendering.
WITH_SOURCE, APART = 0.6, 0.75
# A phrase in fewer units than these may be there by chance.
LEAST_UNITS = 2
# A second run that is nearly as good a partner as the best explains the phrase as well.
RIVAL = 0.95


@dataclass(frozen=True, slots=True)
class Link:
    """A run of the source, a phrase of the translation, and in how many units both stand."""

    source: Key
    target: Key
    together: int
    dice: float
    llr: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A run of the source with its renderings, the main one first, and the units that have none of them."""

    source: Key
    links: tuple[Link, ...]
    unexplained: tuple[int, ...]


class Renderings:
    """The links between two sides of a corpus: for each unit, its keys on both sides."""

    def __init__(self, sources: Mapping[Key, Tally], targets: Mapping[Key, Tally], units: int) -> None:
        self._sources, self._targets, self._total = sources, targets, units
        together: dict[Key, Counter[Key]] = defaultdict(Counter)
        there = keys_by_unit(dict(targets), units)
        for source, tally in sources.items():
            for number in tally.units:
                together[source].update(there[number])
        self._by_source: dict[Key, list[Link]] = {}
        by_target: dict[Key, list[Link]] = defaultdict(list)
        for source, counts in together.items():
            links = [self._link(source, target, both) for target, both in counts.items() if both >= LEAST_UNITS]
            self._by_source[source] = sorted(links, key=_strength)
            for link in links:
                by_target[link.target].append(link)
        self._best = {target: min(links, key=_strength) for target, links in by_target.items()}

    def _link(self, source: Key, target: Key, both: int) -> Link:
        one, other = len(self._sources[source].units), len(self._targets[target].units)
        return Link(source, target, both, 2 * both / (one + other), log_likelihood(both, one, other, self._total))

    def source_of(self, target: Key) -> Link | None:
        """The run that a phrase most likely renders."""
        link = self._best.get(target)
        return link if link is not None and link.llr >= CHANCE and link.dice >= LEAST_DICE else None

    def conflicts(self) -> Iterator[Rendered]:
        """The runs that have more than one rendering; of runs within one another, the one that explains most."""
        found = [rendered for source in self._sources if (rendered := self._rendered(source)) is not None]
        found.sort(key=lambda one: (-sum(link.together for link in one.links), -len(one.source), one.source))
        taken: dict[Key, list[Key]] = defaultdict(list)
        for one in found:
            mains = taken[one.links[0].target]
            if not any(_related(one.source, other) for other in mains):
                mains.append(one.source)
                yield one

    def _rendered(self, source: Key) -> Rendered | None:
        links = [link for link in self._by_source.get(source, ()) if self._is_own(link)]
        main = next((link for link in links if link.llr >= CHANCE and link.dice >= LEAST_DICE), None)
        if main is None:
            return None
        chosen = [main]
        units = self._sources[source].units
        covered = units & self._targets[main.target].units
        # `Kalbitz` and `Andreas Kalbitz` are one rendering.
        related = {link.target for link in links if any(_related(link.target, one.target) for one in chosen)}
        covered = covered.union(*(units & self._targets[target].units for target in related))
        for link in links:
            mine = units & self._targets[link.target].units
            if link.target not in related and self._is_other(link, mine, covered):
                if any(_related(link.target, one.target) for one in chosen):
                    continue
                chosen.append(link)
                covered |= mine
        if len(chosen) == 1:
            return None
        return Rendered(source, tuple(chosen), tuple(sorted(units - covered)))

    def _is_own(self, link: Link) -> bool:
        """Whether no other run, unless one overlaps with it, is a better partner of the phrase."""
        best = self._best[link.target]
        return link.llr >= RIVAL * best.llr or _related(best.source, link.source)

    def _is_other(self, link: Link, mine: set[int], covered: set[int]) -> bool:
        everywhere = len(self._targets[link.target].units)
        return link.together >= WITH_SOURCE * everywhere and len(mine - covered) >= max(LEAST_UNITS, APART * len(mine))


def log_likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's ratio of a pair; 0 where the two stand together less often than by chance."""
    if both * total <= one * other:
        return 0.0
    cells = ((both, one, other), (one - both, one, total - other), (other - both, total - one, other),
             (total - one - other + both, total - one, total - other))  # fmt: skip
    return 2 * sum(cell * math.log(cell * total / (row * column)) for cell, row, column in cells if cell)


def _strength(link: Link) -> tuple[float, float, int, Key, Key]:
    """Sorts the strongest first; of equal ones the longer."""
    return -link.llr, -link.dice, -len(link.target) - len(link.source), link.target, link.source


def _related(one: Sequence[str], other: Sequence[str]) -> bool:
    return _within(one, other) or _within(other, one)


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words stand in others, in order; plurals of names, which keep their s, are the same words."""
    short, long = ([word.removesuffix("s") for word in words] for words in (part, whole))
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))
