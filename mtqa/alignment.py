"""Aligns the sentences of a source and its translation: by length, and by what looks alike on both sides.

The dynamic programme is that of Gale and Church (1993, "A program for aligning sentences in bilingual corpora"):
beads of one to one, two to one and so on, each with the probability of its lengths. Numbers, names, addresses and
marks that stand on both sides count beside length; names of other alphabets are compared by their sounds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    # By the number of target sentences: a cost, and the bead that ends there.
    _Row = dict[int, tuple[float, tuple[int, int]]]

# How many sentences stand for how many, and the logarithm of how rare that is (Gale and Church, table 5; the beads of
# three are those of Moore 2002).
BEADS = {
    (1, 1): 0.12, (1, 0): 4.6, (0, 1): 4.6, (2, 1): 2.9, (1, 2): 2.9, (2, 2): 5.2, (3, 1): 5.0, (1, 3): 5.0,
}  # fmt: skip
# Variance of the length of a translation per character of the source.
VARIANCE = 6.8
# What a sentence without a counterpart costs less than its rarity says: people drop more than Gale and Church saw.
ALONE = -2.0
# Most that the lengths of one bead may cost: a free translation is not yet another sentence.
MOST_BY_LENGTH = 12.0
# What a shared anchor is worth, per unit of its rarity, and what a number costs that only one side has.
SHARED, MISSING = 1.1, 0.7
# A bead that begins a paragraph on one side alone, or runs over the end of one.
OVER_PARAGRAPH = 1.5
# An alignment that costs so much more than the best one of as much of the source is given up.
BEAM = 30.0
# A character of Chinese or Japanese says about as much as so many letters.
CJK_LETTERS = 2.8
# Shorter words are alike by chance.
LEAST_LETTERS, STEM = 4, 5

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ’']\d{3})*(?:[.,:]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"[?？؟!！…:：()（）%％]|[\"“”«»„「」『』]")
_ALIKE = str.maketrans("？؟！：（）％“”«»„「」『』", "??!:()%" + '"' * 9)
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеёжзиіїйклмнопрстуўфхцчшщъыьэєюя", (
        "a b v g g d e e zh z i i i i k l m n o p r s t u u f kh ts ch sh sh _ y _ e e yu ya".replace("_", "~").split()
    ), strict=True))
    | {"~": ""}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of either side: its text, and the number of its paragraph."""

    text: str
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences `source` that the sentences `target` translate (ranges; one may be empty), and the cost of that."""

    source: range
    target: range
    cost: float


@dataclass(frozen=True, slots=True)
class _Side:
    """What is compared of the sentences of one side."""

    lengths: list[float]
    anchors: list[Counter[str]]
    paragraphs: list[int]


def align(source: Sequence[Sentence], target: Sequence[Sentence]) -> list[Bead]:
    """The likeliest beads, in order; they cover every sentence once, and no bead takes targets of two paragraphs."""
    left, right = _side(source), _side(target)
    rows = _cheapest(len(source), len(target), _Costs(left, right))
    beads = []
    row, column = len(source), len(target)
    while (row, column) != (0, 0):
        total, (a, b) = rows[row][column]
        cost = total - rows[row - a][column - b][0]
        beads.append(Bead(range(row - a, row), range(column - b, column), cost))
        row, column = row - a, column - b
    return beads[::-1]


def _cheapest(rows: int, columns: int, costs: _Costs) -> list[_Row]:
    """By the number of source sentences and of target sentences, the cost of the cheapest way there and its last bead.

    What costs much more than the best of its row is left out.
    """
    found: list[_Row] = []
    for row in range(rows + 1):
        cells: _Row = {} if row else {0: (0.0, (0, 0))}
        for a, b in BEADS:
            for column, (cost, _) in found[row - a].items() if 0 < a <= row else ():
                if column + b <= columns:
                    _take(cells, column + b, cost + costs(row - a, row, column, column + b), (a, b))
        last = row == rows
        limit = min(cost for cost, _ in cells.values()) + BEAM
        column = min(cells)
        while column < columns:
            if column in cells and (last or cells[column][0] <= limit):
                _take(cells, column + 1, cells[column][0] + costs(row, row, column, column + 1), (0, 1))
            column += 1
        found.append(cells if last else {column: cell for column, cell in cells.items() if cell[0] <= limit})
    return found


def _take(cells: _Row, column: int, cost: float, bead: tuple[int, int]) -> None:
    if cost < math.inf and (column not in cells or cost < cells[column][0]):
        cells[column] = (cost, bead)


class _Costs:
    """The cost of beads: the lower, the likelier."""

    def __init__(self, left: _Side, right: _Side) -> None:
        self._left, self._right = left, right
        self._ratio = sum(right.lengths) / max(sum(left.lengths), 1)
        self._rarity = _rarity(left, right)

    def __call__(self, first: int, last: int, start: int, end: int) -> float:
        prior = BEADS[last - first, end - start]
        if first == last or start == end:
            return prior + ALONE
        left, right = self._left, self._right
        over = right.paragraphs[start] != right.paragraphs[end - 1]
        if over:
            return math.inf
        cost = prior + self._by_length(sum(left.lengths[first:last]), sum(right.lengths[start:end]))
        cost += OVER_PARAGRAPH * (left.paragraphs[first] != left.paragraphs[last - 1])
        cost += OVER_PARAGRAPH * (_begins(left.paragraphs, first) != _begins(right.paragraphs, start))
        return cost - self._by_anchors(left.anchors[first:last], right.anchors[start:end])

    def _by_length(self, source: float, target: float) -> float:
        expected = source * self._ratio
        deviation = abs(target - expected) / math.sqrt(VARIANCE * (expected + target) / 2 or 1)
        return min(-math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-12)), MOST_BY_LENGTH)

    def _by_anchors(self, source: Sequence[Counter[str]], target: Sequence[Counter[str]]) -> float:
        left, right = _together(source), _together(target)
        if not left and not right:
            return 0.0
        gain = SHARED * sum(self._rarity[key] * min(count, right[key]) for key, count in left.items() if key in right)
        numbers = [key for key in left.keys() ^ right.keys() if key[0].isdigit()]
        return gain - MISSING * len(numbers)


def _together(counters: Sequence[Counter[str]]) -> Counter[str]:
    return counters[0] if len(counters) == 1 else sum(counters, Counter())


def _begins(paragraphs: Sequence[int], place: int) -> bool:
    return place == 0 or paragraphs[place] != paragraphs[place - 1]


def _rarity(left: _Side, right: _Side) -> Counter[str]:
    """How much it says that an anchor stands on both sides: little where every sentence has it."""
    seen: Counter[str] = Counter()
    for anchors in (*left.anchors, *right.anchors):
        seen.update(anchors.keys())
    total = len(left.anchors) + len(right.anchors)
    return Counter({key: math.log(1 + total / count) for key, count in seen.items()})


def _side(sentences: Sequence[Sentence]) -> _Side:
    return _Side(
        [_length(sentence.text) for sentence in sentences],
        [Counter(_anchors(sentence.text)) for sentence in sentences],
        [sentence.paragraph for sentence in sentences],
    )


def _length(text: str) -> float:
    return len(text) + (CJK_LETTERS - 1) * len(_CJK.findall(text))


def _anchors(text: str) -> Iterator[str]:
    """What a translation keeps: numbers by their digits, names and words of the same root, marks."""
    for match in _NUMBER.finditer(text):
        digits = "".join(str(unicodedata.digit(c)) for c in match.group() if c.isdigit())
        yield digits
    for match in _WORD.finditer(text):
        folded = _folded(match.group())
        if len(folded) >= LEAST_LETTERS and folded.isascii():
            yield f"w{folded[:STEM]}"
    for match in _MARK.finditer(text):
        yield match.group().translate(_ALIKE)


def _folded(word: str) -> str:
    """A word in plain Latin letters, as far as that goes."""
    word = word.lower()
    if word.isascii():
        return word
    latin = unicodedata.normalize("NFKD", word.translate(_CYRILLIC))
    return "".join(character for character in latin if not unicodedata.combining(character))
