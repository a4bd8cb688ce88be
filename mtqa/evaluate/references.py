"""BLEU, chrF and TER against references, by sacrebleu, with its own bootstrap for the intervals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# sacrebleu resamples in Python; 200 draws of 1,000 sentences take some seconds.
RESAMPLES = 200


def reference_rows(
    rows: Sequence[dict[str, Any]], translation: str, reference: str
) -> Iterator[tuple[str, str, float, float, float]]:
    """(group, measure, value, low, high) for each language, in sacrebleu's own units (0 to 100; TER may exceed it)."""
    # sacrebleu is slow to import and only needed where there are references.
    from sacrebleu.metrics import BLEU, CHRF, TER

    groups: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in rows:
        if row.get(reference):
            texts = groups[row.get("languages") or row.get("language") or "all"]
            texts[0].append(row[translation])
            texts[1].append(row[reference])
    for group, (translations, references) in sorted(groups.items()):
        for metric in (BLEU(), CHRF(), TER()):
            score = metric.corpus_score(translations, [references], n_bootstrap=RESAMPLES if len(references) > 1 else 1)
            half = getattr(score, "_ci", 0.0) or 0.0
            value = float(score.score)
            yield group, str(score.name), value, value - half, value + half
