"""Candidates -> rank -> verify: which corrections are good enough to be shown.

The detectors are the judge: a correction is offered only if, with it in place, the finding is gone, nothing new is
found and the score is no worse, no fact changed, and (where the rule uses it) the language model finds it likelier.
There is no second set of rules.
"""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa import facts
from mtqa.candidates import Place
from mtqa.mending import is_mended
from mtqa.overlaps import one_per_fault
from mtqa.preference import Choice, gains
from mtqa.proposals import Proposal, is_open, proposals
from mtqa.segmentation import count_words
from mtqa.trimming import trimmed
from mtqa.types import BlockKind, Hit, Severity, Span, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtqa.models import Models
    from mtqa.registry import Rule
    from mtqa.types import Segment

# People choose among three at most; what ranks below is noise.
SHOWN = 3
# Verifying costs a check of the segment; a candidate of lower rank than this has never been the one to show.
TRIED = 5
# Of wordings that no rule vouches for.
PROPOSED = 2
# The confidence of what the language model does not confirm: visible to those who ask for everything.
UNCONFIRMED = 0.1
# Characters of a segment that are checked again for its corrections: 30 of them in a sentence as long as a page. A line
# of one word 2,000 times took minutes and 15 GB without an end to it.
RECHECKED = 60_000
# A suggestion that is less sure than this is not shown.
LEAST_SURE = 0.2


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
    """A candidate in its place, about to be checked; `edit` is no larger than needed."""

    found: Found
    edit: Span
    text: str
    source: str
    confidence: float
    segment: Segment


@dataclass(frozen=True)
class Draft:
    """What the score of a draft is made of: its words, the findings reported in it, and the weight of each.

    `segments` are all of its segments, in order, to show what stands beside one.
    """

    words: int
    standing: Sequence[Found]
    weight: Callable[[Found], int]
    segments: Sequence[Segment] = ()

    def no_worse(self, segment: Segment, changed: Segment, after: Sequence[Found]) -> bool:
        """Whether the MQM score stays or rises when `changed`, with the findings `after`, stands for a segment."""
        old, total = self._penalties.get(segment.id, 0), self._total
        new = total - old + self._penalty(after)
        words = self.words + count_words(changed.text) - count_words(segment.text)
        # Penalty by words, and a score does not fall below 0.
        return min(new / max(words, 1), 1) <= min(total / max(self.words, 1), 1)

    def beside(self, segment: Segment) -> tuple[str, str]:
        """The text of the segments before and after one, "" where there is none."""
        number = self._numbers.get(segment.id)
        if number is None:
            return "", ""
        before = self.segments[number - 1].text if number else ""
        after = self.segments[number + 1].text if number + 1 < len(self.segments) else ""
        return before, after

    @cached_property
    def prose(self) -> list[str]:
        return [segment.text for segment in self.segments if segment.kind is BlockKind.PROSE]

    @cached_property
    def by_segment(self) -> dict[str, list[Found]]:
        result: dict[str, list[Found]] = defaultdict(list)
        for item in self.standing:
            result[item.segment.id].append(item)
        return result

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {segment.id: number for number, segment in enumerate(self.segments)}

    @cached_property
    def _penalties(self) -> dict[str, int]:
        return {segment: self._penalty(items) for segment, items in self.by_segment.items()}

    @cached_property
    def _total(self) -> int:
        return sum(self._penalties.values())

    def _penalty(self, found: Sequence[Found]) -> int:
        return sum(map(self.weight, one_per_fault(found, _anything)))


def _anything(_: Found) -> bool:
    return True


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
    draft: Draft,
    models: Models,
    recheck: Callable[[Sequence[Segment]], Sequence[Found]],
) -> dict[int, tuple[Suggestion, ...]]:
    """Checked corrections of the findings, best first, by the `id` of the finding they mend.

    `recheck` finds everything in changed segments. A finding of a document rule is checked for what its correction
    breaks, not for being gone.
    """
    given = [item for item in found if item.hit.candidates]
    unweighed = [
        item for item in given if item.gains is None and not item.hit.sure and "language_model" in item.rule.models
    ]
    weighed = {id(item): new for item, new in zip(unweighed, _weighed(unweighed, models), strict=True)}
    tried = (attempt for item in given for attempt in _attempts(item, weighed.get(id(item), item)))
    attempts = list(_affordable(tried))
    attempts += _proposed([item for item in found if not item.hit.candidates and is_open(item.rule)], models, draft)
    after: dict[int, list[Found]] = defaultdict(list)
    for item in recheck([attempt.segment for attempt in attempts]):
        after[id(item.segment)].append(item)
    result: dict[int, list[Suggestion]] = defaultdict(list)
    for attempt in attempts:
        item, shown, now = attempt.found, result[id(attempt.found)], after[id(attempt.segment)]
        if len(shown) >= SHOWN or not is_mended(item, attempt.segment, draft.by_segment[item.segment.id], now):
            continue
        if draft.no_worse(item.segment, attempt.segment, now):
            place = item.segment.to_file(attempt.edit)
            shown.append(Suggestion(attempt.text, place.start, place.end, attempt.source, attempt.confidence))
    return {key: tuple(value) for key, value in result.items() if value}


def _affordable(attempts: Iterable[_Attempt]) -> Iterator[_Attempt]:
    """Those that come first in each segment, until RECHECKED characters of it would be read again."""
    read: dict[str, int] = defaultdict(int)
    for attempt in attempts:
        name = attempt.found.segment.id
        read[name] += len(attempt.segment.text)
        if read[name] <= RECHECKED:
            yield attempt


def _proposed(found: Sequence[Found], models: Models, draft: Draft) -> list[_Attempt]:
    """Wordings for findings whose rule has none."""
    if not found:
        return []
    places = [_asked_place(item, draft) for item in found]
    tagged = any("tagger" in item.rule.models for item in found)
    groups = proposals(places, models.language_model, models.tagger if tagged else None, draft.prose)
    return [
        _proposed_attempt(item, one) for item, group in zip(found, groups, strict=True) for one in group[:PROPOSED]
        if one.confidence >= LEAST_SURE
    ]  # fmt: skip


def _asked_place(item: Found, draft: Draft) -> Place:
    # A serious fault of grammar for which its rule has no words is one of the sentence, not of the words marked.
    broken = item.rule.its == "grammar" and (item.hit.severity or item.rule.severity) is Severity.MAJOR
    return Place(item.segment.text, item.edit, item.segment.source or None, *draft.beside(item.segment), broken)


def _proposed_attempt(item: Found, proposal: Proposal) -> _Attempt:
    candidate, text = proposal.candidate, item.segment.text
    # Words around, so that one beside a mere gap can be shown with it.
    start = min(candidate.span.start, item.edit.start)
    end = max(candidate.span.end, item.edit.end)
    new = text[start : candidate.span.start] + candidate.text + text[candidate.span.end : end]
    edit, wording = trimmed(text, Span(start, end), new)
    segment = item.segment.with_text(candidate.applied(text))
    confidence = round(proposal.confidence, 3)
    return _Attempt(item, edit, wording, candidate.source, confidence, segment)


def _weighed(found: Sequence[Found], models: Models) -> list[Found]:
    if not found:
        return []
    choices = [Choice(item.segment.text, item.edit, item.hit.candidates) for item in found]
    values = gains(models.language_model, choices)
    return [dataclasses.replace(item, gains=tuple(value)) for item, value in zip(found, values, strict=True)]


def _attempts(found: Found, weighed: Found) -> list[_Attempt]:
    kept = [pair for pair in _ranked(found, weighed.gains) if keeps_facts(found, pair[0])]
    return [_attempt(found, candidate, sure) for candidate, sure in kept[:TRIED] if sure >= LEAST_SURE]


def _ranked(found: Found, gained: tuple[float, ...] | None) -> list[tuple[str, float]]:
    """The candidates with their confidence, best first; without those that the language model finds less likely."""
    hit = found.hit
    if hit.sure:
        return list(zip(hit.candidates, hit.sure, strict=True))
    if gained is None:
        return [(candidate, suggestion_confidence(found, None)) for candidate in hit.candidates]
    pairs = sorted(zip(hit.candidates, gained, strict=True), key=lambda pair: -pair[1])
    return [(candidate, suggestion_confidence(found, gain)) for candidate, gain in pairs if gain > 0]


def _attempt(found: Found, candidate: str, confidence: float) -> _Attempt:
    edit, text = trimmed(found.segment.text, found.edit, candidate, keep=found.hit.span)
    return _Attempt(found, edit, text, found.rule.name, confidence, found.corrected(candidate))


def keeps_facts(found: Found, candidate: str) -> bool:
    """Whether a rule's candidate leaves the facts of what it replaces as they are."""
    return facts.kept_by_rule(found.rule, found.segment.text[found.edit.start : found.edit.end], candidate)


def suggestion_confidence(found: Found, gain: float | None) -> float:
    """The confidence of a correction: that of its finding, lowered where the language model hardly prefers it."""
    if gain is None:
        return found.hit.confidence
    return round(min(found.hit.confidence, 1 / (1 + math.exp(-gain))), 3)
