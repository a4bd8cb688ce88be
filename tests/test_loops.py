"""Phrases in a loop: what is taken out, what is left alone, and that time grows with the text alone."""

import time

import pytest

from mtqa.loops import loops


def without_loops(text):
    for loop in sorted(loops(text), key=lambda loop: -loop.extra.start):
        text = text[: loop.extra.start] + text[loop.extra.end :]
    return text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("He went to the to the station.", "He went to the station."),
        ("the head of the head of the head of state", "the head of state"),
        ("mother of the red grains of the red grains of the land", "mother of the red grains of the land"),
        ("They came home, they came back home, they came back home.", "They came home, they came back home."),
        ("See the end of line 12 and the end of line 12.", "See the end of line 12."),
        ("the friends friends friends of the house", "the friends of the house"),
    ],
)
def test_what_is_too_much(text, mended):
    assert without_loops(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "again and again and again",
        "never, never, never",
        "ha ha ha ha",
        "1 1 1 1",
        "...",
        "to be or not to be",
    ],
)
def test_what_is_left_alone(text):
    assert list(loops(text)) == []


def test_loops_do_not_overlap():
    text = "the the the end of the end of the end of the the the end of the end of the end"
    ends = 0
    for loop in loops(text):
        assert loop.extra.start >= ends
        ends = loop.extra.end


@pytest.mark.parametrize("unit", ["a word that never comes back {0} ", "the same words all over "])
def test_time_grows_with_the_text(unit):
    def seconds(times):
        text = "".join(unit.format(number) for number in range(times))
        start = time.process_time()
        list(loops(text))
        return time.process_time() - start

    seconds(100)
    assert seconds(1500) < 75 * seconds(100) + 0.1
