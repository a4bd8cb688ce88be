"""Writes the comments that silence findings where they stand; `mtqa.suppressions` reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mtqa.positions import Positions
from mtqa.rewriting import Edit
from mtqa.suppressions import COMMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.types import Finding

_LINE_END = re.compile(r"\r\n|\n|\r")


def has_comments(format_: str) -> bool:
    """Whether a format has comments that no reader of the draft sees."""
    return format_ in COMMENTS


def comments(text: str, format_: str, findings: Iterable[Finding]) -> list[Edit]:
    """Edits of the file's text that silence the findings' rules where they are, for a format that has comments.

    A comment stands at the end of the finding's line; in a catalogue, before the entry.
    """
    positions = Positions(text)
    rules: dict[int, set[str]] = defaultdict(set)
    for finding in findings:
        line = _entry(positions, finding.line) if format_ == "po" else finding.line
        rules[line].add(finding.rule)
    write = _before if format_ == "po" else _behind
    return [write(positions, line, " ".join(sorted(names))) for line, names in sorted(rules.items())]


def _behind(positions: Positions, line: int, names: str) -> Edit:
    start = positions.line_start(line)
    place = start + len(positions.text[start : positions.line_start(line + 1)].rstrip())
    return Edit(place, place, f" <!-- mtqa: ignore {names} -->")


def _before(positions: Positions, line: int, names: str) -> Edit:
    end = _LINE_END.search(positions.text)
    place = positions.line_start(line)
    return Edit(place, place, f"# mtqa: ignore {names}{end.group() if end else chr(10)}")


def _entry(positions: Positions, line: int) -> int:
    """The first line of the entry of a catalogue that a line is in: entries stand between empty lines."""
    while line > 1 and positions.text[positions.line_start(line - 1) : positions.line_start(line)].strip():
        line -= 1
    return line
