"""A report of a draft that means no good, and one function that runs a reporter over reports."""

from __future__ import annotations

import re

import pytest

from mtqa.positions import Positions
from mtqa.registry import Look, reporters
from mtqa.types import (
    Category,
    DocumentReport,
    Finding,
    Hidden,
    HiddenBy,
    SegmentScore,
    Severity,
    Suggestion,
)

HOSTILE = (
    "\U0001f600\tA co\u0301py of teh plan.\r\n"
    "<script>alert(1)</script> ]]> &amp; teh \u202egnp.exe\u202c end\x07.\r\n"
    '=HYPERLINK("http://x.example") says teh boss; 100% sure, line: two.\r\n'
)
SEVERITIES = (Severity.CRITICAL, Severity.MINOR, Severity.NEUTRAL)


def make_report(text: str, pattern: str, path: str = "drafts/a b,c:d.md", **fields: object) -> DocumentReport:
    """A report with a finding on every match of a pattern, of falling severity; one segment a line."""
    positions = Positions(text)
    segments, findings = [], []
    for number, line in enumerate(re.finditer(r"[^\r\n]+", text), 1):
        segments.append(SegmentScore(str(number), line.start(), line.end(), 5, 90.0))
        for match in re.finditer(pattern, line.group()):
            start, end = line.start() + match.start(), line.start() + match.end()
            place = positions.line_and_column(start)
            severity = SEVERITIES[min(len(findings), 2)]
            message = f"“{match.group()}” is wrong: <b>100%</b>,\r\n::error::no [link](x)"
            suggestion = Suggestion("the", start, end, "spelling", 0.9)
            fields_of_finding = (severity, 0.9, start, end, *place, str(number), text[start:end], message)
            findings.append(Finding("typography", Category.STYLE, *fields_of_finding, suggestions=(suggestion,)))
    return DocumentReport(
        path, "markdown", "en", None, 15, 60.0, 0.9, tuple(segments), tuple(findings),
        ("the text is short",), (), text, **fields,
    )  # fmt: skip


@pytest.fixture
def hostile() -> DocumentReport:
    return make_report(HOSTILE, r"teh|\u202e.*end\x07|=HYPER.*\)")


@pytest.fixture
def compared() -> DocumentReport:
    """A report with one finding in the baseline, one ignored by a comment, one on an unchanged line, one new."""
    report = make_report("teh one.\nteh two.\nteh three.\nteh four.\n", "teh")
    hidden = tuple(
        Hidden(finding, by)
        for finding, by in zip(report.findings, (HiddenBy.BASELINE, HiddenBy.COMMENT, HiddenBy.UNCHANGED), strict=False)
    )
    return make_report(report.text, "teh(?= four)", hidden=hidden, compared=True)


@pytest.fixture
def render():
    def run(name: str, *reports: DocumentReport) -> str:
        reporter = reporters.get(name)(Look())
        parts = [*reporter.begin("0.1.0", "rules:1.abc")]
        for report in reports:
            parts += reporter.document(report)
        return "".join([*parts, *reporter.end()])

    return run


@pytest.fixture
def make():
    return make_report
