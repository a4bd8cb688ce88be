"""Judges the order of the words of a name: what English allows, and what only other languages do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.names.match import SHORT_NAME
from mtqa.names.nearby import WATERS
from mtqa.names.words import FUNCTION_WORDS, relations

if TYPE_CHECKING:
    from mtqa.names.match import Match
    from mtqa.names.words import Word

# The words of "United Nations", "United States", "United Kingdom" and "European Union".
UNITED = frozenset({"united", "union", "nations", "states", "kingdom"})
DIRECTIONS = frozenset({"north", "south", "east", "west", "center", "southeast", "northwest"})
ADJECTIVE_ENDINGS = ("al", "ic", "an", "ive", "ese", "ish")
PERSON_ENDINGS = ("er", "or", "ar", "ey", "ary")


def country_moved(match: Match) -> bool:
    """Whether only a country or body changed its place, to the front or to the end, as English allows.

    "General Assembly of the United Nations" is as right as "United Nations General Assembly".
    """
    order = [index for index, _ in match.pairs if index is not None]
    moved = [index for index in order if _may_move(match.window[index], match)]
    if adjective_last(match):
        return False
    staying = [index for index in order if index not in moved]
    if staying != sorted(staying) or moved != sorted(moved) or match.form.entity.kind == "places":
        return False
    if len(staying) < SHORT_NAME:
        return moved == list(range(len(moved)))
    in_text = moved in (list(range(len(moved))), list(range(len(staying), len(order))))
    in_name = order in (moved + staying, staying + moved)
    return in_text and in_name


def _may_move(word: Word, match: Match) -> bool:
    places = relations().places
    if word.plain in UNITED:
        return any(other.plain == "united" or other.root in places for other in match.window)
    state = word.root in places and word.root not in WATERS | {"gulf"}
    return bool(word.abbreviation) or state or word.root in DIRECTIONS - {"center"}


def adjective_last(match: Match) -> bool:
    """Whether an adjective stands right behind its noun, as in "Court Supreme"; "Secretary General" is English."""
    stands_for = {index: k for k, (index, _) in enumerate(match.pairs) if index is not None}
    for index in range(1, len(match.window)):
        noun, adjective = match.window[index - 1], match.window[index]
        k, head = stands_for.get(index), stands_for.get(index - 1)
        if k is None or head is None or k >= head:
            continue
        between = match.form.text[match.form.words[k].end : match.form.words[head].start]
        apart = FUNCTION_WORDS.isdisjoint(between.lower().split())
        if apart and is_adjective_behind(noun, adjective) and adjective.plain == match.form.words[k].plain:
            return True
    return False


def is_adjective_behind(noun: Word, adjective: Word) -> bool:
    """Whether an adjective stands right behind another word, and not as in "Secretary General"."""
    if adjective.start != noun.end + 1 or (adjective.root in relations().places and adjective.plain == adjective.root):
        return False
    if adjective.plain == "general" and noun.plain.endswith(PERSON_ENDINGS):
        return False
    return adjective.plain.endswith(ADJECTIVE_ENDINGS) or adjective.plain == "supreme"
