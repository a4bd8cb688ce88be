"""For people: each finding with its sentence, the place marked, the reason and a correction; then a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtqa.registry import detectors, reporter
from mtqa.reporters.excerpt import carets, excerpt, printable, wrapped
from mtqa.reporters.hidden import hidden_counts
from mtqa.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding, SegmentScore

INDENT = "    "
# ANSI: what is shown, and its parameters.
COLORS = {
    Severity.CRITICAL: "1;31",
    Severity.MAJOR: "31",
    Severity.MINOR: "33",
    Severity.NEUTRAL: "2",
    "path": "1;4",
    "rule": "36",
    "suggestion": "32",
    "dim": "2",
}


@reporter
class TextReporter:
    """Findings in the order of the draft; neutral ones, which cost nothing, on a dimmed line each at the end."""

    name = "text"

    def __init__(self, look: Look) -> None:
        self._look = look
        self._documents = 0
        self._words = 0
        self._counts: Counter[Severity] = Counter()
        self._explained: set[str] = set()

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield from ()

    def document(self, report: DocumentReport) -> Iterator[str]:
        self._documents += 1
        self._words += report.words
        self._counts.update(finding.severity for finding in report.findings)
        path = "standard input" if report.path == "-" else report.path
        yield self._styled(printable(path), "path") + "\n\n"
        segments = {segment.id: segment for segment in report.segments}
        for finding in report.findings:
            if finding.severity is not Severity.NEUTRAL:
                yield from self._finding(report, finding, segments[finding.segment])
        yield from self._neutral(report)
        yield from self._summary(report)

    def end(self) -> Iterator[str]:
        if self._documents > 1:
            total = f"{self._documents} drafts, {_counted(self._words, 'word')}: {_by_severity(self._counts)}"
            yield "\n".join(wrapped(total, self._look.width, "")) + "\n"

    def _finding(self, report: DocumentReport, finding: Finding, segment: SegmentScore) -> Iterator[str]:
        severity = self._styled(finding.severity.value, finding.severity)
        yield f"{finding.line}:{finding.column}  {severity}  {self._styled(finding.rule, 'rule')}\n"
        text = report.text
        parts = excerpt(
            text[min(segment.start, finding.start) : finding.start],
            text[finding.start : finding.end],
            text[finding.end : max(segment.end, finding.end)],
            self._look.width - len(INDENT),
        )
        before, marked, after = parts
        yield f"{INDENT}{before}{self._styled(marked, finding.severity)}{after}\n"
        yield f"{INDENT}{self._styled(carets(before, marked), finding.severity)}\n"
        yield from self._lines(finding.message)
        if finding.suggestions:
            better = " | ".join(printable(suggestion.text) or "(delete)" for suggestion in finding.suggestions)
            yield from self._lines(better, "suggestion", first=f"{INDENT}Better: ")
        if self._look.why:
            yield from self._explanation(finding.rule)
        yield "\n"

    def _explanation(self, rule: str) -> Iterator[str]:
        """What the rule rests on, once a run."""
        known = detectors.all().get(rule)
        if known is None or rule in self._explained:
            return
        self._explained.add(rule)
        lines = (line for line in known.documentation.splitlines() if not line.lstrip().startswith(("Bad:", "Good:")))
        yield from self._lines(" ".join(lines), "dim", first=f"{INDENT}Why: ")

    def _neutral(self, report: DocumentReport) -> Iterator[str]:
        neutral = [finding for finding in report.findings if finding.severity is Severity.NEUTRAL]
        for finding in neutral:
            line = f"{finding.line}:{finding.column} neutral {finding.rule}: {finding.message}"
            for row in wrapped(line, self._look.width, INDENT):
                yield self._styled(row, "dim") + "\n"
        if neutral:
            yield "\n"

    def _summary(self, report: DocumentReport) -> Iterator[str]:
        counts = Counter(finding.severity for finding in report.findings)
        parts = [_by_severity(counts), _counted(report.words, "word"), f"score {report.score:g} of 100"]
        parts += hidden_counts(report)
        if report.machine_translated is not None:
            parts.append(f"machine-translated with probability {report.machine_translated:.2f}")
        yield "\n".join(wrapped("; ".join(parts), self._look.width, "")) + "\n"
        for note in (*report.reasons, *report.notes):
            for row in wrapped(printable(note), self._look.width, "  ", "- "):
                yield self._styled(row, "dim") + "\n"
        yield "\n"

    def _lines(self, text: str, style: str = "", first: str = "") -> Iterator[str]:
        for row in wrapped(printable(text), self._look.width, INDENT, first):
            yield self._styled(row, style) + "\n"

    def _styled(self, text: str, style: str | Severity) -> str:
        if not (self._look.color and style and text):
            return text
        return f"\x1b[{COLORS[style]}m{text}\x1b[0m"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _by_severity(counts: Counter[Severity]) -> str:
    """`3 findings (1 critical, 2 minor)`."""
    total = counts.total()
    if not total:
        return "nothing found"
    parts = [f"{counts[severity]} {severity}" for severity in reversed(Severity) if counts[severity]]
    return f"{_counted(total, 'finding')} ({', '.join(parts)})"
