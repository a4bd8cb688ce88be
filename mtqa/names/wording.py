"""Words the right name as the draft would have written it: case, spelling, abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.names.judge import LISTED_ELSEWHERE
from mtqa.names.words import normalised

if TYPE_CHECKING:
    from mtqa.names.search import Garbling

_SHORT = {"UN": "United Nations", "EU": "European Union", "US": "United States", "UK": "United Kingdom"}
_LETTERS = re.compile(r"[^\W\d_]+")


def official(found: Garbling) -> str:
    """The official name that was garbled; for names from other lists, whose first is not so, the nearest."""
    form = found.match.form
    return form.text if form.entity.kind.startswith(LISTED_ELSEWHERE) else form.entity.names[0]


def corrections(text: str, found: Garbling) -> tuple[str, ...]:
    """The official name for `text`, then the nearest other wording, spelt as the draft spells them."""
    return tuple(dict.fromkeys([_worded(name, text, found) for name in (official(found), found.match.form.text)]))


def _worded(name: str, text: str, found: Garbling) -> str:
    for word in found.match.window:
        short = word.abbreviation.replace(".", "")
        if short in _SHORT:
            name = name.replace(_SHORT[short], word.abbreviation)
    name = _respelled(name, text)
    return name.upper() if text.isupper() else name


def _respelled(name: str, text: str) -> str:
    """The name with British or American spelling where the draft writes one of its words so."""
    written = {normalised(word)[0]: word for word in _LETTERS.findall(text)}

    def respell(match: re.Match[str]) -> str:
        word = match.group()
        other = written.get(normalised(word)[0])
        keep = other is None or not other[:1].isupper() or not word.isascii()
        return word if keep or other is None else other

    return _LETTERS.sub(respell, name)
