"""The final mark and the brackets of a translation that do not answer to those of its source. Needs the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Segment

_NAMES = {"?": "a question mark", "!": "an exclamation mark", ":": "a colon", ".": "a full stop", "…": "an ellipsis"}
# Japanese asks with a particle and a full stop.
_ASKING = re.compile(r"か[。」』]+\s*$")
_STOPS = frozenset({".", "…", "!"})
# Measured on human translations: what each pair of endings (source, translation) is worth.
_CONFIDENCE = {("?", "."): 0.75, ("?", ""): 0.75, ("?", "!"): 0.5, (".", "?"): 0.7, ("", "?"): 0.4, (".", ""): 0.75,
    ("!", ""): 0.55, (":", "."): 0.55, (":", ""): 0.55, (".", ":"): 0.5, ("…", ""): 0.45, ("", "."): 0.3}  # fmt: skip


@detector(
    "punctuation",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="typographical",
    needs_source=True,
)
def punctuation(segment: Segment, _context: Context) -> Iterator[Hit]:
    """The translation ends with another mark than the source, or has a bracket without a partner.

    A question that became a statement says something else, a label that lost its colon looks broken, and a sentence
    without its stop looks cut off. The marks of other scripts (。？؟ ।) count as the English ones. Where the source
    itself has a lone bracket, so may the translation.

    Bad: ¿A qué hora sale el tren? => What time does the train leave.
    Bad: Die Datei (nur lesbar) wurde geöffnet. => The file (read-only was opened.
    Good: 火车几点开？ => What time does the train leave?
    """
    from mtqa.bilingual.endings import ending, unbalanced

    source, text = segment.source or "", segment.text
    if not source.strip() or not text.strip():
        return
    theirs, (ours, place) = ending(source)[0], ending(text)
    confidence = _CONFIDENCE.get((theirs, ours), 0.0)
    if theirs != ours and confidence and not (ours == "?" and _ASKING.search(source)):
        yield _other_end(text, theirs, ours, place, confidence)
    lone = unbalanced(text)
    if lone is not None and unbalanced(source) is None:
        message = f"This bracket “{text[lone]}” has no partner; those of the source are complete."
        yield Hit(Span(lone, lone + 1), message, (), 0.75)


def _other_end(text: str, theirs: str, ours: str, place: int, confidence: float) -> Hit:
    said = _NAMES.get(theirs, "no final mark")
    if ours:
        span = Span(place, min(place + 1, len(text)))
        better = (theirs,) if theirs and theirs != "…" else ()
        return Hit(span, f"The source ends with {said}, not with {_NAMES[ours]}.", better, confidence)
    start = max(0, text.rfind(" ", 0, place) + 1)
    word = text[start:place]
    better = (word + theirs,) if word and theirs in _NAMES else ()
    span = Span(start, place) if word else Span(0, len(text))
    return Hit(span, f"The source ends with {said}; it is missing here.", better, confidence)
