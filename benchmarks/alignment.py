"""How well sentences are aligned, on texts with planted faults.

Sources and human references of the same news are cut into texts of 40 lines. On each side some lines are dropped,
some joined with the next. Reported per language pair: precision, recall and F1 of the links between lines,
and the mean cost of a pair of sentences, in the text with the lowest and in that with the highest.

    python benchmarks/alignment.py --texts 6 [--paragraphs | --unrelated]
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.alignment import Sentence, align
from mtqa.pairing import source_sentences
from mtqa.segmentation import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtqa.alignment import Bead

    Paragraphs = list[list[tuple[int, str]]]

LINES, DROPPED, JOINED = 40, 0.06, 0.12


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def lines_of(folder: Path) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """{(set, languages): [(source, translation)]} with the first human reference of each set."""
    sources = {
        (r["set"], r["languages"], r["line"]): r["source"] for r in rows(folder / "wmt-news-21-22-sources.jsonl.gz")
    }
    found, systems = defaultdict(list), {}
    for row in rows(folder / "wmt-news-21-22.jsonl.gz"):
        if row["human"]:
            name = (row["set"], row["languages"])
            key = (*name, row["line"])
            if systems.setdefault(name, row["system"]) == row["system"] and key in sources:
                found[name].append((sources[key], row["text"]))
    return found


def damaged(lines: Sequence[str], rng: random.Random) -> Paragraphs:
    """Paragraphs, each a list of (line number, text): some lines gone, some in the paragraph of the one before."""
    paragraphs = []
    for number, text in enumerate(lines):
        if rng.random() < DROPPED:
            continue
        if paragraphs and rng.random() < JOINED:
            paragraphs[-1].append((number, text))
        else:
            paragraphs.append([(number, text)])
    return paragraphs


def cut(paragraphs: Paragraphs, split: Callable[[str], list[str]], *, one: bool) -> tuple[list[Sentence], list[int]]:
    """The sentences with their paragraphs, and the number of the line that each came from."""
    found, numbers = [], []
    for index, paragraph in enumerate(paragraphs):
        for number, text in paragraph:
            for sentence in split(text):
                found.append(Sentence(sentence, 0 if one else index))
                numbers.append(number)
    return found, numbers


def links(beads: Sequence[Bead], source: Sequence[int], target: Sequence[int]) -> set[tuple[int, int]]:
    return {(source[s], target[t]) for bead in beads for s in bead.source for t in bead.target}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--texts", type=int, default=8)
    parser.add_argument("--paragraphs", action="store_true", help="keep the ends of paragraphs")
    parser.add_argument("--unrelated", action="store_true", help="set each source beside another text")
    options = parser.parse_args()
    print("pair    texts  precision  recall      F1  cost")
    for (name, languages), pairs in sorted(lines_of(options.data).items()):
        rng = random.Random(7)  # noqa: S311 - a test, no secret
        right = predicted = gold = 0
        costs = []
        started = time.time()
        starts = range(0, min(len(pairs), options.texts * LINES) - LINES + 1, LINES)
        for start in starts:
            text = pairs[start : start + LINES]
            other = pairs[(start + 300) % (len(pairs) - LINES) :][:LINES] if options.unrelated else text
            split = functools.partial(source_sentences, language=languages[:2])
            source, left = cut(damaged([s for s, _ in other], rng), split, one=not options.paragraphs)
            english = lambda part: [part[x.start : x.end] for x in sentences(part)]  # noqa: E731
            target, numbers = cut(damaged([t for _, t in text], rng), english, one=not options.paragraphs)
            beads = align(source, target)
            found, true = links(beads, left, numbers), {(n, n) for n in set(left) & set(numbers)}
            right, predicted, gold = right + len(found & true), predicted + len(found), gold + len(true)
            costs.append(mean_cost(beads))
        precision, recall = right / max(predicted, 1), right / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(
            f"{name} {languages}  {len(starts)}  {precision:8.3f}  {recall:8.3f}  {f1:6.3f}  "
            f"{min(costs):.2f}..{max(costs):.2f}  {time.time() - started:.1f} s",
            flush=True,
        )


def mean_cost(beads: Sequence[Bead]) -> float:
    paired = [bead for bead in beads if bead.source and bead.target]
    return sum(bead.cost for bead in paired) / max(len(paired), 1)


if __name__ == "__main__":
    main()
