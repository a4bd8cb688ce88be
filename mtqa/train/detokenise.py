"""Joins space-separated tokens into running English, keeping where each token went.

The public post-edit sets split their words by spaces (`the hospital 's roof .`). A tagger trained on
that never sees text as it is written, so the tokens are joined and each keeps its span.
"""

from __future__ import annotations

import re

_LEFT = re.compile(r"^(?:[.,;:!?%)\]}”’°…]+|\.{2,}|'\w.*|[’]\w.*|n['’]t)$")
_RIGHT = frozenset("([{“‘$£€#")
_BOTH = frozenset("/")
_QUOTES = frozenset("\"'")


def detokenise(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Give the running text and the half-open span of every token in it, in code points."""
    text, spans, glue, open_quotes = "", [], True, set[str]()
    for token in tokens:
        quote = token if token in _QUOTES else ""
        closing = bool(quote) and (quote in open_quotes or (quote == "'" and text.endswith("s")))
        left = closing or (not quote and (token in _BOTH or bool(_LEFT.match(token))))
        if text and not glue and not left:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        if quote:
            open_quotes.symmetric_difference_update({quote} if not (closing and quote not in open_quotes) else set())
        glue = token in _RIGHT or token in _BOTH or (bool(quote) and not closing)
    return text, spans
