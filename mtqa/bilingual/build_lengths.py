"""Builds `mtqa/data/bilingual/length-ratios.tsv`: how long English is beside its source, by language.

    python -m mtqa.bilingual.build_lengths --data FOLDER --ntrex FOLDER

Reads people's translations (wmt-news-21-22) and post-edits (mlqe-pe-train); of each only the half whose source has an
odd SHA-256, so that the other half can measure. For languages that neither has, it reads NTREX-128, news that people
translated out of English. Sources and licences are in mtqa/data/bilingual/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import statistics
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.bilingual.build_words import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT = Path(__file__).parents[1] / "data" / "bilingual" / "length-ratios.tsv"
FEWEST_PAIRS = 200
# Shorter translations vary more than they tell.
SHORTEST = 40
NTREX = {
    "arb": "ar", "fra": "fr", "hin": "hi", "ita": "it", "kor": "ko", "nld": "nl", "pol": "pl", "por": "pt", "spa": "es",
    "swe": "sv", "tur": "tr", "vie": "vi",
}  # fmt: skip
# A translation is longer than what it was made from, so English that was translated into a language is shorter beside
# it than English translated from it: by 0.13, the median of the ten languages that both kinds of texts have. Which way
# a source went nobody says; the ratio is set half-way, and half is counted as spread.
HALF_WAY = 0.065


def pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language, source, English) of translations into English."""
    news = rows(folder / "wmt-news-21-22-sources.jsonl.gz")
    sources = {(row["set"], row["languages"], row["line"]): row["source"] for row in news}
    for row in rows(folder / "wmt-news-21-22.jsonl.gz"):
        if row["human"]:
            yield row["languages"][:-3], sources[row["set"], row["languages"], row["line"]], row["text"]
    for row in rows(folder / "mlqe-pe-train.jsonl.gz"):
        yield row["languages"][:2], row["source"], row["post_edit"]


def reversed_pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language, text, English) of NTREX-128, whose English is the original."""
    english = (folder / "newstest2019-src.eng.txt").read_text(encoding="utf-8").splitlines()
    for code, language in NTREX.items():
        texts = (folder / f"newstest2019-ref.{code}.txt").read_text(encoding="utf-8").splitlines()
        for text, original in zip(texts, english, strict=True):
            yield language, text.strip(), original.strip()


def line(language: str, values: list[float], shift: float = 0) -> str:
    # The hundredth part at either end are pairs that belong to other sentences.
    cut = values[len(values) // 100 : len(values) - len(values) // 100]
    spread = math.hypot(statistics.stdev(cut), shift)
    return f"{language}\t{statistics.mean(cut) + shift:.3f}\t{spread:.3f}\t{len(values)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ntrex", type=Path, required=True, help="the folder NTREX-128 of the repository of that name")
    arguments = parser.parse_args()
    ratios: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for language, source, english in pairs(arguments.data):
        odd = int(hashlib.sha256(source.encode()).hexdigest(), 16) % 2
        if odd and source and len(english) >= SHORTEST:
            ratios[language][source, english] = math.log(len(english) / len(source))
    outward: dict[str, list[float]] = defaultdict(list)
    for language, text, english in reversed_pairs(arguments.ntrex):
        if text and len(english) >= SHORTEST:
            outward[language].append(math.log(len(english) / len(text)))
    lines = [line(name, sorted(found.values())) for name, found in ratios.items() if len(found) >= FEWEST_PAIRS]
    lines += [line(name, sorted(found), HALF_WAY) for name, found in outward.items()]
    head = [
        "# Made by python -m mtqa.bilingual.build_lengths; sources and licences: README.md",
        "# language, mean and deviation of ln(code points of the English / of the source), pairs",
    ]
    OUTPUT.write_text("\n".join([*head, *sorted(lines)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
