"""How English writes a number of the source, and numbers that follow the source's convention instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.bilingual.english_numbers import SCALES
from mtqa.bilingual.numerals import COMMA_LANGUAGES, Number, numerals, with_ascii_digits
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
# Years up to here are written without a comma.
_LAST_YEAR = 2100
_COPIED = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}|\d+,\d{4,})(?![\d.,]*\d)(?![.,/-]\d)")


def in_english(right: Number, wrong: Number) -> str | None:
    """A number of the source as English writes it, in place of `wrong`; None where its value is not clear."""
    if len(right.values) > 1 and not (right.plain and re.search(r"[.,' ]", right.text)):
        return None
    value = right.values[0]
    if wrong.plain:
        return _in_figures(value, with_ascii_digits(right.text), wrong.text)
    if wrong.text.lower() in _WORDS and value.is_integer() and value < len(_WORDS):
        return _capitalised(_WORDS[int(value)], wrong.text)
    return None


def _in_figures(value: float, written: str, wrong: str) -> str | None:
    scaled = re.fullmatch(r"[\d.,]+([\s-]*)(thousand|million|billion|trillion)", wrong, re.IGNORECASE)
    if scaled:
        share = value / SCALES[scaled[2].lower()]
        return f"{share:g}{scaled[1]}{scaled[2]}" if 0.1 <= share < 1000 else None
    if not re.fullmatch(r"[\d.,]+", wrong):
        return None
    if value.is_integer():
        grouped = value >= _LAST_YEAR or bool(re.search(r"\D", written))
        return f"{value:,.0f}" if grouped else f"{value:.0f}"
    fraction = re.search(r"\d+$", written)
    return f"{value:,.{len(fraction.group()) if fraction else 1}f}"


def _capitalised(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def by_foreign_convention(source: str, target: str, language: str | None) -> Iterator[tuple[Number, str]]:
    """Numbers of the translation copied from a source that writes 1.234,5 where English writes 1,234.5."""
    if language not in COMMA_LANGUAGES:
        return
    theirs = {number.text for number in numerals(source, language)}
    for match in _COPIED.finditer(target):
        written = match.group()
        # 12.345 may be a price of a price list or a version as well; the source says how it is read.
        if written not in theirs:
            continue
        better = written.translate(str.maketrans(".,", ",."))
        yield Number(Span(*match.span()), written, ()), better
