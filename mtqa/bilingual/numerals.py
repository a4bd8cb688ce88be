"""Numbers written with digits, in any script and by any convention: where they stand, and what they may mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from mtqa.types import Span

# The decimal mark of languages whose convention is one and the same everywhere (CLDR).
COMMA_LANGUAGES = frozenset(
    ["bg", "bs", "ca", "cs", "da", "de", "el", "et", "eu", "fi", "fr", "gl", "hr", "hu", "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "vi"]  # noqa: E501
)  # fmt: skip
POINT_LANGUAGES = frozenset(["en", "zh", "ja", "ko", "th", "hi", "bn", "ta", "te", "he", "ur", "ne", "si", "km", "tl"])
# One tells of a group, others of a fraction: `1.234` against `1.23`.
_GROUP = 3

_SPACES = " \u00a0\u202f\u2009"
_NUMERAL = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*"
)  # fmt: skip
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_ARABIC_MARKS = str.maketrans({"٫": ".", "٬": ",", "．": ".", "，": ","})


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. `values` are its possible readings, likeliest first; `plain` says that it is in digits."""

    span: Span
    text: str
    values: tuple[float, ...]
    plain: bool = True


def with_ascii_digits(text: str) -> str:
    """The text with the digits and the number marks of every script as those of ASCII; the length stays."""
    if text.isascii():
        return text
    marked = re.sub(r"(?<=\d)[٫٬．，](?=\d)", lambda match: match.group().translate(_ARABIC_MARKS), text)
    return "".join(
        str(unicodedata.decimal(char)) if not char.isascii() and char.isdecimal() else char for char in marked
    )


def numerals(text: str, language: str | None) -> list[Number]:
    """The numbers of a text that are written with digits; a date or a time gives one for each of its parts."""
    text = with_ascii_digits(text)
    found = []
    for match in _NUMERAL.finditer(text):
        written = match.group()
        if _is_grouped(written) or _is_decimal(written):
            found.append(Number(Span(*match.span()), written, readings(written, language)))
            continue
        found += [
            Number(Span(*part.span()).shift(match.start()), part.group(), (float(part.group()),))
            for part in re.finditer(r"\d+", written)
        ]
    found += [
        Number(Span(index, index + 1), char, (_FRACTIONS[char],))
        for index, char in enumerate(text)
        if char in _FRACTIONS
    ]
    return sorted(found, key=lambda number: number.span)


def readings(written: str, language: str | None) -> tuple[float, ...]:
    """What a number may mean, by the convention of the language where that is one, else by each that fits."""
    by_point, by_comma = _read(written, ".", ",' ’\u00a0\u202f\u2009"), _read(written, ",", ".' ’\u00a0\u202f\u2009")
    order = (by_comma, by_point) if language in COMMA_LANGUAGES else (by_point, by_comma)
    both = [value for value in order if value is not None]
    return tuple(dict.fromkeys(both)) or (float(re.sub(r"\D", "", written)),)


def _read(written: str, decimal: str, groups: str) -> float | None:
    """The value by one convention, or None where the number does not follow it."""
    whole, _, fraction = written.partition(decimal)
    if decimal in fraction or any(mark in fraction for mark in groups):
        return None
    parts = re.split(f"[{re.escape(groups)}]", whole)
    # 1,234,567 and, in India, 12,34,567
    if len(parts) > 1 and (len(parts[-1]) != _GROUP or not all(2 <= len(part) <= _GROUP for part in parts[1:])):
        return None
    digits = "".join(parts)
    return float(f"{digits}.{fraction}") if fraction else float(digits)


def _is_grouped(written: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:([.,'’{_SPACES}])\d{{2,3}})*[.,'’{_SPACES}]\d{{3}}(?:[.,]\d+)?", written))


def _is_decimal(written: str) -> bool:
    return bool(re.fullmatch(r"\d+(?:[.,]\d+)?", written))


def convention(language: str | None) -> str | None:
    """The decimal mark of a language, where it has one alone."""
    return "," if language in COMMA_LANGUAGES else "." if language in POINT_LANGUAGES else None
