"""Runs of words, or of signs where words are not told apart, in sources of any language."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mtqa.extraction.kept import kept
from mtqa.extraction.termhood import Tally
from mtqa.terms.find import UNSPACED, WORD
from mtqa.terms.forms import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words, or signs, of a run.
MOST_WORDS, MOST_SIGNS = 4, 8
# A word in more units than this share of them says nothing of any term.
TOO_COMMON = 0.2
# Fewer units than these cannot tell what is common.
ENOUGH_UNITS = 50
_SIGNS = re.compile(rf"[{UNSPACED}]+")
# Kana that stand alone are endings and particles.
_PARTICLES = re.compile(r"[\u3041-\u3096]{1,2}|[的了是在和与及对为将也不这那有]")

Key = tuple[str, ...]


def grams(sources: Sequence[str], language: str, least: int) -> dict[Key, Tally]:
    """The runs that stand in at least so many sources, less those that stand nowhere outside of one longer run."""
    common = _common(sources, language)
    found: dict[Key, Tally] = defaultdict(Tally)
    for number, source in enumerate(sources):
        for key, text in _runs(source, language, common):
            tally = found[key]
            tally.units.add(number)
            tally.count += 1
            tally.texts[text] += 1
    frequent = {key: tally for key, tally in found.items() if len(tally.units) >= least}
    parts = _parts(frequent)
    return {key: tally for key, tally in frequent.items() if key not in parts}


def _common(sources: Sequence[str], language: str) -> set[str]:
    if len(sources) < ENOUGH_UNITS:
        return set()
    units: dict[str, int] = defaultdict(int)
    for source in sources:
        for word in {stem(word, language) for word in WORD.findall(source)}:
            units[word] += 1
    return {word for word, count in units.items() if count > TOO_COMMON * len(sources)}


def _runs(source: str, language: str, common: set[str]) -> Iterator[tuple[Key, str]]:
    untouched = kept(source)
    found = (match for match in WORD.finditer(source) if match.start() not in untouched)
    words = [(match, stem(match.group(), language)) for match in found]
    for first in range(len(words)):
        for last in range(first, min(first + MOST_WORDS, len(words))):
            if last > first and not _together(source, words[last - 1][0], words[last][0]):
                break
            ends = (words[first], words[last])
            if all(key not in common and len(match.group()) > 1 and not key.isdigit() for match, key in ends):
                yield tuple(key for _, key in words[first : last + 1]), source[ends[0][0].start() : ends[1][0].end()]
    for run in _SIGNS.finditer(source):
        text = run.group()
        for start in range(len(text)):
            for end in range(start + 2, min(start + MOST_SIGNS, len(text)) + 1):
                if not _PARTICLES.match(text[start]) and not _PARTICLES.match(text[end - 1]):
                    yield tuple(text[start:end]), text[start:end]


def _together(source: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return source[one.end() : other.start()] in (" ", "-", "'", "’", "\u00a0")


def _parts(frequent: dict[Key, Tally]) -> set[Key]:
    """Keys that stand in no unit without one and the same longer key."""
    result = set()
    for key, tally in frequent.items():
        for part in (key[1:], key[:-1]):
            shorter = frequent.get(part)
            if shorter is not None and len(shorter.units) == len(tally.units):
                result.add(part)
    return result


def keys_by_unit(known: dict[Key, Tally], units: int) -> list[list[Key]]:
    """The keys of each unit."""
    result: list[list[Key]] = [[] for _ in range(units)]
    for key, tally in known.items():
        for number in tally.units:
            result[number].append(key)
    return result
