"""Findings per 1,000 words in plain text files of any genre, by rule and by file.

    python benchmarks/genres.py FOLDER [--select RULE ...] [--ignore RULE ...] [--words 8000] [--show 10]

Every `*.txt` under FOLDER is one column; files of a folder within it are summed up under that folder's name. No genres
come with the project: docs/benchmarks.md says which texts its figures rest on.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from false_alarms import Tally, tally

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models


def opening(path: Path, words: int) -> str:
    """The first paragraphs of a file, up to so many words."""
    chosen, total = [], 0
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        if total >= words:
            break
        chosen.append(paragraph)
        total += len(paragraph.split())
    return "\n\n".join(chosen)


def summed(tallies: list[Tally]) -> Tally:
    """All words and findings of several files together."""
    result = Tally()
    for one in tallies:
        result.words += one.words
        result.counts.update(one.counts)
    return result


def table(columns: dict[str, Tally]) -> str:
    """One line a rule, one column a file; findings per 1,000 words."""
    width = max(map(len, columns), default=0) + 2
    rules = sorted({rule for column in columns.values() for rule in column.counts})
    lines = [f"{'per 1,000 words':20}" + "".join(f"{name:>{width}}" for name in columns)]
    lines += [
        f"{rule:20}" + "".join(f"{column.rate(rule):{width}.2f}" for column in columns.values()) for rule in rules
    ]
    lines.append(f"{'all':20}" + "".join(f"{column.rate():{width}.2f}" for column in columns.values()))
    lines.append(f"{'words':20}" + "".join(f"{column.words:{width}}" for column in columns.values()))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="UTF-8, blank lines between paragraphs")
    parser.add_argument("--words", type=int, default=8000, help="words of each file")
    parser.add_argument("--select", nargs="*", default=[], help="rules to run; all by default")
    parser.add_argument("--ignore", nargs="*", default=[], help="rules to leave out")
    parser.add_argument("--min-confidence", type=float, default=0.5)
    parser.add_argument("--show", type=int, default=0, help="findings to print per rule and file")
    arguments = parser.parse_args()
    paths = sorted(arguments.folder.rglob("*.txt")) if arguments.folder else []
    if not paths:
        print(f"skipped: no .txt files in {arguments.folder or 'a folder: name one'}")
        sys.exit(0)
    config = Config(
        select=tuple(arguments.select), ignore=tuple(arguments.ignore),
        min_confidence=arguments.min_confidence, suggest=False,
    )  # fmt: skip
    checker = Checker(config, Models(config))
    groups: dict[str, dict[str, Tally]] = defaultdict(dict)
    for path in paths:
        group = path.parent.relative_to(arguments.folder).as_posix()
        text = opening(path, arguments.words)
        groups[group][path.stem] = tally(checker, [(path.stem, text)], arguments.show)["all"]
    for group, files in groups.items():
        print(f"\n{group}\n{table({**files, 'all files': summed(list(files.values()))})}")
    for group, files in groups.items():
        for name, one in files.items():
            for rule, examples in sorted(one.examples.items()):
                print(f"\n{group}/{name}: {rule}")
                print("\n".join(f"  {example}" for example in examples))


if __name__ == "__main__":
    main()
