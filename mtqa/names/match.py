"""Matches a stretch of content words to the known names that it may be a garbling of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.names.nearby import nearby
from mtqa.names.words import FILLERS, Relation, related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.names.known import Form, NameList
    from mtqa.names.words import Word

# What each kind of difference costs; a garbling of one name is nearest to that name. Chosen by hand.
COST = {Relation.SAME: 0.0, Relation.FORM: 0.25, Relation.SPELLING: 0.5, Relation.KIN: 0.6, Relation.PLACE: 1.0}
# How much of a word's weight speaks for the name when the text has a word so related in its place.
CREDIT = {Relation.SAME: 1.0, Relation.FORM: 0.9, Relation.SPELLING: 0.8, Relation.KIN: 0.6, Relation.PLACE: 0.3}
LONG_NAME = 5
COST_ORDER, COST_EXTRA, COST_MISSING, COST_IDLE = 0.3, 1.0, 1.1, 0.3
SHORT_NAME = 2


@dataclass(frozen=True)
class Match:
    """A window of words aligned with a known name.

    `pairs` holds, for each word of the name, the index of the word of the window that stands for it (None: it is
    missing) and how the two are related. `weights` are those of the name's words. `idle` holds the indices of words
    of the window that say nothing of their own: fillers such as "affairs", and the second of two words for one.
    """

    window: tuple[Word, ...]
    form: Form
    pairs: tuple[tuple[int | None, Relation], ...]
    weights: tuple[float, ...]
    idle: frozenset[int] = frozenset()

    @cached_property
    def counts(self) -> Counter[Relation]:
        """How many words are related in each way."""
        return Counter(relation for _, relation in self.pairs)

    @property
    def missing(self) -> int:
        return self.counts[Relation.NONE]

    @property
    def extra(self) -> int:
        """Words of the window that stand for no word of the name, without those that say nothing."""
        return len(self.window) - sum(1 for index, _ in self.pairs if index is not None) - len(self.idle)

    @property
    def replaced(self) -> int:
        """Words of the name for which another word stands."""
        return sum(self.counts[kind] for kind in (Relation.SPELLING, Relation.KIN, Relation.PLACE))

    @cached_property
    def reordered(self) -> bool:
        """Whether the words stand in another order than in the name."""
        order = [index for index, _ in self.pairs if index is not None]
        return order != sorted(order)

    @cached_property
    def cost(self) -> float:
        """How far the window is from the name; 0 for the name itself."""
        cost = sum(COST.get(relation, 0.0) * count for relation, count in self.counts.items())
        cost += COST_ORDER * self.reordered + COST_IDLE * len(self.idle)
        return cost + COST_EXTRA * self.extra + COST_MISSING * self.missing

    @cached_property
    def shared(self) -> float:
        """The weight, in nats, of the name's words that the window has as they are or in another form."""
        return sum(
            weight for weight, (_, relation) in zip(self.weights, self.pairs, strict=True) if relation <= Relation.FORM
        )

    @cached_property
    def explained(self) -> float:
        """The weight, in nats, of the name's words that stand in the window in some way."""
        pairs = zip(self.weights, self.pairs, strict=True)
        return sum(weight * CREDIT.get(relation, 0.0) for weight, (_, relation) in pairs)

    @cached_property
    def share(self) -> float:
        """The part of the name's weight that is shared, 0 to 1."""
        return self.shared / max(sum(self.weights), 1e-9)


def align(window: Sequence[Word], form: Form, known: NameList) -> Match:
    """The best alignment of a window with a name: nearest relations first, each word used once."""
    links = sorted(
        (relation, abs(i - j), j, i)
        for i, word in enumerate(window)
        for j, name in enumerate(form.words)
        if (relation := related(word.plain, word.root, name.plain, name.root)) is not Relation.NONE
    )
    pairs: list[tuple[int | None, Relation]] = [(None, Relation.NONE)] * len(form.words)
    stands_for: dict[int, int] = {}
    for relation, _, j, i in links:
        if pairs[j][0] is None and i not in stands_for:
            pairs[j] = (i, relation)
            stands_for[i] = j
    weights = tuple([known.weight(word.root) for word in form.words])
    idle = frozenset([i for i in range(len(window)) if i not in stands_for and _is_idle(i, window, form, stands_for)])
    return Match(tuple(window), form, tuple(pairs), weights, idle)


def _is_idle(i: int, window: Sequence[Word], form: Form, stands_for: dict[int, int]) -> bool:
    """Whether a word between others is a filler, or says again what the word beside it says."""
    if not 0 < i < len(window) - 1:
        return False
    if window[i].root in FILLERS:
        return True
    names = [form.words[stands_for[other]] for other in (i - 1, i + 1) if other in stands_for]
    return any(
        related(window[other].plain, window[other].root, name.plain, name.root) is Relation.KIN
        and related(window[i].plain, window[i].root, name.plain, name.root) is Relation.KIN
        for other in (i - 1, i + 1)
        for name in names
    )


def crosses(match: Match, start: int, breaks: frozenset[int]) -> bool:
    """Whether a match takes words from both sides of a comma or "and" where the name has none.

    `start` is the index of the window's first word, `breaks` holds the indices of words that a comma or "and" follows.
    """
    inner = [index - start for index in range(start, start + len(match.window) - 1) if index in breaks]
    if not inner:
        return False
    beside = {k for index in match.form.breaks for k in (index, index + 1)}
    allowed = {match.pairs[k][0] for k in beside}
    return not all({index, index + 1} & allowed or {index, index + 1} & match.idle for index in inner)


def candidates(content: Sequence[Word], known: NameList) -> Iterator[int]:
    """The numbers of the forms that the content words may garble.

    All roots but one or two of such a form are there, and related words stand for the others.
    """
    table = nearby(known)
    have = {word.root for word in content}
    spelt: set[str] = set()
    related_to: set[str] = set()
    for word in content:
        misspelt, all_roots = table.roots(word.plain, word.root)
        spelt |= misspelt
        related_to |= all_roots
    shared: Counter[int] = Counter()
    for root in have:
        shared.update(known.by_root.get(root, ()))
    for number, count in shared.items():
        roots = known.roots[number]
        size = len(roots)
        if count < fewest_shared(size) or len(content) < size - 1:
            continue
        if count < size:
            lacking = roots - have
            replaceable = related_to if size > SHORT_NAME or known.kind(number) == "places" else spelt
            if len(lacking - replaceable) > (size >= LONG_NAME):
                continue
        yield number


def fewest_shared(size: int) -> int:
    """The roots that a garbling shares with a name of `size` roots: all but one, in long names all but two."""
    return size - (1 if size < LONG_NAME else 2)


def _windows(content: Sequence[Word], form: Form, roots: frozenset[str], known: NameList) -> Iterator[tuple[int, int]]:
    """The stretches about as long as a name, from one word that may stand for one of its words to another."""
    table = nearby(known)
    size = len(form.words)
    fewest = fewest_shared(len(roots))
    places = [
        index
        for index, word in enumerate(content)
        if word.root in roots or not roots.isdisjoint(table.roots(word.plain, word.root)[1])
    ]
    for start in places:
        for last in places:
            if max(2, size - 1) <= last - start + 1 <= size + 1:
                shared = sum(word.root in roots for word in content[start : last + 1])
                if shared >= fewest:
                    yield start, last + 1


def best(
    content: Sequence[Word], known: NameList, numbers: Sequence[int], breaks: frozenset[int]
) -> list[tuple[int, int, Match]]:
    """For each name its nearest window in each part of an enumeration: (first word, word after the last, match)."""
    found: list[tuple[int, int, Match]] = []
    parts = [sum(other < index for other in breaks) for index in range(len(content))]
    for number in numbers:
        form = known.form(number)
        nearest: dict[int, tuple[int, int, Match]] = {}
        for start, stop in _windows(content, form, known.roots[number], known):
            item = (start, stop, align(content[start:stop], form, known))
            if not crosses(item[2], start, breaks) and _nearer(item, nearest.get(parts[start])):
                nearest[parts[start]] = item
        found += nearest.values()
    return sorted(found, key=lambda item: (item[2].cost, -item[2].shared))


def best_at_end(
    content: Sequence[Word], known: NameList, numbers: Sequence[int], breaks: frozenset[int]
) -> list[tuple[int, int, Match]]:
    """As `best`, for windows that end with the content, where an acronym follows; any number of words may differ."""
    found: list[tuple[int, int, Match]] = []
    stop = len(content)
    for number in numbers:
        form = known.form(number)
        nearest: tuple[int, int, Match] | None = None
        for length in range(max(2, len(form.words) // 2), min(len(form.words) + 2, stop) + 1):
            item = (stop - length, stop, align(content[stop - length :], form, known))
            if not crosses(item[2], stop - length, breaks) and _nearer(item, nearest):
                nearest = item
        if nearest:
            found.append(nearest)
    return sorted(found, key=lambda item: (item[2].cost, -item[2].shared))


def _nearer(item: tuple[int, int, Match], other: tuple[int, int, Match] | None) -> bool:
    return other is None or (item[2].cost, item[1] - item[0]) < (other[2].cost, other[1] - other[0])
