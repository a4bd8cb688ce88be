"""Wordings for findings whose rule says that something is wrong and not what is right: gathered, compared, weighed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa import candidates, facts
from mtqa.candidates.base import Candidate
from mtqa.candidates.ranking import ranked
from mtqa.types import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.candidates import Place
    from mtqa.models.base import LanguageModel
    from mtqa.models.tagger import Tagged, Tagger
    from mtqa.registry import Rule

# Rules of these kinds mark words that could be worded better.
_CATEGORIES = frozenset((Category.LINGUISTIC_CONVENTIONS, Category.ACCURACY, Category.STYLE))
_ITS = frozenset(("mistranslation", "grammar", "style", "non-conformance", "uncategorized", "other"))
_MODELS = frozenset(("language_model", "tagger"))

# A place whose best cheap candidate gains less than this, in nats, is worth asking the model to write.
ENOUGH = 3.0
# A candidate that gains less than this is not worth a look, and no more than so many of a place are.
LEAST, MOST = 0.0, 6
# Log-odds that a candidate brings its sentence nearer to what a post-editor made of it: a constant, what each nat of
# gain adds, and what each word adds that the tagger no longer takes for one to be edited, or for a broken one. Fitted
# on the candidates at 330 places that the tagger marked in 240 sentences of MLQE-PE dev, ro and ru: of 257, 17 came
# nearer, 76 stayed as near, 164 went farther. The gain by itself told next to nothing there.
_BASE, _PER_NAT, _PER_EDIT, _PER_DAMAGE = -2.5, 0.05, 0.7, 1.2
#: Where a wording comes from that the edit head gave.
EDITS = "edit tagger"
# What no rule vouches for is surer than this nowhere, so that `mtqa fix` does not make it unasked: the fit above saw 17
# wordings that helped, of all odds, and says nothing of where they would be right nine times in ten. It holds for what
# a model writes too, which may take what a draft says for orders.
_SUREST = 0.8
# What the edit head gives is calibrated (mtqa/train/change_odds.py), and may be made unasked.
_SUREST_EDIT = 0.85
_LARGEST_GAIN = 8.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wording and the probability that it is better than what stands there."""

    candidate: Candidate
    confidence: float


@dataclass(frozen=True, slots=True)
class Relief:
    """How many words fewer the tagger expects a post-editor to change, and how many fewer it takes for broken."""

    edits: float = 0.0
    damage: float = 0.0


def is_open(rule: Rule) -> bool:
    """Whether a rule's findings without a candidate are to get some. A run without models stays one."""
    return rule.category in _CATEGORIES and rule.its in _ITS and bool(_MODELS & rule.models)


def proposals(
    places: Sequence[Place], model: LanguageModel, tagger: Tagger | None = None, draft: Sequence[str] = ()
) -> list[list[Proposal]]:
    """For each place, wordings that the models find better and that change no fact, the surest first.

    `draft` are the texts of all segments, to tell how many slips there are in it. Raises ModelError.
    """
    compared = [group[:MOST] for group in _compared(places, model)]
    reliefs = [[Relief()] * len(group) for group in compared] if tagger is None else _reliefs(places, compared, tagger)
    edits: list[list[Proposal]] = [[] for _ in places] if tagger is None else _edits(places, model, tagger, draft)
    result = []
    for group, felt, edited in zip(compared, reliefs, edits, strict=True):
        weighed = [
            Proposal(candidate, confidence(gain, relief))
            for (candidate, gain), relief in zip(group, felt, strict=True)
            if tagger is None or relief.edits > 0
        ]
        result.append(sorted([*edited, *weighed], key=lambda one: -one.confidence))
    return result


def _edits(places: Sequence[Place], model: LanguageModel, tagger: Tagger, draft: Sequence[str]) -> list[list[Proposal]]:
    """What the edit head would change in each place, and how likely each change is right."""
    weights = tagger.calibration.changes
    if not weights:
        return [[] for _ in places]
    # Imports numpy, which runs that tag nothing do without.
    from mtqa.models.changes import density, weighed

    texts = list(dict.fromkeys(place.text for place in places))
    slips = density(tagger.read(draft or texts))
    found = dict(zip(texts, weighed(texts, tagger.read(texts), model, weights, slips), strict=True))
    return [
        [
            Proposal(candidate, min(one.sure[0], _SUREST_EDIT))
            for one in found[place.text]
            if place.inside(one.change.span.start, one.change.span.end)
            for candidate in (Candidate(one.change.span, one.texts[0], EDITS),)
            if facts.kept_by_edit(place.text, candidate.applied(place.text))
        ]
        for place in places
    ]


def confidence(gain: float, relief: Relief) -> float:
    """The probability that a wording is better, by what the language model and the tagger say of it."""
    odds = _BASE + _PER_NAT * min(gain, _LARGEST_GAIN) + _PER_EDIT * relief.edits + _PER_DAMAGE * relief.damage
    return min(1 / (1 + math.exp(-odds)), _SUREST)


def _compared(places: Sequence[Place], model: LanguageModel) -> list[list[tuple[Candidate, float]]]:
    """Cheap candidates, and written ones where no cheap one is good, with their gains; the likeliest first."""
    found = ranked(places, [_factual(place, candidates.cheap(place)) for place in places], model)
    weak = [index for index, group in enumerate(found) if not group or group[0][1] < ENOUGH]
    written = candidates.by_model([places[index] for index in weak], model)
    new = [
        _factual(places[index], _others(places[index], group, found[index]))
        for index, group in zip(weak, written, strict=True)
    ]
    for index, group in zip(weak, ranked([places[index] for index in weak], new, model), strict=True):
        found[index] = sorted([*found[index], *group], key=lambda pair: -pair[1])
    return [[pair for pair in group if pair[1] > LEAST] for group in found]


def _others(place: Place, group: Sequence[Candidate], known: Sequence[tuple[Candidate, float]]) -> list[Candidate]:
    """Those that do not say what is known already."""
    texts = {candidate.applied(place.text) for candidate, _ in known}
    return [candidate for candidate in group if candidate.applied(place.text) not in texts]


def _factual(place: Place, group: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in group if facts.kept(place.text, candidate.applied(place.text))]


def _reliefs(
    places: Sequence[Place], compared: Sequence[Sequence[tuple[Candidate, float]]], tagger: Tagger
) -> list[list[Relief]]:
    """How much each candidate relieves its sentence; where the source is there, the mean of both ways of reading.

    Over 86 candidates for what `mistranslation` marked in 300 sentences of MLQE-PE dev (of them 13 helped,
    44 harmed), the odds told the two apart with an AUC of .71 read alone, .64 beside the source, .66 as the mean;
    from a confidence of 0.2 on, 3 came nearer and 4 went farther alone, 2 and 7 beside the source, 3 and 5 as the mean.
    """
    alone = _read_reliefs(places, compared, tagger, [None] * len(places))
    if not any(place.source for place in places):
        return alone
    beside = _read_reliefs(places, compared, tagger, [place.source for place in places])
    return [
        [_mean(one, other) if place.source else one for one, other in zip(*pair, strict=True)]
        for place, *pair in zip(places, alone, beside, strict=True)
    ]


def _read_reliefs(
    places: Sequence[Place],
    compared: Sequence[Sequence[tuple[Candidate, float]]],
    tagger: Tagger,
    sources: Sequence[str | None],
) -> list[list[Relief]]:
    texts = [place.text for place in places]
    tries = [(candidate.applied(text), source) for text, source, group in zip(texts, sources, compared, strict=True)
             for candidate, _ in group]  # fmt: skip
    # In one batch; the texts as they are were read for the finding, and are remembered.
    tagged = iter(tagger.read([*texts, *(text for text, _ in tries)], [*sources, *(source for _, source in tries)]))
    before = [_expected(next(tagged)) for _ in texts]
    return [[_relief(old, _expected(next(tagged))) for _ in group] for old, group in zip(before, compared, strict=True)]


def _mean(one: Relief, other: Relief) -> Relief:
    return Relief((one.edits + other.edits) / 2, (one.damage + other.damage) / 2)


def _relief(old: tuple[float, float], new: tuple[float, float]) -> Relief:
    return Relief(old[0] - new[0], old[1] - new[1])


def _expected(tagged: Tagged) -> tuple[float, float]:
    """The expected number of words that a post-editor changes, and of broken ones."""
    from mtqa.models.calibration import sigmoid

    return float(sigmoid(tagged.word("post_edit")).sum()), float(sigmoid(tagged.word("damage")).sum())
