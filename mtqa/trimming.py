"""Makes a correction no larger than needed: words that both wordings begin or end with are no part of it."""

from __future__ import annotations

import itertools
import operator
import re
from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = re.compile(r"\w+|\s+|[^\w\s]")


def trimmed(text: str, place: Span, new: str, keep: Span | None = None) -> tuple[Span, str]:
    """The smallest range of `text`, in whole words, and what to put there; at least `keep` stays in the range.

    Without `keep`, a word beside a place where words only come in or go stays, so that a person sees what is meant.
    """
    old = text[place.start : place.end]
    before, after = _PART.findall(old), _PART.findall(new)
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    start = place.start + sum(map(len, before[:first]))
    end = place.end - sum(map(len, before[len(before) - last :]))
    if keep is not None:
        start, end = min(start, keep.start), max(end, keep.end)
        start, end = max(start, place.start), min(end, place.end)
    elif not text[start:end].strip() or not new[start - place.start : len(new) - (place.end - end)].strip():
        start, end = _with_neighbour(text, place, start, end)
    return Span(start, end), new[start - place.start : len(new) - (place.end - end)]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts two lists begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: operator.eq(*pair), pairs))


def _with_neighbour(text: str, place: Span, start: int, end: int) -> tuple[int, int]:
    """The range with the word after it, or else the word before it, where those are in the place."""
    following = re.match(r"\s*\w+", text[end : place.end])
    if following:
        return start, end + following.end()
    before = re.search(r"\w+\s*$", text[place.start : start])
    return (place.start + before.start(), end) if before else (start, end)
