"""What in a text is no language, so that no term reaches into it: placeholders, tags, addresses, code."""

from __future__ import annotations

import re

from mtqa.bilingual.placeholders import tokens

# In ICU messages, what a branch is for: `one {# file} other {# files}`, `=0 {nothing}`, `male {he}`.
_BRANCH = re.compile(r"(?:=\d+|[\w-]+)(?=\s*\{)")
_ICU = "ICU argument"


def kept(text: str) -> frozenset[int]:
    """The offsets of all that must stay as it is."""
    found = tokens(text)
    spans = [(token.span.start, token.span.end) for token in found]
    begun = min((token.span.start for token in found if token.kind == _ICU), default=None)
    if begun is not None:
        spans += [match.span() for match in _BRANCH.finditer(text, begun)]
    return frozenset(place for start, end in spans for place in range(start, end))
