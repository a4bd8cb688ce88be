"""The text around a segment: quotations run over sentences, so marks are judged in their paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.context import Context
    from mtqa.types import Segment

# Sentences read on either side. A bound keeps the time linear in a paragraph of any length.
NEIGHBOURS = 12
# Characters at the start of a document that show how it is typeset.
HEAD = 5_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A segment's text with that of the segments around it in the same block. `whole`: nothing was left out."""

    before: str
    text: str
    after: str
    whole: bool

    @property
    def full(self) -> str:
        return self.before + self.text + self.after

    @property
    def start(self) -> int:
        """Where the segment's text starts in `full`."""
        return len(self.before)

    @property
    def end(self) -> int:
        return len(self.before) + len(self.text)


def paragraph_of(segment: Segment, context: Context) -> Paragraph:
    """The paragraph around a segment, up to NEIGHBOURS sentences on either side, joined with spaces."""
    before, left = _neighbours(segment, context, forwards=False)
    after, right = _neighbours(segment, context, forwards=True)
    return Paragraph(
        "".join(f"{text} " for text in reversed(before)),
        segment.text,
        "".join(f" {text}" for text in after),
        left and right,
    )


def _neighbours(segment: Segment, context: Context, *, forwards: bool) -> tuple[list[str], bool]:
    step = context.after if forwards else context.before
    texts: list[str] = []
    other = step(segment)
    while other is not None and len(texts) < NEIGHBOURS:
        texts.append(other.text)
        other = step(other)
    return texts, other is None


def is_tokenized(text: str, document_head: str) -> bool:
    """Whether a text keeps the spaces of a tokenizer (`word , word .`): then spaces before marks mean nothing."""
    for sample in (text, document_head):
        commas, spaced = sample.count(","), sample.count(" ,")
        stops, spaced_stops = sample.count("."), sample.count(" .") - sample.count(" ..")
        if spaced + spaced_stops > 1 and 2 * (spaced + spaced_stops) > commas + stops:
            return True
    return text.endswith(" .") and "," not in text.replace(" ,", "")
