"""Which findings mark the same fault, so that each fault is reported and counted once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtqa.suggest import Found

# Two findings mark the same fault when they share this much of the shorter and of the longer one, or anything at all
# where one of them gives way, or both ask for one text.
SAME_FAULT = (0.5, 0.3)


def one_per_fault(found: Sequence[Found], reported: Callable[[Found], bool]) -> list[Found]:
    """Of findings that mark the same fault, the one that says most: reported, not giving way, severe, sure."""

    def rank(item: Found) -> tuple[bool, bool, int, float, str]:
        severity = item.hit.severity or item.rule.severity
        return (not reported(item), item.rule.gives_way, -severity.weight, -item.hit.confidence, item.rule.name)

    kept: dict[str, list[Found]] = defaultdict(list)
    # By place: a line of one word over and over has thousands of findings, and few of them meet.
    at: dict[tuple[str, int], list[Found]] = defaultdict(list)
    for item in sorted(found, key=rank):
        places = [(item.segment.id, place) for place in range(item.hit.span.start, item.hit.span.end)]
        meeting = {id(other): other for place in places for other in at.get(place, ())}
        if not any(_same_fault(item, other) for other in meeting.values()):
            kept[item.segment.id].append(item)
            for place in places:
                at[place].append(item)
    return [item for items in kept.values() for item in items]


def _same_fault(one: Found, other: Found) -> bool:
    a, b = one.hit.span, other.hit.span
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared <= 0 or one.hit.side != other.hit.side:
        return False
    if one.rule.gives_way or other.rule.gives_way or _corrected(one) & _corrected(other):
        return True
    shorter, longer = sorted((len(a), len(b)))
    return shared >= SAME_FAULT[0] * shorter and shared >= SAME_FAULT[1] * longer


def _corrected(item: Found) -> set[str]:
    """The sentence with each candidate in place: `must to be` and its `to` alone both come to `must be`."""
    text, edit = item.segment.text, item.edit
    return {" ".join(f"{text[: edit.start]}{one}{text[edit.end :]}".split()) for one in item.hit.candidates}
