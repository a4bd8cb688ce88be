"""How rules are run over segments: plainly, here; a front end may have what did not change remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.cancellation import checkpoint
from mtqa.suggest import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.context import Context
    from mtqa.registry import Rule
    from mtqa.types import Document, Segment


class Reading:
    """Runs every rule over every segment. `mtqa.incremental` has one that remembers."""

    def found(self, rule: Rule, document: Document, segments: Sequence[Segment], context: Context) -> Iterator[Found]:
        """What a rule finds in the segments, or in the document if it is a rule of whole ones.

        Raises Cancelled, and whatever the rule raises.
        """
        checkpoint()
        if rule.whole_document:
            for hit in rule.check(document, context):
                yield Found(rule, hit.segment, hit)
        else:
            yield from self.in_segments(rule, [segment for segment in segments if sees(rule, segment)], context)

    def in_segments(self, rule: Rule, segments: Sequence[Segment], context: Context) -> Iterator[Found]:
        """What a rule of single segments finds in those that it sees."""
        for segment in segments:
            checkpoint()
            for hit in rule.check(segment, context):
                yield Found(rule, segment, hit)


def sees(rule: Rule, segment: Segment) -> bool:
    """Whether a rule is asked about a segment: those that need the source see no other."""
    return segment.source is not None or not rule.needs_source
