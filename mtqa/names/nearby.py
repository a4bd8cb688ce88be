"""Finds, for a word of a text, the words of known names that it may stand for."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.names.words import near, relations

if TYPE_CHECKING:
    from mtqa.names.known import NameList

# The only places that a name is ever held to have lost to another place: no state owns them.
WATERS = frozenset({"atlantic", "pacific", "arctic", "mediterranean", "baltic", "caribbean"})
SHORTEST_MISSPELT = 4


class Nearby:
    """The words of a list of names by their first and last two letters, so that near spellings are found quickly."""

    def __init__(self, known: NameList) -> None:
        self._by_end: dict[str, list[str]] = defaultdict(list)
        self._kin: dict[str, set[str]] = defaultdict(set)
        for word in {word for key in known.exact for word in key if len(word) >= SHORTEST_MISSPELT}:
            self._by_end[word[:2]].append(word)
            self._by_end["-" + word[-2:]].append(word)
        for head, others in relations().kin.items():
            for other in others:
                self._kin[other].add(head)
        self._cache: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def roots(self, plain: str, root: str) -> tuple[frozenset[str], frozenset[str]]:
        """The roots of name words that a word is near in spelling, and those it is related to in any way."""
        if plain not in self._cache:
            table = relations()
            alike = [*self._by_end.get(plain[:2], ()), *self._by_end.get("-" + plain[-2:], ())]
            spelt = frozenset([table.root(word) for word in alike if near(plain, word)]) - {root}
            waters = WATERS if root in table.places else frozenset()
            self._cache[plain] = (spelt, spelt | self._kin.get(root, set()) | waters)
        return self._cache[plain]


@lru_cache(maxsize=2)
def nearby(known: NameList) -> Nearby:
    """The index of a list; takes about 10 ms."""
    return Nearby(known)
