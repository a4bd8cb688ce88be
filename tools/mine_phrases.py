"""Proposes calques: phrases of machine translations that post-editors replaced with the same words again and again.

    python tools/mine_phrases.py > proposals.tsv

Reads MLQE-PE train (CC0) and people's news beside the project (MTQA_DATA). Columns: replaced/all occurrences in
machine translations, occurrences in post-edits, in people's news, language pairs, wrong, right. A person reads the
proposals and takes what holds outside its document into mtqa/data/calques/mined.tsv: names, spelling variants and
topics of one article are most of the list.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from corpora import rows

# A phrase is proposed when it was replaced at least this often, in at least this share of its occurrences.
AT_LEAST, SHARE = 3, 0.5
LONGEST = 6
_WORDS = re.compile(r"[a-z][a-z' -]*")
Pair = tuple[str, str]


def replaced(target: str, edited: str) -> set[Pair]:
    """The phrase pairs of a sentence: what was replaced, alone and with up to two words of context on either side."""
    one, other = target.lower().split(), edited.lower().split()
    found: set[Pair] = set()
    for operation, i, j, k, m in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if operation == "equal" or j - i > LONGEST or m - k > LONGEST:
            continue
        for before in range(3):
            for after in range(3):
                left, right = one[max(i - before, 0) : i], one[j : j + after]
                if left != other[max(k - before, 0) : k] or right != other[m : m + after]:
                    continue
                wrong, right_words = [*left, *one[i:j], *right], [*left, *other[k:m], *right]
                pair = (" ".join(wrong), " ".join(right_words))
                if 1 < len(wrong) <= LONGEST and _WORDS.fullmatch(pair[0]) and _WORDS.fullmatch(pair[1]):
                    found.add(pair)
    return found


def occurrences(texts: Iterator[str], wanted: set[str]) -> Counter[str]:
    """In how many texts each phrase stands."""
    result: Counter[str] = Counter()
    for text in texts:
        words = text.lower().split()
        result.update(
            {
                phrase
                for size in range(2, LONGEST + 1)
                for start in range(len(words) - size + 1)
                if (phrase := " ".join(words[start : start + size])) in wanted
            }
        )
    return result


def main() -> None:
    pairs: Counter[Pair] = Counter()
    languages: dict[Pair, set[str]] = defaultdict(set)
    data = list(rows("mlqe-pe-train.jsonl.gz"))
    for row in data:
        for pair in replaced(row["target"], row["post_edit"]):
            pairs[pair] += 1
            languages[pair].add(row["languages"][:2])
    likely = {pair: count for pair, count in pairs.items() if count >= AT_LEAST}
    wanted = {wrong for wrong, _ in likely}
    machine = occurrences((row["target"] for row in data), wanted)
    edited = occurrences((row["post_edit"] for row in data), wanted)
    people = occurrences((row["text"] for row in rows("wmt-news-21-22.jsonl.gz") if row["human"]), wanted)
    for (wrong, right), count in sorted(likely.items(), key=lambda item: -item[1]):
        if count >= SHARE * machine[wrong]:
            codes = " ".join(sorted(languages[wrong, right]))
            print(f"{count}/{machine[wrong]}\t{edited[wrong]}\t{people[wrong]}\t{codes}\t{wrong}\t{right}")


if __name__ == "__main__":
    main()
