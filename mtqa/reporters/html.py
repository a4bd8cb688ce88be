"""One page for a person: the draft with its findings marked and numbered, then each finding with its correction.

The page (mtqa/data/report.html) needs no network and holds no script, and its content policy forbids both; all
that comes from the draft is escaped.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.registry import reporter
from mtqa.reporters.escaping import visible
from mtqa.reporters.hidden import hidden_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.registry import Look
    from mtqa.types import DocumentReport, Finding

TEMPLATE = "data/report.html"


@reporter
class HtmlReporter:
    """Documents are written as they come."""

    name = "html"

    def __init__(self, look: Look) -> None:
        self._tail = ""
        self._documents = 0

    def begin(self, version: str, signature: str) -> Iterator[str]:
        template = files("mtqa").joinpath(TEMPLATE).read_text(encoding="utf-8")
        head, self._tail = template.split("$documents")
        yield head.replace("$version", _text(version)).replace("$signature", _text(signature))

    def document(self, report: DocumentReport) -> Iterator[str]:
        self._documents += 1
        prefix = f"d{self._documents}"
        yield f'<section aria-labelledby="{prefix}">\n<h2 id="{prefix}">{_text(report.path)}</h2>\n'
        yield f"<p>{_text(_summary(report))}</p>\n"
        yield from (f'<p class="quiet">{_text(note)}</p>\n' for note in (*report.reasons, *report.notes))
        if report.text:
            # HTML drops a line end right after <pre>; this one goes instead of the draft's.
            yield f"<pre>\n{marked_text(report, prefix)}</pre>\n"
        yield "<ol>\n"
        for number, finding in enumerate(report.findings, 1):
            yield _item(finding, f"{prefix}-{number}", number)
        yield "</ol>\n</section>\n"

    def end(self) -> Iterator[str]:
        yield self._tail


def _text(text: str) -> str:
    return escape(visible(text))


def _summary(report: DocumentReport) -> str:
    parts = [f"{len(report.findings)} findings", f"{report.words} words", f"score {report.score:g} of 100"]
    if report.machine_translated is not None:
        parts.append(f"machine-translated with probability {report.machine_translated:.2f}")
    parts += hidden_counts(report)
    return "; ".join(parts)


def marked_text(report: DocumentReport, prefix: str) -> str:
    """The draft as HTML, with its findings marked; where they overlap, the most severe one gives the look."""
    findings, text = report.findings, report.text
    starts: dict[int, list[int]] = {}
    for index, finding in enumerate(findings):
        starts.setdefault(finding.start, []).append(index)
    edges = sorted({0, len(text), *(edge for finding in findings for edge in (finding.start, finding.end))})
    parts = []
    active: list[int] = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        active = [index for index in active if findings[index].end > start]
        for index in starts.get(start, ()):
            severity = findings[index].severity.value
            name = f"{prefix}-{index + 1}"
            parts.append(f'<a class="number {severity}" id="in-{name}" href="#{name}">{index + 1}</a>')
            if findings[index].end > start:
                active.append(index)
        parts.append(_piece(text[start:end], [findings[index] for index in active]))
    return "".join(parts)


def _piece(text: str, findings: Sequence[Finding]) -> str:
    if not text or not findings:
        return _text(text)
    worst = max(findings, key=lambda finding: finding.severity.weight)
    # A mark is not read aloud by every screen reader; the number before it is a link with a name.
    return f'<mark class="{worst.severity.value}">{_text(text)}</mark>'


def _item(finding: Finding, name: str, number: int) -> str:
    severity = finding.severity.value
    place = f"line {finding.line}, column {finding.column}; confidence {finding.confidence:.2f}"
    lines = [
        f'<li id="{name}" class="{severity}">',
        f'<p><a href="#in-{name}">{number}</a> <span class="severity">{severity}</span>',
        f'<code>{_text(finding.rule)}</code> <span class="quiet">{place}</span></p>',
        f"<p>{_text(finding.message)}</p>",
    ]
    if finding.text:
        lines.append(f"<p><q>{_text(finding.text)}</q></p>")
    lines += [
        f"<p>Better: {_change(finding, suggestion.text, suggestion.start, suggestion.end)}</p>"
        for suggestion in finding.suggestions
    ]
    return "\n".join(lines) + "</li>\n"


def _change(finding: Finding, text: str, start: int, end: int) -> str:
    new = f"<ins>{_text(text)}</ins>" if text else "leave it out"
    return f"<del>{_text(finding.text)}</del> {new}" if (start, end) == (finding.start, finding.end) else new
