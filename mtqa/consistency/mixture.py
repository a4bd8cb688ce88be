"""The values that the comparisons give to the rule: what stands in a document in more than one form."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from mtqa.types import Segment


@dataclass(frozen=True, slots=True)
class Mention:
    """A form of something, where it stands."""

    segment: Segment
    span: Span

    @property
    def text(self) -> str:
        return self.segment.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Mixture:
    """A minority form with its mentions, and the form that stands more often (or first).

    `confidence` is the share of such mixtures that a careful editor would make one. `candidate` replaces the
    first mention; None where there is nothing to put in its place.
    """

    mentions: tuple[Mention, ...]
    message: str
    confidence: float
    candidate: str | None = None


def found(segments: Iterable[Segment], pattern: re.Pattern[str]) -> list[Mention]:
    """Every match of a pattern in the segments, in order."""
    return [Mention(segment, Span(*match.span())) for segment in segments for match in pattern.finditer(segment.text)]


def by_form(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions by what they say, in the order of the first ones."""
    forms: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        forms[mention.text].append(mention)
    return dict(forms)


def minority(one: Sequence[Mention], other: Sequence[Mention]) -> tuple[Sequence[Mention], Sequence[Mention]]:
    """The rarer of two forms first; of two that are equally frequent, the one that stands first is kept."""
    few, many = sorted((one, other), key=lambda mentions: (len(mentions), [-place for place in _place(mentions[0])]))
    return few, many


def _place(mention: Mention) -> tuple[int, int]:
    return mention.segment.block, mention.segment.span.start + mention.span.start


def times(count: int) -> str:
    """`once`, `twice` or `5 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
