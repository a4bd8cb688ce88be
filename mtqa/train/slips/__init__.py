"""Good sentences as a learner, a careless writer or a weak translation system would have written them.

Pairs of such a sentence and the good one train the edit head. The shares of the kinds follow what is known of
learners' errors (ERRANT types in W&I+LOCNESS, FCE and NUCLE: Bryant et al. 2019) and of post-editors' changes.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from mtqa.train.slips import grammar as g
from mtqa.train.slips import mined as m
from mtqa.train.slips import surface as s
from mtqa.train.slips.mined import EMPTY, Mined, mine
from mtqa.train.slips.words import Line, line_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["KINDS", "Mined", "kinds_of", "mine", "slipped"]

UNTOUCHED = 0.15
# Slips beyond the first, in a sentence of so many words, of the three writers: careful, middling, learner.
_WORDS = 18
_WRITERS = (0.15, 1.0, 3.0)
_TRIES = 12

KINDS: dict[Callable[[Line, random.Random], None], float] = {
    g.drop_article: 7.0, g.add_article: 4.0, g.swap_article: 3.0, g.determiner: 3.2,
    g.swap_preposition: 6.5, g.drop_preposition: 3.5, g.add_preposition: 9.0,
    g.number: 9.0, g.mass_noun: 5.0,
    g.agreement: 14.0, g.tense: 8.0, g.after_auxiliary: 6.5, g.gerund: 4.0, g.drop_to: 2.5, g.add_to: 3.0,
    g.auxiliary: 5.5, g.drop_auxiliary: 3.0, g.add_auxiliary: 1.6, g.irregular: 2.5, g.negation: 1.0,
    s.typo: 7.0, s.by_ear: 6.0, s.known_misspelling: 9.0, s.run_together: 0.7, s.apart: 1.5,
    s.drop_comma: 8.5, s.add_comma: 4.0, s.other_sign: 1.6, s.drop_stop: 2.2, s.drop_apostrophe: 10.0,
    s.misplaced_apostrophe: 0.8, s.hyphen: 1.4, s.spaces: 0.8,
    s.lower: 3.0, s.upper: 1.3,
    g.pronoun: 2.5, g.conjunction: 1.2, g.relative: 1.5, g.confused: 5.0, g.derivation: 4.0, g.adverb: 3.0,
    g.quantity: 1.5, g.degree: 4.0, g.doubled_connective: 2.0,
    s.move_adverb: 5.0, s.swap: 2.2, s.noun_first: 3.0, s.question_order: 3.0,
    s.double: 1.0, s.filler: 0.8, s.drop_subject: 1.5, s.drop_word: 1.2, s.drop_content: 0.4, s.of_genitive: 0.5,
    s.drop_genitive: 4.0,
}  # fmt: skip
MINED: dict[Callable[[Line, random.Random, Mined], None], float] = {
    m.machine_word: 5.0, m.machine_gap: 1.5, m.machine_extra: 1.5,
}  # fmt: skip
_OWN, _OWN_SUMS = list(KINDS), list(accumulate(KINDS.values()))
_ALL_SUMS = list(accumulate([*KINDS.values(), *MINED.values()]))
_MINED = list(MINED)


def slipped(text: str, rng: random.Random, pool: Mined = EMPTY, *, strength: float = 1.0) -> str:
    """Write a good sentence with slips in it; about 15% of sentences come back as they are.

    `pool` is what `mine` learned from post-edits; without it, no slip of that kind is made. `strength` scales the
    number of slips beyond the first.
    """
    return _written(text, rng, pool, strength, None)


def kinds_of(text: str, rng: random.Random, pool: Mined = EMPTY, *, strength: float = 1.0) -> tuple[str, Counter[str]]:
    """The same, with the names of the kinds of slips that were made."""
    made: Counter[str] = Counter()
    return _written(text, rng, pool, strength, made), made


def _written(text: str, rng: random.Random, pool: Mined, strength: float, made: Counter[str] | None) -> str:
    if rng.random() < UNTOUCHED:
        return text
    line = line_of(text)
    left = _how_many(line, rng, strength)
    for _ in range(left + _TRIES):
        try:
            name = _slip(line, rng, pool)
        except IndexError:
            continue
        if made is not None:
            made[name] += 1
        left -= 1
        if left <= 0:
            break
    return line.join()


def _how_many(line: Line, rng: random.Random, strength: float) -> int:
    """One and a geometric number more, by the writer and the length; a third of the words at most."""
    mean = strength * _WRITERS[int(rng.random() * 3)] * len(line) / _WORDS
    more = int(math.log(1 - rng.random()) / math.log(mean / (1 + mean))) if mean else 0
    return min(1 + more, max(1, len(line) // 3))


def _slip(line: Line, rng: random.Random, pool: Mined) -> str:
    """Make one slip and name it. Raises IndexError where the kind drawn finds no place for itself."""
    if pool.replaced or pool.missing or pool.extra:
        (i,) = rng.choices(range(len(_ALL_SUMS)), cum_weights=_ALL_SUMS)
    else:
        (i,) = rng.choices(range(len(_OWN)), cum_weights=_OWN_SUMS)
    if i < len(_OWN):
        _OWN[i](line, rng)
        return _OWN[i].__name__
    kind = _MINED[i - len(_OWN)]
    kind(line, rng, pool)
    return kind.__name__
