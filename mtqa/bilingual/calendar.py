"""The months and weekdays that a text names, in the languages of CLDR (`mtqa/data/bilingual/calendar.tsv`)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

from mtqa.bilingual.number_words import lowered
from mtqa.bilingual.numerals import with_ascii_digits
from mtqa.types import Span

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A capital and its context tell the month from the verb.
_ENGLISH = re.compile(
    rf"\b(?:{'|'.join(month for month in MONTHS if month not in {'March', 'May'})}|{'|'.join(DAYS)})\b"
    r"|(?<=[a-z] )(?:March|May)(?= \d|,? (?:and|to|or) [A-Z]|[.,;]|\s*$)|(?<=\d )(?:March|May)\b|\b(?:March|May)(?= \d{1,4}\b)"  # noqa: E501
)
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}[./-](\d{1,2})[./-]\d{1,2}|(\d{1,2})[./-]\s?(\d{1,2})(?:[./-]\s?(?:\d{4}|\d{2})|\.(?=\s)|(?<=/\d)|(?<=/\d\d)))(?!\d)"
)
_CHARACTERS = re.compile(r"(\d{1,2})\s*(?:月|월)")
_CHINESE_DAYS = {"一月": 1, "二月": 2, "三月": 3, "四月": 4, "五月": 5, "六月": 6, "七月": 7, "八月": 8, "九月": 9, "十月": 10,  # noqa: E501
    "十一月": 11, "十二月": 12}  # fmt: skip
_WEEK = {"ja": "月火水木金土日", "zh": "一二三四五六日", "ko": "월화수목금토일"}


@cache
def _names(language: str) -> dict[tuple[str, int], re.Pattern[str]]:
    lines = files("mtqa").joinpath("data/bilingual/calendar.tsv").read_text(encoding="utf-8").splitlines()
    forms: dict[tuple[str, int], list[str]] = defaultdict(list)
    for line in lines:
        code, *cells = line.split("\t")
        if code == language:
            forms[cells[0], int(cells[1])] += cells[2:]
    return {
        key: re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, names))})(?!\s\w+ (?:một|hai))")
        for key, names in forms.items()
    }


def source_calendar(text: str, language: str) -> tuple[set[int], set[int]]:
    """The months and the weekdays that a source may name; an ambiguous numeric date gives both readings."""
    text = lowered(with_ascii_digits(text))
    months: set[int] = set()
    days: set[int] = set()
    for (kind, number), pattern in _names(language).items():
        if pattern.search(text):
            (months if kind == "month" else days).add(number)
    for match in _NUMERIC.finditer(text):
        months |= {int(part) for part in match.groups() if part and 1 <= int(part) <= len(MONTHS)}
    months |= {int(match[1]) for match in _CHARACTERS.finditer(text)}
    if language in _WEEK:
        months |= {number for word, number in _CHINESE_DAYS.items() if word in text}
        starts = {"ja": "(?:曜|）|\\))", "ko": "요일"}.get(language, "")
        before = {"zh": "(?:星期|周|週|礼拜)", "ja": "(?:[（(]|)", "ko": ""}[language]
        found = re.findall(rf"{before}([{_WEEK[language]}天]){starts}", text)
        days |= {_WEEK[language].find(char.replace("天", "日")) + 1 for char in found}
    return months, days


def english_calendar(text: str) -> list[tuple[Span, str, int]]:
    """The months and weekdays of an English text: where, which of both, and its number."""
    found = []
    for match in _ENGLISH.finditer(text):
        word = match.group()
        if word in MONTHS:
            found.append((Span(*match.span()), "month", MONTHS.index(word) + 1))
        else:
            found.append((Span(*match.span()), "day", DAYS.index(word) + 1))
    return found
