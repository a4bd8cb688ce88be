"""Numbers of an English text: in digits, in words, with million and the like, and what else may stand for one."""

from __future__ import annotations

import dataclasses
import re

from mtqa.bilingual.numerals import Number, numerals
from mtqa.types import Span

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_SMALL = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: value for value, word in enumerate(_ORDINALS, 1)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, 2)}
)
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5,
    "crore": 10**7, "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bln": 10**9, "bn": 10**9, "tn": 10**12,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
_WORD = "|".join(sorted([*_SMALL, "hundred", "thousand", "million", "billion", "trillion"], key=len, reverse=True))
_SPELLED = re.compile(rf"\b(?:(?:a|{_WORD})[\s-]+(?:and[\s-]+)?)*(?:{_WORD})\b(?!s)", re.IGNORECASE)
_SCALED = re.compile(
    r"(\d[\d.,]*)(?:[\s-]*(?:to|-|–|or)[\s-]*(\d[\d.,]*))?[\s-]*(hundred|thousand|million|billion|trillion|lakh|crore|bn|mn|mln|bln|k|m|tn)s?\b",
    re.IGNORECASE,
)
# These are more than numbers: pronouns, order of what is said.
_WEAK = frozenset(["one", "first", "second", "zero", "third", "a"])
# What may say a number without being one; each with the numbers it may say.
_HINTS: dict[str, tuple[float, ...]] = {
    "both": (2,), "pair": (2,), "couple": (2,), "twice": (2,), "double": (2,), "doubled": (2,), "two": (2,),
    "half": (0.5, 2, 6, 30, 50), "halves": (2,), "twin": (2,), "twins": (2,), "dual": (2,), "duo": (2,), "either": (2,),
    "bilateral": (2,), "biennial": (2,), "another": (2,), "latter": (2,), "triple": (3,), "trio": (3,), "thrice": (3,),
    "tripled": (3,), "triplets": (3,), "trilateral": (3,), "tertiary": (3,), "quarter": (4, 15, 25, 45, 0.25, 3),
    "quarters": (4, 75, 0.75, 3), "quadruple": (4,), "quintuple": (5,), "dozen": (12, 10), "dozens": (12, 10, 20, 30),
    "noon": (12,), "midday": (12,), "midnight": (0, 12, 24), "decade": (10,), "decades": (10, 20, 30),
    "century": (100,), "centuries": (100, 200), "centenary": (100,), "centennial": (100,), "millennium": (1000,),
    "week": (7,), "weeks": (7, 14), "fortnight": (14, 2), "weekly": (7,), "year": (12, 365, 1), "daily": (24, 1),
    "day": (24, 1), "clock": (24,), "month": (30, 1), "hour": (60, 1), "minute": (60,), "hundreds": (100,),
    "thousands": (1000,), "millions": (1e6,), "billions": (1e9,), "tens": (10,), "twenties": (20,), "thirties": (30,),
    "forties": (40,), "fifties": (50,), "sixties": (60,), "seventies": (70,), "eighties": (80,), "nineties": (90,),
    "teens": (10, 13), "teenager": (10, 13), "teenage": (10, 13), "percent": (100,), "all": (100,), "no": (0,),
    "none": (0,), "single": (1,), "once": (1,), "biannual": (2,), "primary": (1,), "secondary": (2,), "semi": (2, 0.5),
    "quartet": (4,), "nil": (0,), "ii": (2,), "iii": (3,), "iv": (4,), "vi": (6,), "vii": (7,), "viii": (8,),
    "ix": (9,), "xi": (11,), "xii": (12,), "ww2": (2,), "wwii": (2,), "wwi": (1,), "tuesday": (2, 3), "wednesday": (3, 4),  # noqa: E501
    "thursday": (4, 5), "friday": (5, 6), "saturday": (6, 7), "sunday": (1, 7, 8), "monday": (1, 2), "thirds": (3, 0.67),  # noqa: E501
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_COUNTED = re.compile(r"[\s-]+(?:(decades?)|dozen)\b", re.IGNORECASE)
_HALF = re.compile(r"\bhalf[\s-]+$", re.IGNORECASE)
_MORE_WORDS = re.compile(r"[A-Za-z]+\d?")


def english_numbers(text: str) -> list[Number]:
    """The numbers that the text surely has. `plain` are those in digits; a word such as `one` is left out."""
    found: list[Number] = []
    scaled = {match.start(2) if match[2] else match.start(1): match for match in _SCALED.finditer(text)}
    ranges = {match.start(1): match for match in _SCALED.finditer(text) if match[2]}
    for number in numerals(text, "en"):
        match = scaled.get(number.span.start) or ranges.get(number.span.start)
        if match is None:
            found.append(number)
            continue
        factor = SCALES[match[3].lower()]
        values = tuple(value * factor for value in number.values)
        # A lone `m` is a metre as often as a million, and the first of a range may be meant as it stands.
        values += number.values if len(match[3]) == 1 or number.span.start in ranges else ()
        end = number.span.end if number.span.start in ranges else match.end()
        found.append(Number(Span(number.span.start, end), text[number.span.start : end], values))
    for match in _SPELLED.finditer(text):
        words = [word for word in re.split(r"[\s-]+", match.group().lower()) if word not in {"and", "a"}]
        if text[: match.start()].rstrip().endswith(tuple("0123456789")) and words[0] in SCALES:
            continue
        if not (len(words) == 1 and words[0] in _WEAK):
            found.append(Number(Span(*match.span()), match.group(), _spelled(words), plain=False))
    return sorted((_counted(number, text) for number in found), key=lambda number: number.span)


def _counted(number: Number, text: str) -> Number:
    """The number, also as the years of *four* decades, the pieces of *two* dozen, the half of half *a million*."""
    match = _COUNTED.match(text, number.span.end)
    factor = 1.0 if match is None else 10.0 if match[1] else 12.0
    if match is None and _HALF.search(text[: number.span.start]):
        factor = 0.5
    more = () if factor == 1 else tuple(value * factor for value in number.values)
    return dataclasses.replace(number, values=number.values + more)


def hinted(text: str) -> set[float]:
    """Numbers that a word of the text may stand for: `both`, `decade`, `July`, `one`."""
    values: set[float] = set()
    for match in _MORE_WORDS.finditer(text):
        word = match.group().lower()
        values.update(_HINTS.get(word, ()))
        for known in (_SMALL, SCALES, MONTHS):
            if word in known:
                values.add(known[word])
        values.update(_SMALL[stem] for stem in (word[:-1],) if word.endswith("s") and stem in _SMALL)
    return values


def _spelled(words: list[str]) -> tuple[float, ...]:
    """The value of the words of one number, and those of its parts where it may be several."""
    total = current = 0.0
    fits = True
    for word in words:
        scale = SCALES.get(word)
        if scale is None:
            value = _SMALL[word]
            # "nineteen eighty", "one two": years and lists
            fits = fits and (current == 0 or (value < 10 <= current % 100) or current % 100 == 0)
            current += value
        elif scale == 100:
            current = (current or 1) * scale
        else:
            total += (current or 1) * scale
            current = 0
    if not fits:
        values = [_SMALL.get(word, SCALES.get(word, 0)) for word in words]
        return (float(values[0] * 100 + sum(values[1:])), *map(float, values))
    return (total + current,)
