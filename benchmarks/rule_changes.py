"""Do the corrections of single rules agree with post-editors? On MLQE-PE train, by rule and kind.

    python benchmarks/rule_changes.py [--set mlqe-pe-train.jsonl.gz] [--every 1] [--show 5] [--phrases] [--parser]

Each correction by itself: nearer, as near, farther (edit distance in words to the post-edit), all pairs and each. The
language model is not asked, so that where a rule has a margin more is found than `mtqa fix` would do; with --parser
the rules that parse are counted instead, and the model is asked, so that only what it agrees to is counted. A
post-edit that keeps a slip is no proof that it is none: read what --show prints. From this the rules have the
confidence that says whether their corrections are made unasked (mtqa/loops.py, spelling.py, grammar/, typesetting/).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import TYPE_CHECKING

from corpora import rows
from corrections import distance
from parsed_changes import Change, agreed

from mtqa.config import Config
from mtqa.detectors.doubled_words import doubled_words
from mtqa.detectors.repetition import TWICE, begun_twice
from mtqa.detectors.spelling import WORD
from mtqa.grammar.phrases import load
from mtqa.loops import loops
from mtqa.models import Models
from mtqa.names.known import names
from mtqa.names.search import garblings
from mtqa.names.wording import corrections as wordings
from mtqa.spelling import corrections, is_plain_slip, is_word
from mtqa.train.detokenise import detokenise
from mtqa.types import Segment, Span
from mtqa.typesetting import doubled_marks, foreign_marks, numbers, spacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LISTS = ("agreement", "articles", "comparison", "confusions", "prepositions", "verb_forms")
PATTERNS = (
    numbers.numbers, foreign_marks.foreign_marks, spacing.currency, spacing.before_marks, spacing.after_marks,
    doubled_marks.doubled_marks,
)  # fmt: skip
PAIRS = ("ro", "ru", "et", "ne", "si")


def running(tokens: str) -> str:
    return " ".join(detokenise(tokens.split(" "))[0].split())


def found(text: str, *, phrases: bool) -> Iterator[Change]:
    """What the rules that need no model would change."""
    yield from listed(text, phrases=phrases)
    yield from set_otherwise(text)
    yield from repeated(text)
    yield from misspelt(text)
    yield from named(text)


def listed(text: str, *, phrases: bool) -> Iterator[Change]:
    for name in LISTS:
        for match in load(f"grammar/{name}.tsv").find(text):
            settings = match.phrase.settings
            doubtful = float(settings.get("margin", 0)) and "confidence" not in settings
            kind = f"{name}: {match.phrase.wrong[:40]}" if phrases else f"{name}, {'doubtful' if doubtful else 'sure'}"
            yield Change(kind, match.span, match.replacements[0])


def set_otherwise(text: str) -> Iterator[Change]:
    for pattern in PATTERNS:
        for hit in pattern(text):
            if hit.candidates:
                yield Change(
                    f"typography: {hit.message.partition('“')[0][:40]}", hit.edit or hit.span, hit.candidates[0]
                )


def repeated(text: str) -> Iterator[Change]:
    for hit in doubled_words(Segment("", 0, text, ()), None):
        yield Change("doubled-words", hit.span, hit.candidates[0])
    for loop in loops(text):
        times = "twice" if loop.times == TWICE else "more often"
        times = "a sentence begins twice" if begun_twice(text, loop) else times
        yield Change(f"repetition: {times}", loop.extra, "")


def misspelt(text: str) -> Iterator[Change]:
    for match in WORD.finditer(text):
        word = match.group()
        near = () if is_word(word) else corrections(word)
        plain = [other for other in near if is_plain_slip(word, other)]
        if near:
            yield Change(f"spelling: {'plain slip' if plain else 'other'}", Span(*match.span()), (plain or near)[0])


def named(text: str) -> Iterator[Change]:
    for garbling in garblings(text, names()):
        verdict, span = garbling.verdict, Span(garbling.start, garbling.end)
        right = wordings(text[span.start : span.end], garbling)
        if right:
            yield Change(f"names: {verdict.reason}, {verdict.confidence}", span, right[0])


class Counts:
    """Nearer, as near and farther, by kind of change and language pair, with examples."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        self.examples: dict[str, list[str]] = defaultdict(list)

    def add(self, change: Change, text: str, post_edit: str, pair: str) -> None:
        start, end = change.span.start, change.span.end
        gain = distance(text, post_edit) - distance(text[:start] + change.text + text[end:], post_edit)
        for name in ("all", pair):
            self.counts[change.kind][name][0 if gain > 0 else 2 if gain < 0 else 1] += 1
        place = f"{text[max(0, start - 40) : start]}[{text[start:end]}|{change.text}]{text[end : end + 30]}"
        self.examples[change.kind].append(f"{gain:+d} {place}  ->  {post_edit[:120]}")

    def show(self, examples: int) -> None:
        for kind, by_pair in sorted(self.counts.items()):
            print(f"{kind:55}", "  ".join(f"{pair} {'/'.join(map(str, by_pair[pair]))}" for pair in ("all", *PAIRS)))
            for example in self.examples[kind][:examples]:
                print(f"      {example}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="mlqe-pe-train.jsonl.gz")
    parser.add_argument("--every", type=int, default=1, help="reads one row in so many")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--phrases", action="store_true", help="each phrase of a list by itself")
    parser.add_argument("--parser", action="store_true", help="the rules that parse, where the language model agrees")
    options = parser.parse_args()
    kept = [row for number, row in enumerate(rows(options.set)) if number % options.every == 0]
    texts = [running(row["target"]) for row in kept]
    if options.parser:
        changes: Iterable[Sequence[Change]] = agreed(texts, Models(Config()))
    else:
        changes = ([*found(text, phrases=options.phrases)] for text in texts)
    counts = Counts()
    for row, text, group in zip(kept, texts, changes, strict=True):
        for change in group:
            counts.add(change, text, running(row["post_edit"]), row["languages"][:2])
    counts.show(options.show)


if __name__ == "__main__":
    main()
