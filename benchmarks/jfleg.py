"""GLEU of corrections on JFLEG dev: left alone, by mtqa, and by harper's own fixes. For measuring only.

    python benchmarks/jfleg.py [--limit 754] [--bound 0.85 0.5]

JFLEG (Napoles, Sakaguchi and Tetreault 2017) is CC BY-NC-SA: nothing that ships may learn from it. GLEU is that of
Napoles et al. 2016, without smoothing: n-gram precision against a reference, less the n-grams that the source has and
the reference has not; references are drawn 500 times. Text is joined for the checker and split again for the measure,
the text left alone too.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter
from typing import Any

from corpora import rows

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.fixing import Draft, fixed
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.train.detokenise import detokenise

ORDER = 4
DRAWS = 500
TOGETHER = 40
_TOKEN = re.compile(r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:[-.]\w+)*|\d+(?:[.,]\d+)+|\.{2,}|[^\w\s]")


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.replace("’", "'"))


def ngrams(words: list[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + n]) for start in range(len(words) - n + 1))


def statistics(hypothesis: list[str], source: list[str], reference: list[str]) -> list[int]:
    """Lengths, then for each order the matches less the penalty, and how many there are."""
    result = [len(hypothesis), len(reference)]
    for n in range(1, ORDER + 1):
        mine, theirs, old = ngrams(hypothesis, n), ngrams(reference, n), ngrams(source, n)
        kept_wrongly = Counter({gram: count for gram, count in old.items() if gram not in theirs})
        matches = sum((mine & theirs).values()) - sum((mine & kept_wrongly).values())
        result += [max(matches, 0), max(len(hypothesis) + 1 - n, 0)]
    return result


def gleu(hypotheses: list[list[str]], sources: list[list[str]], references: list[list[list[str]]]) -> float:
    """Corpus GLEU, 0 to 100."""
    generator = random.Random(1)  # noqa: S311
    table = [
        [statistics(hypothesis, source, reference) for reference in group]
        for hypothesis, source, group in zip(hypotheses, sources, references, strict=True)
    ]
    total = 0.0
    for _ in range(DRAWS):
        sums = [sum(column) for column in zip(*(generator.choice(row) for row in table), strict=True)]
        if min(sums) == 0:
            continue
        precision = sum(math.log(sums[2 * n] / sums[2 * n + 1]) for n in range(1, ORDER + 1)) / ORDER
        total += math.exp(min(0.0, 1 - sums[1] / sums[0]) + precision)
    return 100 * total / DRAWS


def by_mtqa(texts: list[str], bound: float) -> list[str]:
    # As `mtqa fix --min-confidence` does: what is as unsure as that is looked for, too.
    config = Config(ignore=("consistency", "repetition"), min_confidence=min(bound, Config().min_confidence))
    checker, reader = Checker(config, Models(config)), TextReader()

    def check(data: bytes) -> Any:
        return checker.check(reader.read(data, "draft.txt"))

    result: list[str] = []
    for start in range(0, len(texts), TOGETHER):
        text = "\n\n".join(texts[start : start + TOGETHER])
        result += fixed(Draft("draft.txt", text.encode(), reader), check, bound).after.text.split("\n\n")
    return result


def by_harper(texts: list[str]) -> list[str]:
    """Every first fix that harper offers with its default rules, from the end of the text on."""
    from harper import Language, Linter

    linter = Linter()
    result = []
    for text in texts:
        new = text
        lints = sorted(linter.lint(text, language=Language.PLAINTEXT), key=lambda lint: -lint.span.start)
        end = len(text)
        for lint in lints:
            fixes = lint.suggestions
            if fixes and lint.span.end <= end:
                new = linter.apply_suggestion(new, lint, fixes[0])
                end = lint.span.start
        result.append(new)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=754)
    parser.add_argument("--bound", type=float, nargs="*", default=[Config().fix_confidence, 0.5])
    options = parser.parse_args()
    found = [row for row, _ in zip(rows("jfleg-dev.jsonl.gz"), range(options.limit), strict=False)]
    texts = [" ".join(detokenise(row["source"].split())[0].split()) for row in found]
    sources = [tokens(text) for text in texts]
    joined = [[" ".join(detokenise(one.split())[0].split()) for one in row["references"]] for row in found]
    references = [[tokens(one) for one in group] for group in joined]
    print(f"{len(texts)} sentences; left alone: GLEU {gleu(sources, sources, references):.2f}")
    for name, corrected in (
        ("harper", lambda: by_harper(texts)),
        *((f"mtqa fix from {bound:g}", lambda bound=bound: by_mtqa(texts, bound)) for bound in options.bound),
    ):
        after = corrected()
        changed = sum(one != other for one, other in zip(after, texts, strict=True))
        print(f"{name}: GLEU {gleu([tokens(text) for text in after], sources, references):.2f}, {changed} changed")


if __name__ == "__main__":
    main()
