"""The list of known names, read once and indexed by the roots of their words."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.names.words import FUNCTION_WORDS, Word, breaks, relations, words

if TYPE_CHECKING:
    from collections.abc import Sequence

# Two-word names stand for so much else that single words are never matched.
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Entity:
    """A body, treaty, office, event or place: its names, the official one first, and its acronyms."""

    kind: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One name of an entity, its content words, and the indices of those that a comma or "and" follows."""

    text: str
    entity: Entity
    words: tuple[Word, ...]
    breaks: frozenset[int]


@dataclass(frozen=True)
class NameList:
    """Known names. `by_root` gives the numbers of the forms that hold a root; `exact` every key of content words."""

    entities: list[Entity] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    roots: list[frozenset[str]] = field(default_factory=list)
    by_root: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    exact: set[tuple[str, ...]] = field(default_factory=set)
    longest: dict[str, int] = field(default_factory=dict)
    acronyms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entity: Entity, keys: Sequence[Sequence[str]]) -> None:
        """Index an entity under each of its names, whose normalised content words are `keys`."""
        root_of = relations().root
        first = len(self.texts)
        for text, key in zip(entity.names, keys, strict=True):
            number = len(self.texts)
            roots = frozenset([root_of(word) for word in key])
            self.exact.add(tuple(key))
            if len(key) > self.longest.get(key[0], 0):
                self.longest[key[0]] = len(key)
            if len(key) >= FEWEST_WORDS:
                for root in roots:
                    self.by_root[root].append(number)
            self.texts.append(text)
            self.owners.append(len(self.entities))
            self.roots.append(roots)
        for acronym in entity.acronyms:
            self.acronyms[acronym] += range(first, len(self.texts))
        self.entities.append(entity)

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one list, and it lives as long as the program
    def form(self, number: int) -> Form:
        """The form of a number, with its words; made on demand, since most are never looked at."""
        text = self.texts[number]
        content = tuple(words(text))
        return Form(text, self.entities[self.owners[number]], content, breaks(text, content))

    def kind(self, number: int) -> str:
        """The kind of the entity that a form names."""
        return self.entities[self.owners[number]].kind

    @lru_cache(maxsize=65_536)  # noqa: B019 - as above
    def weight(self, root: str) -> float:
        """How much a root tells: the natural logarithm of one over its share of the names; 0 for one in every name."""
        return math.log(len(self.texts) / (1 + len(self.by_root.get(root, ()))))

    def known_at(self, plain: Sequence[str], start: int) -> int:
        """The number of content words, from `start` on, that are together a known name; 0 for none."""
        for length in range(min(self.longest.get(plain[start], 0), len(plain) - start), 0, -1):
            if tuple(plain[start : start + length]) in self.exact:
                return length
        return 0

    def begins(self, plain: list[str]) -> bool:
        """Whether a known name begins with these content words, as "International Criminal Tribunal for ..." does."""
        return any([word.plain for word in form.words[: len(plain)]] == plain for form in self._with_rarest(plain))

    def joined(self, plain: list[str]) -> bool:
        """Whether a known name with these content words has a comma or "and"."""
        return any([word.plain for word in form.words] == plain and form.breaks for form in self._with_rarest(plain))

    def _with_rarest(self, plain: list[str]) -> list[Form]:
        """The forms that hold the rarest of some content words."""
        rarest = min((relations().root(word) for word in plain), key=lambda root: len(self.by_root.get(root, ())))
        return [self.form(number) for number in self.by_root.get(rarest, ())]

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=1)
def names() -> NameList:
    """The list that ships with mtqa (`mtqa/data/names/names.tsv`).

    A cell is a name, with `=` and its normalised content words where they are not what `simple_key` gives.
    """
    known = NameList()
    for line in files("mtqa").joinpath("data/names/names.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, acronyms, *cells = line.split("\t")
        parts = [cell.partition("=") for cell in cells]
        keys = [key.split(" ") if key else simple_key(text) for text, _, key in parts]
        known.add(Entity(kind, tuple([text for text, _, _ in parts]), tuple(acronyms.split())), keys)
    return known


def simple_key(text: str) -> list[str]:
    """The normalised content words of a name without anything special in it."""
    return [word for word in text.lower().split(" ") if word not in FUNCTION_WORDS]
