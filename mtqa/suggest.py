"""Candidates -> rank -> verify: which corrections are good enough to be shown.

The detectors are the judge: a correction is offered only if, with it in place, the finding is gone and
nothing new is found, no number or negation changed, and (where the rule uses it) the language model finds it
likelier. There is no second set of rules.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.types import Category, Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.registry import Rule
    from mtqa.types import Segment

# People choose among three at most; what ranks below is noise.
SHOWN = 3

_NUMBER = re.compile(r"\d+")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the rule that found it and the segment it is in."""

    rule: Rule
    segment: Segment
    hit: Hit

    @property
    def edit(self) -> Span:
        """The range, in the segment's text, that a candidate replaces."""
        return self.hit.edit or self.hit.span

    @property
    def uses_language_model(self) -> bool:
        return "language_model" in self.rule.models

    def corrected(self, candidate: str) -> str:
        """The segment's text with the candidate in place."""
        text = self.segment.text
        return text[: self.edit.start] + candidate + text[self.edit.end :]

    def marked(self) -> str:
        return self.segment.text[self.hit.span.start : self.hit.span.end]


def keeps_facts(found: Found, candidate: str) -> bool:
    """Whether a candidate leaves the numbers and negations of what it replaces as they are.

    A locale-conventions rule may regroup digits, but not change them.
    """
    old = found.segment.text[found.edit.start : found.edit.end]
    if len(_NEGATION.findall(old)) != len(_NEGATION.findall(candidate)):
        return False
    before, after = _NUMBER.findall(old), _NUMBER.findall(candidate)
    if found.rule.category is Category.LOCALE_CONVENTIONS:
        return sorted("".join(before)) == sorted("".join(after))
    return Counter(before) == Counter(after)


def is_mended(found: Found, before: Iterable[Found], after: Sequence[Found]) -> bool:
    """Whether the re-checked segment lost the finding and gained none.

    `before` are the findings in the segment as it is, `after` those with the candidate in place.
    """
    old = Counter((other.rule.name, other.marked()) for other in before)
    new = Counter((other.rule.name, other.marked()) for other in after)
    same_rule = sum(1 for other in after if other.rule.name == found.rule.name)
    old_same_rule = sum(count for (rule, _), count in old.items() if rule == found.rule.name)
    gone = found.rule.whole_document or same_rule < old_same_rule
    appeared = new - old
    return gone and not appeared


def suggestion_confidence(found: Found, gain: float | None) -> float:
    """The confidence of a correction: that of its finding, lowered where the language model hardly prefers it."""
    if gain is None:
        return found.hit.confidence
    return round(min(found.hit.confidence, 1 / (1 + math.exp(-gain))), 3)
