"""Builds the lists of words that people write in lower case, and of names that they write often.

    python tools/common_words.py ../shared/data/mlqe-pe-train.jsonl.gz mtqa/data

Counts the post-edited (human-corrected) side of MLQE-PE. Five occurrences keep out its typing errors.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

LEAST = 5

HEADER = """\
# {what}, in alphabetical order.
# Source: the post-edits of MLQE-PE (Fomicheva et al. 2020, https://github.com/sheffieldnlp/mlqe-pe), CC0.
# Made by: python tools/common_words.py mlqe-pe-train.jsonl.gz mtqa/data; words seen at least {least} times.
"""


def main() -> None:
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
        for line in file:
            first, *others = [word for word in json.loads(line)["post_edit"].split() if word.isalpha()] or [""]
            words.update(word for word in (first, *others) if word.isascii() and word.islower())
            names.update(word for word in others if word.istitle() and len(word) > 1)
    folder = Path(sys.argv[2])
    ordinary = {word for word, count in words.items() if count >= LEAST}
    known = {word for word, count in names.items() if count >= LEAST and word.casefold() not in ordinary}
    write(folder / "common-words.txt", "English words that people write in lower case", ordinary)
    write(folder / "common-names.txt", "Names, and words made from names, that people write often", known)


def write(path: Path, what: str, words: set[str]) -> None:
    lines = "".join(f"{word}\n" for word in sorted(words))
    path.write_text(HEADER.format(what=what, least=LEAST) + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
