"""Builds mtqa/data/corrections/phrases.tsv: what post-editors put in place of short phrases of machine translations.

    python tools/mine_edits.py > mtqa/data/corrections/phrases.tsv

Reads MLQE-PE train (CC0), 35,000 post-edited translations from five languages, beside the project (MTQA_DATA). These
are candidates, not rules: they are offered only where something else found a fault, and the language model chooses.
Numbers and names are left out; so is what was replaced in too few of its occurrences to be more than chance.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from corpora import rows

AT_LEAST = 2
SHARE = 0.05
LONGEST = 4
BEST = 5
_WORDS = re.compile(r"[a-z][a-z'-]*(?: (?:[a-z][a-z'-]*|'s))*")
# Capitals inside a sentence are names.
_NAME = re.compile(r"^[A-Z]")


def edits(target: str, edited: str) -> Iterator[tuple[str, str]]:
    """What was replaced, alone and with a word of context on either side, once each."""
    one, other = target.split(), edited.split()
    found = set()
    for operation, i, j, k, m in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if operation == "equal" or j - i > LONGEST or m - k > LONGEST:
            continue
        if any(_NAME.match(word) for word in [*(one[i:j] if i else one[1:j]), *other[max(k, 1) : m]]):
            continue
        for before in range(2):
            for after in range(2):
                left, right = one[max(i - before, 0) : i], one[j : j + after]
                if before + after == 0 and operation != "replace":
                    continue
                old = " ".join([*left, *one[i:j], *right]).lower()
                new = " ".join([*left, *other[k:m], *right]).lower()
                if old != new and _WORDS.fullmatch(old) and _WORDS.fullmatch(new):
                    found.add((old, new))
    yield from found


def main() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    texts = []
    for row in rows("mlqe-pe-train.jsonl.gz"):
        counts.update(edits(row["target"], row["post_edit"]))
        texts.append(row["target"].lower().split())
    kept = {pair: count for pair, count in counts.items() if count >= AT_LEAST}
    wanted = {old for old, _ in kept}
    seen: Counter[str] = Counter()
    for words in texts:
        for size in range(1, LONGEST + 3):
            seen.update(
                phrase
                for start in range(len(words) - size + 1)
                if (phrase := " ".join(words[start : start + size])) in wanted
            )
    by_old: dict[str, list[tuple[float, int, str]]] = {}
    for (old, new), count in kept.items():
        if count / max(seen[old], 1) >= SHARE:
            by_old.setdefault(old, []).append((count / max(seen[old], 1), count, new))
    print(
        "# Made by tools/mine_edits.py from MLQE-PE train (CC0). Columns: as translated, as post-edited, share of its"
    )
    print("# occurrences in which that was done, how often.")
    for old, group in sorted(by_old.items()):
        for share, count, new in sorted(group, reverse=True)[:BEST]:
            print(f"{old}\t{new}\t{min(share, 1):.2f}\t{count}")


if __name__ == "__main__":
    main()
