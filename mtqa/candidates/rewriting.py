"""What a larger language model proposes when it is told what to do, where the user has chosen one that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.candidates.base import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.candidates.base import Place
    from mtqa.models.base import LanguageModel

SAMPLES = 3
# Characters of the sentence on either side that are shown to the model.
REACH = 400


def rewritten(places: Sequence[Place], model: LanguageModel) -> list[list[Candidate]] | None:
    """Candidates for each place, or None for a model that can only continue a text. Raises ModelError."""
    rewrite = getattr(model, "rewrite", None)
    if rewrite is None:
        return None
    marked = [
        (
            place.text[max(0, place.span.start - REACH) : place.span.start],
            place.text[place.span.start : place.span.end],
            place.text[place.span.end : place.span.end + REACH],
        )
        for place in places
    ]
    sources = [place.source for place in places]
    answers = rewrite(marked, SAMPLES, sources) if any(sources) else rewrite(marked, SAMPLES)
    if answers is None:
        return None
    return [
        [Candidate(place.span, text, "language model") for text in dict.fromkeys(map(_cleaned, texts)) if text]
        for place, texts in zip(places, answers, strict=True)
    ]


def _cleaned(answer: str) -> str:
    """The first line of an answer, without the brackets or quotes that models like to put around it."""
    line = answer.strip().partition("\n")[0].strip()
    return line.removeprefix("[[").removesuffix("]]").strip('`"').strip()
