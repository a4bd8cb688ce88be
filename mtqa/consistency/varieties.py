"""British and American spelling in one document."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.consistency.mixture import Mention, Mixture, by_form, times
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.types import Segment

# A variety is the document's own with so many words, and the other one a slip with so small a share.
OWN, SLIP = 4, 0.25
CONFIDENCE = 0.7

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^”]{0,400}”|\"[^\"]{0,400}\"")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A word as one variety spells it, and as the other does."""

    british: bool
    other: str


@cache
def _spellings() -> dict[str, _Spelling]:
    """Every word that tells the varieties apart; `-ize` is right in both, so it tells nothing by itself."""
    data = tomllib.loads(files("mtqa").joinpath("data/varieties.toml").read_text(encoding="utf-8"))
    words: dict[str, _Spelling] = {}
    for line in data["pairs"] + data["british"]:
        british, american = line.split()
        for ending in data["endings"][_ending(british)]:
            pair = [
                word.removesuffix("e") + ending if ending[:1] in ("e", "i") else word + ending
                for word in (british, american)
            ]
            words[pair[0]] = _Spelling(british=True, other=pair[1])
            if line not in data["british"]:
                words[pair[1]] = _Spelling(british=False, other=pair[0])
    for stem in data["ise"]:
        for ending in ("ise", "ises", "ised", "ising", "isation", "isations"):
            words[stem + ending] = _Spelling(british=True, other=stem + ending.replace("is", "iz", 1))
    return words


def _ending(british: str) -> str:
    return next((ending for ending in ("our", "re", "ce", "yse", "l", "se") if british.endswith(ending)), "other")


def mixtures(segments: Sequence[Segment]) -> Iterator[Mixture]:
    """The words of the rarer variety, each at its first mention; names and quotations are left out."""
    mentions = [mention for segment in segments for mention in _mentions(segment)]
    british = [mention for mention in mentions if _spellings()[mention.text.casefold()].british]
    american = [mention for mention in mentions if not _spellings()[mention.text.casefold()].british]
    name = "British" if len(american) < len(british) else "American"
    few, many = (american, british) if name == "British" else (british, american)
    if len(many) < OWN or not few or len(few) > SLIP * len(mentions):
        return
    for form, same in by_form(few).items():
        other = _spellings()[form.casefold()].other
        other = other.capitalize() if form[0].isupper() else other
        message = f"“{form}” is not the {name} spelling that this draft uses elsewhere ({times(len(many))})"
        yield Mixture(tuple(same), message, CONFIDENCE, other)


def _mentions(segment: Segment) -> Iterator[Mention]:
    quoted = [match.span() for match in _QUOTED.finditer(segment.text)]
    for match in _WORD.finditer(segment.text):
        known = match.group().casefold() in _spellings()
        name = match.group()[0].isupper() and match.start() > 0
        if known and not name and not any(start <= match.start() < end for start, end in quoted):
            yield Mention(segment, Span(*match.span()))
