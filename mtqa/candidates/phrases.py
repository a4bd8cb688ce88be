"""What post-editors put in place of the same words (mtqa/data/corrections/phrases.tsv)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.candidates.base import Candidate
from mtqa.grammar.inflection import with_capital_of
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.candidates.base import Place

SOURCE = "phrases"
LONGEST = 6
# Of the phrases that overlap the span, these many with the largest share.
MOST = 8


@cache
def _table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Lower-case phrase -> what it became, and in what share of its occurrences; the most frequent first."""
    text = files("mtqa").joinpath("data/corrections/phrases.tsv").read_text(encoding="utf-8")
    result: dict[str, list[tuple[str, float]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            old, new, share, _ = line.split("\t")
            result.setdefault(old, []).append((new, float(share)))
    return {old: tuple(sorted(group, key=lambda one: -one[1])) for old, group in result.items()}


def phrases(place: Place) -> Iterator[Candidate]:
    """Candidates for phrases of the text that overlap the marked span, those most often replaced first."""
    table, words = _table(), place.words
    found: list[tuple[float, Candidate]] = []
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST, len(words))):
            start, end = words[first].start(), words[last].end()
            if not place.inside(start, end):
                continue
            old = place.text[start:end]
            for new, share in table.get(old.lower(), ()):
                found.append((share, Candidate(Span(start, end), with_capital_of(old, new), SOURCE)))
    found.sort(key=lambda one: -one[0])
    yield from (candidate for _, candidate in found[:MOST])
