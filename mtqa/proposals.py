"""Wordings for findings whose rule says that something is wrong and not what is right: gathered, compared, weighed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa import candidates, facts
from mtqa.candidates.ranking import ranked
from mtqa.types import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.candidates import Candidate, Place
    from mtqa.models.base import LanguageModel
    from mtqa.registry import Rule

# Rules of these kinds mark words that could be worded better.
_CATEGORIES = frozenset((Category.LINGUISTIC_CONVENTIONS, Category.ACCURACY, Category.STYLE))
_ITS = frozenset(("mistranslation", "grammar", "style", "non-conformance", "uncategorized", "other"))
_MODELS = frozenset(("language_model", "tagger"))

# A place whose best cheap candidate gains less than this, in nats, is worth asking the model to write.
ENOUGH = 3.0
# A candidate that gains less than this is not worth a check.
LEAST = 1.0
# Log-odds that a candidate of each source brings a marked place nearer to what a post-editor made of it, and what
# each nat adds: benchmarks/candidates.py on MLQE-PE dev, ro and ru.
_BASE = {"phrases": -0.4, "small edits": -0.6, "language model": -0.9}
_PER_NAT = 0.15


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wording, its gain in nats, and the probability that it is better, given that the place is wrong."""

    candidate: Candidate
    gain: float
    confidence: float


def is_open(rule: Rule) -> bool:
    """Whether a rule's findings without a candidate are to get some. A run without models stays one."""
    return rule.category in _CATEGORIES and rule.its in _ITS and bool(_MODELS & rule.models)


def proposals(places: Sequence[Place], model: LanguageModel) -> list[list[Proposal]]:
    """For each place, wordings that the model finds likelier and that change no fact, the best first.

    Raises ModelError.
    """
    found = ranked(places, [_factual(place, candidates.cheap(place)) for place in places], model)
    weak = [index for index, group in enumerate(found) if not group or group[0][1] < ENOUGH]
    written = candidates.by_model([places[index] for index in weak], model)
    new = [_factual(places[index], group) for index, group in zip(weak, written, strict=True)]
    for index, group in zip(weak, ranked([places[index] for index in weak], new, model), strict=True):
        found[index] = sorted([*found[index], *group], key=lambda pair: -pair[1])
    return [[_proposal(*pair) for pair in group if pair[1] >= LEAST] for group in found]


def _factual(place: Place, group: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in group if facts.kept(place.text, candidate.applied(place.text))]


def _proposal(candidate: Candidate, gain: float) -> Proposal:
    odds = _BASE[candidate.source] + _PER_NAT * gain
    return Proposal(candidate, gain, 1 / (1 + math.exp(-odds)))
