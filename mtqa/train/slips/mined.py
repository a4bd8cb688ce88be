"""Noise learned from post-edits: what machines wrote where people then wrote something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.train.slips.tables import PRONOUNS
from mtqa.train.slips.words import line_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from mtqa.train.slips.words import Line

# A change seen less often than this is chance; one that is made the other way as often is a matter of taste.
LEAST = 3
ONE_SIDED = 1.5


@dataclass(frozen=True, slots=True)
class Mined:
    """Rates of changes from good text to a machine's, by the good word in lower case.

    `replaced` gives the machine's words with their rates, `missing` the rate at which the machine leaves the word
    out, `extra` the words that the machine puts before it.
    """

    replaced: dict[str, dict[str, float]] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)
    extra: dict[str, dict[str, float]] = field(default_factory=dict)


EMPTY = Mined()


def mine(pairs: Iterable[tuple[str, str]]) -> Mined:
    """Learn from pairs of a machine's translation and its post-edit, as running text or as tokens with spaces."""
    from rapidfuzz.distance import Levenshtein

    seen: Counter[str] = Counter()
    replaced: Counter[tuple[str, str]] = Counter()
    missing: Counter[str] = Counter()
    extra: Counter[tuple[str, str]] = Counter()
    for machine, edited in pairs:
        bad, good = ([word.low for word in line_of(text)] for text in (machine, edited))
        seen.update(good)
        for op in Levenshtein.opcodes(good, bad):
            g1, g2, b1, b2 = op.src_start, op.src_end, op.dest_start, op.dest_end
            if op.tag == "replace" and g2 - g1 == 1 and b2 - b1 == 1:
                replaced[good[g1], bad[b1]] += 1
            elif op.tag == "delete" and g2 - g1 == 1:
                missing[good[g1]] += 1
            elif op.tag == "insert" and b2 - b1 == 1 and g1 < len(good):
                extra[good[g1], bad[b1]] += 1
    lacking = {w: n / seen[w] for w, n in missing.items() if n >= LEAST and w.isalpha()}
    return Mined(_rates(replaced, seen, one_sided=True), lacking, _rates(extra, seen))


def _rates(
    counts: Counter[tuple[str, str]], seen: Counter[str], *, one_sided: bool = False
) -> dict[str, dict[str, float]]:
    rates: dict[str, dict[str, float]] = defaultdict(dict)
    for (good, bad), count in counts.items():
        words = good.isalpha() and bad.isalpha()
        if (
            words
            and count >= LEAST
            and (not one_sided or count >= ONE_SIDED * counts[bad, good])
            and not _persons(good, bad)
        ):
            rates[good][bad] = count / seen[good]
    return dict(rates)


def _persons(good: str, bad: str) -> bool:
    """Whether one person stands for another: only the source tells which is meant."""
    return good in PRONOUNS and bad in PRONOUNS and bad not in PRONOUNS[good]


def machine_word(line: Line, rng: random.Random, noise: Mined) -> None:
    """Another word, as machines wrote it. Raises IndexError where no word of the line was ever changed."""
    places = line.free(noise.replaced)
    i = _drawn(rng, places, [sum(noise.replaced[line[i].low].values()) for i in places])
    line[i].set(_word(rng, noise.replaced[line[i].low]))


def machine_gap(line: Line, rng: random.Random, noise: Mined) -> None:
    """A word left out, as machines do."""
    places = [i for i in line.free(noise.missing) if i]
    line.drop(_drawn(rng, places, [noise.missing[line[i].low] for i in places]))


def machine_extra(line: Line, rng: random.Random, noise: Mined) -> None:
    """A word put in, as machines do."""
    places = [i for i in line.free(noise.extra) if i]
    i = _drawn(rng, places, [sum(noise.extra[line[i].low].values()) for i in places])
    line.put(i, _word(rng, noise.extra[line[i].low]))


def _drawn(rng: random.Random, places: list[int], weights: list[float]) -> int:
    if not places:
        raise IndexError
    return rng.choices(places, weights)[0]


def _word(rng: random.Random, rates: dict[str, float]) -> str:
    return rng.choices(list(rates), list(rates.values()))[0]
