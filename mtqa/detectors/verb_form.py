"""A verb that does not take the form which the word before it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.grammar import passives, relatives, verb_frames
from mtqa.grammar.harper import harper_hits
from mtqa.grammar.phrase_hits import phrase_hits
from mtqa.grammar.phrases import load
from mtqa.registry import detector
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment

_CLAUSE_BEFORE = r"\b(?:who|which|whoever|(?:all|what|whatever|as \w+ as) \w+)"
_MODAL = r"(?:can|could|will|would|may|might|must|shall|should)"
# `Those who can must help`: the first modal ends a clause.
_CLAUSE_ENDS = re.compile(rf"{_CLAUSE_BEFORE} {_MODAL} {_MODAL}$", re.IGNORECASE)


@detector(
    "verb-form",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MAJOR,
    its="grammar",
    models=("parser", "grammar", "language_model"),
)
def verb_form(segment: Segment, context: Context) -> Iterator[Hit]:
    """A verb is not in the form that the word before it asks for.

    Languages inflect verbs where English keeps the base form (`could endanger`, `did not go`), and take an
    infinitive where English takes a gerund (`before leaving`). Machines slip there in long sentences. The rule
    rests on the parser and on some of harper's rules; the language model confirms what could be read otherwise.

    Bad: A quick withdrawal could endangers peace in the region.
    Bad: The minister did not went to the meeting.
    Good: A quick withdrawal could endanger peace, and the minister did not go to the meeting.
    """
    message = "'{wrong}' is no form of an English verb; write '{right}'."
    yield from phrase_hits(load("grammar/verb_forms.tsv"), segment.text, message, confidence=0.85, margin=None)
    doc = context.parse(segment)
    yield from verb_frames.after_modals(doc)
    yield from verb_frames.after_do(doc)
    yield from verb_frames.after_to(doc)
    yield from verb_frames.after_have(doc)
    yield from passives.after_be(doc)
    yield from passives.after_modal_and_be(doc)
    yield from verb_frames.after_prepositions(doc)
    yield from verb_frames.complements(doc)
    yield from relatives.bare_participles(doc)
    for hit in harper_hits("verb-form", segment, context):
        if not _CLAUSE_ENDS.search(segment.text[: hit.span.end]):
            yield hit
