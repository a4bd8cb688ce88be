"""Words and names written together, with a hyphen or apart in one document."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from mtqa.consistency.mixture import Mention, Mixture, by_form, minority, times
from mtqa.types import Span
from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.types import Segment

SHORTEST = 5
# A form that stands only once is nobody's habit.
OFTEN = 2

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Names in programs (`exitCode`) stand for themselves.
_IDENTIFIER = re.compile(r"[a-z][A-Z]")
# `pick up` is a verb and `pickup` a noun; `every day` and `everyday` differ in meaning.
_APART = frozenset(
    {"up", "out", "in", "off", "over", "down", "on", "away", "back", "through", "by", "to", "of", "the", "a", "an",
     "at", "as", "for", "and", "or", "not", "be", "it", "is", "ever", "one", "body", "thing", "where", "how", "time",
     "while", "day", "times", "self", "selves", "every", "any", "some", "may", "all", "no", "can", "way", "ways",
     "what", "who", "when", "that", "this", "so", "mean", "more", "less", "once", "other", "under", "after",
     "before", "with", "night"}
)  # fmt: skip


def mixtures(segments: Sequence[Segment]) -> Iterator[Mixture]:
    """Compounds and names that a document writes together and apart."""
    words = [(segment, list(_WORD.finditer(segment.text))) for segment in segments if not segment.text.isupper()]
    together = {match.group().casefold() for _, matches in words for match in matches if "-" not in match.group()}
    hyphened = {_joined(match.group()) for _, matches in words for match in matches if "-" in match.group()}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for segment, matches in words:
        for one, two in pairwise(matches):
            joined = (one.group() + two.group()).casefold()
            if (joined in together or joined in hyphened) and _pair(segment.text, one, two):
                groups[joined].append(Mention(segment, Span(one.start(), two.end())))
    mixed = groups.keys() | (together & hyphened)
    for segment, matches in words:
        for match in matches:
            joined = _joined(match.group())
            if joined in mixed and len(joined) >= SHORTEST:
                groups[joined].append(Mention(segment, Span(*match.span())))
    for mentions in groups.values():
        yield from _mixed([mention for mention in mentions if not _IDENTIFIER.search(mention.text)])


def _joined(text: str) -> str:
    return text.replace("-", "").casefold()


def _pair(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    words = (one.group(), two.group())
    return (
        text[one.end() : two.start()] == " "
        and "-" not in words[0] + words[1]
        and len(words[0]) > 1
        and len(words[1]) > 2  # noqa: PLR2004
        and _APART.isdisjoint(word.casefold() for word in words)
    )


def _shape(text: str) -> str:
    return "hyphen" if "-" in text else "apart" if " " in text else "together"


def _mixed(mentions: Iterable[Mention]) -> Iterator[Mixture]:
    shapes: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        shapes[_shape(mention.text)].append(mention)
    for one, other in (("together", "apart"), ("together", "hyphen"), ("hyphen", "apart")):
        if one in shapes and other in shapes and _comparable(shapes[one], shapes[other], one):
            few, many = minority(shapes[one], shapes[other])
            if len(many) < OFTEN:
                return
            form = next(iter(by_form(many)))
            message = f"“{few[0].text}” is written “{form}” elsewhere in this draft ({times(len(many))})"
            same_case = few[0].text[0].isupper() == form[0].isupper()
            yield Mixture(tuple(few), message, 0.6, form if same_case else None)
            return


def _comparable(one: Sequence[Mention], other: Sequence[Mention], shape: str) -> bool:
    """With and without a hyphen, only a name is one thing: `long-term plans` are right in the long term."""
    mentions = (*one, *other)
    names = [mention.text[0].isupper() for mention in mentions]
    if shape != "hyphen":
        return all(names) or not any(names)
    parts = {part for mention in mentions for part in re.split("[- ]", mention.text)}
    return all(part[0].isupper() and part.casefold() not in common_words() for part in parts)
