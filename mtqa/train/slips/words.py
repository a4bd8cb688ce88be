"""A sentence as slips see it: words and signs with the space before each, to be changed in place."""

# ruff: noqa: SIM905 (word lists read better as words)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtqa.spelling import english

if TYPE_CHECKING:
    import random
    from collections.abc import Container

# The 's of a genitive is a piece of its own, so that the name before it can stay as it is.
_TOKEN = re.compile(r"['’]s\b|[^\W_]+(?:[-'’.](?!['’]?s\b)[^\W_]+)*|[^\w\s]|_")
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december english french german chinese russian spanish italian american british european "
    "african asian".split()
)
# A word at the start of a sentence that is commoner than this (mtqa.spelling) is not taken for a name.
_COMMON = 6


@dataclass(slots=True)
class Word:
    """A word or a sign, its lower case, the space before it, and whether it is to stay as it is."""

    text: str
    low: str
    before: str
    fixed: bool = False

    def set(self, text: str) -> None:
        """Write another word in its place, with the capital of the one replaced; it is not touched again."""
        if self.text[:1].isupper() and (self.text != "I" or text != "i"):
            text = text[:1].upper() + text[1:]
        self.text, self.low, self.fixed = text, text.lower(), True


class Line(list[Word]):
    """The words of one sentence."""

    def at(self, index: int) -> str:
        """The lower case of a word; of none, an empty text."""
        return self[index].low if 0 <= index < len(self) else ""

    def free(self, known: Container[str]) -> list[int]:
        """Places of words, not fixed, that are in a set or table."""
        return [i for i, word in enumerate(self) if not word.fixed and word.low in known]

    def plain(self, shortest: int = 1) -> list[int]:
        """Places of words of letters that are not fixed."""
        return [i for i, w in enumerate(self) if not w.fixed and len(w.low) >= shortest and w.low.isalpha()]

    def drop(self, index: int) -> None:
        """Take a word out; where it began the sentence, the next takes its capital."""
        gone = self.pop(index)
        if index < len(self):
            after = self[index]
            after.before = gone.before
            if gone.text[:1].isupper() and after.text[:1].islower() and not gone.fixed:
                after.text = after.text[:1].upper() + after.text[1:]

    def put(self, index: int, text: str) -> None:
        """Put a word before another; at the start of the sentence it takes the capital."""
        after = self[index]
        word = Word(text, text.lower(), after.before, fixed=True)
        if index == 0 and after.text[:1].isupper():
            word.text = text[:1].upper() + text[1:]
            if not after.fixed and after.low != "i":
                after.text = after.low
        after.before = " "
        self.insert(index, word)

    def put_sign(self, index: int, sign: str) -> None:
        """Put a sign after the word before a place, without a space."""
        self.insert(index, Word(sign, sign, "", fixed=True))

    def join(self) -> str:
        return "".join(word.before + word.text for word in self)


def line_of(text: str) -> Line:
    """Cut a sentence into words and signs. Names, numbers and mixed words are fixed."""
    line, end = Line(), 0
    for match in _TOKEN.finditer(text):
        piece = match.group()
        line.append(Word(piece, piece.lower(), text[end : match.start()], _stays(piece, first=not line)))
        end = match.end()
    if end < len(text):
        line.append(Word("", "", text[end:], fixed=True))
    return line


def _stays(piece: str, *, first: bool) -> bool:
    if piece.islower() or piece == "I":
        return not piece.isascii()
    if not piece[0].isalpha():
        return any(sign.isdigit() for sign in piece)
    plain_start = first and piece[1:].islower() | (len(piece) == 1)
    return not (plain_start and english().get(piece.lower(), 0) > _COMMON and piece.lower() not in _DATES)


def is_date_or_tongue(low: str) -> bool:
    """Whether a word has its capital by a rule of English alone: a day, a month, a language or nationality."""
    return low in _DATES


@cache
def known(word: str, least: int = 6) -> bool:
    """Whether a word is a common enough English one."""
    return english().get(word, 0) >= least


def pick(rng: random.Random, places: list[int]) -> int:
    """One of the places. Raises IndexError where there is none: the slip cannot be made."""
    return places[int(rng.random() * len(places))]
