"""One finding a row, RFC 4180, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mtqa.registry import reporter
from mtqa.reporters.escaping import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding

COLUMNS = (
    "path", "line", "column", "start", "end", "rule", "category", "severity", "confidence",
    "text", "message", "suggestion",
)  # fmt: skip
# Spreadsheets take a cell that begins so for a formula (owasp.org, "CSV Injection"); an apostrophe keeps it text.
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA_MARKS) else shown


@reporter
class CsvReporter:
    """A header, then the rows."""

    name = "csv"

    def __init__(self, look: Look) -> None:
        pass

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield _row(COLUMNS)

    def document(self, report: DocumentReport) -> Iterator[str]:
        for finding in report.findings:
            yield _row(_cells(report.path, finding))

    def end(self) -> Iterator[str]:
        yield from ()


def _cells(path: str, finding: Finding) -> Sequence[object]:
    suggestion = finding.suggestions[0].text if finding.suggestions else ""
    return (
        cell(path), finding.line, finding.column, finding.start, finding.end, cell(finding.rule),
        finding.category.value, finding.severity.value, finding.confidence,
        cell(finding.text), cell(finding.message), cell(suggestion),
    )  # fmt: skip


def _row(cells: Sequence[object]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
