"""The ways in which `damage` breaks a sentence, each a function that changes the units it is given.

A kind raises IndexError where the sentence has nothing that it could break.
"""

# ruff: noqa: PLR2004 (shares and lengths of a recipe)

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.grammar.inflection import with_capital_of

if TYPE_CHECKING:
    import random

_FUNCTION = (
    ("in", "on", "at", "of", "for", "to", "with", "from", "by", "about", "into", "over", "under", "between", "against",
     "during", "without"),
    ("the", "a", "an", "this", "that", "these", "those", "its", "his", "their"),
    ("is", "are", "was", "were", "will", "be", "been", "being", "has", "have", "had", "would", "can", "could", "may",
     "might", "must", "do", "does", "did"),
    ("and", "but", "or", "because", "although", "while", "when", "if", "so", "that", "which", "who"),
)  # fmt: skip
_SAME_CLASS = {word: words for words in _FUNCTION for word in words}
_PRONOUNS = {"he": "him", "him": "he", "she": "her", "they": "them", "them": "they", "we": "us", "us": "we", "i": "me"}
_GENDER = {"he": "she", "she": "he", "his": "her", "her": "his", "him": "her", "himself": "herself"}
_NOT_AFTER = frozenset(["is", "are", "was", "were", "will", "would", "can", "could", "should", "must", "has", "have",
                        "had", "did", "does", "do", "may"])  # fmt: skip


@dataclass(slots=True)
class Unit:
    """A word, the space before it, its labels, and whether the damage touched it."""

    word: str
    before: str
    labels: list[float]
    broken: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """Words to put in the place of others, by the look of the word replaced."""

    by_look: dict[str, list[str]] = field(default_factory=dict)

    def add(self, word: str) -> None:
        if len(word) > 3 and word.isalpha() and word.isascii():
            self.by_look.setdefault(look(word), []).append(word)

    def other(self, word: str, rng: random.Random) -> str:
        return rng.choice(self.by_look.get(look(word)) or ["thing"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a kind works on: the units, which it changes, and where chance and other words come from."""

    units: list[Unit]
    rng: random.Random
    pool: Pool


def look(word: str) -> str:
    """Capital or not, and the last two letters: a rough part of speech."""
    return ("A" if word[0].isupper() else "a") + word[-2:].lower()


def _content(units: list[Unit]) -> list[int]:
    return [
        i for i, u in enumerate(units) if u.word.isalpha() and len(u.word) > 3 and u.word.lower() not in _SAME_CLASS
    ]


def _words(units: list[Unit]) -> list[int]:
    return [i for i, u in enumerate(units) if u.word[0].isalnum()]


def _set(unit: Unit, word: str) -> None:
    if word != unit.word:
        unit.word, unit.broken = word, True


def _drop(units: list[Unit], first: int, count: int) -> None:
    if first + count >= len(units) or first < 0:
        return
    units[first + count].missing = True
    units[first + count].before = units[first].before
    del units[first : first + count]


def delete(s: Sentence) -> None:
    _drop(s.units, s.rng.choice(_words(s.units)), 1)


def delete_content(s: Sentence) -> None:
    _drop(s.units, s.rng.choice(_content(s.units)), 1)


def cut_phrase(s: Sentence) -> None:
    _drop(s.units, s.rng.choice(_words(s.units)), s.rng.randint(2, 5))


def repeat(s: Sentence) -> None:
    i = s.rng.choice(_words(s.units)[-1:] if s.rng.random() < 0.4 else _words(s.units))
    s.units[i + 1 : i + 1] = [
        Unit(s.units[i].word, " ", list(s.units[i].labels), broken=True) for _ in range(s.rng.choice((1, 1, 2, 4)))
    ]


def swap(s: Sentence) -> None:
    places = [i for i in _words(s.units)[:-1] if s.units[i + 1].word[0].isalnum()]
    i = s.rng.choice(places)
    one, two = s.units[i].word, s.units[i + 1].word
    _set(s.units[i], two)
    _set(s.units[i + 1], one)


def shuffle(s: Sentence) -> None:
    size = s.rng.choice((4, 6, len(s.units)))
    first = s.rng.randrange(max(1, len(s.units) - size))
    window = [i for i in _words(s.units) if first <= i < first + size]
    words = [s.units[i].word for i in window]
    s.rng.shuffle(words)
    for i, word in zip(window, words, strict=True):
        _set(s.units[i], word)


def function_word(s: Sentence) -> None:
    i = s.rng.choice([i for i, u in enumerate(s.units) if u.word.lower() in _SAME_CLASS])
    _set(s.units[i], with_capital_of(s.units[i].word, s.rng.choice(_SAME_CLASS[s.units[i].word.lower()])))


def inflect(s: Sentence) -> None:
    unit = s.units[s.rng.choice(_content(s.units))]
    stem = re.sub(r"(?:ing|ed|es|s|ly|ion|ment|ness)$", "", unit.word)
    ending = s.rng.choice(("", "s", "ed", "ing", "ly", "ion", "ment", "er"))
    _set(unit, stem + ending if len(stem) > 2 else unit.word + "s")


def stray_stop(s: Sentence) -> None:
    i = s.rng.choice([i for i in _words(s.units)[1:-1] if s.units[i].before == " "])
    s.units.insert(
        i, Unit(s.rng.choice(".....,;:?!-"), s.rng.choice(("", "", "", " ")), list(s.units[i].labels), broken=True)
    )
    s.units[i + 1].broken = s.units[i].word in ".?!"


def other_word(s: Sentence) -> None:
    unit = s.units[s.rng.choice(_content(s.units))]
    _set(unit, s.pool.other(unit.word, s.rng))


def add_word(s: Sentence) -> None:
    i = s.rng.choice(_content(s.units))
    word = s.pool.other(s.units[i].word, s.rng).lower()
    s.units.insert(i, Unit(word, s.units[i].before, list(s.units[i].labels), broken=True))
    s.units[i + 1].before = " "


def capital(s: Sentence) -> None:
    unit = s.units[s.rng.choice(_content(s.units))]
    _set(unit, unit.word.lower() if unit.word[0].isupper() else unit.word.capitalize())


def first_lower(s: Sentence) -> None:
    _set(s.units[0], s.units[0].word[:1].lower() + s.units[0].word[1:])


def all_lower(s: Sentence) -> None:
    for unit in s.units:
        _set(unit, unit.word.lower())


def misspell(s: Sentence) -> None:
    unit = s.units[s.rng.choice(_content(s.units))]
    i = s.rng.randrange(1, len(unit.word) - 1)
    forms = (unit.word[:i] + unit.word[i + 1 :], unit.word[:i] + unit.word[i + 1] + unit.word[i] + unit.word[i + 2 :])
    _set(unit, s.rng.choice((*forms, unit.word[:i] + unit.word[i:][:1] + unit.word[i:])))


def drop_end(s: Sentence) -> None:
    if s.units[-1].word in ".!?":
        del s.units[-1]
        s.units[-1].broken = True


def spaced(s: Sentence) -> None:
    for unit in s.units[1:]:
        if not unit.before and not unit.word[0].isalnum():
            unit.before, unit.broken = " ", True


def pronoun_case(s: Sentence) -> None:
    unit = s.units[s.rng.choice([i for i, u in enumerate(s.units) if u.word.lower() in _PRONOUNS])]
    _set(unit, with_capital_of(unit.word, _PRONOUNS[unit.word.lower()]))


def number(s: Sentence) -> None:
    unit = s.units[s.rng.choice([i for i, u in enumerate(s.units) if any(c.isdigit() for c in u.word)])]
    i = s.rng.choice([i for i, c in enumerate(unit.word) if c.isdigit()])
    _set(unit, unit.word[:i] + s.rng.choice("123456789") + unit.word[i + 1 :])


def name(s: Sentence) -> None:
    unit = s.units[s.rng.choice([i for i in _content(s.units)[1:] if s.units[i].word[0].isupper()])]
    _set(unit, s.pool.other(unit.word, s.rng))


def negation(s: Sentence) -> None:
    negated = [i for i, u in enumerate(s.units) if u.word.lower() in {"not", "never", "no"}]
    if negated:
        _drop(s.units, s.rng.choice(negated), 1)
    else:
        i = s.rng.choice([i for i, u in enumerate(s.units) if u.word.lower() in _NOT_AFTER]) + 1
        s.units.insert(i, Unit("not", " ", list(s.units[i].labels), broken=True))


def gender(s: Sentence) -> None:
    unit = s.units[s.rng.choice([i for i, u in enumerate(s.units) if u.word.lower() in _GENDER])]
    _set(unit, with_capital_of(unit.word, _GENDER[unit.word.lower()]))


Kind = Callable[[Sentence], None]
MONOLINGUAL: tuple[Kind, ...] = (
    delete, delete, delete_content, delete_content,
    cut_phrase, repeat, swap, swap, shuffle, function_word, function_word,
    inflect, inflect, stray_stop, stray_stop, other_word, other_word, add_word, capital, first_lower, all_lower,
    misspell, misspell, drop_end, spaced, pronoun_case,
)  # fmt: skip
BILINGUAL: tuple[Kind, ...] = (number, number, name, negation, negation, gender, other_word, delete_content, cut_phrase)
