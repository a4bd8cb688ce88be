"""Builds `mtqa/data/bilingual/length-ratios.tsv`: how long English is beside its source, by language.

    python -m mtqa.bilingual.build_lengths --data FOLDER

Reads people's translations (wmt-news-21-22), post-edits (mlqe-pe-train) and, for languages that neither has, the
undamaged translations of demetr; of each only the half whose source has an odd SHA-256, so that the other half can
measure. Sources and licences are in mtqa/data/bilingual/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import statistics
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT = Path(__file__).parents[1] / "data" / "bilingual" / "length-ratios.tsv"
FEWEST_PAIRS = 200
# Shorter translations vary more than they tell.
SHORTEST = 40
DEMETR = {
    "german": "de", "spanish": "es", "chinese_simple": "zh", "hindi": "hi", "polish": "pl", "russian": "ru",
    "czech": "cs", "japanese": "ja", "french": "fr", "italian": "it",
}  # fmt: skip


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language, source, English) from all three sets."""
    news = rows(folder / "wmt-news-21-22-sources.jsonl.gz")
    sources = {(row["set"], row["languages"], row["line"]): row["source"] for row in news}
    for row in rows(folder / "wmt-news-21-22.jsonl.gz"):
        if row["human"]:
            yield row["languages"][:-3], sources[row["set"], row["languages"], row["line"]], row["text"]
    for row in rows(folder / "mlqe-pe-train.jsonl.gz"):
        yield row["languages"][:2], row["source"], row["post_edit"]
    for row in rows(folder / "demetr.jsonl.gz"):
        yield DEMETR[row["language"]], row["source"], row["translation"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    ratios: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for language, source, english in pairs(parser.parse_args().data):
        odd = int(hashlib.sha256(source.encode()).hexdigest(), 16) % 2
        if odd and source and len(english) >= SHORTEST:
            ratios[language][source, english] = math.log(len(english) / len(source))
    lines = ["# Made by python -m mtqa.bilingual.build_lengths; sources and licences: README.md"]
    lines.append("# language, mean and deviation of ln(code points of the English / of the source), pairs")
    for language, by_pair in sorted(ratios.items()):
        values = sorted(by_pair.values())
        if len(values) >= FEWEST_PAIRS:
            # The hundredth part at either end are pairs that belong to other sentences.
            cut = values[len(values) // 100 : len(values) - len(values) // 100]
            lines.append(f"{language}\t{statistics.mean(cut):.3f}\t{statistics.stdev(cut):.3f}\t{len(values)}")
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
