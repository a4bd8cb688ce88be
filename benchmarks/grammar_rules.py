"""What each of harper's rules is worth: how often it fires on people's English, and how often post-editors agree.

    python benchmarks/grammar_rules.py [--all] [--sentences 40000] [--write]

For every rule: findings in raw machine translations (MLQE-PE train and dev), how many of them the post-editor
changed so that the finding is gone, findings left in the post-edits, and findings per 100,000 words of people's
and of systems' news. `--all` runs all 917 rules, not only those that are on. `--write` puts the confidence,
smoothed towards 0.8 with the weight of five findings, into mtqa/data/grammar/harper.tsv.
"""

from __future__ import annotations

import argparse
import bisect
import difflib
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpora import rows
from harper import Linter

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).parents[1] / "mtqa" / "data" / "grammar" / "harper.tsv"
PRIOR, WEIGHT = 0.8, 5
_TOKENIZED = (
    (re.compile(r"(\w) (n['’]t|['’](?:s|re|ve|ll|d|m))\b", re.IGNORECASE), r"\1\2"),
    (re.compile(r" ([.,;:!?%)\]}]+)"), r"\1"),
    (re.compile(r"([(\[{$£€]) "), r"\1"),
    (re.compile(r"\" ([^\"]*?) \""), r'"\1"'),
)

Found = tuple[str, int, int]


def joined(tokens: str) -> str:
    """Tokens as they would be printed."""
    for pattern, replacement in _TOKENIZED:
        tokens = pattern.sub(replacement, tokens)
    return tokens


def lint(linter: Linter, texts: list[str], size: int = 200) -> list[list[Found]]:
    """For each text the (rule, start, end) of what harper finds."""
    result: list[list[Found]] = [[] for _ in texts]
    for first in range(0, len(texts), size):
        part = texts[first : first + size]
        starts = [0]
        for text in part:
            starts.append(starts[-1] + len(text) + 2)
        for rule, lints in linter.organized_lints("\n\n".join(part), language="plaintext", dedup=False).items():
            for item in lints:
                index = bisect.bisect_right(starts, item.span.start) - 1
                start, end = item.span.start - starts[index], item.span.end - starts[index]
                if end <= len(part[index]):
                    result[first + index].append((rule, start, end))
    return result


def changed(text: str, edited: str) -> list[tuple[int, int]]:
    """The ranges of `text` that differ in `edited`, word by word."""
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    others = [match.group().lower() for match in re.finditer(r"\w+|[^\w\s]", edited)]
    matcher = difflib.SequenceMatcher(None, [match.group().lower() for match in words], others, autojunk=False)
    result = []
    for operation, start, end, _, _ in matcher.get_opcodes():
        if operation == "insert":
            result.append(
                (words[start - 1].end() if start else 0, words[start].start() if start < len(words) else len(text))
            )
        elif operation != "equal":
            result.append((words[start].start(), words[end - 1].end()))
    return result


def measure_post_edits(linter: Linter, sentences: int, table: dict[str, Counter[str]]) -> None:
    """Adds findings in machine translations, those the post-editor removed, and those left in post-edits."""
    data = [
        (joined(row["target"]), joined(row["post_edit"]))
        for name in ("train", "dev")
        for row in rows(f"mlqe-pe-{name}.jsonl.gz")
    ]
    data = random.Random(1).sample(data, min(sentences, len(data)))  # noqa: S311
    before, after = (lint(linter, [pair[side] for pair in data]) for side in (0, 1))
    for (text, edited), found, left in zip(data, before, after, strict=True):
        remaining = {(rule, edited[start:end]) for rule, start, end in left}
        edits = changed(text, edited) if found else []
        for rule, start, end in found:
            table[rule]["machine"] += 1
            touched = any(first <= end and start <= last for first, last in edits)
            table[rule]["removed"] += touched and (rule, text[start:end]) not in remaining
        for rule, _, _ in left:
            table[rule]["post-edit"] += 1


def measure_news(linter: Linter, words: int, table: dict[str, Counter[str]]) -> dict[str, int]:
    """Adds findings in people's and in systems' news; gives the words read of each."""
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows("wmt-news-21-22.jsonl.gz"):
        texts["people" if row["human"] else "systems"].append(row["text"])
    read = {}
    for kind, pool in texts.items():
        chosen = list(_up_to(random.Random(1).sample(pool, len(pool)), words))  # noqa: S311
        read[kind] = sum(len(text.split()) for text in chosen)
        for found in lint(linter, chosen):
            for rule, _, _ in found:
                table[rule][kind] += 1
    return read


def _up_to(texts: list[str], words: int) -> Iterator[str]:
    total = 0
    for text in texts:
        if total >= words:
            return
        total += len(text.split())
        yield text


def write(table: dict[str, Counter[str]]) -> None:
    """Puts the measured confidence and the counts into the data file; the rule and the margin stay as they are."""
    lines = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            lines.append(line)
            continue
        name, rule, _, margin, *_ = line.split("\t")
        row = table.get(name, Counter())
        confidence = (row["removed"] + PRIOR * WEIGHT) / (row["machine"] + WEIGHT)
        counts = f"{row['removed']}/{row['machine']}"
        lines.append("\t".join((name, rule, f"{confidence:.2f}", margin, counts, str(row["people"]))))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="all of harper's rules")
    parser.add_argument("--sentences", type=int, default=40_000)
    parser.add_argument("--words", type=int, default=280_000, help="words of each kind of news")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    on = {line.split("\t")[0] for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1].isalpha()}
    linter = Linter()
    linter.set_lint_config({name: arguments.all or name in on for name in linter.get_lint_config()})
    table: dict[str, Counter[str]] = defaultdict(Counter)
    measure_post_edits(linter, arguments.sentences, table)
    read = measure_news(linter, arguments.words, table)
    print(f"{'rule':32}{'machine':>9}{'removed':>9}{'post-edit':>10}{'people':>9}{'systems':>9}   words: {read}")
    for rule, row in sorted(table.items(), key=lambda item: -item[1]["machine"]):
        print(
            f"{rule:32}" + "".join(f"{row[key]:9}" for key in ("machine", "removed", "post-edit", "people", "systems"))
        )
    if arguments.write:
        write(table)


if __name__ == "__main__":
    main()
