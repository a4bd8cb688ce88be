"""Sentences that are cut, unfinished or run into one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.clauses.bare import bare
from mtqa.clauses.reported_speech import reported_speech
from mtqa.clauses.stray_stops import stray_stops
from mtqa.clauses.unfinished import unfinished
from mtqa.registry import detector
from mtqa.types import BlockKind, Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment


@detector(
    "fragments",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MAJOR,
    its="grammar",
    models=["language_model"],
)
def fragments(segment: Segment, context: Context) -> Iterator[Hit]:
    """A sentence is cut by a stray full stop, breaks off, or holds two clauses that nothing joins.

    Machines translate in pieces: they close a sentence too early, lose the word that a clause waits for, or set
    two verbs side by side. A reader has to stop and guess. The rule rests on patterns that hold in broken text,
    where a parser errs; sentences that are short on purpose, as people write them, are left alone.

    Bad: They want to end the war and avoid giving reasons. to prolong the fighting.
    Bad: The agency quoted three senior officials revealed that the plan was dropped.
    Good: They want to end the war. No more reasons, no more delays. The agency quoted officials as saying so.
    """
    text = segment.text
    if segment.kind is BlockKind.TABLE_CELL:
        return
    yield from stray_stops(text)
    if segment.kind is not BlockKind.PROSE:
        return
    yield from unfinished(text)
    yield from reported_speech(text)
    before = context.before(segment)
    yield from bare(text, before.text if before else "")
