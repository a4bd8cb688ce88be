"""Changes of one word by the name of the change."""

from __future__ import annotations

import pytest

from mtqa.grammar.transforms import changed, noun_base, verb_base, written_small


@pytest.mark.parametrize(
    ("tag", "word", "new"),
    [
        ("CASE_LOWER", "USED", "used"),
        ("CASE_CAPITAL", "LONDON", "London"),
        ("CASE_CAPITAL", "London", None),
        ("CASE_UPPER", ",", None),
        ("NOUN_PLURAL", "city", "cities"),
        ("NOUN_PLURAL", "Woman", "Women"),
        ("NOUN_PLURAL", "cities", None),
        ("NOUN_PLURAL", "NGO", "NGOs"),
        ("NOUN_PLURAL", "the", None),
        ("NOUN_SINGULAR", "cities", "city"),
        ("NOUN_SINGULAR", "analyses", "analysis"),
        ("NOUN_SINGULAR", "wives", "wife"),
        ("NOUN_SINGULAR", "news", None),
        ("NOUN_SINGULAR", "NGOs", "NGO"),
        ("VERB_VBG", "dies", "dying"),
        ("VERB_VB", "dying", "die"),
        ("VERB_VBN", "went", "gone"),
        ("VERB_VBD", "GO", "WENT"),
        ("VERB_VBZ", "were", "are"),
        ("VERB_VBD", "feed", "fed"),
        ("VERB_VBD", "hospital", None),
        ("VERB_VBG", "during", None),
        ("VERB_VBD", "his", None),
        ("POSSESSIVE", "Anna", "Anna's"),
        ("POSSESSIVE", "Anna's", None),
        ("NO_POSSESSIVE", "Anna’s", "Anna"),
        ("ADVERB", "simple", "simply"),
        ("ADVERB", "basic", "basically"),
        ("ADVERB", "true", "truly"),
        ("ADVERB", "cat", None),
        ("ADJECTIVE", "happily", "happy"),
        ("ADJECTIVE", "simply", "simple"),
        ("ADJECTIVE", "family", None),
        ("SPLIT_HYPHEN", "day-to-day", "day to day"),
        ("SPLIT_WORD", "infact", "in fact"),
        ("SPLIT_WORD", "today", None),
        ("SPELL", "Recieve", "Receive"),
        ("SPELL", "receive", None),
        ("SPELL", "NGO", None),
        ("KEEP", "word", None),
        ("CASE_LOWER", "", None),
    ],
)
def test_a_change(tag: str, word: str, new: str | None) -> None:
    assert changed(tag, word) == new


@pytest.mark.parametrize(
    ("word", "verb", "noun"),
    [
        ("needs", "need", "need"),
        ("took", "take", None),
        ("agreed", "agree", None),
        ("children", "children", "child"),
        ("has", "have", None),
        ("this", None, None),
        ("2.5", None, None),
    ],
)
def test_bases(word: str, verb: str | None, noun: str | None) -> None:
    assert (verb_base(word), noun_base(word)) == (verb, noun)


@pytest.mark.parametrize(("word", "small"), [("The", True), ("However", True), ("I", False), ("London", False)])
def test_written_small(word: str, small: bool) -> None:
    assert written_small(word) is small
