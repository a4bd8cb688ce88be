"""Checkstyle's XML, which most build servers read. It has no schema; form: the XMLLogger of checkstyle.org."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr  # only escapes; nothing is parsed

from mtqa.registry import reporter
from mtqa.reporters.escaping import one_line, xml_safe
from mtqa.reporters.locations import relative_path
from mtqa.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding

LEVELS = {Severity.NEUTRAL: "info", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}


def attribute(text: str) -> str:
    """A quoted XML attribute value."""
    return quoteattr(xml_safe(text))


@reporter
class CheckstyleReporter:
    """A `file` element for each document, also for those without findings."""

    name = "checkstyle"

    def __init__(self, look: Look) -> None:
        pass

    def begin(self, version: str, signature: str) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="10.0">\n'

    def document(self, report: DocumentReport) -> Iterator[str]:
        yield f"<file name={attribute(relative_path(report.path))}>\n"
        for finding in report.findings:
            yield _error(finding)
        yield "</file>\n"

    def end(self) -> Iterator[str]:
        yield "</checkstyle>\n"


def _error(finding: Finding) -> str:
    return (
        f'<error line="{finding.line}" column="{finding.column}" severity="{LEVELS[finding.severity]}"'
        f" message={attribute(one_line(finding.message))} source={attribute('mtqa.' + finding.rule)}/>\n"
    )
