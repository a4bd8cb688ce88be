"""Does the source help the tagger to weigh corrections? On MLQE-PE dev, per way of reading.

    python benchmarks/source_weighing.py [--pairs ro ru] [--limit 150]

For what `mistranslation` marks in the first sentences of each pair, every candidate that the language model finds
likelier is put in place: nearer to the post-edit, or farther. The odds of mtqa.proposals are then taken with the tagger
reading alone, beside the source, and with the mean of both: how well they tell nearer from farther (AUC), and how many
of each have at least that confidence.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from corrections import Pair, distance, pairs

from mtqa.candidates import Place
from mtqa.config import Config
from mtqa.models import Models
from mtqa.models.faults import marked
from mtqa.proposals import MOST, Relief, _compared, _mean, _read_reliefs, confidence
from mtqa.types import Piece, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOUNDS = (0.15, 0.2, 0.3)
PLACES = 120


def weighed(found: Sequence[Pair], models: Models) -> Iterator[tuple[int, float, Relief, Relief]]:
    """For each candidate: words nearer to the post-edit, nats of gain, and its relief alone and beside the source."""
    segments = [Segment(str(number), number, pair.target, (Piece(0, 0, len(pair.target), len(pair.target)),),
                        source=pair.source) for number, pair in enumerate(found)]  # fmt: skip
    faults = [(segment, fault) for segment, fault in marked(segments, "mistranslation", models.tagger)
              if fault.confidence >= 0.3][:PLACES]  # fmt: skip
    places = [Place(segment.text, fault.span, segment.source) for segment, fault in faults]
    compared = [group[:MOST] for group in _compared(places, models.language_model)]
    alone = _read_reliefs(places, compared, models.tagger, [None] * len(places))
    beside = _read_reliefs(places, compared, models.tagger, [place.source for place in places])
    for (segment, _), group, one, other in zip(faults, compared, alone, beside, strict=True):
        pair = found[int(segment.id)]
        before = distance(segment.text, pair.post_edit)
        for (candidate, gain), by_itself, by_source in zip(group, one, other, strict=True):
            yield before - distance(candidate.applied(segment.text), pair.post_edit), gain, by_itself, by_source


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    return sum((a > b) + (a == b) / 2 for a in good for b in bad) / max(1, len(good) * len(bad))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", nargs="*", default=["ro", "ru"])
    parser.add_argument("--limit", type=int, default=150)
    options = parser.parse_args()
    models = Models(Config())
    every = [one for language in options.pairs
             for one in weighed(pairs("mlqe-pe-dev.jsonl.gz", language, options.limit), models)]  # fmt: skip
    nearer, farther = (sum(one[0] * sign > 0 for one in every) for sign in (1, -1))
    print(f"{len(every)} candidates, {nearer} nearer, {farther} farther")
    ways = {"alone": lambda one: one[2], "beside": lambda one: one[3], "mean": lambda one: _mean(*one[2:])}
    for name, pick in ways.items():
        scored = [(one[0], confidence(one[1], pick(one)), pick(one)) for one in every]
        good, bad = ([score for words, score, _ in scored if words * sign > 0] for sign in (1, -1))
        counts = []
        for bound in BOUNDS:
            shown = [words for words, score, relief in scored if score >= bound and relief.edits > 0]
            counts.append(f"from {bound}: {sum(n > 0 for n in shown)} nearer, {sum(n < 0 for n in shown)} farther")
        print(f"{name:7} AUC {auc(good, bad):.2f}  {'; '.join(counts)}")


if __name__ == "__main__":
    main()
