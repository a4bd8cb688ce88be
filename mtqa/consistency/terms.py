"""Bodies, agreements and places whose name has now one word for what they are, now another."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.consistency.mixture import Mention, Mixture, by_form, minority, times
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.types import Segment

# With one other word alone, two bodies may well differ in what they are: `European Council`, `European Commission`.
OTHER_WORDS = 2
# All five in a million words of human and machine news were one body.
CONFIDENCE = 0.7

_NAME = re.compile(r"(?!The )[A-Z][\w'’-]*(?: (?:(?:of|for|and|the|on|in) ){0,2}[A-Z][\w'’-]*){1,7}")
_SMALL = frozenset({"of", "for", "and", "the", "on", "in"})


@cache
def _heads() -> dict[str, str]:
    """Words for what a thing is, each with the first of those that stand for the same word of other languages."""
    data = tomllib.loads(files("mtqa").joinpath("data/aliases.toml").read_text(encoding="utf-8"))
    return {word: group[0] for group in data["heads"] for word in group}


def mixtures(segments: Sequence[Segment]) -> Iterator[Mixture]:
    """Names of three words and more that are alike but for the word that says what the thing is."""
    names: dict[tuple[str, ...], dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for segment in segments:
        for match in _NAME.finditer(segment.text):
            for head, key in _keys(match.group()):
                names[key][head].append(Mention(segment, Span(*match.span())))
    for heads in names.values():
        first, *others = heads.values()
        for other in others:
            few, many = minority(other, first)
            form = next(iter(by_form(many)))
            message = f"“{few[0].text}” is called “{form}” elsewhere in this draft ({times(len(many))})"
            yield Mixture(tuple(few), message, CONFIDENCE, form)


def _keys(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each head in a name: the head, and its group with the other words of the name."""
    words = [word for word in name.casefold().split() if word not in _SMALL]
    for index, word in enumerate(words):
        others = words[:index] + words[index + 1 :]
        if word in _heads() and len(others) >= OTHER_WORDS:
            yield word, (_heads()[word], *others)
