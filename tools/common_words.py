# ruff: noqa: INP001
"""Builds mtqa/data/common-words.txt: English words that people write in lower case.

    python tools/common_words.py ../shared/data/mlqe-pe-train.jsonl.gz > mtqa/data/common-words.txt

Counts the post-edited (human-corrected) side of MLQE-PE. Five occurrences keep out its typing errors.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter

LEAST = 5

HEADER = """\
# English words that people write in lower case, in alphabetical order.
# Source: the post-edits of MLQE-PE (Fomicheva et al. 2020, https://github.com/sheffieldnlp/mlqe-pe), CC0.
# Made by: python tools/common_words.py mlqe-pe-train.jsonl.gz; words seen at least {least} times.
"""


def main() -> None:
    counts: Counter[str] = Counter()
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
        for line in file:
            words = json.loads(line)["post_edit"].split()
            counts.update(word for word in words if word.isascii() and word.isalpha() and word.islower())
    sys.stdout.write(HEADER.format(least=LEAST))
    sys.stdout.writelines(f"{word}\n" for word in sorted(counts) if counts[word] >= LEAST)


if __name__ == "__main__":
    main()
