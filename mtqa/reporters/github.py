"""GitHub workflow commands: findings as annotations on the lines of a pull request.

Syntax and escapes: docs.github.com, "Workflow commands for GitHub Actions". GitHub shows ten annotations of each
level a step and drops the rest without a word, so the most severe go first and the last line counts the rest.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from mtqa.positions import Positions
from mtqa.registry import reporter
from mtqa.reporters.escaping import one_line
from mtqa.reporters.locations import relative_path
from mtqa.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding

LEVELS = {
    Severity.NEUTRAL: "notice",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}
SHOWN_PER_LEVEL = 10


@reporter
class GithubReporter:
    """Keeps the most severe findings of each level until the end."""

    name = "github"

    def __init__(self, look: Look) -> None:
        self._kept: dict[str, list[tuple[int, float, int, str]]] = {level: [] for level in set(LEVELS.values())}
        self._count = 0

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield from ()

    def document(self, report: DocumentReport) -> Iterator[str]:
        positions = Positions(report.text)
        for finding in report.findings:
            self._count += 1
            kept = self._kept[LEVELS[finding.severity]]
            # The running number keeps the order of the draft among equals.
            entry = (finding.severity.weight, finding.confidence, -self._count, _command(report, finding, positions))
            (heapq.heappush if len(kept) < SHOWN_PER_LEVEL else heapq.heappushpop)(kept, entry)
        yield from ()

    def end(self) -> Iterator[str]:
        shown = [entry for kept in self._kept.values() for entry in kept]
        for *_, command in sorted(shown, reverse=True):
            yield command + "\n"
        if len(shown) < self._count:
            yield f"mtqa: {self._count - len(shown)} more findings are not annotated; GitHub shows {SHOWN_PER_LEVEL} "
            yield "of each level. Use --format sarif to see all.\n"


def _command(report: DocumentReport, finding: Finding, positions: Positions) -> str:
    first, last = positions.line_and_column(finding.start), positions.line_and_column(finding.end)
    properties = {
        "file": relative_path(report.path),
        "line": str(first.line),
        "endLine": str(positions.last_line(finding.start, finding.end)),
        "title": f"{finding.rule} ({finding.severity.value})",
    }
    if first.line == last.line:
        # GitHub takes columns only within one line.
        properties |= {"col": str(first.column), "endColumn": str(last.column)}
    text = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{LEVELS[finding.severity]} {text}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    message = one_line(finding.message) or finding.rule
    if finding.suggestions:
        message += f" Suggestion: {one_line(finding.suggestions[0].text) or 'leave it out'}"
    return message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
