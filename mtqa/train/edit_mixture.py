"""What the English encoder learns from: the mixture of the tagger, and slips made on purpose with what mends them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.errors import ReadError
from mtqa.models.edits import EditVocabulary
from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS, word_spans
from mtqa.train.edit_tags import passes, tags_between
from mtqa.train.examples import UNKNOWN, Example
from mtqa.train.mixture import Corpus, draws
from mtqa.train.slips import Mined, slipped

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


#: A word whose edit is not known, and one whose edit is none of the vocabulary.
UNTOLD, RARE = -1, -2
#: Tags of the vocabulary, and pairs of each kind that they are counted in.
TAGS, COUNTED = 5000, 40_000
# A post-edit that changed more than this wrote the sentence anew: its edits teach nothing word by word.
MOST_EDITED = 0.5
# Shares: of slips in the mixture, and of a second or third pass where a slip took several.
SLIPS, LATER = 0.5, 0.25
# The share of lines of prose that are read with straight apostrophes.
STRAIGHT = 0.7

Item = tuple[Example, list[int] | None]


@dataclass(slots=True)
class EditCorpus:
    """The tagger's corpus, and lines of good prose; `noise` is what is known of systems' slips."""

    corpus: Corpus
    prose: list[str]
    noise: Mined
    vocabulary: EditVocabulary = field(default_factory=lambda: EditVocabulary(("KEEP",)))

    def ids(self, tags: Iterable[str]) -> list[int]:
        """Numbers of tags, RARE for those outside the vocabulary."""
        numbers = (self.vocabulary.index(tag) for tag in tags)
        return [RARE if number is None else number for number in numbers]

    def slip_items(self, rng: random.Random) -> Iterator[Item]:
        """Endless sentences of prose with slips and the edits that mend them."""
        while True:
            for line in rng.sample(self.prose, len(self.prose)):
                # Tags have one kind of apostrophe: what a slip does to the other one would have none.
                text = line.replace("’", "'") if rng.random() < STRAIGHT else line
                steps = passes(slipped(text, rng, self.noise), text)
                wrong, tags = rng.choice(steps[1:]) if len(steps) > 1 and rng.random() < LATER else steps[0]
                yield _plain(wrong), self.ids(tags)

    def items(self, rng: random.Random) -> Iterator[Item]:
        """Endless draws of the tagger's mixture without sources, with edits where they are known, and slips."""
        slips = self.slip_items(rng)
        posted = {before.target: (before, after) for before, after in self.corpus.posted}
        good = {after.target for _, after in self.corpus.posted if after}
        good |= {line.target for people, _ in self.corpus.lines for line in people}
        known: dict[str, list[int] | None] = {}
        for example, _ in draws(self.corpus, rng, source_share=0.0):
            pair = posted.get(example.target)
            tags = None
            if pair and pair[0].spans == example.spans:
                if example.target not in known:
                    known[example.target] = self._posted(*pair)
                tags = known[example.target]
            elif example.target in good:
                tags = self.ids(_kept(example.target, example.spans))
            yield example, tags
            while rng.random() < SLIPS:
                yield next(slips)

    def _posted(self, before: Example, after: Example | None) -> list[int] | None:
        if after is None or edited_share(before) > MOST_EDITED or before.spans != word_spans(before.target):
            return None
        return self.ids(tags_between(before.target, after.target))


def count_tags(corpus: EditCorpus, rng: random.Random) -> EditVocabulary:
    """The commonest tags of slips and of post-edits, each kind counting as much."""
    posted = [(b.target, a.target) for b, a in corpus.corpus.posted if a and edited_share(b) <= MOST_EDITED]
    pairs: Sequence[tuple[str, str]] = rng.sample(posted, min(COUNTED, len(posted)))
    counts: Counter[str] = Counter()
    for before, after in pairs:
        counts.update(tags_between(before, after))
    for text in rng.sample(corpus.prose, min(COUNTED, len(corpus.prose))):
        counts.update(tags_between(slipped(text, rng, corpus.noise), text))
    return EditVocabulary.commonest(counts, TAGS)


def read_prose(folder: Path) -> list[str]:
    """The lines of the text files of a folder, one sentence each. Raises ReadError."""
    lines: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            lines += path.read_text(encoding="utf-8").splitlines()
        except ValueError as error:
            raise ReadError(str(path), f"is no text in UTF-8: {error}") from error
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        raise ReadError(str(folder), "holds no text: *.txt, a sentence a line")
    return found


def _plain(text: str) -> Example:
    spans = word_spans(text)
    nothing = (UNKNOWN,) * len(WORD_HEADS)
    return Example(text, "", spans, (nothing,) * len(spans), (UNKNOWN,) * len(SENTENCE_HEADS), "prose")


def _kept(text: str, spans: Sequence[tuple[int, int]] | None = None) -> list[str]:
    return ["KEEP"] * (len(word_spans(text) if spans is None else spans) + 1)


def edited_share(example: Example) -> float:
    """The share of a translation that its post-edit changed (HTER)."""
    return example.sentence[SENTENCE_HEADS.index("hter")]
