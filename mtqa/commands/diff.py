"""Shows what changed in a draft as a unified diff: for tools as it is, for people with colour and the words marked."""

from __future__ import annotations

import difflib
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa.reporters.excerpt import printable
from mtqa.rewriting import differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NO_LINE_END = "\\ No newline at end of file"
_RED, _GREEN, _CYAN, _BOLD, _REVERSE, _PLAIN, _RESET = (
    f"\x1b[{code}m" for code in ("31", "32", "36", "1", "7", "27", "0")
)


def unified(path: str, before: str, after: str, *, color: bool = False) -> Iterator[str]:
    """The lines of the diff with their ends; `git apply` takes them. Line ends of the draft stay in them."""
    old, new = before.split("\n"), after.split("\n")
    groups = difflib.SequenceMatcher(None, old, new).get_grouped_opcodes()
    for number, group in enumerate(groups):
        if number == 0:
            prefixes = ("", "") if PurePath(path).is_absolute() else ("a/", "b/")
            yield _painted(f"--- {prefixes[0]}{path}", _BOLD, color=color)
            yield _painted(f"+++ {prefixes[1]}{path}", _BOLD, color=color)
        first, last = group[0], group[-1]
        # What follows the last line end is a line only if there is something.
        ranges = _range(first[1], last[2], old), _range(first[3], last[4], new)
        yield _painted(f"@@ -{ranges[0]} +{ranges[1]} @@", _CYAN, color=color)
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from _lines(" ", old, a, b, color=color)
            elif color and b - a == d - c:
                yield from _marked(old[a:b], new[c:d])
            else:
                yield from _lines("-", old, a, b, color=color)
                yield from _lines("+", new, c, d, color=color)


def _range(start: int, end: int, lines: Sequence[str]) -> str:
    if end == len(lines) and not lines[-1]:
        end -= 1
    return f"{start + 1 if end > start else start},{end - start}"


def _lines(sign: str, lines: Sequence[str], start: int, end: int, *, color: bool) -> Iterator[str]:
    shade = {"-": _RED, "+": _GREEN}.get(sign, "")
    for index in range(start, end):
        if index == len(lines) - 1:
            if lines[index]:
                yield _painted(sign + lines[index], shade, color=color)
                yield NO_LINE_END + "\n"
        else:
            yield _painted(sign + lines[index], shade, color=color)


def _painted(line: str, shade: str, *, color: bool) -> str:
    if not color:
        return f"{line}\n"
    return f"{shade}{printable(line)}{_RESET if shade else ''}\n"


def _marked(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Changed lines for people, with the words that differ in reverse."""
    for lines, others, sign, shade in ((old, new, "-", _RED), (new, old, "+", _GREEN)):
        for line, other in zip(lines, others, strict=True):
            parts, done = [], 0
            for span, _ in differences(line, other):
                changed = printable(line[span.start : span.end])
                parts += [printable(line[done : span.start]), _REVERSE, changed, _PLAIN]
                done = span.end
            yield f"{shade}{sign}{''.join(parts)}{printable(line[done:])}{_RESET}\n"
