"""The rule `awkward`: words that people who correct translations would change, read without the source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.registry import document_detector
from mtqa.types import BlockKind, Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.context import Context
    from mtqa.models.faults import Fault
    from mtqa.types import Document, Segment

MESSAGE = "reads like a machine's wording; someone who corrects translations would probably change it"
SEVERE = "reads wrong here; someone who corrects translations would probably mark it as a serious fault"

UNSURE = 0.49
MOST = 3


@dataclass(frozen=True, slots=True)
class AwkwardOptions:
    """`titles`: whether headings are read too; they lack the context that the tagger was trained on.

    `threshold`: what is less sure is given a confidence of at most 0.49, so that it is seen on demand alone. So are
    words that were marked before: what a draft says again and again is mostly its subject. And so is what goes beyond
    the MOST surest of a sentence: it is broken as a whole.
    """

    titles: bool = False
    threshold: float = 0.76


@document_detector(
    "awkward",
    category=Category.STYLE,
    severity=Severity.MINOR,
    its="style",
    models=("tagger",),
    options=AwkwardOptions,
    gives_way=True,
)
def awkward(document: Document, context: Context) -> Iterator[Hit]:
    """Wording that someone who corrects translations would change.

    A small model, trained on translations that people corrected and on errors that experts marked, reads the
    text word by word. It knows no reasons; where another rule explains the same words, that rule is shown.

    Bad: The president has signed on Monday the law. about the schools of the country.
    Bad: The army the took city after of a long siege the.
    Good: The army took the city after a long siege.
    """
    # Imports numpy, which runs that tag nothing do without.
    from mtqa.models.faults import marked

    options = context.options(AwkwardOptions)
    segments = [
        segment
        for segment in document.segments
        if segment.kind is BlockKind.PROSE or (options.titles and segment.kind is BlockKind.HEADING)
    ]
    seen: set[str] = set()
    found = list(marked(segments, "awkward", context.models.tagger))
    surest = _surest(found)
    for segment, fault in found:
        severity = Severity.MAJOR if fault.severe else Severity.MINOR
        message = SEVERE if fault.severe else MESSAGE
        words = segment.text[fault.span.start : fault.span.end].lower()
        sure = fault.confidence >= options.threshold and words not in seen and fault in surest[segment.id]
        seen.add(words)
        confidence = fault.confidence if sure else min(fault.confidence, UNSURE)
        yield Hit(fault.span, message, confidence=confidence, severity=severity, segment=segment)


def _surest(found: Sequence[tuple[Segment, Fault]]) -> dict[str, list[Fault]]:
    """The MOST surest faults of each segment."""
    by_segment: dict[str, list[Fault]] = defaultdict(list)
    for segment, fault in found:
        by_segment[segment.id].append(fault)
    return {name: sorted(faults, key=lambda fault: -fault.confidence)[:MOST] for name, faults in by_segment.items()}
