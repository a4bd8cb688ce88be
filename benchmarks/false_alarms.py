"""Findings per 1,000 words on people's and on systems' English, per rule.

    python benchmarks/false_alarms.py [--words 40000] [--select RULE ...] [--show 10] [--by-language]

Human text is spread over all languages of the set; every system's text is taken alike, and the weakest quarter of
systems is chosen by chrF against the human translation, so that no rule of mtqa decides which they are.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from corpora import news_texts

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.readers.text import TextReader


@dataclass
class Tally:
    """Words read, and findings by rule with some of them to look at."""

    words: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def rate(self, rule: str | None = None) -> float:
        """Findings per 1,000 words."""
        count = self.counts.total() if rule is None else self.counts[rule]
        return 1000 * count / max(self.words, 1)


def weakest_quarter(texts: dict[tuple[str, str, bool, str], list[list[str]]]) -> set[tuple[str, str, bool, str]]:
    """The quarter of the systems with the lowest chrF against the first human translation, over all languages."""
    from sacrebleu.metrics import CHRF

    humans: dict[tuple[str, str], list[list[str]]] = {}
    for key, groups in texts.items():
        if key[2]:
            humans.setdefault(key[:2], groups)
    scored = []
    for key, groups in texts.items():
        reference = humans.get(key[:2])
        if key[2] or reference is None:
            continue
        pairs = [
            (a, b) for mine, theirs in zip(groups, reference, strict=False) for a, b in zip(mine, theirs, strict=True)
        ][:300]
        score = CHRF().corpus_score([a for a, _ in pairs], [[b for _, b in pairs]]).score
        scored.append((score, key))
    scored.sort()
    return {key for _, key in scored[: max(1, len(scored) // 4)]}


def sample(groups: dict[tuple[str, str, bool, str], list[list[str]]], words: int, seed: int) -> list[tuple[str, str]]:
    """(language, text) from every key in turn until there are enough words."""
    generator = random.Random(seed)  # noqa: S311
    pools = [(key, generator.sample(value, len(value))) for key, value in sorted(groups.items())]
    chosen: list[tuple[str, str]] = []
    total = 0
    while total < words and any(pool for _, pool in pools):
        for key, pool in pools:
            if pool and total < words:
                lines = pool.pop()
                chosen.append((f"{key[0]} {key[1]}", "\n".join(lines)))
                total += sum(len(line.split()) for line in lines)
    return chosen


def tally(checker: Checker, texts: list[tuple[str, str]], show: int) -> dict[str, Tally]:
    """Findings over the texts, by language and under 'all'."""
    result: dict[str, Tally] = defaultdict(Tally)
    reader = TextReader()
    for language, text in texts:
        report = checker.check(reader.read(text.encode(), language))
        for name in (language, "all"):
            result[name].words += report.words
            for finding in report.findings:
                result[name].counts[finding.rule] += 1
                if name == "all" and len(result[name].examples[finding.rule]) < show:
                    around = text[max(0, finding.start - 70) : finding.end + 50].replace("\n", " / ")
                    better = finding.suggestions[0].text if finding.suggestions else "-"
                    result[name].examples[finding.rule].append(
                        f"[{finding.text}] -> [{better}] | {finding.message} | …{around}…"
                    )
    return result


def command() -> str:
    """How this run was called, for the page that shows its figures."""
    return f"python benchmarks/{' '.join([Path(sys.argv[0]).name, *sys.argv[1:]]).partition(' --json')[0]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=40_000, help="words of each kind of text")
    parser.add_argument("--select", nargs="*", default=[], help="rules to run; all by default")
    parser.add_argument("--ignore", nargs="*", default=[], help="rules to leave out")
    parser.add_argument("--min-confidence", type=float, default=0.5)
    parser.add_argument("--show", type=int, default=0, help="findings to print per rule")
    parser.add_argument("--set", default="wmt22", help="whose lines; the models have learned from that of wmt21")
    parser.add_argument("--seed", type=int, default=1, help="draws another sample")
    parser.add_argument("--suggest", action="store_true", help="make corrections too (slower)")
    parser.add_argument("--by-language", action="store_true")
    parser.add_argument("--json", type=Path, help="also write the rates here, for benchmarks/rules_page.py")
    arguments = parser.parse_args()
    config = Config(
        select=tuple(arguments.select), ignore=tuple(arguments.ignore),
        min_confidence=arguments.min_confidence, suggest=arguments.suggest,
    )  # fmt: skip
    checker = Checker(config, Models(config))
    texts: dict[tuple[str, str, bool, str], list[list[str]]] = defaultdict(list)
    for key, lines in news_texts():
        if key[0] == arguments.set:
            texts[key].append(lines)
    weak = weakest_quarter(texts)
    kinds = {
        "human": {key: value for key, value in texts.items() if key[2]},
        "systems": {key: value for key, value in texts.items() if not key[2]},
        "weakest quarter": {key: value for key, value in texts.items() if key in weak},
    }
    results = {
        kind: tally(checker, sample(groups, arguments.words, arguments.seed), arguments.show)
        for kind, groups in kinds.items()
    }
    if arguments.json:
        rates = {
            kind: {rule: result["all"].rate(rule) for rule in result["all"].counts} for kind, result in results.items()
        }
        words = {kind: result["all"].words for kind, result in results.items()}
        arguments.json.write_text(
            json.dumps({"command": command(), "rates": rates, "words": words}, indent=1), encoding="utf-8"
        )
    print(f"{'findings per 1,000 words':28}" + "".join(f"{kind:>18}" for kind in kinds))
    rules = sorted({rule for result in results.values() for rule in result["all"].counts})
    for rule in rules:
        print(f"{rule:28}" + "".join(f"{results[kind]['all'].rate(rule):18.2f}" for kind in kinds))
    print(f"{'all':28}" + "".join(f"{results[kind]['all'].rate():18.2f}" for kind in kinds))
    print(f"{'words':28}" + "".join(f"{results[kind]['all'].words:18}" for kind in kinds))
    if arguments.by_language:
        for kind, result in results.items():
            for language in sorted(set(result) - {"all"}):
                print(f"  {kind:16} {language:16} {result[language].rate():6.2f} in {result[language].words} words")
    for kind, result in results.items():
        for rule, examples in result["all"].examples.items():
            print(f"\n{kind}: {rule}")
            print("\n".join(f"  {example}" for example in examples))


if __name__ == "__main__":
    main()
