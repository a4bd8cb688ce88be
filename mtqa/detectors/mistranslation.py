"""The rule `mistranslation`: words that do not say what the source says. It needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import document_detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Document

MESSAGE = "probably does not say what the source says"


@document_detector(
    "mistranslation",
    category=Category.ACCURACY,
    severity=Severity.MAJOR,
    its="mistranslation",
    models=("tagger",),
    gives_way=True,
    needs_source=True,
)
def mistranslation(document: Document, context: Context) -> Iterator[Hit]:
    """Words that beside their source look wrong, as someone who corrects translations would see them.

    The model of `awkward` reads source and translation together. It sees many wrong words and names, and few wrong
    numbers or missing negations: it is a help for the eye, not a proof.

    Bad: 在会议上，代表们讨论了农业改革的问题。 => At the meeting, the delegates discussed the problem of the hospital garden and sold the horses.
    Good: 在会议上，代表们讨论了农业改革的问题。 => At the meeting, the delegates discussed agricultural reform.
    """  # noqa: E501
    # Imports numpy, which runs that tag nothing do without.
    from mtqa.models.faults import marked

    segments = [segment for segment in document.segments if segment.source]
    for segment, fault in marked(segments, "mistranslation", context.models.tagger):
        severity = Severity.MAJOR if fault.severe else Severity.MINOR
        yield Hit(fault.span, MESSAGE, confidence=fault.confidence, severity=severity, segment=segment)
