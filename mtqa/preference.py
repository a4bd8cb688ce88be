"""Asks the language model which of several wordings is likelier in the same place.

Raw surprisal says little, since names and rare words are surprising too; the difference between two wordings
in one sentence says much (docs/benchmarks.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.models.base import LanguageModel
    from mtqa.types import Span

# Words of context on either side of the place. More changes few choices and costs as much time as it adds words.
WORDS_BEFORE = 24
WORDS_AFTER = 24

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Choice:
    """A place in a text, and what could stand there instead."""

    text: str
    span: Span
    candidates: tuple[str, ...]


def gains(
    model: LanguageModel, choices: Sequence[Choice], before: int = WORDS_BEFORE, after: int = WORDS_AFTER
) -> list[list[float]]:
    """For each choice and candidate: how much likelier the text becomes, in nats; positive means likelier.

    The measure is the difference of total log-probabilities, not per token: of 20 pairs the total preferred
    the natural wording in 18, the mean in 17.
    """
    texts = [
        [_window(choice, wording, before, after) for wording in (_original(choice), *choice.candidates)]
        for choice in choices
    ]
    scores = iter(model.score([text for group in texts for text in group]))
    result = []
    for group in texts:
        original, *others = [next(scores) for _ in group]
        result.append([other - original for other in others])
    return result


def _original(choice: Choice) -> str:
    return choice.text[choice.span.start : choice.span.end]


def _window(choice: Choice, wording: str, before: int, after: int) -> str:
    """The text with `wording` in place, cut to that many words on either side."""
    left, right = choice.text[: choice.span.start], choice.text[choice.span.end :]
    words_left, words_right = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    if len(words_left) > before:
        left = left[words_left[-before].start() :]
    if len(words_right) > after:
        right = right[: words_right[after - 1].end()]
    return left + wording + right
