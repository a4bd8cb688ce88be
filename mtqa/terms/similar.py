"""Where a wrong rendering of a term stands: the words most like those that should stand there."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mtqa.facts import letters
from mtqa.language import FUNCTION_WORDS
from mtqa.terms.find import WORD, head
from mtqa.terms.forms import english
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# The share of letters in common, in order, from which two words are taken for one (difflib's ratio).
ALIKE = 0.75
# The share of a term's words that must be there, its head among them: `delivery chain` for `supply chain`.
WORDS = 0.5
# So short a word is like too many others.
SHORTEST = 4
# These never stand for a word of a term.
_SMALL = FUNCTION_WORDS | {"a", "an", "the", "in", "on", "at", "to", "is", "was", "we", "he", "it", "no", "this"}


def most_alike(text: str, wanted: Iterable[str], least: float = ALIKE) -> tuple[Span, str] | None:
    """The words of a text that are most like one of the wordings, and which; None where nothing is like any."""
    best: tuple[float, Span, str] | None = None
    for wording in wanted:
        if len(letters(wording)) < SHORTEST:
            continue
        for span, share in _windows(text, wording, least):
            if best is None or share > best[0]:
                best = share, span, wording
    return None if best is None else (best[1], best[2])


def _windows(text: str, wording: str, least: float) -> Iterator[tuple[Span, float]]:
    """Runs of words that are like the wording, with how much: spelt like it, or with some of its words."""
    words = list(WORD.finditer(text))
    own = WORD.findall(wording)
    for length in (len(own), len(own) + 1, len(own) - 1):
        for index in range(len(words) - length + 1 if length else 0):
            run = words[index : index + length]
            span = Span(run[0].start(), run[-1].end())
            share = _share(letters(text[span.start : span.end]), letters(wording), least)
            if len(own) > 1 and length == len(own) and share < 1:
                share = _common([word.group() for word in run], own)
            elif len(own) > 1 and length != len(own) and share < 1:
                # `cease fire` for `ceasefire`; other runs of another length are other things.
                share = 0
            if share:
                yield span, share


def _common(run: Sequence[str], own: Sequence[str]) -> float:
    """The mean of how much the words are alike, if enough of them and the head are."""
    shares = [1.0 if one.lower() in english(other, "nv") else _share(one.lower(), other.lower(), ALIKE)
              for one, other in zip(run, own, strict=True)]  # fmt: skip
    enough = sum(map(bool, shares)) >= WORDS * len(own) and shares[head(own)]
    foreign = any(not share and word.lower() in _SMALL for share, word in zip(shares, run, strict=True))
    return sum(shares) / len(shares) if enough and not foreign else 0


def _share(one: str, other: str, least: float) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Cheap upper bounds first.
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    share = matcher.ratio()
    return share if share >= least else 0
