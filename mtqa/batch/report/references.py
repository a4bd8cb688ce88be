"""Where documents have reference translations: the metrics by group, beside mtqa's own score, and how they agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report import metrics
from mtqa.batch.report.correlation import kendall, spearman
from mtqa.batch.report.grouping import stratum
from mtqa.batch.report.metrics import METRICS, Pair
from mtqa.batch.report.paired import PairedTest, paired_test

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.grouping import Grouping
    from mtqa.batch.report.reading import Run
    from mtqa.batch.report.resampling import Estimate

# TER takes a millisecond or so a segment: this many texts of 12 lines take some minutes.
MOST_DOCUMENTS = 20_000
# A rank correlation over fewer groups is shown by no one.
FEWEST_GROUPS = 4
MOST_GROUPS = 100
# Texts are paired where nearly all of a group have a reference of their own: a system's do, a language's may not.
ONE_EACH = 0.9


@dataclass(frozen=True, slots=True)
class Scored:
    """A group's metrics beside mtqa's quality score of the same documents, and p-values against the best by chrF."""

    name: str
    documents: int
    quality: float
    machine: float
    metrics: dict[str, Estimate]
    p: dict[str, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of a grouping, best chrF first, in one language (`within`) or over all.

    `agreement` gives by metric Spearman's rho and Kendall's tau-b between it and the quality score over the groups.
    `by_document` is Spearman's rho of the two over documents, for chrF; `machine` that of chrF and the mean
    probability of machine translation over the groups. TER is turned round, so that 1 is always full agreement.
    """

    grouping: str
    within: str | None
    groups: tuple[Scored, ...]
    agreement: dict[str, tuple[float, float]]
    machine: float
    by_document: float
    test: PairedTest | None


@dataclass(frozen=True, slots=True)
class References:
    """All that references say; `documents` have one, `left_out` of them were not scored for their number.

    `by_document` is as in Table, over all documents; NaN where they are of several languages.
    """

    documents: int
    left_out: int
    overall: dict[str, Estimate]
    by_document: float
    tables: tuple[Table, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scores:
    """The documents with a reference: places in the corpus, statistics by metric, and the texts themselves."""

    places: np.ndarray[Any, np.dtype[np.int64]]
    statistics: Mapping[str, np.ndarray[Any, np.dtype[np.float64]]]
    pairs: Sequence[Pair]

    def chrf(self, own: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array([metrics.score("chrF", sums) for sums in self.statistics["chrF"][own]])


def references(run: Run, corpus: Corpus) -> References | None:
    """None where no document has both its text and a reference in the tables. Raises ReadError."""
    places, pairs, left_out = _pairs(run, corpus)
    if not pairs:
        return None
    scores = _Scores(np.array(places), {name: metrics.statistics(name, pairs) for name in METRICS}, pairs)
    several = stratum(corpus.groupings) is not None
    return References(
        len(pairs) + left_out,
        left_out,
        {name: metrics.estimate(name, scores.statistics[name]) for name in METRICS},
        float("nan") if several else spearman(corpus.score[scores.places], scores.chrf(np.arange(len(pairs)))),
        tuple(_tables(corpus, scores)),
        tuple(metrics.signature(name) for name in METRICS),
    )


def _pairs(run: Run, corpus: Corpus) -> tuple[list[int], list[Pair], int]:
    place_of = {int(number): place for place, number in enumerate(corpus.number)}
    places: list[int] = []
    pairs: list[Pair] = []
    left_out = 0
    for shard in run.shards:
        for batch in run.documents(shard, ("number", "text", "reference")):
            usable = batch.filter(batch.column("reference").is_valid())
            for row in usable.to_pylist():
                if row["number"] not in place_of or not row["text"] or not row["reference"].strip():
                    continue
                if len(pairs) == MOST_DOCUMENTS:
                    left_out += 1
                    continue
                places.append(place_of[row["number"]])
                pairs.append(Pair.of(row["text"], row["reference"]))
    return places, pairs, left_out


def _tables(corpus: Corpus, scores: _Scores) -> Iterator[Table]:
    language = stratum(corpus.groupings)
    for grouping in corpus.groupings:
        if len(grouping.values) > MOST_GROUPS:
            continue
        table = _table(corpus, scores, grouping, None, np.ones(len(scores.places), dtype=bool))
        if table:
            yield table
        if language is None or language is grouping:
            continue
        for place in np.argsort(language.values):
            here = language.codes[scores.places] == place
            table = _table(corpus, scores, grouping, language.values[place], here)
            if table:
                yield table


def _table(corpus: Corpus, scores: _Scores, grouping: Grouping, within: str | None, here: Any) -> Table | None:
    codes = np.where(here, grouping.codes[scores.places], -1)
    members = {grouping.values[code]: np.flatnonzero(codes == code) for code in np.unique(codes[codes >= 0])}
    if len(members) < 2:  # noqa: PLR2004 - one group has none to be compared with
        return None
    found = [_scored(corpus, scores, name, own) for name, own in members.items()]
    found.sort(key=lambda one: -one.metrics["chrF"].value)
    # Over several languages the texts differ, so neither a test nor a rank says anything of the systems.
    comparable = within is not None or stratum(corpus.groupings) is None
    test = _test(scores, members, [one.name for one in found]) if comparable else None
    if test:
        found = [_with_p(one, test) for one in found]
    own = np.flatnonzero(codes >= 0)
    by_document = spearman(corpus.score[scores.places[own]], scores.chrf(own))
    agreement, machine = _agreement(found) if comparable else ({}, float("nan"))
    return Table(grouping.name, within, tuple(found), agreement, machine, by_document, test)


def _scored(corpus: Corpus, scores: _Scores, name: str, own: np.ndarray[Any, Any]) -> Scored:
    places = scores.places[own]
    words = max(int(corpus.words[places].sum(dtype=int)), 1)
    quality = max(0.0, 100 - 100 * float(corpus.penalty[places].sum(dtype=int)) / words)
    known = corpus.machine[places][~np.isnan(corpus.machine[places])]
    machine = float(known.mean()) if len(known) else float("nan")
    estimates = {key: metrics.estimate(key, scores.statistics[key][own]) for key in METRICS}
    return Scored(name, len(own), quality, machine, estimates, {})


def _agreement(found: Sequence[Scored]) -> tuple[dict[str, tuple[float, float]], float]:
    if len(found) < FEWEST_GROUPS:
        return {}, float("nan")
    quality = np.array([one.quality for one in found])
    agreement = {}
    for name in METRICS:
        sign = -1 if name in metrics.LOWER_IS_BETTER else 1
        values = sign * np.array([one.metrics[name].value for one in found])
        agreement[name] = (spearman(quality, values), kendall(quality, values))
    human = -np.array([one.machine for one in found])
    return agreement, spearman(human, np.array([one.metrics["chrF"].value for one in found]))


def _test(scores: _Scores, members: Mapping[str, np.ndarray[Any, Any]], ranked: Sequence[str]) -> PairedTest | None:
    systems: dict[str, dict[tuple[str, ...], Pair]] = defaultdict(dict)
    for name, own in members.items():
        for place in own:
            pair = scores.pairs[place]
            systems[name].setdefault(tuple(" ".join(pair.references).split()), pair)
        if len(systems[name]) < ONE_EACH * len(own):
            return None
    return paired_test(systems, ranked)


def _with_p(scored: Scored, test: PairedTest) -> Scored:
    p = test.p.get(scored.name, {})
    return Scored(scored.name, scored.documents, scored.quality, scored.machine, scored.metrics, p)
