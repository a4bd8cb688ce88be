"""Finds phrases in a loop: words that come again at once, as in drafts of systems that lost the thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Longer units are sentences, which are compared as a whole.
LONGEST_UNIT = 24
# A phrase that comes again after `and`, `or` or a comma must be as long: "the more and the more" is idiom.
JOINED_WORDS = 4
LONGEST_JOINT = 2
# One word three times is a slip of the machine; after commas it is rhetoric until it goes on and on.
WORD_TIMES, RHETORIC_TIMES = 3, 6

_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")
_JOINTS = frozenset({",", ";", "and", "or", "-", "–", "—"})
_BETWEEN = frozenset(
    {"and", "or", "by", "after", "upon", "to", "on", "in", "for", "but", "not", "n", "over", "against", "than", "is"}
)
_FUNCTION = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or", "as", "that", "this",
     "it", "its", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "which", "who", "not"}
)  # fmt: skip
_AUXILIARIES = frozenset({"will", "be", "is", "was", "are", "were", "has", "had", "been", "do", "does", "did"})
_RULERS = frozenset("|_*=#.…")
# Repeated for emphasis, or sounds.
_EMPHATIC = frozenset(
    {"very", "so", "really", "much", "more", "many", "far", "long", "way", "too", "no", "yes", "yeah", "never", "ever",
     "ha", "haha", "ho", "he", "hey", "oh", "ah", "la", "na", "da", "bla", "blah", "bye", "knock", "tick", "boom",
     "please", "go", "run", "wait", "stop", "help", "hello", "ok", "okay", "wow", "hot", "big", "old", "good", "up"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, in lower case, with its place in the text."""

    text: str
    span: Span

    @property
    def is_word(self) -> bool:
        return any(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class Loop:
    """A phrase that comes again at once: the phrase, how often it stands there, and where it is too much."""

    unit: Span
    extra: Span
    times: int


def tokens(text: str) -> list[Token]:
    """The words and marks of a text."""
    return [Token(match.group().casefold(), Span(*match.span())) for match in _TOKEN.finditer(text)]


def loops(text: str) -> Iterator[Loop]:
    """The loops of a sentence, none inside another. Time grows with the number of tokens, not with its square."""
    items = tokens(text)
    found: list[tuple[int, int, int]] = []
    covered = [False] * len(items)
    for period in range(1, min(LONGEST_UNIT, len(items) // 2 + 1) + 1):
        for start, matches in _runs(items, period):
            if not matches or covered[start]:
                continue
            counts = _counts(items[start : start + period], matches, period)
            if counts:
                found.append((start, period, matches))
            if counts or matches >= period:  # what is allowed once is allowed as part of a longer unit
                covered[start : start + matches + period] = [True] * (matches + period)
    for start, period, matches in sorted(found):
        yield _loop(items, start, period, matches)


def _runs(items: Sequence[Token], period: int) -> Iterator[tuple[int, int]]:
    """The longest stretches where each token equals the one `period` later: their start and length."""
    start = None
    for index in range(len(items) - period + 1):
        same = index + period < len(items) and items[index].text == items[index + period].text
        if same and start is None:
            start = index
        elif not same and start is not None:
            yield start, index - start
            start = None


def _counts(unit: Sequence[Token], matches: int, period: int) -> bool:
    """Whether a run is a fault rather than idiom, rhetoric or a row of marks."""
    words = [token.text for token in unit if token.is_word]
    marks = [token.text for token in unit if not token.is_word]
    times = matches // period + 1
    if not words or any(mark in _RULERS for mark in marks):
        return False
    if times == 1:
        return _joined(unit[:matches], unit[matches:])
    if len(words) == 1:
        return _word_counts(words[0], len(marks), times)
    if _idiom(words, matches, period):
        return False
    return not marks or len(words) >= JOINED_WORDS or times > WORD_TIMES


def _idiom(words: Sequence[str], matches: int, period: int) -> bool:
    """`again and again and again`; `what will be will be`; `a friend of a friend of a friend`."""
    if len(words) <= 2 and _BETWEEN.intersection(words) and not _FUNCTION.issuperset(words):  # noqa: PLR2004
        return True
    if _AUXILIARIES.issuperset(words):
        return True
    return "of" in words and len(words) <= 3 and ("a" in words or matches < 2 * period - 1)  # noqa: PLR2004


def _joined(same: Sequence[Token], between: Sequence[Token]) -> bool:
    """Whether a phrase comes again after nothing but a comma and an `and`."""
    words = sum(token.is_word for token in same)
    return words >= JOINED_WORDS and len(between) <= LONGEST_JOINT and all(token.text in _JOINTS for token in between)


def _word_counts(word: str, marks: int, times: int) -> bool:
    if len(word) == 1 or word in _EMPHATIC:
        return False
    return times >= (RHETORIC_TIMES if marks else WORD_TIMES)


def _loop(items: Sequence[Token], start: int, period: int, matches: int) -> Loop:
    """The loop with what to keep: the phrase once, ended as the loop ends (`the head of the head` -> `the head`)."""
    total = matches + period
    times = max(matches // period + 1, 2)
    rest = total % period
    keep, stop = min(matches, period), total - rest
    if matches < period:
        stop = total
    elif 2 * rest >= period and any(
        token.is_word and token.text not in _FUNCTION for token in items[start : start + rest]
    ):
        keep, stop = rest, total
    unit = Span(items[start].span.start, items[start + min(period, matches) - 1].span.end)
    return Loop(unit, Span(items[start + keep - 1].span.end, items[start + stop - 1].span.end), times)
