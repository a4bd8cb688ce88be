"""How often what the edit head proposes is right, by confidence: on raw translation, slips, and people's English.

    python benchmarks/edits.py [--limit 300] [--tagger DIR]

On MLQE-PE test20 a change is right when it brings the sentence nearer to its post-edit (words and signs), on slips
made in those post-edits when it brings it nearer to what it was; on people's texts of WMT 2022, the halves that
calibration did not see, every change counts as wrong. No other rule has a say, and nothing is applied:
`corrections.py` measures `mtqa fix`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from corpora import DATA, rows

from mtqa.config import Config
from mtqa.models import Models
from mtqa.models.changes import weighed
from mtqa.train.change_odds import LINES, Pair, distance, edited_pairs, people_pairs, slip_pairs
from mtqa.train.held_out import people_runs

BOUNDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.01)


def table(name: str, pairs: list[Pair], models: Models) -> None:
    tagger = models.tagger
    texts = [pair.text for pair in pairs]
    found = []
    for start in range(0, len(texts), LINES):
        draft = texts[start : start + LINES]
        found += weighed(draft, tagger.tag(draft), models.language_model, tagger.calibration.changes)
    words = sum(len(text.split()) for text in texts)
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for pair, group in zip(pairs, found, strict=True):
        for one in group:
            span = one.change.span
            new = pair.text[: span.start] + one.texts[0] + pair.text[span.end :]
            bound = max(bound for bound in BOUNDS if bound <= max(one.sure[0], BOUNDS[0]))
            counts[bound][0] += distance(new, pair.right) < distance(pair.text, pair.right)
            counts[bound][1] += 1
    cells = []
    for bound, above in pairwise(BOUNDS):
        right, total = counts[bound]
        share = f"{right / total:.2f}" if total else "-"
        cells.append(f"{bound:g}-{min(above, 1):g}: {share} ({1000 * total / words:.1f})")
    print(f"{name} ({words} words): right (in 1,000 words)  " + "  ".join(cells), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--tagger", type=Path)
    options = parser.parse_args()
    models = Models(Config(tagger=str(options.tagger) if options.tagger else None))
    by_pair: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("mlqe-pe-test20.jsonl.gz"):
        by_pair[row["languages"]].append(row)
    for name, kept in sorted(by_pair.items()):
        table(name, edited_pairs(kept[: options.limit]), models)
    good = [pair.right for kept in by_pair.values() for pair in edited_pairs(kept[: options.limit // 3])]
    table("slips", slip_pairs(good, seed=5), models)
    people = [text for lines in people_runs(DATA, options.limit // 6, second_half=True) for text, _ in lines]
    table("people", people_pairs(people), models)


if __name__ == "__main__":
    main()
