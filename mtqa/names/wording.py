"""Words the right name as the draft would have written it: case, spelling, abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.names.words import normalised

if TYPE_CHECKING:
    from mtqa.names.search import Garbling

_SHORT = {"UN": "United Nations", "EU": "European Union", "US": "United States", "UK": "United Kingdom"}
_LETTERS = re.compile(r"[^\W\d_]+")


def corrections(text: str, found: Garbling) -> tuple[str, ...]:
    """The right name for `text`, spelt as the draft spells it."""
    name = found.match.form.text
    for word in found.match.window:
        short = word.abbreviation.replace(".", "")
        if short in _SHORT:
            name = name.replace(_SHORT[short], word.abbreviation)
    name = _respelled(name, text)
    if text.isupper():
        name = name.upper()
    return (name,)


def _respelled(name: str, text: str) -> str:
    """The name with British or American spelling where the draft writes one of its words so."""
    written = {normalised(word)[0]: word for word in _LETTERS.findall(text)}

    def respell(match: re.Match[str]) -> str:
        word = match.group()
        other = written.get(normalised(word)[0])
        return word if other is None or not other[:1].isupper() else other

    return _LETTERS.sub(respell, name)
