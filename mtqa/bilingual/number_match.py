"""Holds the numbers of a translation against those of its source."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from mtqa.bilingual.cjk_numbers import cjk_numbers
from mtqa.bilingual.english_numbers import english_numbers, hinted
from mtqa.bilingual.number_words import knows, number_words, roman_numbers
from mtqa.bilingual.numerals import Number, numerals, with_ascii_digits

# Numbers up to this are said in words too often to ask for each: 0 and 1 are words like "no" and "a".
_UNDEMANDED = 1
# A long number, such as a phone number, may be grouped in another way.
_LONG = 5
_SCALES = (1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
_AFTERNOON = re.compile(
    r"\b[ap]\.?\s?m\b|o['’]clock|\b(?:afternoon|evening|night|morning|noon|midnight)\b|\d[ap]m", re.IGNORECASE
)
_HALF = re.compile(
    r"半|\bhalb|\bhalf|\bdemi|\bmedi[ao]\b|\bmezz|\bpół|\bpoł|\bpůl|\bполов|\bполу|\bпів|\bhálf|\bпол|आध|साढ़े|نصف|\bpuol|"
    r"\bmei[ao]\b|\bnửa|\brưỡi|\bjumăt|\bjumăt|\bpool|\bfél",
    re.IGNORECASE,
)
_LAST_CENTURY = re.compile(
    r"minulého století|прошлого века|минулого століття|ubiegłego wieku|vorigen Jahrhundert|letzten Jahrhundert|siècle dernier"  # noqa: E501
    r"|siglo pasado|secolo scorso|上(?:个|個)?世(?:纪|紀)|前世紀|पिछली (?:सदी|शताब्दी)|القرن الماضي|thế kỷ trước",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:covid|коронавирус|ковид|ковід|कोविड|كوفيد|新冠)\w{0,4}[\s-]?19|cov-?2\b|(?<=[(（])(?:明治|大正|昭和|平成|令和)\d+",
    re.IGNORECASE,
)
# Digits at the end of a telephone number that are the same with and without the codes of country and town.
_TELEPHONE = 6
_LONG_NUMBER = re.compile(r"\+?\(?\d[\d()/ \u00a0-]{5,}\d")
_DAYS = re.compile(r"\s+(?:días|dias|jours|giorni|Tagen?|dagen|zile)\b", re.IGNORECASE)
_WEEKS = {8.0: 1.0, 14.0: 2.0, 15.0: 2.0}
_MONTH = re.compile(r"(\d{1,2})\s*(?:月|월)|tháng\s*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compared:
    """Numbers of the translation that the source does not have, and numbers of the source that are not translated.

    `missing` are those that the source may have in words and the translation does not have.
    """

    added: tuple[Number, ...]
    lost: tuple[Number, ...]
    missing: tuple[Number, ...]


def compared(source: str, target: str, language: str | None) -> Compared:
    """The numbers in which a source (in `language`) and its English translation differ."""
    source, target = _without_telephones(_without_names(source), _without_names(target))
    sure, maybe = source_numbers(source, language)
    ours = english_numbers(target)
    allowed = {value for number in (*sure, *maybe) for value in number.values} | _excused(source, sure, maybe)
    have = {value for number in ours for value in number.values} | hinted(target)
    have |= {value for number in ours for value in (*_parts_of_year(number), *_grouped_parts(number))}
    if _AFTERNOON.search(target):
        have |= {value + 12 for value in have if 0 < value <= 12}
    their_digits, our_digits = _digits(source), _digits(target)
    words_known = knows(language)
    added = [
        number
        for number in ours
        if not _is_allowed(number, allowed, source, target, words_known=words_known)
        and not _is_in(number, their_digits)
    ]
    lost = [number for number in sure if not _is_kept(number, have) and not _is_in(number, our_digits)]
    missing = [number for number in maybe if not number.plain and not _is_kept(number, have)]
    if lost and not added:
        added = _surplus(lost, sure, ours, (len(source), len(target)))
    return Compared(tuple(added), tuple(lost), tuple(missing))


def _is_allowed(number: Number, allowed: set[float], source: str, target: str, *, words_known: bool) -> bool:
    if any(_close(value, other) for value in number.values for other in allowed) or _is_clock(number, allowed):
        return True
    # the 1990s of "девяностые"
    if target.startswith("s", number.span.end) and set(_parts_of_year(number)) & allowed:
        return True
    return _same_word(number, source) or _supported(number, allowed, words_known=words_known)


def _is_kept(number: Number, have: set[float]) -> bool:
    """Whether a number of the source is in the translation, in figures, in words or as the parts of a time."""
    if min(number.values) <= _UNDEMANDED or any(_near(value, other) for value in number.values for other in have):
        return True
    return any(parts and set(parts) <= have for parts in (_clock(number), _grouped_parts(number)))


def _is_in(number: Number, digits: str) -> bool:
    """Whether the digits of a long number stand in those of the other side, however they are grouped."""
    return len(_digits(number.text)) >= _LONG and _digits(number.text) in digits


def _surplus(lost: list[Number], sure: list[Number], ours: list[Number], ends: tuple[int, int]) -> list[Number]:
    """The number of the translation that stands once too often, nearest to the place of the one that is lost."""
    theirs = [number.values for number in sure]
    often = [
        number
        for number in ours
        if number.plain
        and sum(other.values == number.values for other in ours)
        > max(1, sum(bool({*v} & {*number.values}) for v in theirs))
    ]
    place = lost[0].span.start / max(ends[0], 1)
    return sorted(often, key=lambda number: abs(number.span.start / max(ends[1], 1) - place))[:1]


def _without_names(text: str) -> str:
    """The text with numbers blanked that belong to a name which languages write with and without them."""
    return _NAMED.sub(lambda match: " " * len(match.group()), text)


def _without_telephones(source: str, target: str) -> tuple[str, str]:
    """Both texts with telephone numbers blanked that end alike: 030/123 45 67 and +49 30 1234567."""

    def ends(text: str) -> set[str]:
        return {_digits(match.group())[-_TELEPHONE:] for match in _LONG_NUMBER.finditer(text)}

    both = ends(source) & ends(target)

    def blank(match: re.Match[str]) -> str:
        return " " * len(match.group()) if _digits(match.group())[-_TELEPHONE:] in both else match.group()

    return _LONG_NUMBER.sub(blank, source), _LONG_NUMBER.sub(blank, target)


def source_numbers(text: str, language: str | None) -> tuple[list[Number], list[Number]]:
    """The numbers that a source surely has, and those that it may have."""
    sure = numerals(text, language)
    maybe = roman_numbers(text)
    if language in {"zh", "ja", "ko"} or re.search(r"[\u4e00-\u9fff]", text):
        mixed = cjk_numbers(text)
        maybe += mixed
        sure = _with_scaled(sure, [number for number in mixed if number.plain])
    if language is not None and language not in {"zh", "ja"}:
        words = number_words(text, language)
        maybe += words
        sure = _with_scaled(sure, [number for number in words if number.plain])
    return [_in_weeks(number, text) for number in sure], [_in_weeks(number, text) for number in maybe]


def _in_weeks(number: Number, text: str) -> Number:
    """The number, also as the weeks that some languages count by days: quinze jours, acht Tage."""
    weeks = _WEEKS.get(number.values[0])
    if weeks is None or not _DAYS.match(text, number.span.end):
        return number
    return dataclasses.replace(number, values=(*number.values, weeks))


def _with_scaled(sure: list[Number], scaled: list[Number]) -> list[Number]:
    """The numbers, with those that a scale word follows taken as a whole."""
    covered = [number.span for number in scaled]
    rest = [number for number in sure if not any(span.overlaps(number.span) for span in covered)]
    return sorted([*rest, *scaled], key=lambda number: number.span)


def _excused(source: str, sure: list[Number], maybe: list[Number]) -> set[float]:
    """Other values that a number of the source may take in English: hours by twelve, years by their last digits."""
    values = {float(month[1] or month[2]) for month in _MONTH.finditer(source)}
    for number in sure:
        values |= {*_parts_of_year(number), *_grouped_parts(number), *_clock(number)}
        values |= {part - 12 for part in _clock(number)[:1] if part > 12}
        for value in number.values:
            values |= _other_values(value, plain=number.plain)
    if _LAST_CENTURY.search(source):
        values.add(20.0)
    if _HALF.search(source):
        values |= {0.5, 30.0, 50.0, 2.0, 6.0}
        values |= {value / 2 for number in maybe for value in number.values if value in _SCALES}
    return values


def _other_values(value: float, *, plain: bool) -> set[float]:
    values: set[float] = set()
    if 13 <= value <= 24:
        values.add(value - 12)
    if value == 0:
        values.add(12.0)
    if 10 <= value < 100 and plain:
        values |= {1900 + value, 2000 + value, 1800 + value}
    # Centuries: 1700-talet is the 18th century.
    if 1 < value < 40:
        values.add((value - 1) * 100)
    if value >= 1000 and value % 100 == 0:
        values.add(value / 100 + 1)
    return values


def _grouped_parts(number: Number) -> tuple[float, ...]:
    """The parts of a number grouped by spaces, which may be several numbers: `Combi 16 100x185`."""
    parts = re.findall(r"\d+", number.text) if re.search(r"\d[ \u00a0\u202f\u2009]\d", number.text) else []
    return tuple(map(float, parts))


def _parts_of_year(number: Number) -> tuple[float, ...]:
    return tuple(value % 100 for value in number.values if 1000 <= value < 2100)


def _clock(number: Number) -> tuple[float, ...]:
    """The hour and the minutes of 3.40 and 17,05."""
    match = re.fullmatch(r"(\d{1,2})[.,](\d{2})", number.text)
    return (float(match[1]), float(match[2])) if match and int(match[1]) <= 24 and int(match[2]) < 60 else ()


def _is_clock(number: Number, allowed: set[float]) -> bool:
    """Whether a number is a time without a mark (1200 for 12 h 00)."""
    written = number.text
    return len(written) == 4 and written.isdigit() and {float(written[:2]), float(written[2:])} <= allowed


def _same_word(number: Number, source: str) -> bool:
    """Whether a number word is part of a name that was kept, as in "Ninth Ward"."""
    return not number.plain and number.text.lower() in source.lower()


def _supported(number: Number, allowed: set[float], *, words_known: bool) -> bool:
    """Whether a number that has no like in the source may come of words in the source all the same."""
    if min(number.values) <= _UNDEMANDED:
        return True
    if not words_known and (not number.plain or min(number.values) <= 12):
        return True
    # A scale word that is not known, or was not understood.
    return not words_known and any(
        _close(value, other * scale) for value in number.values for other in allowed for scale in _SCALES
    )


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))


def _near(one: float, other: float) -> bool:
    return _close(one, other) or (one >= 10_000 and abs(one - other) <= 0.05 * one)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", with_ascii_digits(text))
