"""Other wordings for a place that a rule marked without saying what is right: one source of them a file.

Candidates are many and most are wrong; the language model ranks them in context and the rules check them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.candidates.base import Candidate, Place
from mtqa.candidates.infilling import infilled
from mtqa.candidates.local import local
from mtqa.candidates.phrases import phrases
from mtqa.candidates.rewriting import rewritten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.models.base import LanguageModel

__all__ = ["Candidate", "Place", "by_model", "cheap"]

# A candidate costs some 30 tokens of the language model, which reads about 500 a second.
MOST = 16


def cheap(place: Place) -> list[Candidate]:
    """Candidates that need no model: what post-editors did with these words, then small systematic edits."""
    found: dict[str, Candidate] = {}
    for candidate in (*phrases(place), *local(place)):
        found.setdefault(candidate.applied(place.text), candidate)
    found.pop(place.text, None)
    return list(found.values())[:MOST]


def by_model(places: Sequence[Place], model: LanguageModel) -> list[list[Candidate]]:
    """Candidates that the language model writes, for each place."""
    told = rewritten(places, model)
    return infilled(places, model) if told is None else told
