"""How a text ends, and its brackets, by the marks of all languages."""

from __future__ import annotations

import re

_CLOSING = "\"'”’»«“‘)]}】』」）›>*_ \u00a0\t\n\u200b\u200f"
_MARKS = {
    "?": "?", "？": "?", "؟": "?", "⁇": "?", ";": ";", "!": "!", "！": "!", "‼": "!", ":": ":", "：": ":", "։": ".",
    ".": ".", "。": ".", "．": ".", "।": ".", "॥": ".", "۔": ".", "…": "…", "｡": ".", "⁉": "?",
}  # fmt: skip
_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］", "「": "」", "『": "』"}
_LATIN_PAIRS = {"(": ")", "[": "]", "{": "}"}
_SMILE = re.compile(
    r"(?:[:;=]|(?<!\w)[8xX])['-]?[()\[\]DPpо/\\|]+|(?:^|\s)(?:\d{1,2}|[a-zA-Z]|[ivx]+)\)|[)(]{2,}|\^\)|\(\s*$"
)


def ending(text: str) -> tuple[str, int]:
    """The mark that ends a text, as its English kind (`?`, `!`, `:`, `.`, `…` or nothing), and where it stands."""
    end = len(text.rstrip(_CLOSING))
    if end and text[end - 1] in _MARKS:
        kind = _MARKS[text[end - 1]]
        if kind == "." and text[:end].endswith("..."):
            kind = "…"
        if kind in "!?" and "?" in text[max(0, end - 3) : end] + text[max(0, end - 3) : end].replace("？", "?"):
            kind = "?"
        return kind, end - 1
    return "", end


def unbalanced(text: str) -> int | None:
    """Where a bracket stands that has no partner, or None."""
    text = _SMILE.sub(lambda match: " " * len(match.group()), text)
    opened: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if char in _PAIRS:
            opened.append((_PAIRS[char], position))
        elif char in _PAIRS.values():
            if not opened or opened[-1][0] != char:
                return position
            opened.pop()
    return opened[-1][1] if opened else None
