"""Turns phrases of a list that stand in a text into hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.grammar.phrases import Phrases


def phrase_hits(phrases: Phrases, text: str, message: str, *, confidence: float, margin: float | None) -> Iterator[Hit]:
    """Hits of `phrases` in `text`. `message` may hold `{wrong}` and `{right}`.

    `confidence` and `margin` hold for phrases whose settings say nothing else.
    """
    for match in phrases.find(text):
        wrong = text[match.span.start : match.span.end]
        settings = match.phrase.settings
        own = settings.get("margin")
        yield Hit(
            match.span,
            message.format(wrong=wrong, right=match.replacements[0]),
            match.replacements,
            float(settings.get("confidence", confidence)),
            margin=float(own) if own is not None else margin,
        )
