"""GitLab's code quality report, docs.gitlab.com/ci/testing/code_quality: shown in the merge request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtqa.fingerprints import digest, fingerprints
from mtqa.positions import Positions
from mtqa.registry import reporter
from mtqa.reporters.escaping import one_line
from mtqa.reporters.locations import relative_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding

LEVELS = {"neutral": "info", "minor": "minor", "major": "major", "critical": "critical"}


@reporter
class GitlabReporter:
    """An array of issues. GitLab shows one of those with equal fingerprints, so each has its own."""

    name = "gitlab"

    def __init__(self, look: Look) -> None:
        self._separator = "\n"

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield "["

    def document(self, report: DocumentReport) -> Iterator[str]:
        positions = Positions(report.text)
        path = relative_path(report.path)
        for finding, prints in zip(report.findings, fingerprints(report), strict=True):
            issue = _issue(path, finding, digest(path, prints.key), positions)
            yield self._separator + json.dumps(issue, ensure_ascii=False)
            self._separator = ",\n"

    def end(self) -> Iterator[str]:
        yield "\n]\n"


def _issue(path: str, finding: Finding, fingerprint: str, positions: Positions) -> dict[str, Any]:
    lines = {"begin": finding.line, "end": positions.last_line(finding.start, finding.end)}
    return {
        "description": one_line(finding.message) or finding.rule,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": LEVELS[finding.severity.value],
        "location": {"path": path, "lines": lines},
    }
