"""Findings as an editor shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from mtqa.types import Severity

if TYPE_CHECKING:
    from mtqa.lsp.places import Places
    from mtqa.types import Finding

SOURCE = "mtqa"
LEVELS = {
    Severity.CRITICAL: types.DiagnosticSeverity.Error,
    Severity.MAJOR: types.DiagnosticSeverity.Warning,
    Severity.MINOR: types.DiagnosticSeverity.Information,
    Severity.NEUTRAL: types.DiagnosticSeverity.Hint,
}
_LINE = re.compile(r"\bline (\d+)\b")


def diagnostic(finding: Finding, places: Places) -> types.Diagnostic:
    """A finding at its place, with what a program may want to know of it as `data`."""
    return types.Diagnostic(
        places.range(finding.start, finding.end), finding.message, LEVELS[finding.severity], finding.rule,
        source=SOURCE, data=facts(finding),
    )  # fmt: skip


def facts(finding: Finding) -> dict[str, Any]:
    """Offsets are code points of the draft."""
    return {
        "rule": finding.rule, "category": finding.category.value, "severity": finding.severity.value,
        "confidence": finding.confidence, "start": finding.start, "end": finding.end, "text": finding.text,
    }  # fmt: skip


def unreadable(message: str, places: Places) -> types.Diagnostic:
    """Why a draft cannot be read, on the line that the reader names, else at its start."""
    named = _LINE.search(message)
    line = int(named[1]) - 1 if named else 0
    start = places.position(places.offset(types.Position(line, 0)))
    end = places.position(places.offset(types.Position(line, 1_000_000)))
    return types.Diagnostic(
        types.Range(start, end), message, types.DiagnosticSeverity.Error, "unreadable", source=SOURCE
    )
