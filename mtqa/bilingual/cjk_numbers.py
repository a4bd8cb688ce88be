"""Numbers of Chinese and Japanese: 三百五十, 3万5千, 1.2亿, 二〇二一, 令和3年."""

from __future__ import annotations

import re

from mtqa.bilingual.numerals import Number, with_ascii_digits
from mtqa.types import Span

_DIGITS = {char: index for index, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "廿": 20}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_UNITS = "".join([*_SMALL, *_LARGE])
_FIGURES = "".join(_DIGITS)
# Digits take a unit (3万5000); without one they end the number, as in 1三振.
_NUMERAL = re.compile(
    rf"\d[\d,]*(?:\.\d+)?[余多数]?[{_UNITS}](?:[{_FIGURES}{_UNITS}]|\d[\d,]*(?=[{_UNITS}])|\d+(?!\d))*"
    rf"|[{_FIGURES}{_UNITS}](?:[余多数]?[{_FIGURES}{_UNITS}])*"
)
# 五六百: five or six hundred. 七割, 四成: tenths.
_EITHER = re.compile(rf"([{_FIGURES}])([{_FIGURES}])([{_UNITS}]?)")
_TENTHS = re.compile(rf"([\d.]+|[{_FIGURES}])[割成]")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})(元|\d+)年")


def cjk_numbers(text: str) -> list[Number]:
    """Numerals with a Chinese character in them. One with digits (3万) is a plain number; 三 may be part of a word."""
    text = with_ascii_digits(text)
    found = []
    # 千瓦 is a kilowatt, 千米 a kilometre: no thousand of anything else.
    text = re.sub(r"千(?=[瓦米克卡升])", "\N{OBJECT REPLACEMENT CHARACTER}", text)
    for match in _NUMERAL.finditer(text):
        written = match.group()
        plain = written[0].isascii()
        found.append(Number(Span(*match.span()), written, (_value(written),), plain))
    for match in _EITHER.finditer(text):
        unit = _SMALL.get(match[3], _LARGE.get(match[3], 1))
        values = tuple(float(_DIGITS[part] * unit) for part in match.groups()[:2])
        found += [Number(Span(*match.span()), match.group(), (value,), plain=False) for value in values]
    for match in _TENTHS.finditer(text):
        value = float(match[1]) if match[1][0].isascii() else _DIGITS[match[1]]
        found.append(Number(Span(*match.span()), match.group(), (value * 10, value), match[1][0].isascii()))
    for match in _ERA.finditer(text):
        year = 1 if match[2] == "元" else int(match[2])
        found.append(Number(Span(*match.span()), match.group(), (float(_ERAS[match[1]] + year), float(year))))
    return found


def _value(written: str) -> float:
    if all(char in _DIGITS for char in written):
        return float("".join(str(_DIGITS[char]) for char in written))
    total = section = 0.0
    pending: float | None = None
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|.", written):
        if part[0].isascii() and part[0].isdigit():
            pending = float(part.replace(",", ""))
        elif part in _DIGITS:
            pending = (pending or 0) * (10 if pending else 1) + _DIGITS[part]
        elif part in _SMALL:
            section += (1 if pending is None else pending) * _SMALL[part]
            pending = None
        elif part in _LARGE:
            total += (section + (pending or 0) or 1) * _LARGE[part]
            section, pending = 0.0, None
    return total + section + (pending or 0)
