"""The words around a finding, on one line, for those who read a report without the draft."""

from __future__ import annotations

from typing import NamedTuple

# Code points on either side: a line or two in a table.
AROUND = 80
# A finding may mark a whole paragraph.
LONGEST = 400
_BLANKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")


class Excerpt(NamedTuple):
    """Some text, and where in it the finding stands (code points, half-open)."""

    text: str
    start: int
    end: int


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """What stands at `start`..`end` with whole words around it; a long finding is cut at its end."""
    end = min(end, start + LONGEST)
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return Excerpt(text[first:last].translate(_BLANKS), start - first, end - first)
