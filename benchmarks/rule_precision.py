"""How often the people who corrected a translation changed what a rule marked, per rule and language pair.

    python benchmarks/rule_precision.py [--set mlqe-pe-test20.jsonl.gz] [--limit 1000] [--select RULE ...] [--show 10]

A finding counts as agreed with when the post-editor changed or dropped one of the words that it marks, or put words
in at a place inside or beside it. The last column is what chance gives: spans of as many words drawn at random.
Post-editors also reword without need, and leave faults in, so this is a comparison with chance, not a precision.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora import rows
from false_alarms import command

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.train.detokenise import detokenise

if TYPE_CHECKING:
    from mtqa.types import Finding


@dataclass
class Tally:
    """Findings, those that a post-editor agreed with, and what chance would have given."""

    findings: int = 0
    agreed: int = 0
    chance: float = 0.0
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Translation:
    """One machine translation as running text, with the span of each word and whether it was changed."""

    text: str
    spans: list[tuple[int, int]]
    changed: list[bool]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Translation:
        """From a row of the post-edit sets."""
        text, spans = detokenise(row["target"].split(" "))
        words = [tag == "BAD" for tag in row["word_tags"].split(" ")]
        gaps = [tag == "BAD" for tag in (row["gap_tags"] or "").split(" ")]
        changed = [
            word or (len(gaps) > index + 1 and (gaps[index] or gaps[index + 1])) for index, word in enumerate(words)
        ]
        return cls(text, spans, changed)

    def words_in(self, start: int, end: int) -> list[int]:
        """The words that a span touches."""
        return [index for index, (a, b) in enumerate(self.spans) if a < end and start < b]

    def agrees(self, finding: Finding) -> bool:
        return any(self.changed[index] for index in self.words_in(finding.start, finding.end))

    def chance(self, finding: Finding, generator: random.Random) -> float:
        """The share of 20 random spans of the same length, in words, that were changed."""
        length = max(1, len(self.words_in(finding.start, finding.end)))
        starts = [generator.randint(0, max(0, len(self.spans) - length)) for _ in range(20)]
        return sum(any(self.changed[start : start + length]) for start in starts) / len(starts)


def measured(checker: Checker, sample: list[dict[str, Any]], show: int) -> dict[str, dict[str, Tally]]:
    """Tallies by rule and language pair, 'all' included."""
    reader, generator = TextReader(), random.Random(1)  # noqa: S311
    result: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for row in sample:
        translation = Translation.of(row)
        for finding in checker.check(reader.read(translation.text.encode(), "text")).findings:
            agreed, chance = translation.agrees(finding), translation.chance(finding, generator)
            for name in (row["languages"], "all"):
                tally = result[finding.rule][name]
                tally.findings += 1
                tally.agreed += agreed
                tally.chance += chance
                if name == "all" and len(tally.examples) < show:
                    tally.examples.append(f"{'+' if agreed else '-'} [{finding.text}] in {translation.text[:220]}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="mlqe-pe-test20.jsonl.gz", help="file name of a post-edit set")
    parser.add_argument("--limit", type=int, default=1000, help="sentences of each language pair")
    parser.add_argument("--select", nargs="*", default=[])
    parser.add_argument("--min-confidence", type=float, default=0.5)
    parser.add_argument("--show", type=int, default=0, help="findings to print per rule")
    parser.add_argument("--json", type=Path, help="also write the figures here, for benchmarks/rules_page.py")
    arguments = parser.parse_args()
    config = Config(select=tuple(arguments.select), min_confidence=arguments.min_confidence, suggest=False)
    by_pair: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(arguments.set):
        if len(by_pair[row["languages"]]) < arguments.limit:
            by_pair[row["languages"]].append(row)
    sample = [row for group in by_pair.values() for row in group]
    result = measured(Checker(config, Models(config)), sample, arguments.show)
    if arguments.json:
        figures = {
            rule: {
                "findings": tally.findings,
                "agreed": tally.agreed / tally.findings,
                "chance": tally.chance / tally.findings,
            }
            for rule, tally in ((rule, tallies["all"]) for rule, tallies in result.items())
        }
        arguments.json.write_text(json.dumps({"command": command(), "rules": figures}, indent=1), encoding="utf-8")
    print(f"{'rule':16} {'pair':6} {'findings':>8} {'agreed':>7} {'chance':>7}")
    for rule, tallies in sorted(result.items()):
        for pair, tally in sorted(tallies.items()):
            agreed, chance = tally.agreed / tally.findings, tally.chance / tally.findings
            print(f"{rule:16} {pair:6} {tally.findings:8} {agreed:7.0%} {chance:7.0%}")
        for example in tallies["all"].examples:
            print(f"    {example}")


if __name__ == "__main__":
    main()
