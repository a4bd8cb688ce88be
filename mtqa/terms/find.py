"""Finds the terms of a termbase in text: whole words, in any form, the words of a term in order."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mtqa.terms.base import primary
from mtqa.terms.forms import english, morphology
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.terms.base import Concept, Term
    from mtqa.terms.forms import Morphology

# Scripts whose words follow one another without a blank.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc\uff66-\uff9f]")
# The last sign of a Japanese verb or adjective, which changes: `取り消す`, `取り消した`.
_INFLECTED_KANA = re.compile(r"(?<=[\u3041-\u9fff][\u4e00-\u9fff])[うくぐすつぬぶむるい]$")
# A run of letters, marks and digits of spaced scripts.
WORD = re.compile(rf"(?:[^\W_{UNSPACED}]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0610-\u061a\u064b-\u065f])+")
# What may stand between the words of a term.
_BETWEEN = re.compile(r"[ \t\u00a0\u202f]*[-‐‑–'’/]?[ \t\u00a0\u202f]*|\s+")
PREPOSITIONS = frozenset(("of", "for", "in", "on", "to", "from", "by", "with", "at", "under", "against"))
_PARTICLES = frozenset(("in", "out", "up", "down", "off", "on", "over", "away", "back"))
# Nouns of these languages have a capital, so that it tells no name.
_CAPITAL_NOUNS = frozenset(("de", "lb", "gsw"))


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text. `tag` is that of the English form in which its changing word stands, "" for the term as it is.

    `sure` is false where the form may be another word's: `banking` of a `bank` that nobody calls a noun.
    """

    span: Span
    term: Term
    concept: Concept
    tag: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    concept: Concept
    words: tuple[str, ...]
    literal: re.Pattern[str] | None = None
    stem: str = ""


class Finder:
    """Finds terms of one language; `language` is a tag."""

    def __init__(self, language: str, terms: Iterable[tuple[Term, Concept]]) -> None:
        self.language = primary(language)
        self._morphology: Morphology | None = None if self.language == "en" else morphology(language)
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._by_character: dict[str, list[_Entry]] = defaultdict(list)
        self._literal: list[_Entry] = []
        for term, concept in terms:
            self._add(term, concept)

    def _add(self, term: Term, concept: Concept) -> None:
        words = tuple(WORD.findall(term.text))
        if _UNSPACED.search(term.text):
            stem = _INFLECTED_KANA.sub("", term.text).casefold()
            self._by_character[stem[0]].append(_Entry(term, concept, words, stem=stem))
        elif not words or re.search(r"[^\s'’‐‑–/-]", WORD.sub("", term.text)):
            # `C++` and `.NET` are nothing but themselves.
            self._literal.append(_Entry(term, concept, words, re.compile(_exactly(term.text))))
        else:
            entry = _Entry(term, concept, words)
            for key in self._keys(entry, 0):
                self._by_word[key].append(entry)

    def _keys(self, entry: _Entry, index: int) -> Iterable[str]:
        if self._morphology is not None:
            return self._morphology.keys(entry.words[index])
        return english(entry.words[index], _kind(entry, index))

    def find(self, text: str) -> list[Match]:
        """Every term, at every place where it stands; places may overlap."""
        words = list(WORD.finditer(text)) if self._by_word else []
        found = [match for index in range(len(words)) for match in self._at(text, words, index)]
        if self._by_character:
            found += self._unspaced(text)
        for entry in self._literal:
            assert entry.literal is not None  # noqa: S101 - these have one
            found += (Match(Span(*match.span()), entry.term, entry.concept) for match in entry.literal.finditer(text))
        return found

    def _at(self, text: str, words: Sequence[re.Match[str]], index: int) -> Iterator[Match]:
        first = words[index].group()
        keys = (first.lower(),) if self._morphology is None else self._morphology.keys(first)
        seen: set[int] = set()
        for key in keys:
            for entry in self._by_word.get(key, ()):
                if id(entry) in seen:
                    continue
                seen.add(id(entry))
                match = self._whole(text, words[index : index + len(entry.words)], entry)
                if match is not None:
                    yield match

    def _whole(self, text: str, words: Sequence[re.Match[str]], entry: _Entry) -> Match | None:
        if len(words) < len(entry.words):
            return None
        for one, other in pairwise(words):
            if not _BETWEEN.fullmatch(text, one.end(), other.start()):
                return None
        tags = [self._form(entry, number, word.group()) for number, word in enumerate(words)]
        if None in tags or not self._cased(entry, [word.group() for word in words]):
            return None
        changed = next(filter(None, tags), "")
        noun_verb = any(_kind(entry, number) == "nv" for number in range(len(words)))
        sure = not (noun_verb and changed in ("VBG", "VBD", "VBN"))
        return Match(Span(words[0].start(), words[-1].end()), entry.term, entry.concept, changed, sure)

    def _form(self, entry: _Entry, index: int, word: str) -> str | None:
        """The tag of the form in which a word of the term stands; None where it is another word."""
        own = entry.words[index]
        if own.lower() == word.lower():
            return ""
        if self._morphology is None:
            return english(own, _kind(entry, index)).get(word.lower())
        alike = self._morphology.keys(own) & self._morphology.keys(word) and self._morphology.alike(own, word)
        return "" if alike else None

    def _cased(self, entry: _Entry, words: Sequence[str]) -> bool:
        """Whether the capitals of a term are there where they tell it from other words: `US`, `Apple`."""
        for own, word in zip(entry.words, words, strict=True):
            if own != own.lower() and own[1:] != own[1:].lower() and len(own) > 1 and not word[:1].isupper():
                return False
        alone = len(words) == 1 and self.language not in _CAPITAL_NOUNS
        return not (alone and entry.words[0][:1].isupper() and not words[0][:1].isupper())

    def _unspaced(self, text: str) -> Iterator[Match]:
        for start, character in enumerate(text):
            for entry in self._by_character.get(character.casefold(), ()):
                end = start + len(entry.stem)
                if text[start:end].casefold() == entry.stem and _bounded(text, start, end):
                    yield Match(Span(start, end), entry.term, entry.concept)


def longest(matches: Iterable[Match]) -> list[Match]:
    """The matches that no longer one covers, in order: `border control officer`, not the `control` in it."""
    result: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.span.start, -one.span.end)):
        covered = result and result[-1].span.end >= match.span.end and result[-1].span != match.span
        if not covered:
            result.append(match)
    return result


def _exactly(text: str) -> str:
    """A term with signs in it, where no letter or digit touches its own."""
    before = rf"(?<![^\W{UNSPACED}])" if re.match(r"\w", text) else ""
    after = rf"(?![^\W{UNSPACED}])" if re.search(r"\w$", text) else rf"(?![\w{re.escape(text[-1:])}])"
    return before + re.escape(text) + after


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a term of an unspaced script is no part of a word that can be told: katakana and Latin letters can."""
    for inside, outside in ((start, start - 1), (end - 1, end)):
        if not 0 <= outside < len(text):
            continue
        if _KATAKANA.match(text[inside]) and _KATAKANA.match(text[outside]):
            return False
        if not _UNSPACED.match(text[inside]) and text[inside].isalnum() and WORD.match(text[outside]):
            return False
    return True


def _kind(entry: _Entry, index: int) -> str:
    """How an English word of a term changes, as `english` takes it."""
    pos, words = (entry.term.part_of_speech or "").lower(), entry.words
    if entry.term.part_of_speech and "verb" in pos and "adverb" not in pos:
        return "v" if index == 0 else "x"
    if pos and "noun" not in pos:
        return "x"
    if len(words) == 2 and not pos and words[1] in _PARTICLES and words[0].islower():  # noqa: PLR2004
        return "v" if index == 0 else "x"
    if index != head(words):
        return "x"
    return "nv" if len(words) == 1 and not pos and words[0].islower() else "n"


def head(words: Sequence[str]) -> int:
    """The word of a phrase that takes the plural: the last one, or the one before `of`."""
    first = next((index for index, word in enumerate(words) if index and word in PREPOSITIONS), len(words))
    return first - 1
