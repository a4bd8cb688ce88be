"""The one path that every front end uses: a document in, a report out.

Detect with every rule, let the language model judge the hits that ask for it, drop what overlaps, correct,
score.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.context import Context
from mtqa.errors import MtqaError, RuleError
from mtqa.language import SURE, document_language, remark
from mtqa.models import Models
from mtqa.overlaps import one_per_fault
from mtqa.positions import Positions
from mtqa.reading import Reading
from mtqa.scoring import STEADY_WORDS, overall_quality, segment_score, signature
from mtqa.segmentation import count_words, segmented
from mtqa.suggest import Draft, corrections, judged
from mtqa.suppressions import suppressed
from mtqa.terms import load as termbases
from mtqa.types import DocumentReport, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtqa.config import Config
    from mtqa.language import Guess
    from mtqa.registry import Rule
    from mtqa.suggest import Found
    from mtqa.types import Document, Segment, SegmentScore, Severity, Suggestion


def check(document: Document, config: Config, models: Models | None = None) -> DocumentReport:
    """Check one document. Pass the same `models` again to load nothing twice.

    Raises ConfigError, ModelError, or RuleError for a detector that fails.
    """
    return Checker(config, models or Models(config)).check(document)


@dataclass(frozen=True, slots=True)
class Examined:
    """A document in segments, with what was found in it: `candidates` is everything that counts, `found` what is shown.

    `excluded` are the ids of the segments that carry no findings.
    """

    document: Document
    language: Guess | None
    reading: Reading
    excluded: frozenset[str]
    candidates: Sequence[Found]
    found: Sequence[Found]


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
        self.models.require({need for rule in rules for need in rule.models})

    selected: frozenset[str] = dataclasses.field(init=False)
    rules: list[Rule] = dataclasses.field(init=False)

    @property
    def _chosen(self) -> list[Rule]:
        """The rules that report; `rules` also holds those that only take segments out."""
        return [rule for rule in self.rules if rule.name in self.selected]

    @property
    def signature(self) -> str:
        """What runs: the rules with their settings, and the models they use."""
        rules, config = self._chosen, self.config
        terms = (config.terms, config.do_not_translate, config.term_domains, termbases.digest(config.termbase))
        settings = (config.rules, config.min_confidence, config.segment_by, config.names, *terms)
        return signature(rules, self.models.signatures({need for rule in rules for need in rule.models}), settings)

    def check(self, document: Document) -> DocumentReport:
        """Everything that is to be said of one document."""
        examined = self.examined(document)
        return self.report(examined, self.suggestions(examined) if self.config.suggest else {})

    def examined(self, document: Document, reading: Reading | None = None) -> Examined:
        """What is found in a document, before corrections are looked for."""
        reading = reading or Reading()
        document = segmented(document, self.config.segment_by)
        language = document_language(document.segments)
        if language is not None and language.probability >= SURE and not _says(document.language, language.code):
            document = dataclasses.replace(document, language=language.code)
        everything = judged(self._detect(document, document.segments, self.rules, reading), self.models)
        excluded = frozenset(item.segment.id for item in everything if item.rule.excludes and self._reported(item))
        candidates = [
            item
            for item in everything
            if item.rule.name in self.selected and (item.rule.excludes or item.segment.id not in excluded)
        ]
        found = [item for item in one_per_fault(candidates, self._reported) if self._reported(item)]
        return Examined(document, language, reading, excluded, candidates, found)

    def report(self, examined: Examined, suggestions: Mapping[int, tuple[Suggestion, ...]]) -> DocumentReport:
        """The report on an examined document, with its suggestions by the `id` of what they mend."""
        positions = Positions(examined.document.text)
        findings = [self._finding(item, positions, suggestions.get(id(item), ())) for item in examined.found]
        findings.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
        report = self._report(examined.document, findings, examined.excluded)
        report = self._with_verdict(report, examined.document, examined.excluded)
        note = remark(examined.language, self.config.language)
        if note is not None:
            report = dataclasses.replace(report, notes=(note, *report.notes))
        odd = termbases.remark(self.config.termbase)
        if odd is not None:
            report = dataclasses.replace(report, notes=(*report.notes, odd))
        return suppressed(report, self.selected, complete=not self.config.select)

    def _detect(
        self, document: Document, segments: Sequence[Segment], rules: Iterable[Rule], reading: Reading
    ) -> list[Found]:
        found = []
        texts = [segment.text for segment in segments]
        for rule in rules:
            context = Context(document, self.config, self.models, self.config.options_of(rule), texts)
            try:
                found += list(reading.found(rule, document, segments, context))
            except MtqaError:
                raise
            except Exception as error:
                raise RuleError(rule.name, document.path, error) from error
        return [item for item in found if not _is_named(item, self.config.names)]

    def suggestions(
        self, examined: Examined, wanted: Sequence[Found] | None = None
    ) -> dict[int, tuple[Suggestion, ...]]:
        """Checked corrections by the `id` of what they mend: of everything found, or of what is `wanted` of it."""
        rules = [rule for rule in self._chosen if not rule.whole_document]
        document = examined.document

        def recheck(segments: Sequence[Segment]) -> list[Found]:
            again = judged(self._detect(document, segments, rules, examined.reading), self.models)
            return [item for item in again if self._reported(item)]

        words = sum(count_words(segment.text) for segment in document.segments)
        standing = [item for item in examined.candidates if self._reported(item)]
        draft = Draft(words, standing, lambda item: self._severity(item).weight, document.segments)
        return corrections(examined.found if wanted is None else wanted, draft, self.models, recheck)

    def _with_verdict(self, report: DocumentReport, document: Document, excluded: frozenset[str]) -> DocumentReport:
        """The report with the probability that the draft was machine-translated, where the tagger runs."""
        tagging = {rule.name for rule in self._chosen if "tagger" in rule.models}
        if not tagging or report.words == 0:
            return report
        # Imports numpy, which runs without the tagger do without.
        from mtqa.models.verdict import judge

        segments = [segment for segment in document.segments if segment.id not in excluded]
        counted = sum(finding.severity.weight > 0 and finding.rule not in tagging for finding in report.findings)
        verdict = judge(segments, self.models.tagger, counted)
        return dataclasses.replace(
            report,
            machine_translated=verdict.probability,
            reasons=verdict.reasons,
            notes=(*report.notes, *verdict.notes),
        )

    def _severity(self, item: Found) -> Severity:
        return self.config.severity_of(item.rule) or item.hit.severity or item.rule.severity

    def _reported(self, item: Found) -> bool:
        return item.hit.confidence >= self.config.threshold_of(item.rule)

    def _finding(self, item: Found, positions: Positions, suggestions: Sequence[Suggestion]) -> Finding:
        place = item.segment.to_file(item.hit.span)
        line, column = positions.line_and_column(place.start)
        severity = self._severity(item)
        return Finding(
            item.rule.name, item.rule.category, severity, round(item.hit.confidence, 3), place.start, place.end,
            line, column, item.segment.id, positions.text[place.start : place.end], item.hit.message,
            item.hit.side, tuple(suggestions),
        )  # fmt: skip

    def _report(self, document: Document, findings: Sequence[Finding], excluded: frozenset[str]) -> DocumentReport:
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
        if document.encoding != "utf-8":
            notes.append(f"read as {document.encoding}; if letters look wrong, save the draft as UTF-8")
        if words == 0:
            notes.append("there is no text to check in it")
        elif words < STEADY_WORDS:
            notes.append(f"the score is unsteady: the text has {words} word{'s' * (words != 1)}, under {STEADY_WORDS}")
        return DocumentReport(
            document.path, document.format, document.language, document.source_language, words,
            overall_quality((finding.severity for finding in findings), words), None,
            tuple(scores), tuple(findings), tuple(notes), (), document.text,
        )  # fmt: skip


def _is_named(item: Found, names: Sequence[str]) -> bool:
    """Whether a finding marks part of a name never to flag, or little more than the name."""
    span, text = item.hit.span, item.segment.text
    for name in names:
        start = text.find(name)
        while start >= 0:
            shared = min(span.end, start + len(name)) - max(span.start, start)
            if 2 * shared > len(span):
                return True
            start = text.find(name, start + 1)
    return False


def _says(tag: str | None, code: str) -> bool:
    """Whether a language tag is one of a language: `en-GB` of `en`, and says more."""
    return tag is not None and tag.replace("_", "-").partition("-")[0].lower() == code
