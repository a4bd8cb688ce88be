"""Breaks good English in ways that translation systems and careless edits do, and knows where it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS
from mtqa.train.damage_kinds import BILINGUAL, MONOLINGUAL, Pool, Sentence, Unit
from mtqa.train.examples import UNKNOWN, Example

if TYPE_CHECKING:
    import random

_DAMAGE, _OMISSION, _POST_EDIT = (WORD_HEADS.index(name) for name in ("damage", "omission", "post_edit"))


def units_of(example: Example) -> list[Unit]:
    """Cut an example into its words and what stands before each."""
    units, end = [], 0
    for (start, stop), labels in zip(example.spans, example.words, strict=True):
        units.append(Unit(example.target[start:stop], example.target[end:start], list(labels)))
        end = stop
    return units


def damage(example: Example, rng: random.Random, pool: Pool, *, bilingual: bool) -> Example | None:
    """Damage an example once or twice; None where the kinds drawn find nothing to damage.

    Some faults (another number, another name) can be seen only beside the source: `bilingual` adds them.
    """
    units = units_of(example)
    kinds = MONOLINGUAL + (BILINGUAL * 4 if bilingual else ())
    for _ in range(rng.choice((1, 1, 1, 2))):
        try:
            rng.choice(kinds)(Sentence(units, rng, pool))
        except (IndexError, ValueError):  # nothing of this kind in the sentence
            continue
    if not units or not any(unit.broken or unit.missing for unit in units):
        return None
    return _rebuilt(example, units)


def _rebuilt(example: Example, units: list[Unit]) -> Example:
    text, spans = "", []
    for unit in units:
        text += unit.before
        spans.append((len(text), len(text) + len(unit.word)))
        text += unit.word
    labels = tuple(tuple(_relabelled(unit)) for unit in units)
    sentence = tuple(1.0 if head == "damaged" else UNKNOWN for head in SENTENCE_HEADS)
    return Example(text, example.source, tuple(spans), labels, sentence, example.group)


def _relabelled(unit: Unit) -> list[float]:
    """A damaged word is certain on the head `damage` and unknown to those that people's marks teach."""
    if unit.broken:
        labels = [UNKNOWN] * len(WORD_HEADS)
        labels[_DAMAGE], labels[_POST_EDIT] = 1.0, 1.0
        return labels
    unit.labels[_DAMAGE] = 0.0
    if unit.missing:
        unit.labels[_OMISSION] = 1.0
        unit.labels[_DAMAGE] = UNKNOWN
    return unit.labels
