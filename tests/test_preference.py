"""Gains are differences of log-probabilities in the same window."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from mtqa.preference import Choice, gains
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.models.base import LanguageModel


class Recorder:
    """Finds a text the less likely the longer it is, and keeps what it was asked."""

    signature = "recorder"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, texts: Sequence[str]) -> list[float]:
        self.asked += texts
        return [-float(len(text)) for text in texts]


def choice(text: str, marked: str, *candidates: str) -> Choice:
    start = text.index(marked)
    return Choice(text, Span(start, start + len(marked)), candidates)


def ask(*choices: Choice, before: int = 24, after: int = 24) -> tuple[list[list[float]], list[str]]:
    model = Recorder()
    return gains(cast("LanguageModel", model), choices, before, after), model.asked


def test_one_gain_for_each_candidate_of_each_choice() -> None:
    values, asked = ask(choice("a long one.", "long", "big", "lengthy"), choice("b.", "b"), choice("c d.", "c", "cc"))
    assert values == [[1.0, -3.0], [], [-1.0]]
    assert asked == ["a long one.", "a big one.", "a lengthy one.", "b.", "c d.", "cc d."]


@pytest.mark.parametrize(
    ("before", "after", "window"),
    [
        pytest.param(24, 24, "one two, three FOUR five six. seven", id="all-of-it"),
        pytest.param(2, 1, "two, three FOUR five", id="cut-on-both-sides"),
        pytest.param(3, 3, "one two, three FOUR five six. seven", id="just-enough"),
    ],
)
def test_window(before: int, after: int, window: str) -> None:
    text = "one two, three four five six. seven"
    assert ask(choice(text, "four", "FOUR"), before=before, after=after)[1][1] == window


def test_a_candidate_may_be_empty() -> None:
    assert ask(choice("very very good", "very ", ""))[1] == ["very very good", "very good"]
