"""Candidates -> rank -> verify: which corrections are good enough to be shown.

The detectors are the judge: a correction is offered only if, with it in place, the finding is gone and
nothing new is found, no number or negation changed, and (where the rule uses it) the language model finds it
likelier. There is no second set of rules.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.preference import Choice, gains
from mtqa.types import Category, Hit, Span, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtqa.models import Models
    from mtqa.registry import Rule
    from mtqa.types import Segment

# People choose among three at most; what ranks below is noise.
SHOWN = 3
# Verifying costs a check of the segment; a candidate of lower rank than this has never been the one to show.
TRIED = 5
# The confidence of what the language model does not confirm: visible to those who ask for everything.
UNCONFIRMED = 0.1

_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the rule that found it and the segment it is in.

    `gains` says, once the language model was asked, how much likelier each candidate makes the text, in nats.
    """

    rule: Rule
    segment: Segment
    hit: Hit
    gains: tuple[float, ...] | None = None

    @property
    def edit(self) -> Span:
        """The range, in the segment's text, that a candidate replaces."""
        return self.hit.edit or self.hit.span

    @property
    def marked(self) -> str:
        return self.segment.text[self.hit.span.start : self.hit.span.end]

    def corrected(self, candidate: str) -> Segment:
        """The segment with the candidate in place."""
        text = self.segment.text
        return self.segment.with_text(text[: self.edit.start] + candidate + text[self.edit.end :])


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A candidate in its place, about to be checked."""

    found: Found
    candidate: str
    gain: float | None
    segment: Segment


def judged(found: Sequence[Found], models: Models) -> list[Found]:
    """The hits with the confidence that the language model gives those that ask for its view (`Hit.margin`)."""
    asking = [item for item in found if item.hit.margin is not None and item.hit.candidates]
    answers = {id(item): answer for item, answer in zip(asking, _weighed(asking, models), strict=True)}
    result = []
    for item in (answers.get(id(item), item) for item in found):
        margin = item.hit.margin
        if margin is not None and item.gains is not None and max(item.gains) < margin:
            hit = dataclasses.replace(item.hit, confidence=min(item.hit.confidence, UNCONFIRMED))
            result.append(dataclasses.replace(item, hit=hit))
        else:
            result.append(item)
    return result


def corrections(
    found: Sequence[Found],
    standing: Sequence[Found],
    models: Models,
    recheck: Callable[[Sequence[Segment]], Sequence[Found]],
) -> dict[int, tuple[Suggestion, ...]]:
    """Checked corrections of the findings, best first, by the `id` of the finding they mend.

    `standing` is everything reported in the text as it is, and `recheck` finds everything in changed segments.
    A finding of a document rule is checked for what its correction breaks, not for being gone.
    """
    unweighed = [item for item in found if item.gains is None and "language_model" in item.rule.models]
    weighed = {id(item): new for item, new in zip(unweighed, _weighed(unweighed, models), strict=True)}
    attempts = [attempt for item in found for attempt in _attempts(item, weighed.get(id(item), item))]
    after: dict[int, list[Found]] = defaultdict(list)
    for item in recheck([attempt.segment for attempt in attempts]):
        after[id(item.segment)].append(item)
    before: dict[str, list[Found]] = defaultdict(list)
    for item in standing:
        before[item.segment.id].append(item)
    result: dict[int, list[Suggestion]] = defaultdict(list)
    for attempt in attempts:
        item, shown = attempt.found, result[id(attempt.found)]
        if len(shown) < SHOWN and is_mended(item, before[item.segment.id], after[id(attempt.segment)]):
            place = item.segment.to_file(item.edit)
            confidence = suggestion_confidence(item, attempt.gain)
            shown.append(Suggestion(attempt.candidate, place.start, place.end, item.rule.name, confidence))
    return {key: tuple(value) for key, value in result.items() if value}


def _weighed(found: Sequence[Found], models: Models) -> list[Found]:
    if not found:
        return []
    choices = [Choice(item.segment.text, item.edit, item.hit.candidates) for item in found]
    values = gains(models.language_model, choices)
    return [dataclasses.replace(item, gains=tuple(value)) for item, value in zip(found, values, strict=True)]


def _attempts(found: Found, weighed: Found) -> list[_Attempt]:
    candidates = [candidate for candidate in found.hit.candidates if keeps_facts(found, candidate)]
    if weighed.gains is None:
        ranked: list[tuple[str, float | None]] = [(candidate, None) for candidate in candidates]
    else:
        gain_of = dict(zip(found.hit.candidates, weighed.gains, strict=True))
        likelier = sorted((candidate for candidate in candidates if gain_of[candidate] > 0), key=lambda c: -gain_of[c])
        ranked = [(candidate, gain_of[candidate]) for candidate in likelier]
    return [_Attempt(found, candidate, gain, found.corrected(candidate)) for candidate, gain in ranked[:TRIED]]


def keeps_facts(found: Found, candidate: str) -> bool:
    """Whether a candidate leaves the numbers and negations of what it replaces as they are.

    A rule of locale conventions or typography may regroup digits, but not change them. What a rule takes out
    because it is given twice still stands once.
    """
    if found.rule.its == "duplication" and not candidate:
        return True
    old = found.segment.text[found.edit.start : found.edit.end]
    if len(_NEGATION.findall(old)) != len(_NEGATION.findall(candidate)):
        return False
    before, after = _NUMBER.findall(old), _NUMBER.findall(candidate)
    if found.rule.category is Category.LOCALE_CONVENTIONS or found.rule.its == "typographical":
        return _digits(before) == _digits(after)
    return Counter(before) == Counter(after)


def _digits(numbers: Iterable[str]) -> list[str]:
    return sorted(character for number in numbers for character in number if character.isdigit())


def is_mended(found: Found, before: Iterable[Found], after: Sequence[Found]) -> bool:
    """Whether the re-checked segment lost the finding and gained none.

    `before` are the findings in the segment as it is, `after` those with the candidate in place.
    """
    old = Counter((other.rule.name, other.marked) for other in before)
    new = Counter((other.rule.name, other.marked) for other in after)
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
