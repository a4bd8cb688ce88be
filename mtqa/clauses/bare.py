"""The end of a sentence that was cut off by a full stop and given a capital, as in `It must hold. Be strengthened`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BE = re.compile(r"Be ([a-z]+(?:ed|en))((?: [a-z]+){0,3})\s?[.”\"]+$")
# `Be warned.` tells the reader what to do.
_ADVICE = {
    "advised", "assured", "concerned", "dressed", "excited", "forewarned", "informed", "involved", "organized",
    "open", "prepared", "quoted", "reassured", "relaxed", "seated", "warned", "motivated", "determined", "focused",
}  # fmt: skip


def bare(text: str, *, follows: bool) -> Iterator[Hit]:
    """A passive infinitive that stands alone. `follows`: another sentence stands before it in the paragraph."""
    match = _BE.match(text)
    if match and follows and match.group(1) not in _ADVICE:
        yield Hit(
            Span(0, match.end(1)), "This is the end of the sentence before, cut off by a full stop.", confidence=0.6
        )
