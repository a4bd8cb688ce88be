"""Forms of verbs and nouns."""

from __future__ import annotations

import pytest

from mtqa.grammar.inflection import forms, plural, verb


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("take", "take takes took taken taking"),
        ("go", "go goes went gone going"),
        ("stop", "stop stops stopped stopped stopping"),
        ("visit", "visit visits visited visited visiting"),
        ("prefer", "prefer prefers preferred preferred preferring"),
        ("carry", "carry carries carried carried carrying"),
        ("die", "die dies died died dying"),
        ("agree", "agree agrees agreed agreed agreeing"),
        ("watch", "watch watches watched watched watching"),
        ("have", "have has had had having"),
        ("be", "be is was been being"),
        ("put", "put puts put put putting"),
        ("panic", "panic panics panicked panicked panicking"),
        ("program", "program programs programmed programmed programming"),
        ("format", "format formats formatted formatted formatting"),
        ("singe", "singe singes singed singed singeing"),
        ("quiz", "quiz quizzes quizzed quizzed quizzing"),
        ("look", "look looks looked looked looking"),
        ("turn on", "turn on|turns on|turned on|turned on|turning on"),
    ],
)
def test_verbs(base: str, expected: str) -> None:
    wanted = expected.split("|") if "|" in expected else expected.split()
    assert [verb(base, tag) for tag in ("VB", "VBZ", "VBD", "VBN", "VBG")] == wanted


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("boss", "bosses"),
        ("city", "cities"),
        ("day", "days"),
        ("man", "men"),
        ("tax haven", "tax havens"),
        ("box", "boxes"),
        ("spokesman", "spokesmen"),
        ("policewoman", "policewomen"),
        ("housewife", "housewives"),
        ("grandchild", "grandchildren"),
        ("German", "Germans"),
        ("shaman", "shamans"),
        ("series", "series"),
        ("veto", "vetoes"),
        ("tornado", "tornadoes"),
        ("piano", "pianos"),
        ("synthesis", "syntheses"),
        ("monarch", "monarchs"),
        ("march", "marches"),
    ],
)
def test_nouns(one: str, many: str) -> None:
    assert plural(one) == many


def test_an_ambiguous_form_carries_all_its_tags() -> None:
    assert forms("put")["put"] == ("VB", "VBD", "VBN")
    assert forms("be")["were"] == ("VBD",)
