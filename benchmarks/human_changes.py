"""How many words of people's English `mtqa fix` would change unasked: corrections per 1,000 words of news by people.

python benchmarks/human_changes.py [--words 20000] [--bound 0.85] [--show 20]
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from corpora import news_texts

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.fixing import Draft, fixed
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.segmentation import count_words

if TYPE_CHECKING:
    from mtqa.types import DocumentReport

# Every so many runs of lines, so that all languages have their share.
STEP = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--set", default="wmt22", help="whose lines; the models have learned from that of wmt21")
    parser.add_argument("--bound", type=float, default=Config().fix_confidence)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    config = Config()
    checker, reader = Checker(config, Models(config)), TextReader()

    def check(data: bytes) -> DocumentReport:
        return checker.check(reader.read(data, "news.txt"))

    words, by_rule, examples = 0, Counter[str](), list[str]()
    runs = (lines for (name, _, human, _), lines in news_texts() if human and name == options.set)
    for number, lines in enumerate(runs):
        if number % STEP:
            continue
        text = "\n\n".join(lines)
        words += count_words(text)
        result = fixed(Draft("news.txt", text.encode(), reader), check, options.bound)
        by_rule.update(one.source for one in result.applied)
        for one in result.applied:
            start = max(0, one.start - 50)
            examples.append(f"{one.source} [{text[one.start : one.end]}|{one.text}] in {text[start : one.end + 40]!r}")
        if words >= options.words:
            break
    total = sum(by_rule.values())
    print(f"{total} corrections in {words} words at {options.bound}: {1000 * total / words:.2f} per 1,000")
    for rule, count in by_rule.most_common():
        print(f"  {rule:20} {count}")
    for example in examples[: options.show]:
        print(f"    {example}")


if __name__ == "__main__":
    main()
