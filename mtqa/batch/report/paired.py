"""Whether one system's texts beat another's against the same references: sacrebleu's paired bootstrap test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.batch.report.metrics import metric

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def paired_test(systems: Mapping[str, Mapping[tuple[str, ...], Pair]], baseline: str) -> PairedTest | None:
    """The test of systems against the `baseline`; `systems` gives each one's documents by their references.

    None where fewer than two systems share enough texts.
    """
    from sacrebleu.significance import PairedTest as SacrebleuTest

    most = max(map(len, systems.values()), default=0)
    taking_part = {name: own for name, own in systems.items() if len(own) >= COVERAGE * most}
    if baseline not in taking_part or len(taking_part) < 2:  # noqa: PLR2004 - a pair
        return None
    shared = [key for key in taking_part[baseline] if all(key in own for own in taking_part.values())]
    if len(shared) < FEWEST_TEXTS:
        return None
    keys, segments = [], 0
    for key in shared:
        # A text of as many lines as its reference in one system may have another number in the next.
        if len({len(own[key].hypotheses) for own in taking_part.values()}) == 1:
            segments += len(taking_part[baseline][key].hypotheses)
            if segments > MOST_SEGMENTS:
                break
            keys.append(key)
    if len(keys) < FEWEST_TEXTS:
        return None
    order = [baseline, *sorted(taking_part.keys() - {baseline})]
    hypotheses = [(name, [line for key in keys for line in taking_part[name][key].hypotheses]) for name in order]
    references = [line for key in keys for line in taking_part[baseline][key].references]
    signatures, scores = SacrebleuTest(
        hypotheses, {name: metric(name) for name in METRICS}, [references], "bs", RESAMPLES
    )()
    p = {
        name: {key: scores[found][place].p_value for key, found in zip(METRICS, signatures, strict=True)}
        for place, name in enumerate(order)
        if place
    }
    named = tuple(f"{key}|{signature}" for key, signature in zip(METRICS, signatures.values(), strict=True))
    return PairedTest(baseline, len(keys), len(references), p, named)
