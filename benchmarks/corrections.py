"""Do corrections bring a translation nearer to what a person made of it? On MLQE-PE, source-free, per language pair.

    python benchmarks/corrections.py [--set mlqe-pe-dev.jsonl.gz] [--pairs ro ru] [--limit 1000] [--show 10]
                                     [--with-source]

First, every first suggestion by itself: nearer, as near, farther (edit distance in words to the post-edit), by source
and by confidence: the table from which the confidences and the bounds were chosen. Then `mtqa fix` at the bound of
the configuration: TER and chrF (sacrebleu) against the unedited translation with a paired bootstrap, and the share
of changed sentences made better, as good, worse, by TER. With --with-source the sources stand beside the
translations, and only the first table is made, since text files that `mtqa fix` mends have none.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from corpora import rows

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.fixing import Draft, fixed
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.train.detokenise import detokenise
from mtqa.types import Block, Document

TOGETHER = 50
RESAMPLES = 1000
BOUNDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Pair:
    """A translation, its post-edit and its source, as running text."""

    target: str
    post_edit: str
    source: str


@dataclass(frozen=True)
class Try:
    """A suggestion by itself, and by how many words it brings the sentence nearer to the post-edit."""

    rule: str
    source: str
    confidence: float
    nearer: int
    example: str


def pairs(name: str, language: str, limit: int) -> list[Pair]:
    found = (row for row in rows(name) if row["languages"].startswith(language))
    return [
        Pair(_running(row["target"]), _running(row["post_edit"]), _running(row["source"]))
        for row, _ in zip(found, range(limit), strict=False)
    ]


def _running(tokens: str) -> str:
    return " ".join(detokenise(tokens.split(" "))[0].split())


def distance(one: str, other: str) -> int:
    """The edit distance of two texts in words and marks."""
    a, b = _WORD.findall(one), _WORD.findall(other)
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


def chunks(found: list[Pair]) -> list[list[Pair]]:
    return [found[start : start + TOGETHER] for start in range(0, len(found), TOGETHER)]


def document(chunk: list[Pair], *, with_source: bool) -> Document:
    """The translations as one draft, with a blank line between them, or as units beside their sources."""
    text = "\n\n".join(pair.target for pair in chunk)
    if not with_source:
        return TextReader().read(text.encode(), "draft.txt")
    blocks, start = [], 0
    for pair in chunk:
        blocks.append(Block.plain(pair.target, start, source=pair.source))
        start += len(pair.target) + 2
    return Document("draft.txt", "text", text, tuple(blocks))


def tries(checker: Checker, found: list[Pair], *, with_source: bool) -> list[Try]:
    """Every first suggestion, by itself."""
    result = []
    for chunk in chunks(found):
        starts = [0]
        for pair in chunk:
            starts.append(starts[-1] + len(pair.target) + 2)
        for finding in checker.check(document(chunk, with_source=with_source)).findings:
            if not finding.suggestions:
                continue
            one = finding.suggestions[0]
            number = max(index for index, start in enumerate(starts[:-1]) if start <= one.start)
            pair, start, end = chunk[number], one.start - starts[number], one.end - starts[number]
            new = pair.target[:start] + one.text + pair.target[end:]
            nearer = distance(pair.target, pair.post_edit) - distance(new, pair.post_edit)
            left, right = pair.target[max(0, start - 40) : start], pair.target[end : end + 30]
            example = f"{left}[{pair.target[start:end]}|{one.text}]{right}"
            result.append(Try(finding.rule, one.source, one.confidence, nearer, example))
    return result


def table(found: list[Try], show: int) -> None:
    by: dict[tuple[str, str], list[Try]] = defaultdict(list)
    for one in found:
        by["by rule", f"{one.rule} / {one.source}"].append(one)
        low = max(bound for bound in BOUNDS if bound <= one.confidence)
        by["by confidence", f"from {low}"].append(one)
    for (kind, name), group in sorted(by.items()):
        better, worse = sum(one.nearer > 0 for one in group), sum(one.nearer < 0 for one in group)
        print(
            f"{kind:14} {name:40} {len(group):5}  nearer {better:4}  "
            f"as near {len(group) - better - worse:4}  farther {worse:4}"
        )
        if kind == "by rule":
            for one in group[:show]:
                print(f"      {one.nearer:+d} {one.confidence:.2f} {one.example}")


def corrected(checker: Checker, found: list[Pair], bound: float) -> list[str]:
    """The translations as `mtqa fix` leaves them."""
    result: list[str] = []

    def check(data: bytes) -> Any:
        return checker.check(TextReader().read(data, "draft.txt"))

    for chunk in chunks(found):
        text = "\n\n".join(pair.target for pair in chunk)
        result += fixed(Draft("draft.txt", text.encode(), TextReader()), check, bound).after.text.split("\n\n")
    return result


def compare(found: list[Pair], after: list[str]) -> None:
    from sacrebleu.metrics import CHRF, TER

    before, references = [pair.target for pair in found], [pair.post_edit for pair in found]
    for metric, up in ((TER(), False), (CHRF(), True)):
        old, new = (metric.corpus_score(texts, [references]).score for texts in (before, after))
        changed = [(a, b, r) for a, b, r in zip(before, after, references, strict=True) if a != b]
        gains = [
            (metric.sentence_score(b, [r]).score - metric.sentence_score(a, [r]).score) * (1 if up else -1)
            for a, b, r in changed
        ]
        better, worse = sum(gain > 1e-9 for gain in gains), sum(gain < -1e-9 for gain in gains)
        print(
            f"{type(metric).__name__}: {old:.2f} unedited, {new:.2f} corrected, "
            f"p = {bootstrap(metric, before, after, references, up=up):.3f}"
        )
        print(
            f"   of {len(changed)} changed sentences: {better} better, "
            f"{len(changed) - better - worse} same, {worse} worse"
        )
        print(f"   {metric.get_signature()}")


def bootstrap(metric: Any, before: list[str], after: list[str], references: list[str], *, up: bool) -> float:
    """The share of resamples in which the corrected text is not better (Koehn 2004), from sentence statistics."""
    generator = random.Random(1)  # noqa: S311
    statistics = [metric._extract_corpus_statistics(texts, [references]) for texts in (before, after)]  # noqa: SLF001
    losses = 0
    for _ in range(RESAMPLES):
        chosen = generator.choices(range(len(before)), k=len(before))
        old, new = (
            metric._compute_score_from_stats(  # noqa: SLF001
                [sum(column) for column in zip(*(rows[i] for i in chosen), strict=True)]
            ).score
            for rows in statistics
        )
        losses += new <= old if up else new >= old
    return losses / RESAMPLES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="mlqe-pe-dev.jsonl.gz")
    parser.add_argument("--pairs", nargs="*", default=["ro", "ru"])
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", choices=["tries", "fix"])
    parser.add_argument("--with-source", action="store_true")
    parser.add_argument("--bound", type=float, default=Config().fix_confidence)
    parser.add_argument("--min-confidence", type=float, default=0.3, help="of findings whose suggestions are tried")
    options = parser.parse_args()
    models = Models(Config())
    every: list[Try] = []
    for language in options.pairs:
        found = pairs(options.set, language, options.limit)
        start = time.perf_counter()
        if options.only != "fix":
            config = Config(min_confidence=options.min_confidence, ignore=("consistency",))
            every += tries(Checker(config, models), found, with_source=options.with_source)
        if options.only != "tries" and not options.with_source:
            print(f"== {language}: mtqa fix at {options.bound}")
            compare(found, corrected(Checker(Config(ignore=("consistency",)), models), found, options.bound))
        print(f"   {len(found)} sentences, {time.perf_counter() - start:.0f} s")
    table(every, options.show)


if __name__ == "__main__":
    main()
