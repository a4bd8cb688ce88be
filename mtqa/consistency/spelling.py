"""Compares spellings of one name: transliterations differ in vowels, doubled letters and digraphs, names in more."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGRAPHS = (
    ("tch", "c"), ("sch", "s"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"),
    ("th", "t"), ("zh", "j"), ("dj", "j"), ("ck", "k"), ("ks", "x"), ("q", "k"), ("w", "v"), ("y", "i"), ("z", "s"),
)  # fmt: skip
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """The word in lower case without accents, apostrophes and hyphens."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if character.isalpha())


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """What transliterations of a name share: its consonants, with the digraphs that stand for one sound as one letter.

    `Mujahid` and `Mujahed` share one; so do `Zabihullah` and `Zabihulla`, `Osama` and `Usama`.
    """
    text = re.sub(r"(.)\1", r"\1", plain(word))
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    text = re.sub(r"c(?=[aou])", "k", text) if "ch" not in word.casefold() else text
    text = re.sub(r"h$|(?<=[aeiou])h(?![aeiou])", "", text)
    first = "a" if text[:1] in _VOWELS else ""
    return first + "".join(character for character in text if character not in _VOWELS)


def distance(one: str, two: str, most: int) -> int:
    """The Levenshtein distance of two words, or `most + 1` where it is larger."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    row = list(range(len(two) + 1))
    for index, a in enumerate(one, 1):
        row, before = [index], row
        for column, b in enumerate(two, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (a != b)))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
