"""JUnit's XML for the test view of a build server: a suite for each draft, a failed case for each finding.

A neutral finding is a skipped case, and a draft without findings has one case that passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape  # only escapes; nothing is parsed

from mtqa.registry import reporter
from mtqa.reporters.checkstyle import attribute
from mtqa.reporters.escaping import one_line, xml_safe
from mtqa.reporters.locations import relative_path
from mtqa.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding


@reporter
class JunitReporter:
    """Suites are written as they come, so the root carries no totals; readers add them up."""

    name = "junit"

    def __init__(self, look: Look) -> None:
        pass

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mtqa">\n'

    def document(self, report: DocumentReport) -> Iterator[str]:
        path = relative_path(report.path)
        skipped = sum(1 for finding in report.findings if finding.severity is Severity.NEUTRAL)
        failures = len(report.findings) - skipped
        tests = max(1, len(report.findings))
        yield (
            f'<testsuite name={attribute(path)} tests="{tests}" failures="{failures}" errors="0"'
            f' skipped="{skipped}" time="0">\n'
        )
        yield from (_case(path, finding) for finding in report.findings)
        if not report.findings:
            yield f'<testcase name="no findings" classname={attribute(path)} time="0"/>\n'
        yield "</testsuite>\n"

    def end(self) -> Iterator[str]:
        yield "</testsuites>\n"


def _case(path: str, finding: Finding) -> str:
    name = f"{finding.rule} {finding.line}:{finding.column}"
    message = one_line(finding.message)
    if finding.severity is Severity.NEUTRAL:
        inner = f"<skipped message={attribute(message)}/>"
    else:
        inner = f"<failure type={attribute(finding.severity.value)} message={attribute(message)}>{_body(path, finding)}"
        inner += "</failure>"
    return f'<testcase name={attribute(name)} classname={attribute(path)} time="0">{inner}</testcase>\n'


def _body(path: str, finding: Finding) -> str:
    lines = [f"{path}:{finding.line}:{finding.column}: {finding.text}"]
    lines += [f"suggestion: {suggestion.text}" for suggestion in finding.suggestions]
    return escape(xml_safe("\n".join(one_line(line) for line in lines)))
