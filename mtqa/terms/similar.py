"""Where a wrong rendering of a term stands: the words most like those that should stand there."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mtqa.terms.find import WORD
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The share of letters in common, in order, from which two wordings are taken for one thing (difflib's ratio).
ALIKE = 0.7
# So short a word is like too many others.
SHORTEST = 4


def most_alike(text: str, wanted: Iterable[str], least: float = ALIKE) -> tuple[Span, str] | None:
    """The words of a text that are most like one of the wordings, and which; None where nothing is like any."""
    best: tuple[float, Span, str] | None = None
    for wording in wanted:
        if len(_letters(wording)) < SHORTEST:
            continue
        for span in _windows(text, wording):
            share = _share(text[span.start : span.end], wording)
            if share >= least and (best is None or share > best[0]):
                best = share, span, wording
    return None if best is None else (best[1], best[2])


def _windows(text: str, wording: str) -> Iterator[Span]:
    """Runs of words as long as the wording, or one longer or shorter."""
    words = list(WORD.finditer(text))
    size = len(WORD.findall(wording))
    for length in (size, size + 1, size - 1):
        for index in range(len(words) - length + 1 if length else 0):
            yield Span(words[index].start(), words[index + length - 1].end())


def _share(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _letters(one), _letters(other), autojunk=False)
    # Cheap upper bounds first.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    return matcher.ratio()


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
