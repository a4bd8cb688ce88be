"""Draws findings for a person to judge: right or wrong, and so the first suggestion.

    python benchmarks/readings.py [--findings 100] [--most 3] [--set wmt22] [--human] [--seed 1] [--min-confidence 0.5]

Texts of 12 lines by systems (or, with --human, by people) are drawn at random and checked by all rules until enough
findings are there; of one text, `--most` are drawn at random, so that a broken passage does not fill the list. Each is
printed with its sentence, the finding between [[ and ]]; neutral findings are left out. What a reader says of them is
counted by hand.
"""

from __future__ import annotations

import argparse
import random
from typing import TYPE_CHECKING

from corpora import news_texts

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.types import Severity

if TYPE_CHECKING:
    from mtqa.types import Finding

# Characters of the text that are shown on either side where a sentence is long.
AROUND = 200


def shown(text: str, finding: Finding) -> str:
    """The line of a finding with its marks, its rule and message, and its first suggestion."""
    start, end = finding.span.start, finding.span.end
    before = text[max(text.rfind("\n", 0, start) + 1, start - AROUND) : start]
    after = text[end : min(end + AROUND, text.find("\n", end) if "\n" in text[end:] else len(text))]
    better = finding.suggestions[0] if finding.suggestions else None
    lines = [f"{before}[[{text[start:end]}]]{after}", f"   {finding.rule} {finding.confidence:.2f}: {finding.message}"]
    if better is not None:
        lines.append(f"   '{text[better.start : better.end]}' -> '{better.text}' ({better.confidence:.2f})")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=100)
    parser.add_argument("--most", type=int, default=3, help="findings of one text")
    parser.add_argument("--set", default="wmt22")
    parser.add_argument("--human", action="store_true", help="texts by people instead of systems")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-confidence", type=float, default=Config().min_confidence)
    options = parser.parse_args()
    texts = [
        "\n".join(lines) for (name, _, human, _), lines in news_texts() if (name, human) == (options.set, options.human)
    ]
    rng = random.Random(options.seed)  # noqa: S311
    rng.shuffle(texts)
    config = Config(min_confidence=options.min_confidence)
    checker, reader = Checker(config, Models(config)), TextReader()
    count = words = 0
    for text in texts:
        report = checker.check(reader.read(text.encode(), "text"))
        words += report.words
        found = [finding for finding in report.findings if finding.severity is not Severity.NEUTRAL]
        for finding in rng.sample(found, min(options.most, len(found), options.findings - count)):
            count += 1
            print(f"\n{count}. {shown(text, finding)}", flush=True)
        if count == options.findings:
            break
    print(f"\n{count} findings drawn from texts of {words} words together")


if __name__ == "__main__":
    main()
