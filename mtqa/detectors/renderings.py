"""One source that was translated in two ways, and two sources that were translated alike. Needs the source."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mtqa.registry import document_detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Document, Segment

# A single word may mean two things; of several, or of so many letters, this is rare.
_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 6
# Sources that share more than this are variants of one another (a comma, an ending), which English may not tell apart.
_VARIANTS = 0.75
_FEWEST_WORDS_ALIKE = 3


@document_detector(
    "renderings", category=Category.ACCURACY, severity=Severity.MINOR, its="inconsistency", needs_source=True
)
def renderings(document: Document, _context: Context) -> Iterator[Hit]:
    """The same source was translated in two ways, or two different sources were translated alike.

    Who reads a manual takes two wordings for two things; a text that was pasted into the wrong place shows as two
    sources with one translation. Case, punctuation and blanks do not count. Of two wordings the rarer one is marked,
    or the later one.

    Bad: Сохранить изменения => Save changes ¶ Сохранить изменения => Keep the modifications
    Good: Сохранить изменения => Save changes ¶ Сохранить изменения. => Save changes.
    """
    pairs = [segment for segment in document.segments if segment.source and segment.text.strip()]
    by_source: dict[str, list[Segment]] = defaultdict(list)
    by_target: dict[str, list[Segment]] = defaultdict(list)
    for segment in pairs:
        by_source[_bare(segment.source or "")].append(segment)
        by_target[_bare(segment.text)].append(segment)
    for source, group in by_source.items():
        if source and len(group) > 1:
            yield from _two_ways(source, group)
    for target, group in by_target.items():
        if len(target.split()) >= _FEWEST_WORDS_ALIKE and len(group) > 1:
            yield from _alike(group)


def _bare(text: str) -> str:
    """A text without case, punctuation, placeholders' letters and superfluous blanks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _two_ways(source: str, group: list[Segment]) -> Iterator[Hit]:
    counts = Counter(_bare(segment.text) for segment in group)
    usual = max(counts, key=lambda text: counts[text])
    first = next(segment for segment in group if _bare(segment.text) == usual)
    long_enough = len(source.split()) >= _FEWEST_WORDS or len(source) >= _FEWEST_CHARACTERS
    for segment in group:
        if _bare(segment.text) != usual:
            message = f"The same source is translated “{first.text}” in segment {first.id}."
            confidence = 0.65 if long_enough else 0.4
            yield Hit(Span(0, len(segment.text)), message, (first.text,), confidence, segment=segment)


def _alike(group: list[Segment]) -> Iterator[Hit]:
    first = group[0]
    for segment in group[1:]:
        one, other = _bare(first.source or ""), _bare(segment.source or "")
        if one and other and SequenceMatcher(None, one, other, autojunk=False).ratio() < _VARIANTS:
            message = f"Another source (“{(first.source or '').strip()}”, segment {first.id}) has the same translation."
            yield Hit(Span(0, len(segment.text)), message, (), 0.55, segment=segment)
