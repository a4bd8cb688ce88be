"""Numbers and dates in the convention of another language: 1.000.000,50 · 3,5 percent · 1 000 000 · 15.03.2021."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_POINTS = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:\.\d{3}){2,})(?:,(\d{1,2}))?(?![\w/-]|[.,]\d)")
_POINT_AND_COMMA = re.compile(r"(?<![\w.,:/-])(\d{1,3}\.\d{3}),(\d{1,2})(?![\w/-]|[.,]\d)")
# One point before three noughts is a decimal to an English reader: 10.000 people are ten.
_POINT_THOUSANDS = re.compile(
    r"(?<![\w.,:/-])([1-9]\d{0,2}\.(?:000|[1-9]00|\d50))"
    r"(?= (?!seconds|met(?:er|re)s|minutes|inches|points|volts|times|miles)"
    r"(?:[a-z]{3,}s|people|men|women|children|tons?)\b)"
)
_CURRENCY_THOUSANDS = re.compile(
    r"(?<=[$€£¥])([1-9]\d{0,2}(?:\.\d{3})+)(?![\w]|[.,]\d)(?! (?:million|billion|trillion))"
)
_DECIMAL_COMMA = re.compile(
    r"(?<![\w.,:/-])(\d{1,3}),(\d{1,2})(?= ?(?:%|percent\b|per ?cent\b|million\b|billion\b|trillion\b|km\b|kg\b|kilomet"
    r"|met(?:er|re)s?\b|degrees\b|euros?\b|dollars\b|tons?\b|tonnes\b|hectares\b|times\b|points\b))"
)
_SPACES = re.compile(r"(?<![\w.,:/+)-])(?<!\d )([1-9]\d{0,2}(?:[ \u00a0]\d{3})+)(?![\w/-]|[.,]\d{3}|[ \u00a0]\d)")
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December) $")
_DATE = re.compile(r"(?<![\w.,:/-])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\w/-]|\.\d)")


def numbers(text: str) -> Iterator[Hit]:
    """Numbers that an English reader misreads or stumbles over, and dates with points."""
    for match in _POINTS.finditer(text):
        if not _is_address(match.group(1)):
            yield _regrouped(match, ".", "English groups thousands with commas and writes decimals with a point.", 0.85)
    for match in _POINT_AND_COMMA.finditer(text):
        yield _regrouped(match, ".", "English groups thousands with commas and writes decimals with a point.", 0.9)
    for pattern in (_POINT_THOUSANDS, _CURRENCY_THOUSANDS):
        for match in pattern.finditer(text):
            message = "An English reader takes this for a decimal: thousands are grouped with commas."
            yield _regrouped(match, ".", message, 0.7)
    for match in _DECIMAL_COMMA.finditer(text):
        yield Hit(
            Span(*match.span()), "English writes decimals with a point, not a comma.",
            (f"{match.group(1)}.{match.group(2)}",), confidence=0.8,
        )  # fmt: skip
    for match in _SPACES.finditer(text):
        counted = match.group().endswith("00") or re.match(r" [a-z]{3}", text[match.end() :])
        if counted and not _MONTH.search(text[: match.start()]):
            yield _regrouped(match, " \u00a0", "English groups thousands with commas, not spaces.", 0.7)
    for match in _DATE.finditer(text):
        yield Hit(
            Span(*match.span()), "English does not write dates with points; name the month, so that none is misread.",
            confidence=0.6,
        )  # fmt: skip


def _regrouped(match: re.Match[str], separators: str, message: str, confidence: float) -> Hit:
    """The number with commas between thousands, and a point before its decimals (second group), if it has any."""
    whole = match.group(1)
    for separator in separators:
        whole = whole.replace(separator, ",")
    decimals = match.group(2) if match.re.groups > 1 and match.group(2) else ""
    right = f"{whole}.{decimals}" if decimals else whole
    return Hit(Span(*match.span()), message, (right,), confidence=confidence)


def _is_address(number: str) -> bool:
    """Four parts up to 255 without leading noughts: an address of a computer."""
    parts = number.split(".")
    return len(parts) == 4 and all(int(part) <= 255 and (part == "0" or part[0] != "0") for part in parts)  # noqa: PLR2004
