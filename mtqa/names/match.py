"""Matches a stretch of content words to the known names that it may be a garbling of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.names.words import Relation, relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.names.known import Form, NameList
    from mtqa.names.words import Word

# What each kind of difference costs; a garbling of one name is nearest to that name. Chosen by hand.
COST = {Relation.SAME: 0.0, Relation.FORM: 0.25, Relation.SPELLING: 0.5, Relation.KIN: 0.6, Relation.PLACE: 1.0}
# How much of a word's weight speaks for the name when the text has a word so related in its place.
CREDIT = {Relation.SAME: 1.0, Relation.FORM: 0.9, Relation.SPELLING: 0.8, Relation.KIN: 0.6, Relation.PLACE: 0.3}
LONG_NAME = 5
COST_ORDER, COST_EXTRA, COST_MISSING = 0.3, 1.0, 1.1


@dataclass(frozen=True)
class Match:
    """A window of words aligned with a known name.

    `pairs` holds, for each word of the name, the index of the word of the window that stands for it (None: it is
    missing) and how the two are related. `weights` are those of the name's words.
    """

    window: tuple[Word, ...]
    form: Form
    pairs: tuple[tuple[int | None, Relation], ...]
    weights: tuple[float, ...]

    @cached_property
    def counts(self) -> Counter[Relation]:
        """How many words are related in each way."""
        return Counter(relation for _, relation in self.pairs)

    @property
    def missing(self) -> int:
        return self.counts[Relation.NONE]

    @property
    def extra(self) -> int:
        """Words of the window that stand for no word of the name."""
        return len(self.window) - sum(1 for index, _ in self.pairs if index is not None)

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
        return cost + COST_ORDER * self.reordered + COST_EXTRA * self.extra + COST_MISSING * self.missing

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
    table = relations()
    links = sorted(
        (table.relation(word, name), abs(i - j), j, i)
        for i, word in enumerate(window)
        for j, name in enumerate(form.words)
    )
    pairs: list[tuple[int | None, Relation]] = [(None, Relation.NONE)] * len(form.words)
    used: set[int] = set()
    for relation, _, j, i in links:
        if relation is not Relation.NONE and pairs[j][0] is None and i not in used:
            pairs[j] = (i, relation)
            used.add(i)
    weights = tuple(known.weight(word.root) for word in form.words)
    return Match(tuple(window), form, tuple(pairs), weights)


def candidates(content: Sequence[Word], known: NameList) -> Iterator[int]:
    """The numbers of the forms that share enough roots with the content words to be worth aligning."""
    postings = [known.by_root[root] for root in {word.root for word in content} if root in known.by_root]
    if not postings:
        return
    shared: Counter[int] = Counter()
    for posting in postings:
        shared.update(posting)
    for number, count in shared.items():
        size = len(known.roots[number])
        if count >= fewest_shared(size) and len(content) >= size - 1:
            yield number


def fewest_shared(size: int) -> int:
    """The roots that a garbling shares with a name of `size` roots: all but one, in long names all but two."""
    return size - (1 if size < LONG_NAME else 2)


def windows(content: Sequence[Word], size: int) -> Iterator[tuple[int, int]]:
    """The stretches of `content` about as long as a name of `size` words."""
    for length in range(max(2, size - 1), size + 2):
        for start in range(len(content) - length + 1):
            yield start, start + length


def best(
    content: Sequence[Word], known: NameList, numbers: Sequence[int], *, pruned: bool = True
) -> list[tuple[int, int, Match]]:
    """For each name its nearest window: (first word, word after the last, match), nearest first.

    `pruned` leaves windows out that share too few roots with the name.
    """
    found = []
    for number in numbers:
        form = known.form(number)
        roots = known.roots[number]
        fewest = fewest_shared(len(roots)) if pruned else 0
        aligned = [
            (start, stop, align(content[start:stop], form, known))
            for start, stop in windows(content, len(form.words))
            if sum(word.root in roots for word in content[start:stop]) >= fewest
        ]
        if aligned:
            found.append(min(aligned, key=lambda item: (item[2].cost, item[1] - item[0])))
    return sorted(found, key=lambda item: (item[2].cost, -item[2].shared))
