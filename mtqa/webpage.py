"""Knows the lines that web pages put around an article: share buttons, comment forms, bylines, dates.

The phrases and patterns are data (mtqa/data/furniture.toml); here is how a line is compared with them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mtqa.vocabulary import common_words

# No furniture is longer; what is longer is prose, whatever it begins with.
LONGEST = 400

_WORD = re.compile(r"[^\W_]+")
_DROPPED = frozenset({"a", "an", "the", "our", "please"})
_PARTICLE = r"(?:de|del|della|van|von|der|den|bin|ibn|al|el|la|le|du|da|dos|of|and|the|for|&)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*"
_NAME = rf"{_CAPITAL}(?:[ ·]{_PARTICLE}){{0,2}}(?:[ ·]{_CAPITAL}(?:[ ·]{_PARTICLE}){{0,2}}){{0,4}}"
_TITLE = r"\S+(?:\s+\S+){0,24}"
_PERSON = re.compile(rf"{_CAPITAL}(?: (?:(?:de|van|von|der|bin|al|el|la|le|du|da) )?{_CAPITAL}){{1,3}}")
# Words that begin or join titles and headings, and are in nobody's name.
_NO_NAMES = frozenset(
    {"for", "the", "a", "an", "in", "on", "at", "to", "from", "with", "how", "why", "what", "when", "who", "new", "all",
     "about", "and", "or", "of", "no", "more", "your", "our", "my", "is", "are", "by", "top", "best", "first", "last"}
)  # fmt: skip
_CLOCK = re.compile(r"\b\d{1,2}[:h.]\d{2}\b")
_DAY = re.compile(r"\b(?:\d{1,2}([/.-]) ?\d{1,2}\1 ?\d{2,4}|\d{4}([/.-])\d{1,2}\2\d{1,2})\b")
# A date with day, month, year, time, zone and the words around them.
LONGEST_DATE = 14


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line is. `sure` is False for lines that are also honest headings; `closes` starts a list of links."""

    what: str
    sure: bool
    closes: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    phrases: dict[str, Furniture]
    patterns: tuple[tuple[re.Pattern[str], Furniture], ...]
    date_words: frozenset[str]
    dated: frozenset[str]
    months: frozenset[str]


def key(text: str) -> str:
    """The words of a line without case, punctuation and articles; numbers become #."""
    words = _WORD.findall(text.casefold().replace("’", "'").replace("'", ""))
    return " ".join("#" if word.isdigit() else word for word in words if word not in _DROPPED)


@cache
def _known() -> _Known:
    text = files("mtqa").joinpath("data/furniture.toml").read_text(encoding="utf-8")
    phrases: dict[str, Furniture] = {}
    patterns: list[tuple[re.Pattern[str], Furniture]] = []
    data = tomllib.loads(text)
    for group in data["group"]:
        sure = Furniture(group["what"], sure=True, closes=group.get("closes", False))
        near = Furniture(group["what"], sure=False, closes=group.get("closes", False))
        phrases |= {key(phrase): near for phrase in group.get("near", ())}
        phrases |= {key(phrase): sure for phrase in group["phrases"]}
        for pattern in group.get("patterns", ()):
            first, *others = pattern.replace("<title>", _TITLE).split("<name>")
            once = first + "".join(f"(?P<name{index}>(?-i:{_NAME})){other}" for index, other in enumerate(others))
            patterns.append((re.compile(once), sure))
    dates = {name: frozenset(words) for name, words in data["dates"].items()}
    return _Known(phrases, tuple(patterns), dates["words"], dates["dated"], dates["months"])


def furniture(line: str) -> Furniture | None:
    """What a whole line is, or None for an ordinary one."""
    line = line.strip()
    if not line or len(line) > LONGEST:
        return None
    known = _known()
    found = known.phrases.get(key(line))
    if found is not None and (found.sure or not line.endswith((".", "?"))):
        return found
    for pattern, kind in known.patterns:
        match = pattern.fullmatch(line)
        if match and all(name is None or _is_no_phrase(name) for name in match.groupdict().values()):
            return kind
    return _date_line(line)


def is_person(line: str) -> bool:
    """Whether a line is two to four words with capitals, not all of them common, as a person's name is."""
    line = line.strip().strip("()[]*_—–- ")
    if not _PERSON.fullmatch(line) or not _is_no_phrase(line):
        return False
    return _NO_NAMES.isdisjoint(word.casefold() for word in _WORD.findall(line))


def _is_no_phrase(name: str) -> bool:
    """Whether at least one word of a name is no ordinary English word."""
    return any(word.casefold() not in common_words() for word in _WORD.findall(name) if len(word) > 1)


def _date_line(line: str) -> Furniture | None:
    """A line of nothing but a date; sure with a time of day or a word such as 'updated'."""
    known = _known()
    words = re.findall(r"[^\W\d_]+", line.casefold())
    if not re.search(r"\d", line) or len(line.split()) > LONGEST_DATE or not known.date_words.issuperset(words):
        return None
    if not _DAY.search(line) and not known.months.intersection(words):
        return None
    if line.endswith(".") and known.dated.isdisjoint(words):
        return None
    sure = not known.dated.isdisjoint(words) or bool(words and _CLOCK.search(line))
    return Furniture("a page's date and counters", sure=sure)
