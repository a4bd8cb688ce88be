"""SARIF 2.1.0 (OASIS) for code scanning, within the limits that GitHub sets for an upload.

Findings hidden by a comment or by the baseline are in it with their `suppressions` and `baselineState`, so that
a viewer can show them; findings on lines that did not change are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtqa.fingerprints import fingerprints
from mtqa.positions import Positions
from mtqa.registry import detectors, reporter
from mtqa.reporters.escaping import one_line, visible
from mtqa.reporters.locations import uri
from mtqa.types import HiddenBy, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.fingerprints import Fingerprint
    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding, Suggestion

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# GitHub refuses a run with more results, docs.github.com, "SARIF results exceed one or more limits".
MOST_RESULTS = 25_000
LEVELS = {
    Severity.NEUTRAL: "note",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


@reporter
class SarifReporter:
    """One run; results are kept until the end, because the most severe ones go first where there are too many."""

    name = "sarif"

    def __init__(self, look: Look) -> None:
        self._version = ""
        self._signature = ""
        self._results: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []

    def begin(self, version: str, signature: str) -> Iterator[str]:
        self._version, self._signature = version, signature
        yield from ()

    def document(self, report: DocumentReport) -> Iterator[str]:
        hidden = {id(item.finding): item.by for item in report.hidden if item.by is not HiddenBy.UNCHANGED}
        shown = [*report.findings, *(item.finding for item in report.hidden if id(item.finding) in hidden)]
        shown.sort(key=lambda finding: (finding.start, finding.end))
        positions = Positions(report.text)
        for finding, prints in zip(shown, fingerprints(report, tuple(shown)), strict=True):
            result = _result(report, finding, prints, positions)
            self._results.append(result | _state(hidden.get(id(finding)), compared=report.compared))
        self._notes += [_notification(report.path, note) for note in report.notes]
        yield from ()

    def end(self) -> Iterator[str]:
        results = self._results
        if len(results) > MOST_RESULTS:
            left_out = len(results) - MOST_RESULTS
            results = sorted(results, key=_importance)[:MOST_RESULTS]
            self._notes.append(_notification(None, f"{left_out} of the least severe findings are left out"))
        rules = sorted({result["ruleId"] for result in results})
        index = {rule: number for number, rule in enumerate(rules)}
        run = {
            "tool": {
                "driver": {
                    "name": "mtqa",
                    "version": self._version,
                    "semanticVersion": self._version,
                    "rules": [_rule(rule) for rule in rules],
                }
            },
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._notes}],
            "results": [result | {"ruleIndex": index[result["ruleId"]]} for result in results],
            "properties": {"signature": self._signature},
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        yield json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _importance(result: dict[str, Any]) -> tuple[bool, int, float]:
    weight = Severity(result["properties"]["severity"]).weight
    return ("suppressions" in result, -weight, -result["rank"])


def _rule(name: str) -> dict[str, Any]:
    rule = detectors.all().get(name)
    if rule is None:
        return {"id": name, "shortDescription": {"text": name}}
    documentation = rule.documentation
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": documentation, "markdown": documentation},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": sorted({rule.category.value, rule.its}), "problem.severity": _problem(rule.severity)},
    }


def _problem(severity: Severity) -> str:
    return {"note": "recommendation"}.get(LEVELS[severity], LEVELS[severity])


def _result(report: DocumentReport, finding: Finding, prints: Fingerprint, positions: Positions) -> dict[str, Any]:
    region = _region(positions, finding.start, finding.end)
    if finding.text:
        region["snippet"] = {"text": visible(finding.text)}
    artifact = {"uri": uri(report.path)}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "rank": round(finding.confidence * 100, 1),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"mtqaFinding/v1": prints.key, "mtqaBefore/v1": prints.before},
        "properties": {"severity": finding.severity.value, "category": finding.category.value},
    }
    if finding.suggestions:
        result["fixes"] = [_fix(artifact, suggestion, positions) for suggestion in finding.suggestions]
    return result


def _message(finding: Finding) -> str:
    # Brackets make links in a SARIF message, 3.11.6 of the standard; a draft must not place any.
    text = one_line(finding.message).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return text or finding.rule


def _region(positions: Positions, start: int, end: int) -> dict[str, Any]:
    first, last = positions.line_and_column(start), positions.line_and_column(end)
    return {"startLine": first.line, "startColumn": first.column, "endLine": last.line, "endColumn": last.column}


def _fix(artifact: dict[str, str], suggestion: Suggestion, positions: Positions) -> dict[str, Any]:
    replacement = {
        "deletedRegion": _region(positions, suggestion.start, suggestion.end),
        "insertedContent": {"text": suggestion.text},
    }
    return {
        "description": {"text": f"Write “{one_line(suggestion.text)}”"},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def _state(hidden: HiddenBy | None, *, compared: bool) -> dict[str, Any]:
    state: dict[str, Any] = {}
    if compared:
        state["baselineState"] = "unchanged" if hidden is HiddenBy.BASELINE else "new"
    if hidden is HiddenBy.COMMENT:
        state["suppressions"] = [{"kind": "inSource", "justification": "a comment in the draft says so"}]
    if hidden is HiddenBy.BASELINE:
        state["suppressions"] = [{"kind": "external", "justification": "it is in the baseline"}]
    return state


def _notification(path: str | None, text: str) -> dict[str, Any]:
    note: dict[str, Any] = {"level": "note", "message": {"text": one_line(text)}}
    if path is not None:
        note["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}]
    return note
