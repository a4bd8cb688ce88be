"""reviewdog's diagnostics, one a line, with suggestions: reviewdog -f=rdjsonl.

Format: reviewdog.proto in github.com/reviewdog/reviewdog; columns are bytes of UTF-8 from 1, ends exclusive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtqa.positions import Positions
from mtqa.registry import reporter
from mtqa.reporters.escaping import one_line
from mtqa.reporters.locations import relative_path
from mtqa.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding

SOURCE = {"name": "mtqa"}
LEVELS = {Severity.NEUTRAL: "INFO", Severity.MINOR: "WARNING", Severity.MAJOR: "ERROR", Severity.CRITICAL: "ERROR"}


def diagnostics(report: DocumentReport) -> Iterator[dict[str, Any]]:
    """A `Diagnostic` message for each finding."""
    positions = Positions(report.text)
    for finding in report.findings:
        yield _diagnostic(relative_path(report.path), finding, positions)


def _diagnostic(path: str, finding: Finding, positions: Positions) -> dict[str, Any]:
    result: dict[str, Any] = {
        "message": one_line(finding.message) or finding.rule,
        "location": {"path": path, "range": _range(positions, finding.start, finding.end)},
        "severity": LEVELS[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.suggestions:
        result["suggestions"] = [
            {"range": _range(positions, suggestion.start, suggestion.end), "text": suggestion.text}
            for suggestion in finding.suggestions
        ]
    return result


def _range(positions: Positions, start: int, end: int) -> dict[str, Any]:
    return {"start": positions.utf8(start)._asdict(), "end": positions.utf8(end)._asdict()}


@reporter
class RdjsonlReporter:
    """Each line says by itself that it comes from mtqa."""

    name = "rdjsonl"

    def __init__(self, look: Look) -> None:
        pass

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield from ()

    def document(self, report: DocumentReport) -> Iterator[str]:
        for diagnostic in diagnostics(report):
            yield json.dumps(diagnostic | {"source": SOURCE}, ensure_ascii=False) + "\n"

    def end(self) -> Iterator[str]:
        yield from ()
