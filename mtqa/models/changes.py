"""The changes that the edit head proposes to a text: edits of neighbouring words joined, each with other wordings.

How likely a change is right is a logistic model of what the tagger and the language model say (calibration.json).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mtqa.models.calibration import sigmoid
from mtqa.models.edits import applied
from mtqa.preference import Choice, gains
from mtqa.trimming import trimmed
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.models.base import LanguageModel
    from mtqa.models.edit_head import Guess
    from mtqa.models.tagger import Tagged

# The least probability of an edit, and how much of the best one's another wording of the same word must have.
LEAST, RIVAL = 0.15, 0.15
# Wordings of a place that are compared; each costs the language model some 30 tokens.
MOST = 4
LARGEST_GAIN, LARGEST_ODDS = 12.0, 6.0
# A change that is less likely right than this is no finding, not even for those who ask for everything.
SHOWN = 0.1
# The language model is asked about those that reach so much where it gains so many nats, and about their wordings that
# reach RIVALS: in 1,000 words of people's news some 2, of raw translation 48, of careless writing 76. Of those that
# would come out at 0.5 or more it is not asked about 44 of 100 in raw translation and 13 in careless writing; it reads
# at some 500 to 1,000 tokens a second, and asking about all of them took most of a check.
WORTH, RIVALS, GOOD_GAIN = 0.4, 0.3, 6.0
# Words of context on either side that it reads.
BEFORE, AFTER = 16, 8
#: What a change is judged by, in the order of the weights; `bias` is last.
FEATURES = (
    "edit", "slip", "gain", "more_edits", "sentence", "doubt", "density", "errors", "spelling", "form", "sign"
)  # fmt: skip
# Words that stand for what is not known of a short draft, and the shares of them to be edited, and wrong in form.
PRIOR, EDITED, WRONG = 20, 0.05, 0.01
# Tags of a word that is written wrong or in the wrong form: translation systems make few such slips, writers many.
_SPELLING = ("SPELL", "MERGE_", "SPLIT_", "CASE_")
_FORM = ("NOUN_", "VERB_", "POSSESSIVE", "NO_POSSESSIVE", "ADVERB", "ADJECTIVE")
_FOLLOWING = re.compile(r"\w+|\S")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for a place. `edit` and `slip` are log-odds, the least among its `edits`: right, and needed at all.

    `kind` is that of the least likely edit.
    """

    text: str
    edit: float
    slip: float
    edits: int
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """Put the text of one of `wordings` in place of `span`; first the likeliest edit of each of its words.

    `sentence` is the log-odds that the likeliest edit of the whole text is right.
    """

    span: Span
    wordings: tuple[Wording, ...]
    sentence: float

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(wording.text for wording in self.wordings)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A change with the probability that each of its texts is right, best first."""

    change: Change
    texts: tuple[str, ...]
    sure: tuple[float, ...]


def weighed(
    texts: Sequence[str],
    tagged: Sequence[Tagged],
    model: LanguageModel,
    weights: Sequence[float],
    slips: tuple[float, float] | None = None,
) -> list[list[Weighed]]:
    """The changes to each text, weighed up. Raises ModelError.

    Where a draft has many slips, one more is likelier: `slips` is its `density`, by default that of the texts.
    `weights` are those of FEATURES and the bias; without them there are no changes. What does not reach SHOWN is left
    out.
    """
    if not weights:
        return [[] for _ in texts]
    slips = density(tagged) if slips is None else slips
    found = [
        [kept for change in changes(text, item) if (kept := _worthy(change, slips, weights)) is not None]
        for text, item in zip(texts, tagged, strict=True)
    ]
    choices = [
        Choice(text, change.span, change.texts) for text, group in zip(texts, found, strict=True) for change in group
    ]
    values = iter(gains(model, choices, BEFORE, AFTER))
    judged = [[_weighed(change, next(values), slips, weights) for change in group] for group in found]
    return [[one for one in group if one.sure[0] >= SHOWN] for group in judged]


def density(tagged: Sequence[Tagged]) -> tuple[float, float]:
    """The log-odds of the share of words of a draft to be edited, and to be spelt otherwise or in another form.

    A short draft says little: both are those of the draft with PRIOR words more.
    """
    odds = np.concatenate([item.word("slip").astype(float) for item in tagged] or [np.zeros(0)])
    count = len(odds) + PRIOR
    wrong = [
        1 / (1 + math.exp(-guess.log_odds))
        for item in tagged
        for guess in item.guesses
        if guess.tags and guess.tags[0][0].startswith((*_SPELLING, *_FORM))
    ]
    edited = float(sigmoid(odds).sum())
    return _odds((edited + PRIOR * EDITED) / count), _odds((sum(wrong) + PRIOR * WRONG) / count)


def _weighed(change: Change, gained: Sequence[float], slips: tuple[float, float], weights: Sequence[float]) -> Weighed:
    chances = [_chance(change, i, (gain, slips), weights) for i, gain in enumerate(gained)]
    order = sorted(range(len(chances)), key=lambda i: -chances[i])
    return Weighed(change, tuple(change.texts[i] for i in order), tuple(round(chances[i], 3) for i in order))


def _worthy(change: Change, slips: tuple[float, float], weights: Sequence[float]) -> Change | None:
    """A change with the wordings that the language model is asked about; None where it is not asked at all."""
    chances = [_chance(change, i, (GOOD_GAIN, slips), weights) for i in range(len(change.wordings))]
    if max(chances) < WORTH:
        return None
    kept = tuple(one for one, chance in zip(change.wordings, chances, strict=True) if chance >= RIVALS)
    return replace(change, wordings=kept)


def _chance(change: Change, number: int, seen: tuple[float, tuple[float, float]], weights: Sequence[float]) -> float:
    pairs = zip(weights[:-1], change_features(change, number, *seen), strict=True)
    odds = weights[-1] + sum(weight * value for weight, value in pairs)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def changes(text: str, tagged: Tagged, least: float = LEAST) -> list[Change]:
    """What the guesses of at least that probability would change in a text, in order."""
    likely = [guess for guess in tagged.guesses if guess.tags and guess.tags[0][1] >= least]
    most = max((_odds(guess.tags[0][1]) for guess in likely), default=0.0)
    found = (_change(text, tagged, group, most) for group in _neighbours(likely))
    return [change for change in found if change is not None]


def _neighbours(guesses: Sequence[Guess]) -> Iterator[list[Guess]]:
    """Runs of guesses at words that follow each other."""
    group: list[Guess] = []
    for guess in guesses:
        if group and guess.word != group[-1].word + 1:
            yield group
            group = []
        group.append(guess)
    if group:
        yield group


def _change(text: str, tagged: Tagged, group: Sequence[Guess], most: float) -> Change | None:
    found: dict[str, Wording] = {}
    for tags in _choices(group):
        new = _signed(text, applied(text, {guess.word: guess.tags[rank][0] for guess, rank in tags}))
        chance, tag, word = min((guess.tags[rank][1], guess.tags[rank][0], guess.word) for guess, rank in tags)
        kind = _kind(tag, text[slice(*tagged.spans[word - 1])] if word else "")
        slip = min(guess.log_odds for guess, _ in tags)
        found.setdefault(new, Wording(new, _odds(chance), slip, len(tags), kind))
    found.pop(text, None)
    if not found:
        return None
    first, last = max(group[0].word - 1, 0), min(max(group[-1].word - 1, 0), len(tagged.spans) - 1)
    span = Span(tagged.spans[first][0], tagged.spans[last][1])
    # An edit reaches beyond its word: an article before it, the next word that it joins or swaps with.
    for new in found:
        place, _ = trimmed(text, Span(0, len(text)), new, keep=span)
        span = Span(min(span.start, place.start), max(span.end, place.end))
    span = _whole(text, span, list(found))
    tail = len(text) - span.end
    wordings = tuple(replace(one, text=new[span.start : len(new) - tail]) for new, one in found.items())
    return Change(span, wordings[:MOST], most)


def _kind(tag: str, word: str) -> str:
    """`spelling`, `form`, `sign` or `word`: what a tag changes."""
    if tag.startswith(_SPELLING):
        return "spelling"
    if tag.startswith(_FORM):
        return "form"
    new = tag.partition("_")[2] if tag.startswith(("APPEND_", "REPLACE_")) else word
    return "word" if any(map(str.isalnum, new)) else "sign"


def _signed(text: str, new: str) -> str:
    """A new text with the apostrophes that the old one has, straight ones where it has none."""
    return new if "’" in text else new.replace("’", "'")


def _choices(group: Sequence[Guess]) -> Iterator[list[tuple[Guess, int]]]:
    """What may be done at neighbouring words: the likeliest edit of each, of one alone, or a rival of it."""
    yield [(guess, 0) for guess in group]
    for guess in sorted(group, key=lambda one: -one.tags[0][1]):
        for rank, (_, chance) in enumerate(guess.tags):
            if chance >= RIVAL * guess.tags[0][1]:
                yield [(guess, rank)]


def _whole(text: str, span: Span, wordings: Sequence[str]) -> Span:
    """The span without a space at its end; with the word after it where a wording has none there."""
    end = span.end
    if not text[:end].endswith(" "):
        return span
    new = [wording[span.start : len(wording) - (len(text) - end)] for wording in wordings]
    if "" in new:
        return span
    if all(one.endswith(" ") for one in new):
        return Span(span.start, end - 1)
    following = _FOLLOWING.match(text, end)
    return Span(span.start, following.end() if following else end)


def _odds(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def change_features(change: Change, number: int, gain: float, slips: tuple[float, float]) -> tuple[float, ...]:
    """The values of FEATURES for a text of a change.

    `gain` is what the language model gains by it, in nats, `slips` the density of the draft.
    """
    gain = max(-LARGEST_GAIN, min(LARGEST_GAIN, gain))
    wording = change.wordings[number]
    return (
        max(-LARGEST_ODDS, min(LARGEST_ODDS, wording.edit)),
        max(-LARGEST_ODDS, min(LARGEST_ODDS, wording.slip)),
        gain,
        float(wording.edits - 1),
        max(-LARGEST_ODDS, min(LARGEST_ODDS, change.sentence)),
        min(gain, 0.0),
        *slips,
        *(float(wording.kind == kind) for kind in ("spelling", "form", "sign")),
    )
