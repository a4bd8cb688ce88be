"""What the rules that parse would change where the language model agrees; `rule_changes.py --parser` counts it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.config import Config
from mtqa.grammar import distant_agreement, noun_agreement, passives, relatives, verb_agreement, verb_frames
from mtqa.grammar.articles import a_before_mass_noun, a_before_plural
from mtqa.preference import Choice, gains

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.models import Models
    from mtqa.types import Hit, Span

FINDERS = {
    "agreement": (
        verb_agreement.pronouns, verb_agreement.nouns, relatives.agreement_in_clauses, distant_agreement.distant,
        noun_agreement.determiners, noun_agreement.one_of, noun_agreement.quantities, noun_agreement.uncounted,
    ),
    "articles": (a_before_plural, a_before_mass_noun),
    "verb-form": (
        verb_frames.after_modals, verb_frames.after_do, verb_frames.after_to, verb_frames.after_have,
        verb_frames.after_prepositions, verb_frames.complements, passives.after_be, passives.after_modal_and_be,
        relatives.bare_participles,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Put `text` in place of `span`; `kind` is what the counts are given for."""

    kind: str
    span: Span
    text: str


def agreed(texts: Sequence[str], models: Models) -> Iterator[list[Change]]:
    """For each text the changes that the language model agrees to, those that are made unasked and others."""
    for text, doc in zip(texts, models.parser.pipe(texts), strict=True):
        hits = [
            (f"{rule}: {finder.__name__}", hit)
            for rule, finders in FINDERS.items()
            for finder in finders
            for hit in finder(doc)
            if hit.candidates
        ]
        yield list(_agreed(text, hits, models))


def _agreed(text: str, hits: Sequence[tuple[str, Hit]], models: Models) -> Iterator[Change]:
    choices = [Choice(text, hit.edit or hit.span, hit.candidates) for _, hit in hits]
    for (kind, hit), gained in zip(hits, gains(models.language_model, choices) if choices else (), strict=True):
        best = max(gained)
        if best >= max(hit.margin or 0.0, 0.0):
            sure = min(hit.confidence, 1 / (1 + math.exp(-best)))
            unasked = "unasked" if sure >= Config().fix_confidence else "shown"
            yield Change(f"{kind}, {unasked}", hit.edit or hit.span, hit.candidates[gained.index(best)])
