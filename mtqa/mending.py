"""Whether a changed segment has lost a finding and gained none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.suggest import Found
    from mtqa.types import Segment

# The general threshold of a configuration that sets none.
SHOWN_BY_DEFAULT = 0.5


def is_mended(found: Found, changed: Segment, before: Iterable[Found], after: Sequence[Found]) -> bool:
    """Whether the changed segment lost the finding and gained none.

    `before` are the findings in the segment as it is, `after` those in the changed one. A finding is the same if it
    stands where it stood, moved along with the text; where it touches the change, if it is of the same rule.
    Findings that are hidden by default do not count, except those of the rule itself when its own is one.
    """
    old, new = found.segment.text, changed.text
    start, tail = _common_ends(old, new)
    least = min(found.hit.confidence, SHOWN_BY_DEFAULT)
    standing = Counter(
        _place(item, start, len(old) - tail, len(new) - len(old)) for item in before if item is not found
    )
    for item in after:
        if item.hit.confidence < (least if item.rule.name == found.rule.name else SHOWN_BY_DEFAULT):
            continue
        place = _place(item, start, len(new) - tail, 0)
        if not standing[place]:
            return False
        standing[place] -= 1
    return True


def _place(item: Found, start: int, end: int, shift: int) -> tuple[str, int, int]:
    """A finding's rule and span, the span as (-1, -1) where it touches `start`..`end`, moved by `shift` behind that."""
    span = item.hit.span
    if span.end < start:
        return item.rule.name, span.start, span.end
    if span.start > end:
        return item.rule.name, span.start + shift, span.end + shift
    return item.rule.name, -1, -1


def _common_ends(one: str, other: str) -> tuple[int, int]:
    """How many code points two texts share at the start, and behind that at the end."""
    shorter = min(len(one), len(other))
    start = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    most = shorter - start
    tail = next((index for index in range(most) if one[-1 - index] != other[-1 - index]), most)
    return start, tail
