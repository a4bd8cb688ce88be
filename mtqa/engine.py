"""The one path that every front end uses: a document in, a report out.

Detect with every rule, let the language model judge the hits that ask for it, drop what overlaps, correct,
score.
"""

from __future__ import annotations

import bisect
import dataclasses
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.context import Context
from mtqa.errors import MtqaError, RuleError
from mtqa.models import Models
from mtqa.preference import Choice, gains
from mtqa.scoring import STEADY_WORDS, overall_quality, segment_score, signature
from mtqa.segmentation import count_words, segmented
from mtqa.suggest import SHOWN, Found, is_mended, keeps_facts, suggestion_confidence
from mtqa.types import DocumentReport, Finding, Segment, SegmentScore, Span, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.config import Config
    from mtqa.registry import Rule
    from mtqa.types import Document

# What the language model does not confirm stays visible to those who ask for everything.
UNCONFIRMED = 0.1
# Two findings mark the same fault when they share this much of the shorter and of the longer one.
SAME_FAULT = (0.5, 0.3)


def check(document: Document, config: Config, models: Models | None = None) -> DocumentReport:
    """Check one document. Pass the same `models` again to load nothing twice.

    Raises ConfigError, ModelError, or RuleError for a detector that fails.
    """
    return Checker(config, models or Models(config)).check(document)


@dataclass(frozen=True)
class Checker:
    """A configuration and its models, ready for any number of documents."""

    config: Config
    models: Models

    def __post_init__(self) -> None:
        from mtqa.registry import detectors

        rules = self.config.rules_in_force()
        excluding = [rule for rule in detectors.all().values() if rule.excludes and rule not in rules]
        object.__setattr__(self, "selected", frozenset(rule.name for rule in rules))
        object.__setattr__(self, "rules", [*rules, *excluding])

    selected: frozenset[str] = dataclasses.field(init=False)
    rules: list[Rule] = dataclasses.field(init=False)

    @property
    def signature(self) -> str:
        """What runs: the rules with their settings, and the models they use."""
        rules = [rule for rule in self.rules if rule.name in self.selected]
        settings = (self.config.rules, self.config.min_confidence, self.config.segment_by)
        return signature(rules, self.models.signatures({need for rule in rules for need in rule.models}), settings)

    def check(self, document: Document) -> DocumentReport:
        """Everything that is to be said of one document."""
        document = segmented(document, self.config.segment_by)
        found = self._judged(self._detect(document, document.segments, self.rules))
        excluded = {item.segment.id for item in found if item.rule.excludes and self._reported(item)}
        found = [item for item in found if item.rule.excludes or item.segment.id not in excluded]
        found = _one_per_fault([item for item in found if item.rule.name in self.selected], self._reported)
        corrections = self._corrections(document, found) if self.config.suggest else {}
        positions = _Positions(document.text)
        findings = [self._finding(item, positions, corrections.get(id(item), ())) for item in found]
        findings = [
            finding
            for finding, item in zip(findings, found, strict=True)
            if item.hit.confidence >= self.config.threshold_of(item.rule)
        ]
        findings.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
        return self._report(document, findings, excluded)

    def _detect(self, document: Document, segments: Sequence[Segment], rules: Iterable[Rule]) -> list[Found]:
        found = []
        for rule in rules:
            context = Context(document, self.config, self.models, self.config.options_of(rule))
            try:
                if rule.whole_document:
                    hits = [(hit.segment, hit) for hit in rule.check(document, context)]
                else:
                    hits = [
                        (segment, hit)
                        for segment in segments
                        if segment.source is not None or not rule.needs_source
                        for hit in rule.check(segment, context)
                    ]
            except MtqaError:
                raise
            except Exception as error:
                raise RuleError(rule.name, document.path, error) from error
            found += [Found(rule, segment, hit) for segment, hit in hits if segment is not None]
        return [item for item in found if item.marked() not in self.config.names]

    def _judged(self, found: Sequence[Found]) -> list[Found]:
        """The hits that ask for the language model's view, with the confidence that it gives them."""
        asking = [item for item in found if item.hit.margin is not None and item.hit.candidates]
        if not asking:
            return list(found)
        answers = gains(self.models.language_model, [_choice(item) for item in asking])
        confirmed = {id(item): max(values) >= (item.hit.margin or 0) for item, values in zip(asking, answers, strict=True)}
        return [
            item
            if confirmed.get(id(item), True)
            else dataclasses.replace(item, hit=dataclasses.replace(item.hit, confidence=UNCONFIRMED))
            for item in found
        ]

    def _reported(self, item: Found) -> bool:
        return item.hit.confidence >= self.config.threshold_of(item.rule)

    def _corrections(self, document: Document, found: Sequence[Found]) -> dict[int, tuple[Suggestion, ...]]:
        """Checked corrections, by the identity of the finding they mend."""
        wanting = [item for item in found if item.hit.candidates and self._reported(item)]
        modelled = [item for item in wanting if item.uses_language_model]
        values = gains(self.models.language_model, [_choice(item) for item in modelled]) if modelled else []
        by_item = {id(item): value for item, value in zip(modelled, values, strict=True)}
        tried: list[tuple[Found, str, float | None, Segment]] = []
        for item in wanting:
            ranked: list[tuple[str, float | None]] = [(candidate, None) for candidate in item.hit.candidates]
            if id(item) in by_item:
                pairs = zip(item.hit.candidates, by_item[id(item)], strict=True)
                ranked = sorted(((text, gain) for text, gain in pairs if gain > 0), key=lambda pair: -pair[1])
            for text, gain in ranked[: SHOWN + 2]:
                if keeps_facts(item, text):
                    tried.append((item, text, gain, item.segment.with_text(item.corrected(text))))
        return self._verified(document, found, tried)

    def _verified(
        self, document: Document, found: Sequence[Found], tried: Sequence[tuple[Found, str, float | None, Segment]]
    ) -> dict[int, tuple[Suggestion, ...]]:
        rules = [rule for rule in self.rules if not rule.whole_document and rule.name in self.selected]
        after: list[Found] = []
        owners: list[int] = []
        for index, (_, _, _, segment) in enumerate(tried):
            new = self._detect(document, [segment], rules)
            after += new
            owners += [index] * len(new)
        remaining: dict[int, list[Found]] = defaultdict(list)
        for owner, item in zip(owners, self._judged(after), strict=True):
            if self._reported(item):
                remaining[owner].append(item)
        here: dict[str, list[Found]] = defaultdict(list)
        for item in found:
            if self._reported(item):
                here[item.segment.id].append(item)
        result: dict[int, list[Suggestion]] = defaultdict(list)
        for index, (item, text, gain, _) in enumerate(tried):
            if len(result[id(item)]) < SHOWN and is_mended(item, here[item.segment.id], remaining[index]):
                place = item.segment.to_file(item.edit)
                confidence = suggestion_confidence(item, gain)
                result[id(item)].append(Suggestion(text, place.start, place.end, item.rule.name, confidence))
        return {key: tuple(value) for key, value in result.items()}

    def _finding(self, item: Found, positions: _Positions, suggestions: Sequence[Suggestion]) -> Finding:
        place = item.segment.to_file(item.hit.span)
        line, column = positions.line_and_column(place.start)
        severity = self.config.severity_of(item.rule) or item.hit.severity or item.rule.severity
        return Finding(
            item.rule.name, item.rule.category, severity, round(item.hit.confidence, 3), place.start, place.end,
            line, column, item.segment.id, positions.text[place.start : place.end], item.hit.message,
            item.hit.side, tuple(suggestions),
        )  # fmt: skip

    def _report(self, document: Document, findings: Sequence[Finding], excluded: set[str]) -> DocumentReport:
        by_segment: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_segment[finding.segment].append(finding)
        scores: list[SegmentScore] = []
        for segment in document.segments:
            words = 0 if segment.id in excluded else count_words(segment.text)
            span = segment.span
            scores.append(segment_score(segment.id, span.start, span.end, words, by_segment[segment.id]))
        words = sum(score.words for score in scores)
        notes = []
        if words < STEADY_WORDS:
            notes.append(f"the score is unsteady: the text has {words} words, under {STEADY_WORDS}")
        return DocumentReport(
            document.path, document.format, document.language, document.source_language, words,
            overall_quality((finding.severity for finding in findings), words), None,
            tuple(scores), tuple(findings), tuple(notes), (), document.text,
        )  # fmt: skip


def _choice(item: Found) -> Choice:
    return Choice(item.segment.text, item.edit, item.hit.candidates)


def _one_per_fault(found: Sequence[Found], reported: object) -> list[Found]:
    """Of findings that mark the same fault, the one that says most: reported, not giving way, severe, sure."""
    ranked = sorted(
        found,
        key=lambda item: (
            not reported(item),  # type: ignore[operator]
            item.rule.gives_way,
            -(item.hit.severity or item.rule.severity).weight,
            -item.hit.confidence,
            item.rule.name,
        ),
    )
    kept: dict[str, list[Found]] = defaultdict(list)
    for item in ranked:
        if not any(_same_fault(item, other) for other in kept[item.segment.id]):
            kept[item.segment.id].append(item)
    order = Counter({id(item): index for index, item in enumerate(found)})
    return sorted((item for items in kept.values() for item in items), key=lambda item: order[id(item)])


def _same_fault(one: Found, other: Found) -> bool:
    a, b = one.hit.span, other.hit.span
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared <= 0 or one.hit.side != other.hit.side:
        return False
    shorter, longer = sorted((len(a), len(b)))
    return shared >= SAME_FAULT[0] * shorter and shared >= SAME_FAULT[1] * longer


class _Positions:
    """Line and column, counted from 1, of offsets in a text with any line ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        offset = 0
        for line in text.splitlines(keepends=True):
            offset += len(line)
            self._starts.append(offset)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def span_of(found: Found) -> Span:
    """The file range of a finding."""
    return found.segment.to_file(found.hit.span)
