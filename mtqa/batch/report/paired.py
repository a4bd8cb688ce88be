"""Whether one system's texts beat another's against the same references: sacrebleu's paired bootstrap test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.batch.report.metrics import metric

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtqa.batch.report.metrics import Pair

# Koehn 2004, Statistical significance tests for machine translation evaluation; TER takes too long for it.
METRICS = ("BLEU", "chrF")
RESAMPLES = 1000
# sacrebleu holds all resamples of the segments at once: 1,500 take 150 MB.
MOST_SEGMENTS = 1500
FEWEST_TEXTS = 5
# A system that translated less than this share of what the others did is left out, not the texts that it lacks.
COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class PairedTest:
    """p-values against `baseline`, by system and metric, over the `texts` that all systems translated."""

    baseline: str
    texts: int
    segments: int
    p: dict[str, dict[str, float]]
    signatures: tuple[str, ...]


def paired_test(systems: Mapping[str, Mapping[tuple[str, ...], Pair]], ranked: Sequence[str]) -> PairedTest | None:
    """The test of systems against the first of them; `systems` gives each one's documents by their references.

    None where fewer than two systems share enough texts.
    """
    most = max(map(len, systems.values()), default=0)
    order = [name for name in ranked if len(systems[name]) >= COVERAGE * most]
    keys = _shared(systems, order)
    if len(order) < 2 or len(keys) < FEWEST_TEXTS:  # noqa: PLR2004 - a pair
        return None
    return _tested(systems, order, keys)


def _shared(systems: Mapping[str, Mapping[tuple[str, ...], Pair]], order: Sequence[str]) -> list[tuple[str, ...]]:
    """The references of texts that all have, in as many segments, up to MOST_SEGMENTS of them."""
    keys, segments = [], 0
    for key in systems[order[0]] if order else ():
        # A text of as many lines as its reference in one system may have another number in the next.
        sizes = {len(systems[name][key].hypotheses) if key in systems[name] else 0 for name in order}
        if len(sizes) == 1:
            segments += max(sizes)
            if segments > MOST_SEGMENTS:
                break
            keys.append(key)
    return keys


def _tested(
    systems: Mapping[str, Mapping[tuple[str, ...], Pair]], order: Sequence[str], keys: Sequence[tuple[str, ...]]
) -> PairedTest:
    # sacrebleu is slow to import.
    from sacrebleu.significance import PairedTest as SacrebleuTest

    hypotheses = [(name, [line for key in keys for line in systems[name][key].hypotheses]) for name in order]
    references = [line for key in keys for line in systems[order[0]][key].references]
    metrics = {name: metric(name) for name in METRICS}
    signatures, scores = SacrebleuTest(hypotheses, metrics, [references], "bs", RESAMPLES)()
    p = {
        name: {key: scores[found][place].p_value for key, found in zip(METRICS, signatures, strict=True)}
        for place, name in enumerate(order)
        if place
    }
    named = tuple(f"{key}|{signature}" for key, signature in zip(METRICS, signatures.values(), strict=True))
    return PairedTest(order[0], len(keys), len(references), p, named)
