"""The rule `grammar`: words that a model trained on corrected English would put otherwise, with what it would put."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.facts import kept_by_edit, letters
from mtqa.registry import document_detector
from mtqa.types import BlockKind, Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.models.changes import Weighed
    from mtqa.types import Document, Segment

_WORD = re.compile(r"\w")
_CLOSING = (")", "]", "”", '"', "’", "%")


@document_detector(
    "grammar",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MINOR,
    its="grammar",
    models=("tagger", "language_model"),
)
def grammar(document: Document, context: Context) -> Iterator[Hit]:
    """A word that is missing, too many or in the wrong form, with the correction.

    A small model, trained on translations that people corrected and on good prose with slips made on purpose, says
    of each word how to edit it; the language model weighs the text with the edit and without. The confidence is
    the share of such edits that were right on text that the model was not trained on.

    Bad: She have decided to write letter to her sister.
    Good: She has decided to write a letter to her sister.
    """
    tagger = context.models.tagger
    weights = tagger.calibration.changes
    if not weights:
        return
    # Imports numpy, which runs that tag nothing do without.
    from mtqa.models.changes import weighed

    segments = [segment for segment in document.segments if segment.kind is BlockKind.PROSE]
    texts = [segment.text for segment in segments]
    found = weighed(texts, tagger.read(texts), context.models.language_model, weights)
    # Points of a list and short messages end without a stop: where others do, too, it is the writer's way.
    open_ended = sum(text[-1:].isalnum() or text[-1:] in _CLOSING for text in texts) > 1
    for segment, changes in zip(segments, found, strict=True):
        for change in changes:
            hit = _hit(segment, change)
            if hit is not None and not (open_ended and _adds_a_stop(segment.text, hit)):
                yield hit


def _adds_a_stop(text: str, hit: Hit) -> bool:
    """Whether a correction does no more than end a text with a stop."""
    end = hit.span.end == len(text.rstrip())
    return end and hit.candidates[0].strip() == text[hit.span.start : hit.span.end] + "."


def _hit(segment: Segment, found: Weighed) -> Hit | None:
    """The hit of a change, with those of its wordings that leave the facts as they are."""
    place = found.change.span
    span = Span(place.start, place.start + len(segment.text[place.start : place.end].rstrip()))
    before, after = segment.text[: place.start], segment.text[place.end :]
    kept = [
        pair
        for pair in zip(found.texts, found.sure, strict=True)
        if kept_by_edit(segment.text, before + pair[0] + after)
    ]
    if not kept:
        return None
    texts, sure = zip(*kept, strict=True)
    message = _message(segment.text[span.start : span.end], texts[0].strip())
    return Hit(span, message, texts, sure[0], sure=sure, edit=place, segment=segment)


def _message(old: str, new: str) -> str:
    if not _WORD.search(old) and not _WORD.search(new):
        return "the punctuation is wrong here"
    before, after = old.lower().split(), new.lower().split()
    if [word for word in after if word in before] == before and len(after) > len(before):
        return "a word seems to be missing here"
    if [word for word in before if word in after] == after and len(after) < len(before):
        return "a word seems to be too many here"
    if letters(old) == letters(new):
        return "the punctuation, a space or a capital is wrong here"
    return "a word seems to be wrong here, or in the wrong form"
