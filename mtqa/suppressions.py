"""Comments in a draft that ask for silence: in the format's own comment syntax, so that no reader of it sees them.

    <!-- mtqa: ignore names -->            this line; alone on its line: the paragraph after it
    <!-- mtqa: ignore-next-line names -->  the next line with text
    <!-- mtqa: ignore-start names --> ... <!-- mtqa: ignore-end -->
    <!-- mtqa: ignore-file names -->

Names are those of rules or categories; without any, everything is meant. A reason may follow in round brackets.
Plain text has no comments, and a mark in it would be printed with it, so there a baseline or the configuration serves.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.positions import Positions
from mtqa.registry import detectors, nearest
from mtqa.scoring import overall_quality, segment_score
from mtqa.types import Category, Hidden, HiddenBy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtqa.types import DocumentReport, Finding

# Bounded repeats: a long line of a hostile draft must not cost its square.
_DIRECTIVE = (
    r"mtqa:[ \t]*(?P<what>ignore(?:-[a-z-]+)?)\b[ \t]*"
    r"(?P<names>[^()\r\n]{0,300}?)[ \t]{0,9}(?:\([^\r\n]{0,300}\))?[ \t]{0,9}"
)
_MARKUP = re.compile(rf"(?<!`)<!--[ \t]*{_DIRECTIVE}-->")
_HASH = re.compile(rf"^#[ \t]+{_DIRECTIVE}\r?$", re.MULTILINE)
COMMENTS = {"markdown": _MARKUP, "html": _MARKUP, "xliff": _MARKUP, "sdlxliff": _MARKUP, "tmx": _MARKUP, "po": _HASH}
KINDS = ("ignore", "ignore-next-line", "ignore-start", "ignore-end", "ignore-file")
_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*\r?$|\Z)", re.MULTILINE | re.DOTALL
)


@dataclass(slots=True)
class Directive:
    """A comment: the lines it speaks of, first and last, and how many findings it hid."""

    text: str
    line: int
    names: frozenset[str]
    first: int
    last: int
    used: int = field(default=0)

    def covers(self, finding: Finding, last_line: int) -> bool:
        """Whether the finding reaches into the lines, and its rule or category is meant."""
        named = not self.names or finding.rule in self.names or finding.category.value in self.names
        return named and finding.line <= self.last and last_line >= self.first


def suppressed(report: DocumentReport, ran: Collection[str], *, complete: bool = True) -> DocumentReport:
    """The report without what the draft's comments hide, scored anew: what someone looked at is no fault.

    `ran` names the rules that were checked, and `complete` says that none was left out by the user; only then is
    a comment that hid nothing worth a note.
    """
    pattern = COMMENTS.get(report.format)
    if pattern is None or "mtqa:" not in report.text:
        return report
    directives, notes = _directives(report.text, pattern, markdown=report.format == "markdown")
    if not directives and not notes:
        return report
    positions = Positions(report.text)
    kept: list[Finding] = []
    hidden: list[Finding] = []
    for finding in report.findings:
        last = positions.last_line(finding.start, finding.end)
        covering = [directive for directive in directives if directive.covers(finding, last)]
        for directive in covering:
            directive.used += 1
        (hidden if covering else kept).append(finding)
    notes += [_unused(directive) for directive in directives if _is_unused(directive, ran, complete=complete)]
    return _without(report, kept, hidden, notes)


def _directives(text: str, pattern: re.Pattern[str], *, markdown: bool) -> tuple[list[Directive], list[str]]:
    positions = Positions(text)
    code = [match.span() for match in _FENCED.finditer(text)] if markdown else []
    found: list[Directive] = []
    notes: list[str] = []
    open_: list[Directive] = []
    for match in pattern.finditer(text):
        if any(start <= match.start() < end for start, end in code):
            continue
        line = positions.line_and_column(match.start()).line
        kind = match["what"]
        if kind not in KINDS:
            notes.append(f"line {line}: no comment of mtqa is called '{kind}'{nearest(kind, KINDS)}")
        elif kind == "ignore-end":
            if open_:
                open_.pop().last = line
            else:
                notes.append(f"line {line}: 'ignore-end' ends nothing; an 'ignore-start' is missing before it")
        else:
            names = frozenset(match["names"].replace(",", " ").split())
            notes += _unknown(line, names)
            first, last = _reach(kind, match, positions)
            found.append(Directive(f"mtqa: {kind} {match['names']}".strip(), line, names, first, last))
            open_ += found[-1:] if kind == "ignore-start" else []
    return found, notes


def _reach(kind: str, match: re.Match[str], positions: Positions) -> tuple[int, int]:
    """The first and last line that a comment speaks of."""
    line = positions.line_and_column(match.start()).line
    if kind == "ignore-file":
        return 1, positions.lines
    if kind == "ignore-start":
        return line, positions.lines
    if kind == "ignore" and not _stands_alone(match, positions, line):
        return line, line
    following = range(line + 1, positions.lines + 1)
    first = next((number for number in following if not _is_blank(positions, number)), line)
    if kind == "ignore-next-line":
        return first, first
    blank = (number for number in range(first + 1, positions.lines + 1) if _is_blank(positions, number))
    return first, next(blank, positions.lines + 1) - 1


def _stands_alone(match: re.Match[str], positions: Positions, line: int) -> bool:
    before = positions.text[positions.line_start(line) : match.start()]
    after = positions.text[match.end() : positions.line_start(line + 1)]
    return not before.strip() and not after.strip()


def _is_blank(positions: Positions, line: int) -> bool:
    return not positions.text[positions.line_start(line) : positions.line_start(line + 1)].strip()


def _unknown(line: int, names: frozenset[str]) -> Iterator[str]:
    known = [*detectors.all(), *Category]
    for name in sorted(names.difference(known)):
        yield f"line {line}: no rule or category is called '{name}'{nearest(name, known)}"


def _is_unused(directive: Directive, ran: Collection[str], *, complete: bool) -> bool:
    if directive.used:
        return False
    if not directive.names:
        return complete
    rules = detectors.all()
    meant = {name for name, rule in rules.items() if name in directive.names or rule.category.value in directive.names}
    return bool(meant) and meant <= set(ran)


def _unused(directive: Directive) -> str:
    return f"line {directive.line}: the comment '{directive.text}' hides nothing and can go"


def _without(
    report: DocumentReport, kept: Sequence[Finding], hidden: Sequence[Finding], notes: Sequence[str]
) -> DocumentReport:
    by_segment: dict[str, list[Finding]] = defaultdict(list)
    for finding in kept:
        by_segment[finding.segment].append(finding)
    segments = tuple(
        segment_score(segment.id, segment.start, segment.end, segment.words, by_segment[segment.id])
        for segment in report.segments
    )
    return dataclasses.replace(
        report,
        findings=tuple(kept),
        segments=segments,
        score=overall_quality((finding.severity for finding in kept), report.words),
        hidden=(*report.hidden, *(Hidden(finding, HiddenBy.COMMENT) for finding in hidden)),
        notes=(*report.notes, *notes),
    )
