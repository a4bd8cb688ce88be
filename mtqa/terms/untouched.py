"""Terms that are never translated: they stand in the translation as they stand in the source."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.terms.find import UNSPACED
from mtqa.terms.similar import most_alike
from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.types import Segment

# By what stands in its place: the same letters written otherwise, something like it, or nothing that can be told.
RESPELT, LIKE, NOTHING = 0.95, 0.7, 0.75
# The share of letters in common from which a word is taken for the term.
ALIKE = 0.75

# The genitive and plural of several languages, and the endings that others put behind a name in Latin letters.
_ENDING = r"(?:['’-][^\W\d_]{1,3}|['’]|e?s|[^\W\d_A-Za-zÀ-ž]{1,3})?"


def changed(segment: Segment, terms: tuple[str, ...]) -> Iterator[Hit]:
    """One hit for each term of the source that its translation has not, or not as it is written."""
    if not segment.source or not segment.text.strip():
        return
    told: list[Span] = []
    for term in terms:
        place = _standing(term).search(segment.source)
        if place is None or any(one.start <= place.start() and place.end() <= one.end for one in told):
            continue
        told.append(Span(*place.span()))
        # `YouTuber` has the term too.
        if term not in segment.text:
            yield _hit(segment.text, term)


def _hit(text: str, term: str) -> Hit:
    respelt = _respelt(term).search(text)
    if respelt is not None:
        message = f"“{respelt.group()}” is written “{term}”, as in the source"
        return Hit(Span(*respelt.span()), message, (term,), RESPELT)
    alike = most_alike(text, (term,), ALIKE)
    message = f"“{term}” is never translated, and is not here as it stands in the source"
    if alike is not None:
        return Hit(alike[0], message, (term,), LIKE)
    return Hit(Span(0, len(text)), message, (), NOTHING)


@lru_cache(maxsize=2000)
def _standing(term: str) -> re.Pattern[str]:
    """The term as it is written, with an ending where it ends in a letter, beside scripts without blanks too."""
    ending = _ENDING if term[-1:].isalpha() else ""
    return re.compile(rf"(?<![^\W{UNSPACED}]){re.escape(term)}{ending}(?![^\W{UNSPACED}])")


@lru_cache(maxsize=2000)
def _respelt(term: str) -> re.Pattern[str]:
    """The letters of the term in any case, with or without blanks and hyphens."""
    letters = [re.escape(character) for character in term if character.isalnum()]
    spelled = r"[\s\-‐‑.]?".join(letters)
    return re.compile(rf"(?<!\w){spelled}(?!\w)", re.IGNORECASE)
