"""Marks, dates and shares set in two ways in one document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.consistency.mixture import Mixture, found, minority, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.consistency.mixture import Mention
    from mtqa.types import Segment

# A form that makes up no more than this share is a slip; nearer to half, the document comes from several hands.
SLIP = 0.25

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PLACES = r"(?<!North )(?<!South )(?<!Latin )(?<!Central )(?<! of )(?<!Captain )\bAmerica\b(?! First)"


@dataclass(frozen=True, slots=True)
class _Convention:
    """Two ways to set one thing, with how often a mixture of them is worth mending: as a slip, and near to half."""

    what: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    slip: float
    half: float


def _convention(what: str, one: str, other: str, slip: float, half: float) -> _Convention:
    return _Convention(what, re.compile(one), re.compile(other), slip, half)


_CONVENTIONS = (
    # People's news mixes quotation marks as often as that of systems, so these are shown on demand alone.
    _convention("straight and curly quotation marks", '"', "[“”]", 0.45, 0.3),
    _convention("straight and curly apostrophes", r"(?<=\w)'(?=\w)", r"(?<=\w)’(?=\w)", 0.45, 0.3),
    _convention(
        "dates with the day before and after the month",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b",
        rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?! ?\d|,? \d{{1,2}}\b)",
        0.6, 0.4,
    ),
    _convention("“percent” and “per cent”", r"\bpercent\b", r"\bper cent\b", 0.7, 0.6),
    _convention("“%” and “percent”", r"(?<=\d)\s?%", r"(?<=\d) per ?cent\b", 0.4, 0.3),
    _convention("“US” and “U.S.”", r"\bUS\b(?!\$)", r"\bU\.S\.(?!A)", 0.7, 0.4),
    _convention("“America” and “the US”", _PLACES, r"\b(?:US|U\.S\.|United States|USA)(?!\w)", 0.3, 0.2),
)  # fmt: skip


def mixtures(segments: Sequence[Segment]) -> Iterator[Mixture]:
    """The conventions that a document mixes."""
    for convention in _CONVENTIONS:
        one, other = found(segments, convention.one), found(segments, convention.other)
        if not one or not other:
            continue
        few, many = minority(one, other)
        slip = len(few) <= SLIP * (len(few) + len(many))
        message = f"{convention.what} are mixed; elsewhere this draft has “{_example(many)}” ({times(len(many))})"
        yield Mixture(tuple(few), message, convention.slip if slip else convention.half, _candidate(few[0], many[0]))


def _example(mentions: Sequence[Mention]) -> str:
    return mentions[0].text.strip()


def _candidate(few: Mention, many: Mention) -> str | None:
    """The first mention in the other way, where the text alone says what it is."""
    pairs = {
        ("percent", "per cent"): "per cent", ("per cent", "percent"): "percent",
        ("'", "’"): "’", ("’", "'"): "'", ("“", '"'): '"', ("”", '"'): '"',
        ("US", "U.S."): "U.S.", ("U.S.", "US"): "US",
    }  # fmt: skip
    return pairs.get((few.text.strip(), many.text.strip()))
