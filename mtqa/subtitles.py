"""Cues of subtitles: which lines are their text, in SubRip (SRT) and WebVTT files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"(?P<text>[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_CLOCK = r"(?:(?P<{0}h>\d{{1,3}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{1,2}})[,.](?P<{0}f>\d{{1,3}})"
_TIMES = re.compile(rf"\s*{_CLOCK.format('a')}\s*-->\s*{_CLOCK.format('b')}(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cue, where it stands in the file."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: when it is shown, in seconds, and its lines."""

    begin: float
    end: float
    lines: tuple[Line, ...]


def cues(text: str, path: str, *, web: bool) -> Iterator[Cue]:
    """The cues of a file. Raises ReadError where one cannot be told, naming the line."""
    lines = [Line(match.start(), match["text"]) for match in _LINE.finditer(text)]
    number = _header(lines, path) if web else 0
    example = "00:00:01.000 --> 00:00:03.500" if web else "00:00:01,000 --> 00:00:03,500"
    while number < len(lines):
        line = lines[number].text
        if not line.strip() or (web and re.match(r"(?:NOTE|STYLE|REGION)\b", line)):
            # What is no cue ends at a blank line too.
            number = _until_blank(lines, number) if line.strip() else number + 1
            continue
        if "-->" not in line:
            number += 1
            if number == len(lines) or "-->" not in lines[number].text:
                raise ReadError(path, f"line {number}: times such as {example} are missing below this")
        times = _TIMES.fullmatch(lines[number].text)
        if times is None:
            written = lines[number].text[:60]
            message = f"the times of this cue cannot be read: {written!r}; write them as {example}"
            raise ReadError(path, f"line {number + 1}: {message}")
        end = _cue_end(lines, number + 1, web=web)
        shown = tuple(line for line in lines[number + 1 : end] if line.text.strip())
        yield Cue(_seconds(times, "a"), _seconds(times, "b"), shown)
        number = end


def _header(lines: Sequence[Line], path: str) -> int:
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0].text):
        raise ReadError(path, "line 1: a WebVTT file begins with WEBVTT")
    return _until_blank(lines, 0)


def _until_blank(lines: Sequence[Line], number: int) -> int:
    while number < len(lines) and lines[number].text.strip() and "-->" not in lines[number].text:
        number += 1
    return number


def _cue_end(lines: Sequence[Line], number: int, *, web: bool) -> int:
    """Where the text of a cue ends: at a blank line, in SubRip one that the number of another cue follows."""
    while number < len(lines):
        if "-->" in lines[number].text:
            return number - 1 if lines[number - 1].text.strip().isdecimal() else number
        if not lines[number].text.strip():
            following = next((other for other in range(number, len(lines)) if lines[other].text.strip()), len(lines))
            after = lines[following].text if following < len(lines) else ""
            if web or not after or after.strip().isdecimal() or "-->" in after:
                return following
            number = following
        else:
            number += 1
    return number


def _seconds(times: re.Match[str], side: str) -> float:
    hours, minutes, seconds = (int(times[side + unit] or 0) for unit in "hms")
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{times[side + 'f']}")
