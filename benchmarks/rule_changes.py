"""Do the corrections of single rules agree with post-editors? On MLQE-PE train, by rule and kind, without any model.

    python benchmarks/rule_changes.py [--set mlqe-pe-train.jsonl.gz] [--every 1] [--show 5] [--phrases]

Each correction by itself: nearer, as near, farther (edit distance in words to the post-edit), all pairs and each. The
language model is not asked, so that where a rule has a margin more is found than `mtqa fix` would do. A post-edit that
keeps a slip is no proof that it is none: read what --show prints. From this the rules have the confidence that says
whether their corrections are made unasked (mtqa/loops.py, spelling.py, grammar/phrase_hits.py, typesetting/).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora import rows
from corrections import distance

from mtqa.detectors.repetition import TWICE, begun_twice
from mtqa.detectors.spelling import WORD
from mtqa.grammar.phrases import load
from mtqa.loops import loops
from mtqa.spelling import corrections, is_plain_slip, is_word
from mtqa.train.detokenise import detokenise
from mtqa.types import Span
from mtqa.typesetting import doubled_marks, foreign_marks, numbers, spacing

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS = ("agreement", "articles", "comparison", "confusions", "prepositions", "verb_forms")
PATTERNS = (
    numbers.numbers, foreign_marks.foreign_marks, spacing.currency, spacing.before_marks, spacing.after_marks,
    doubled_marks.doubled_marks,
)  # fmt: skip
PAIRS = ("ro", "ru", "et", "ne", "si")


@dataclass(frozen=True)
class Change:
    """Put `text` in place of `span`; `kind` is what the counts are given for."""

    kind: str
    span: Span
    text: str


def running(tokens: str) -> str:
    return " ".join(detokenise(tokens.split(" "))[0].split())


def found(text: str, *, phrases: bool) -> Iterator[Change]:
    for name in LISTS:
        for match in load(f"grammar/{name}.tsv").find(text):
            settings = match.phrase.settings
            doubtful = float(settings.get("margin", 0)) and "confidence" not in settings
            kind = f"{name}: {match.phrase.wrong[:40]}" if phrases else f"{name}, {'doubtful' if doubtful else 'sure'}"
            yield Change(kind, match.span, match.replacements[0])
    for pattern in PATTERNS:
        for hit in pattern(text):
            if hit.candidates:
                yield Change(
                    f"typography: {hit.message.partition('“')[0][:40]}", hit.edit or hit.span, hit.candidates[0]
                )
    for loop in loops(text):
        times = "twice" if loop.times == TWICE else "more often"
        times = "a sentence begins twice" if begun_twice(text, loop) else times
        yield Change(f"repetition: {times}", loop.extra, "")
    for match in WORD.finditer(text):
        word = match.group()
        near = () if is_word(word) else corrections(word)
        plain = [other for other in near if is_plain_slip(word, other)]
        if near:
            yield Change(f"spelling: {'plain slip' if plain else 'other'}", Span(*match.span()), (plain or near)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="mlqe-pe-train.jsonl.gz")
    parser.add_argument("--every", type=int, default=1, help="reads one row in so many")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--phrases", action="store_true", help="each phrase of a list by itself")
    options = parser.parse_args()
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    examples: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows(options.set)):
        text = running(row["target"]) if number % options.every == 0 else ""
        for change in found(text, phrases=options.phrases):
            new, post_edit = (
                text[: change.span.start] + change.text + text[change.span.end :],
                running(row["post_edit"]),
            )
            gain = distance(text, post_edit) - distance(new, post_edit)
            for pair in ("all", row["languages"][:2]):
                counts[change.kind][pair][0 if gain > 0 else 2 if gain < 0 else 1] += 1
            before, after = text[max(0, change.span.start - 40) : change.span.start], text[change.span.end :][:30]
            old = text[change.span.start : change.span.end]
            examples[change.kind].append(f"{gain:+d} {before}[{old}|{change.text}]{after}  ->  {post_edit[:120]}")
    for kind, by_pair in sorted(counts.items()):
        print(f"{kind:55}", "  ".join(f"{pair} {'/'.join(map(str, by_pair[pair]))}" for pair in ("all", *PAIRS)))
        for example in examples[kind][: options.show]:
            print(f"      {example}")


if __name__ == "__main__":
    main()
