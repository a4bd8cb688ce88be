"""`a` or `an` by sound."""

from __future__ import annotations

import pytest

from mtqa.grammar.inflection import article
from mtqa.grammar.sound import sounding


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("a", "Ukrainian Ugandan unanimous utopia union unique user European one once U-turn UN UNESCO year"),
        ("an", "unidentified uninteresting unimportant usher urban onerous hour heir umbrella Euler Yttrium"),
        ("an", "X-ray MRI FBI NGO MP MPs SMS F-16 A-level EU 8-year 80th 11 18,000"),
        ("a", "7-year 1,800 100 car BBC CEO"),
    ],
)
def test_words(wanted: str, words: str) -> None:
    assert {word: sounding(word) for word in words.split()} == dict.fromkeys(words.split(), wanted)


@pytest.mark.parametrize("word", ["NATO", "SUV", "historic", "1800s"])
def test_what_people_read_in_two_ways(word: str) -> None:
    assert sounding(word) is None
    assert article(word) == "a"
