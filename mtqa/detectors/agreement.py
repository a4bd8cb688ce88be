"""Words that must agree in number and do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar import noun_agreement, relatives, verb_agreement
from mtqa.grammar.distant_agreement import distant
from mtqa.grammar.harper import harper_hits
from mtqa.grammar.phrase_hits import phrase_hits
from mtqa.grammar.phrases import load
from mtqa.registry import detector
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment


@detector(
    "agreement",
    category=Category.LINGUISTIC_CONVENTIONS,
    severity=Severity.MAJOR,
    its="grammar",
    models=("parser", "grammar", "language_model"),
)
def agreement(segment: Segment, context: Context) -> Iterator[Hit]:
    """A verb does not agree with its subject, or a noun with the word that counts it.

    Many languages leave number unmarked, and machines lose sight of the subject. The rule looks at subjects and
    their verbs (`he go`, `the experts of the agency says`) and at words right before their noun (`these problem`,
    `much problems`), as the parser sees them; the language model must find the corrected form likelier.

    Bad: These problem must be solved before winter.
    Bad: He go to the front every week, said the officer.
    Good: These problems must be solved, and the officer suggested that he go to the front.
    """
    message = "The number does not agree in '{wrong}'; write '{right}'."
    yield from phrase_hits(load("grammar/agreement.tsv"), segment.text, message, confidence=0.85, margin=None)
    doc = context.parse(segment)
    beside = [*verb_agreement.pronouns(doc), *verb_agreement.nouns(doc), *relatives.agreement_in_clauses(doc)]
    yield from beside
    yield from (hit for hit in distant(doc) if not any(hit.span.overlaps(other.span) for other in beside))
    yield from noun_agreement.determiners(doc)
    yield from noun_agreement.one_of(doc)
    yield from noun_agreement.quantities(doc)
    yield from noun_agreement.uncounted(doc)
    yield from harper_hits("agreement", segment, context)
