"""Punctuation given twice or left over, such as `,,` and `. .`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A stop may be an abbreviation's, so `.,` and `.;` are right after one and are left alone everywhere.
_DOUBLED = re.compile(
    r"(?<=[\w)”\"’])(?:,\s?,+|;\s?;+|:\s:(?![\w:])|::(?=\s|$)|[,;:]\s?\.(?![\w.])|\.\s\.(?!\s?[.\w])|(?<=[a-z])[?!](?:\s?,|[.]|\s[.](?![.]))(?!\w)|(?<!\.)\.\.(?=$|\s[A-Z]))"
)
_KEPT = {",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "!"}


def doubled_marks(text: str) -> Iterator[Hit]:
    """Two marks where one belongs."""
    for match in _DOUBLED.finditer(text):
        marks = "".join(match.group().split())
        right = "." if marks[0] in ",;:" and marks[-1] == "." else _KEPT[marks[0]]
        start = match.start() - len(re.search(r"\w*\W?$", text[: match.start()]).group())  # type: ignore[union-attr]
        yield Hit(
            Span(start, match.end()), "Two marks stand where one belongs.", (right,), confidence=0.8,
            edit=Span(*match.span()),
        )  # fmt: skip
