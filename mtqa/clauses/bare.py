"""The end of a sentence that a full stop cut off, with a capital: `Until then it must. Be guarded by the army`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BE = re.compile(r"Be ([a-z]+(?:ed|en))((?: [A-Za-z]+){0,7})\s?[.”\"]+$")
# `Be warned.` tells the reader what to do; nobody is told to be rebuilt by the army.
_DONE_BY = re.compile(r"\bby (?:the|a|an|its|their|his|her|this|that|these|those) [a-z]+")
_ADDRESSES = re.compile(r"\b(?:you|your|yours|yourself|yourselves|us|our|let|please)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"\b(?:to|not|must|should|will|would|can|could|and|or|than|until|before)\s?[.”\"]+\s*$")
_ADVICE = {
    "advised", "assured", "concerned", "dressed", "excited", "forewarned", "informed", "involved", "organized",
    "open", "prepared", "quoted", "reassured", "relaxed", "seated", "warned", "motivated", "determined", "focused",
    "amazed", "inspired", "guided", "moved", "surprised", "impressed", "delighted", "tempted", "fooled", "deceived",
    "intimidated", "discouraged", "counted", "frightened", "encouraged", "astonished", "captivated", "entertained",
}  # fmt: skip


def bare(text: str, before: str) -> Iterator[Hit]:
    """A passive infinitive that stands alone. `before`: the sentence before it in the paragraph, or an empty text.

    Alone, `Be counted.` is a call to the reader: it is shown only where someone else does it, or where the sentence
    before waits for it.
    """
    match = _BE.match(text)
    if match is None or not before or match.group(1) in _ADVICE or _ADDRESSES.search(before):
        return
    cut = _DONE_BY.search(match.group(2)) or _UNFINISHED.search(before)
    yield Hit(
        Span(0, match.end(1)), "This is the end of the sentence before, cut off by a full stop.",
        confidence=0.6 if cut else 0.3,
    )  # fmt: skip
