"""Groups against one another: figures with intervals, and whether a group differs from its like by more than chance."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report.grouping import SOURCE_LANGUAGE, stratum
from mtqa.batch.report.measures import MEASURES, parts
from mtqa.batch.report.resampling import Estimate, Floats, group_tests, holm, interval, resampled_ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.grouping import Grouping

# Groups with fewer documents are shown, but nothing is claimed of them.
FEW = 5
MOST_GROUPS = 100
# Tables within each language: at most so many groups and languages, or the page is too long to be read.
MOST_WITHIN = 40
SIGNIFICANT = 0.05


class Verdict(enum.StrEnum):
    """What the test says of a group."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "no difference shown"
    FEW = "too few documents"


@dataclass(frozen=True, slots=True)
class Group:
    """A group's figures by the keys of MEASURES.

    `difference` is in points of the quality score against its like, with `p` and `verdict`; `machine_p` and
    `machine_verdict` say the same of the probability of machine translation, where better is less.
    """

    name: str
    documents: int
    words: int
    figures: dict[str, Estimate]
    difference: float
    p: float
    verdict: Verdict
    machine_p: float
    machine_verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of one grouping, best quality first, those of few documents last.

    `within` is the value of `stratum` that it is held to. `like` is the grouping within which documents were compared
    with one another, or None. `left_out` counts groups beyond the most that are shown.
    """

    grouping: str
    groups: tuple[Group, ...]
    like: str | None = None
    stratum: str | None = None
    within: str | None = None
    left_out: int = 0


def comparisons(corpus: Corpus) -> list[Comparison]:
    """One for each grouping, over all documents."""
    everything = parts(corpus)
    language = stratum(corpus.groupings)
    found = []
    for grouping in sorted(corpus.groupings, key=lambda one: one.name == SOURCE_LANGUAGE):
        strata = None if language is None or _nested(grouping, language) else language
        groups, left_out = _compared(corpus, everything, grouping.codes, grouping.values, strata)
        found.append(Comparison(grouping.name, groups, strata.name if strata else None, left_out=left_out))
    return found


def comparisons_within(corpus: Corpus) -> list[Comparison]:
    """For each language, one for each grouping that has several values in it."""
    language = stratum(corpus.groupings)
    if language is None or len(language.values) > MOST_WITHIN:
        return []
    everything = parts(corpus)
    found = []
    for grouping in corpus.groupings:
        if _nested(grouping, language):
            continue
        for place in np.argsort(language.values):
            codes = np.where(language.codes == place, grouping.codes, -1)
            if 1 < len(np.unique(codes[codes >= 0])) <= MOST_WITHIN:
                groups, left_out = _compared(corpus, everything, codes, grouping.values, None)
                within = language.values[place]
                found.append(Comparison(grouping.name, groups, None, language.name, within, left_out))
    return found


def _nested(grouping: Grouping, language: Grouping) -> bool:
    """Whether no group spans two languages, so that there is nothing to compare within one."""
    pairs = np.unique(np.stack([grouping.codes, language.codes]), axis=1)
    values, times = np.unique(pairs[0][pairs[0] >= 0], return_counts=True)
    del values
    return bool((times == 1).all())


def _compared(
    corpus: Corpus, everything: Floats, codes: Any, values: tuple[str, ...], strata: Grouping | None
) -> tuple[tuple[Group, ...], int]:
    members = np.flatnonzero(codes >= 0)
    codes, everything, words = codes[members], everything[members], corpus.words[members].astype(np.float64)
    layers = strata.codes[members].astype(np.int64) if strata else np.zeros(len(members), dtype=np.int64)
    present = np.bincount(codes, minlength=len(values))
    residuals = _residuals(corpus.penalty[members].astype(np.float64), words, layers)
    quality_p = _corrected(residuals, codes, layers, len(values))
    machine, machine_p = _machine(corpus.machine[members].astype(np.float64), codes, layers, len(values))
    total = np.bincount(codes, words, len(values))
    shown = [place for place in np.argsort(-total, kind="stable") if present[place]]
    groups = []
    for place in shown[:MOST_GROUPS]:
        own = codes == place
        difference = -100 * float(residuals[own].sum()) / max(float(total[place]), 1.0)
        p, of_machine = float(quality_p[place]), float(machine_p[place])
        estimates, verdict = dict(figures(everything[own])), _verdict(p, difference)
        of_machine_verdict = _verdict(of_machine, -float(machine[place]))
        size = (int(present[place]), int(total[place]))
        groups.append(Group(values[place], *size, estimates, difference, p, verdict, of_machine, of_machine_verdict))
    groups.sort(key=lambda one: (one.documents < FEW, -one.figures["quality"].value, one.name))
    return tuple(groups), max(0, len(shown) - MOST_GROUPS)


def _corrected(residuals: Floats, codes: Any, layers: Any, groups: int) -> Floats:
    """p-values of the groups with enough documents, corrected for their number; NaN for the others."""
    corrected = np.full(groups, np.nan)
    testable = np.bincount(codes, minlength=groups) >= FEW
    corrected[testable] = holm(group_tests(residuals, codes, layers, groups)[testable])
    return corrected


def _machine(machine: Floats, codes: Any, layers: Any, groups: int) -> tuple[Floats, Floats]:
    """Each group's sum of probabilities beyond those of its layers, and the p-values."""
    known = ~np.isnan(machine)
    codes, layers = codes[known], layers[known]
    residuals = _residuals(machine[known], np.ones(len(codes)), layers)
    return np.bincount(codes, residuals, groups).astype(np.float64), _corrected(residuals, codes, layers, groups)


def _residuals(penalty: Floats, words: Floats, layers: Any) -> Floats:
    """Penalty points of each document beyond what its layer's rate makes one expect of its words."""
    layers = layers - layers.min() if len(layers) else layers
    rate = np.bincount(layers, penalty) / np.maximum(np.bincount(layers, words), 1)
    return np.asarray(penalty - rate[layers] * words)


def figures(own: Floats) -> Iterator[tuple[str, Estimate]]:
    """Each of MEASURES, of documents x measures x 2 parts, with its interval."""
    ratios, resamples = resampled_ratios(own)
    for place, measure in enumerate(MEASURES):
        low, high = interval(measure.of(resamples[:, place]))
        yield measure.key, Estimate(float(measure.of(ratios[place])), low, high, int((own[:, place, 1] > 0).sum()))


def _verdict(p: float, difference: float) -> Verdict:
    if np.isnan(p):
        return Verdict.FEW
    if p >= SIGNIFICANT:
        return Verdict.UNDECIDED
    return Verdict.BETTER if difference > 0 else Verdict.WORSE
