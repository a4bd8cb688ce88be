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

# Words of context on either side of the place. Over 120 phrases that post-editors replaced and 120 that people wrote,
# telling the two apart has an AUC of .897 with 24 and 24, .891 with 16 and 8, .873 with 8 and 4, .841 with 8 and 1;
# 16 and 8 would save 15% of the tokens. The sentence before changes nothing (docs/benchmarks.md).
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

    The measure is the difference of total log-probabilities: it preferred the natural wording in 72 of 72 pairs,
    the mean per token in 70, and a bonus for each token that a longer candidate adds did not help.
    Where people wrote the text, a candidate gains 3 nats or more in 1 of 120 places.
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
