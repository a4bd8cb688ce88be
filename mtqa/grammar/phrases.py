r"""Phrase patterns: a wrong wording, the right one, and the inflection carried from one to the other.

A pattern is words with blanks between them. Beside plain words it may hold

    {take}      any form of the verb `take`; a `{...}` of the right side takes on the form that was found
    {boss/n}    the noun, singular or plural
    a|the       one of several words
    (the|a)     the same, but it may be missing
    _           any one word; ^ one with a capital
    <n>         a number; <year> a year, <day> a day of the month
    @month      a month; @weekday a day of the week; @language the name of a language

On the right side `\1` repeats what the first `|`, `( )` or `_` stood for, `\2` the second. A list of patterns
is a table file: wrong, right (several: ` / `), source languages, settings (`key=value`, blanks between). In settings
that are regular expressions `@noun` is what a noun phrase begins with, `@adjunct` what begins a time, a place in order
or another phrase that any verb or noun can have (`last year`, `2019`, `order to`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from mtqa.grammar.inflection import forms, plural, verb
from mtqa.grammar.pattern_names import expanded
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"\{[^}]+\}|\([^)]+\)|\S+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLASSES = {
    "_": r"[^\W_][\w'’-]*",
    "^": r"(?-i:[A-Z])[\w'’-]*",
    "<n>": r"\d[\d.,]*",
    "<year>": r"(?:1[5-9]|20)\d\d",
    "<day>": r"(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?",
}
# A verb right after one of these is a participle where its form could be the past tense as well.
_AUXILIARY = re.compile(
    r"(?:\b(?:have|has|had|having|am|is|are|was|were|be|been|being|get|gets|got)|['’](?:ve|s|re))"
    r"(?:\s+(?:not|been|already|also|never|ever|just|recently|always|now|\w+ly))*\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """One entry of a list. Settings: `margin`; `confidence`; `then` must follow, `unless` not; `before` not precede."""

    wrong: str
    right: tuple[str, ...]
    languages: tuple[str, ...]
    settings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text, and what should stand there, likeliest first."""

    phrase: Phrase
    span: Span
    replacements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    phrase: Phrase
    regex: re.Pattern[str]
    barred: re.Pattern[str] | None
    then: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    slots: tuple[tuple[str, dict[str, tuple[str, ...]]], ...]


class Phrases:
    """A list of phrases. A text is read once, and only patterns that begin with the two words at hand are tried."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        # With what may come second; where that is empty, anything may.
        self._by_first: dict[str, list[tuple[Phrase, frozenset[str]]]] = defaultdict(list)
        for phrase in self.phrases:
            tokens = _TOKEN.findall(expanded(phrase.wrong))
            second = _second_words(tokens)
            for word in _first_words(tokens):
                self._by_first[word].append((phrase, second))
        # Compiling 2,000 patterns takes 0.6 s, and a draft meets the first two words of few of them.
        self._compiled: dict[Phrase, _Compiled] = {}

    def find(self, text: str) -> Iterator[Match]:
        """Matches in the order of the text; of several at one place the longest."""
        end = 0
        words = [(word.start(), word.group().lower().replace("’", "'")) for word in _WORD.finditer(text)]
        for (start, first), (_, next_word) in pairwise([*words, (len(text), "")]):
            if start < end:
                continue
            possible = self._by_first.get("<n>" if first[0].isdigit() else first, ())
            phrases = [phrase for phrase, second in possible if not second or next_word in second]
            best = max(self._matches(phrases, text, start), key=lambda match: match.span.end, default=None)
            if best is not None:
                end = best.span.end
                yield best

    def _matches(self, phrases: Iterable[Phrase], text: str, start: int) -> Iterator[Match]:
        for phrase in phrases:
            compiled = self._compiled.get(phrase) or self._compiled.setdefault(phrase, _compile(phrase))
            found = compiled.regex.match(text, start)
            if found is None or not _fits(compiled, text, found.span()):
                continue
            replacements = tuple(_replacements(compiled, found))
            if replacements:
                yield Match(phrase, Span(found.start(), found.end()), replacements)


def read(name: str) -> Iterator[Phrase]:
    """The phrases of a file in mtqa/data, such as `grammar/prepositions.tsv`. Raises ValueError for a bad line."""
    text = files("mtqa").joinpath(f"data/{name}").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        wrong, right, *rest = (cell.strip() for cell in line.split("\t"))
        if not wrong or len(rest) > 2:  # noqa: PLR2004 - four columns
            raise ValueError(f"{name}, line {number}: a line has two to four cells: {line!r}")
        languages, settings = (*rest, "", "")[:2]
        pairs = (item.partition("=") for item in settings.split())
        yield Phrase(
            wrong,
            tuple(part.strip() for part in right.split(" / ")),
            tuple(languages.split()),
            {key: value for key, _, value in pairs},
        )


@cache
def load(*names: str) -> Phrases:
    """The phrases of several files, compiled once a process."""
    return Phrases(phrase for name in names for phrase in read(name))


def _kind(token: str) -> tuple[str, str]:
    """('take', 'v') of `{take}`, ('boss', 'n') of `{boss/n}`."""
    base, _, kind = token[1:-1].partition("/")
    return base, kind or "v"


def _options(token: str) -> list[str]:
    words = forms(*_kind(token)) if token.startswith("{") else token.strip("()").split("|")
    return [word.lower() for word in words]


def _first_words(tokens: list[str]) -> set[str]:
    words: set[str] = set()
    for token in tokens:
        words |= {option.split()[0] for option in _options(token)}
        if not token.startswith("("):
            break
    if words & {"_", "^"}:
        raise ValueError(f"a pattern begins with a word, not with a class of words: {' '.join(tokens)!r}")
    return words


def _second_words(tokens: list[str]) -> frozenset[str]:
    """The words that can follow the first; none where they cannot be listed."""
    first, *rest = tokens
    fixed = next((number for number, token in enumerate(rest) if not token.startswith("(")), None)
    if first.startswith("(") or fixed is None or any(" " in option for option in _options(first)):
        return frozenset()
    words = {option.split()[0] for token in rest[: fixed + 1] for option in _options(token)}
    return frozenset(words if all(_WORD.fullmatch(word) for word in words) else ())


def _compile(phrase: Phrase) -> _Compiled:
    wrong = expanded(phrase.wrong)
    regex_text = ""
    slots = []
    opened = True
    for token in _TOKEN.findall(wrong):
        optional = token.startswith("(")
        if token.startswith("{"):
            table = forms(*_kind(token))
            slots.append((_kind(token)[0], table))
            body = f"(?P<slot{len(slots)}>{_alternatives(table)})"
        elif token in _CLASSES:
            body = f"({_CLASSES[token]})"
        elif optional or "|" in token:
            body = f"({_alternatives(token.strip('()').split('|'))})"
        else:
            body = _alternatives([token])
        # Words that may be missing bring their own blank, so that what follows them can begin the phrase.
        body = body + r"\s+" if opened and optional else body if opened else r"\s+" + body
        regex_text += f"(?:{body})?" if optional else body
        opened = opened and optional
    regex = re.compile(regex_text + r"(?![\w-])(?!['’](?:s|ll|re|d|ve)\b)", re.IGNORECASE)
    settings = phrase.settings
    return _Compiled(
        phrase,
        regex,
        _around(r"(?<![^\W_])(?:{})\s+\Z", settings.get("before")),
        _around(r"\s+(?:{})", settings.get("then")),
        _around(r"\s+(?:{})", settings.get("unless")),
        tuple(slots),
    )


@cache
def _around(form: str, setting: str | None) -> re.Pattern[str] | None:
    """What must or must not stand beside a phrase. Many entries share one, so it is compiled once."""
    return re.compile(form.replace("{}", expanded(setting)), re.IGNORECASE) if setting else None


def _fits(compiled: _Compiled, text: str, place: tuple[int, int]) -> bool:
    start, end = place
    return (
        not (compiled.barred and compiled.barred.search(text[max(start - 20, 0) : start]))
        and not (compiled.then and not compiled.then.match(text, end))
        and not (compiled.unless and compiled.unless.match(text, end))
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
    )


def _replacements(compiled: _Compiled, found: re.Match[str]) -> Iterator[str]:
    readings = _readings(compiled, found)
    names = set(found.re.groupindex.values())
    free = [found.group(index) or "" for index in range(1, found.re.groups + 1) if index not in names]
    seen = {found.group().lower()}
    for right in compiled.phrase.right:
        for tags in readings:
            text = _filled(right, tags, free)
            if found.group().isupper():
                text = text.upper()
            elif found.group()[0].isupper() and text:
                text = text[0].upper() + text[1:]
            if text.lower() not in seen:
                seen.add(text.lower())
                yield text


def _readings(compiled: _Compiled, found: re.Match[str]) -> list[list[str]]:
    """The tags that the words of the slots may carry; two readings where the first is ambiguous."""
    options = []
    for number, (_, table) in enumerate(compiled.slots, 1):
        form = found.group(f"slot{number}").lower()
        options.append(list(table[form]))
    if not options:
        return [[]]
    first = options[0]
    if (
        "VBD" in first
        and "VBN" in first
        and _AUXILIARY.search(found.string[max(found.start() - 60, 0) : found.start()])
    ):
        first = sorted(first, key=lambda tag: tag != "VBN")
    return [[tag, *(rest[0] for rest in options[1:])] for tag in first]


def _ordinal(number: str) -> str:
    """`2` as `2nd`, `82.` as `82nd`."""
    digits = number.rstrip(".")
    suffix = {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return digits + ("th" if digits[-2:] in ("11", "12", "13") else suffix)


def _filled(right: str, tags: list[str], free: list[str]) -> str:
    remaining = iter(tags)

    def token(match: re.Match[str]) -> str:
        base, kind = _kind(match.group())
        tag = next(remaining, "NN" if kind == "n" else "VB")
        if kind == "n":
            return plural(base) if tag in ("NNS", "VBZ") else base
        return verb(base, "VB" if tag in ("NN", "NNS", "VBP") else tag)

    text = re.sub(r"\{[^}]+\}", token, right)
    text = re.sub(r"\\(\d)th\b", lambda match: _ordinal(free[int(match.group(1)) - 1]), text)
    text = re.sub(r"\\(\d)", lambda match: free[int(match.group(1)) - 1], text)
    return re.sub(r" {2,}", " ", text).strip()
