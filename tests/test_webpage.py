"""The lines that web pages put around an article: their data, and how a line is compared with it."""

import time
import tomllib
from importlib.resources import files

import pytest

from mtqa.vocabulary import common_words
from mtqa.webpage import furniture, is_person, key


def groups():
    return tomllib.loads(files("mtqa").joinpath("data/furniture.toml").read_text(encoding="utf-8"))["group"]


def test_no_phrase_is_both_sure_and_unsure():
    sure = {key(phrase) for group in groups() for phrase in group["phrases"]}
    unsure = {key(phrase) for group in groups() for phrase in group.get("near", ())}
    assert not sure & unsure


def test_every_phrase_is_found_as_a_line():
    for group in groups():
        for phrase in group["phrases"]:
            assert furniture(phrase.capitalize()) is not None, phrase


@pytest.mark.parametrize(
    "line",
    [
        "LEAVE A REPLY!",
        "Leave Reply »",
        "12 comments",
        "1,204 views",
        "Monday, 3 May 2021, 10:20 (GMT+7)",
        "5 min read",
    ],
)
def test_case_marks_articles_and_numbers_do_not_matter(line):
    found = furniture(line)
    assert found is not None
    assert found.sure


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By Royal Appointment",
        "Version 2.3.18",
        "3 May 2021.",
        "At 23:59 on April 21st.",
        "According to Reuters, the talks failed.",
        "The reader may leave a reply on the page that describes the talks.",
        "x" * 10_000,
    ],
)
def test_ordinary_lines(line):
    found = furniture(line)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hai Lam", True),
        ("(Kikuchi Shuntaro)", True),
        ("Ludwig van Beethoven", True),
        ("Grace Young Oyelaran", True),
        ("Further Reading", False),
        ("For Freelance Designers", False),
        ("Hai", False),
        ("Hai lam", False),
        ("Five Words With Capital Letters", False),
    ],
)
def test_names(line, expected):
    assert is_person(line) is expected


def test_common_words_are_words_in_lower_case():
    words = common_words()
    assert {"further", "reading", "government"} <= words
    assert not {"mujahid", "kowalska"} & words
    assert all(word.isalpha() and word.islower() for word in words)


def test_no_line_takes_long():
    lines = ["Home > " * 50, "By " + "Aa " * 120, "Author: " + "Aa, " * 90, "Photo: " + "A/" * 180, "share " * 60 + "x"]
    start = time.process_time()
    for line in lines:
        furniture(line[:400])
    assert time.process_time() - start < 1.0
