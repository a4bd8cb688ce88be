"""Numbers that the source says in words, by the beginnings of words in `mtqa/data/bilingual/number-words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mtqa.bilingual.numerals import Number, numerals, with_ascii_digits
from mtqa.types import Span

# From here on a number word multiplies what stands before it: three *hundred*, 5 *million*.
_MULTIPLIES = 100
# Behind a number below ten they multiply too: decades, dozens.
_TENS = (10, 12)
# Between the words of one number: `и`, `und`, hyphens.
_JOINERS = frozenset({"und", "en", "et", "y", "e", "i", "a", "og", "och", "de", "و", "și", "đôi", "lẻ", "linh", "và"})
_WORD = re.compile(r"quatre-vingts?|[^\W\d_]+(?:['’][^\W\d_]+)?\.?|\d[\d.,'’]*\d|\d|[^\w\s]|[\u0900-\u097f]+")
_HINDI = re.compile(r"[\u0900-\u0963\u0970-\u097f]+|\d[\d.,]*\d|\d|[^\w\s]|[^\W\d_]+")
# dreiundzwanzig, sedmadvacet
_INNER_JOINER = re.compile(r"(?:und|en|ën|og|och|a|i)(?=.)")
# `milyan 5`: these put the scale first.
_SCALE_FIRST = frozenset({"ha", "sw"})
_ROMAN = re.compile(
    r"(?<![^\W_])(?=[IVXLC])(C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?=(?:er?|ème|os?|as?|º|ª)?(?![^\W_]))"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@cache
def _beginnings(language: str) -> tuple[dict[str, float], frozenset[str], int]:
    """The values by beginning, those that are whole words, and the length of the longest beginning."""
    data = tomllib.loads(files("mtqa").joinpath("data/bilingual/number-words.toml").read_text(encoding="utf-8"))
    values: dict[str, float] = {}
    whole: set[str] = set()
    for value, words in data.get(language, {}).items():
        for word in words.split():
            values.setdefault(word.rstrip("."), float(value))
            if word.endswith("."):
                whole.add(word.rstrip("."))
    return values, frozenset(whole), max(map(len, values), default=0)


def knows(language: str | None) -> bool:
    """Whether the number words of a language are known."""
    return language is not None and (language in {"zh", "ja"} or bool(_beginnings(language)[0]))


def number_words(text: str, language: str) -> list[Number]:
    """Numbers of a text in which a word takes part: each word by itself, and what a run of them makes together.

    They are meant to excuse, not to accuse: a word that merely begins like a number counts as one.
    """
    values, _, _ = _beginnings(language)
    if not values:
        return []
    text = lowered(with_ascii_digits(text))
    digits = {number.span.start: number for number in numerals(text, language)}
    found: list[Number] = []
    run: list[tuple[float, bool]] = []
    start = end = 0
    pattern = _HINDI if language in {"hi", "ne"} else _WORD
    for match in pattern.finditer(text):
        if run and match.start() < end:
            continue
        parts = _parts(match.group(), language)
        number = digits.get(match.start())
        if parts:
            found += [Number(Span(*match.span()), match.group(), (value,), plain=False) for value in parts]
            start = start if run else match.start()
            run += [(value, False) for value in parts]
            end = match.end()
        elif number is not None:
            if language in _SCALE_FIRST and run and run[-1][0] >= _MULTIPLIES:
                value = run[-1][0] * number.values[0]
                found.append(Number(number.span, number.text, (value, *number.values)))
            found += _joined(text, run, start, end)
            run, start, end = [(_grouped(number), True)], match.start(), number.span.end
        elif match.group().rstrip(".") not in _JOINERS and match.group() != "-":
            found += _joined(text, run, start, end)
            run = []
    found += _joined(text, run, start, end)
    return found


def _grouped(number: Number) -> float:
    """The likeliest value before a scale word: 1.000 millones are a thousand of them, 1.250 are 1,250."""
    return max(number.values) if re.fullmatch(r"\d+\.\d{3}", number.text) else number.values[0]


def lowered(text: str) -> str:
    """The text in lower case, at the same length."""
    return "".join(lower if len(lower := char.lower()) == 1 else char for char in text)


def _parts(word: str, language: str) -> list[float]:
    """The values of the number words that a word begins with: `einundzwanzig` gives 1 and 20."""
    values, whole, longest = _beginnings(language)
    bare = word.rstrip(".")
    for article in ("ال", "و", "ب", "وال"):
        if language == "ar" and bare.startswith(article) and len(bare) > len(article) + 2:
            rest = _parts(bare.removeprefix(article), language)
            if rest:
                return rest
    if bare in values:
        return [values[bare]]
    found: list[float] = []
    position = 0
    while position < len(bare):
        step = next(
            (
                size
                for size in range(min(longest, len(bare) - position), 0, -1)
                if bare[position : position + size] in values and bare[position : position + size] not in whole
            ),
            0,
        )
        if not step:
            joiner = _INNER_JOINER.match(bare, position)
            if not found or not joiner:
                break
            position = joiner.end()
            continue
        found.append(values[bare[position : position + step]])
        position += step
    return found


def _joined(text: str, run: list[tuple[float, bool]], start: int, end: int) -> list[Number]:
    """The number that a run of number words says together."""
    # "in 1976 one third" is no number; "5 million" is.
    if len(run) < 2 or (run[0][1] and run[1][0] < _MULTIPLIES):
        return []
    total = current = 0.0
    for value, digits in run:
        if value >= 1000 and not digits:
            # mil millones, пятьсот тысяч миллионов
            total = (total + current) * value if 0 < total < value else total + (current or 1) * value
            current = 0
        elif (value == _MULTIPLIES and 0 < current < _MULTIPLIES) or (value in _TENS and 0 < current < 10):
            current *= value
        else:
            current += value
    return [Number(Span(start, end), text[start:end], (total + current,), plain=run[0][1])]


def roman_numbers(text: str) -> list[Number]:
    """Roman numerals from II to CCC, as in XIX век."""
    return [
        Number(Span(*match.span()), match.group(), (float(_roman(match.group())),), plain=False)
        for match in _ROMAN.finditer(text)
        if match.group()
    ]


def _roman(written: str) -> int:
    numbers = [_ROMAN_VALUES[char] for char in written]
    following = [*numbers[1:], 0]
    return sum(-one if one < other else one for one, other in zip(numbers, following, strict=True))
