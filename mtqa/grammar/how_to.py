"""Questions that start with `How to`, as in languages where an infinitive asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# `How to do that, you ask?` and other tags are English.
_HOW_TO = re.compile(r"How to (?=[a-z]+\b[^?!]*\?\W*$)(?!.*,\s(?:\w+\s){0,3}\w+\?\W*$)")


def how_to_questions(text: str) -> Iterator[Hit]:
    """`How to rotate a part?`: a whole sentence. `How to rotate a part` is a title, and right."""
    match = _HOW_TO.match(text)
    if match is not None:
        # In 72,000 words by people 0, in 37,000 by systems 49, but 48 of them in one manual (benchmarks/genres.py);
        # called on every sentence of the WMT news of 2021 and 2022: translators have 10, systems 51.
        yield Hit(
            Span(match.start(), match.end() - 1),
            "A question does not start with “How to”: ask “How do I” or “How can we”, or drop the question mark.",
            (), confidence=0.65,
        )  # fmt: skip
