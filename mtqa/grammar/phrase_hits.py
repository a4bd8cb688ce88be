"""Turns phrases of a list that stand in a text into hits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.grammar.phrases import Phrases

# What right English can hold too is not changed unasked. Of such phrases in MLQE-PE train, before the language model
# was asked, 6 came nearer to the post-edit, 19 stayed as near and 16 went farther; of the others 10, 2 and 6.
DOUBTFUL = 0.8

# Shorter words stay small in headings in which all others have capitals.
SHORTEST_IN_TITLE = 4
# Of a pattern, where `a|b` are two words and `(a)` is one.
_PATTERN_WORD = re.compile(r"[\w'’-]+")


def phrase_hits(phrases: Phrases, text: str, message: str, *, confidence: float, margin: float | None) -> Iterator[Hit]:
    """Hits of `phrases` in `text`. `message` may hold `{wrong}` and `{right}`.

    `confidence` and `margin` hold for phrases whose settings say nothing else. A phrase with a margin of more than 0 is
    at most DOUBTFUL, unless its settings say how sure it is.
    """
    for match in phrases.find(text):
        wrong = text[match.span.start : match.span.end]
        if _part_of_name(wrong, match.phrase.wrong):
            continue
        settings = match.phrase.settings
        own = settings.get("margin")
        needed = float(own) if own is not None else margin
        usual = min(confidence, DOUBTFUL) if needed else confidence
        yield Hit(
            match.span,
            message.format(wrong=wrong, right=match.replacements[0]),
            match.replacements,
            float(settings.get("confidence", usual)),
            margin=needed,
        )


def _part_of_name(wrong: str, pattern: str) -> bool:
    """`At that the Time Traveller laughed`: a word of the pattern has a capital here, and other words have none."""
    words = [word for word in wrong.split()[1:] if len(word) >= SHORTEST_IN_TITLE]
    capitals = [word for word in words if word[0].isupper()]
    return 0 < len(capitals) < len(words) and any(word.lower() in _PATTERN_WORD.findall(pattern) for word in capitals)
