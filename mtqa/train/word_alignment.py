"""Pairs the words of a text with those of its correction: least cost, where words alike cost less than others."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from mtqa.grammar.transforms import changed, noun_base, verb_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Costs against 1 for a word put in or left out. Unlike words are paired rather than left out and put in.
_SAME_LEMMA, _SAME_GROUP, _UNLIKE, _NEVER = 0.4, 0.9, 1.3, 2.0
_JOINED, _SWAPPED = 0.3, 0.6
# More cells than this go through plain edit distance.
_MOST_CELLS = 6000
_MOST_PARTS = 3
_GROUPS = (
    "the a an this that these those my your his her its our their some any no each every",
    "of in to for on with by at from as than into during since until over under about between among through against",
    "is are was were be been being am has have had having do does did",
    "will would can could may might must shall should",
    "i you he she it we they me him them us who whom which what",
    "and or but nor while although because so",
)
_GROUP = {word: number for number, words in enumerate(_GROUPS, 1) for word in words.split()}


_Joins = dict[tuple[int, int], list[tuple[int, int, float]]]


class Step(NamedTuple):
    """Words i.. of the text become words j.. of the correction; `left` and `right` say how many."""

    i: int
    j: int
    left: int
    right: int


class _Word(NamedTuple):
    low: str
    lemma: str
    group: int


@lru_cache(maxsize=1 << 16)
def _features(word: str) -> _Word:
    low = word.lower()
    if not low[0].isalnum():
        return _Word(low, low, -1)
    plain = low[:-2] if low.endswith(("'s", "’s")) else low
    return _Word(low, _lemma(plain), _GROUP.get(low, 0))


def _lemma(low: str) -> str:
    if not low.isalpha():
        return low
    verb, noun = verb_base(low), noun_base(low)
    base = noun if noun and (verb is None or verb == low) else verb or low
    adjective = changed("ADJECTIVE", base) if base.endswith("ly") else None
    return adjective or base


def alignment(wrong: Sequence[str], right: Sequence[str]) -> Iterator[Step]:
    """The steps from one list of words to the other, in order; (2, 2) is an exchange of neighbours."""
    head, most = 0, min(len(wrong), len(right))
    while head < most and wrong[head] == right[head]:
        head += 1
    tail = 0
    while tail < most - head and wrong[-1 - tail] == right[-1 - tail]:
        tail += 1
    yield from (Step(k, k, 1, 1) for k in range(head))
    old, new = wrong[head : len(wrong) - tail], right[head : len(right) - tail]
    yield from (Step(i + head, j + head, m, n) for i, j, m, n in _middle(old, new))
    yield from (Step(len(wrong) - k, len(right) - k, 1, 1) for k in range(tail, 0, -1))


def _middle(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    if not old or not new:
        return [Step(k, 0, 1, 0) for k in range(len(old))] + [Step(0, k, 0, 1) for k in range(len(new))]
    if len(old) * len(new) <= _MOST_CELLS:
        return _cheapest([_features(word) for word in old], [_features(word) for word in new])
    found = []
    for op in Levenshtein.opcodes([word.lower() for word in old], [word.lower() for word in new]):
        wide, long = op.src_end - op.src_start, op.dest_end - op.dest_start
        shared = min(wide, long)
        found += [Step(op.src_start + k, op.dest_start + k, 1, 1) for k in range(shared)]
        found += [Step(op.src_start + k, op.dest_end, 1, 0) for k in range(shared, wide)]
        found += [Step(op.src_end, op.dest_start + k, 0, 1) for k in range(shared, long)]
    return found


def _cheapest(old: list[_Word], new: list[_Word]) -> list[Step]:
    joins = _joins(old, new)
    before: list[float] = [float(j) for j in range(len(new) + 1)]
    rows, moves = [before], [[(0, 1)] * (len(new) + 1)]
    for i, word in enumerate(old, 1):
        row, move = [float(i)], [(1, 0)]
        for j, other in enumerate(new, 1):
            best, how = before[j - 1] + (0 if word.low == other.low else _cost(word, other)), (1, 1)
            if before[j] + 1 < best:
                best, how = before[j] + 1, (1, 0)
            if row[j - 1] + 1 < best:
                best, how = row[j - 1] + 1, (0, 1)
            for m, n, cost in joins.get((i, j), ()):
                total = rows[i - m][j - n] + cost
                if total < best:
                    best, how = total, (m, n)
            row.append(best)
            move.append(how)
        rows.append(row)
        moves.append(move)
        before = row
    return _traced(moves)


def _traced(moves: list[list[tuple[int, int]]]) -> list[Step]:
    i, j, found = len(moves) - 1, len(moves[0]) - 1, []
    while i or j:
        m, n = moves[i][j]
        i, j = i - m, j - n
        found.append(Step(i, j, m, n))
    return found[::-1]


def _cost(word: _Word, other: _Word) -> float:
    if word.lemma == other.lemma:
        return _SAME_LEMMA
    if word.group or other.group:
        if word.group == other.group:
            return _SAME_GROUP
        return _NEVER if -1 in {word.group, other.group} else _UNLIKE
    return _likeness(word.low, other.low) if word.low[0] == other.low[0] else _UNLIKE


@lru_cache(maxsize=1 << 16)
def _likeness(low: str, other: str) -> float:
    return _UNLIKE - 0.7 * max(0.0, 2 * Indel.normalized_similarity(low, other) - 1)


def _joins(old: list[_Word], new: list[_Word]) -> _Joins:
    """Where neighbours change places or words are joined or taken apart: ends -> (words left, words right, cost)."""
    found: _Joins = {}
    here, there = _places(old), _places(new)
    for i, (word, following) in enumerate(pairwise(old)):
        for j in there.get(word.low, ()):
            if j and new[j - 1].low == following.low != word.low:
                found.setdefault((i + 2, j + 1), []).append((2, 2, _SWAPPED))
    for together, i, count in _written_together(old, there):
        for j in there[together]:
            found.setdefault((i + count, j + 1), []).append((count, 1, _JOINED))
    for together, j, count in _written_together(new, here):
        parts = " ".join(word.low for word in new[j : j + count])
        if parts in {changed("SPLIT_HYPHEN", together), changed("SPLIT_WORD", together)}:
            for i in here[together]:
                found.setdefault((i + 1, j + count), []).append((1, count, _JOINED))
    return found


def _places(words: list[_Word]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        found.setdefault(word.low, []).append(i)
    return found


def _written_together(words: list[_Word], known: dict[str, list[int]]) -> Iterator[tuple[str, int, int]]:
    """Neighbours that stand in the other text as one word, run together or hyphenated."""
    lows = [word.low for word in words]
    for i in range(len(lows) - 1):
        for count in range(2, min(_MOST_PARTS, len(lows) - i) + 1):
            parts = lows[i : i + count]
            yield from ((one, i, count) for one in ("".join(parts), "-".join(parts)) if one in known)
