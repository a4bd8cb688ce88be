"""Everything that a report says of a run, before it is put into any form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.batch.report import corpus as corpora
from mtqa.batch.report import distributions, faults, groups, worst
from mtqa.batch.report.measures import parts
from mtqa.batch.report.reading import open_run
from mtqa.batch.report.references import References, references
from mtqa.batch.report.tally import chosen, tally
from mtqa.batch.report.trend import Trend, trend
from mtqa.batch.report.verdicts import FIT

if TYPE_CHECKING:
    from pathlib import Path

    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.distributions import Histogram
    from mtqa.batch.report.faults import Common, Kind
    from mtqa.batch.report.found import Found
    from mtqa.batch.report.groups import Comparison
    from mtqa.batch.report.reading import Run
    from mtqa.batch.report.resampling import Estimate
    from mtqa.batch.report.worst import Document


@dataclass(frozen=True, slots=True)
class Analysis:
    """`findings` are those that the page lists, of `total` in the tables; `names` gives id and groups by number."""

    run: Run
    corpus: Corpus
    figures: dict[str, Estimate]
    scores: Histogram | None
    machine: Histogram | None
    fit_at: list[tuple[float, float]]
    trend: Trend | None
    comparisons: list[Comparison]
    within: list[Comparison]
    categories: list[Kind]
    rules: list[Kind]
    wrong_names: list[Common]
    phrases: list[Common]
    worst: list[Document]
    of_worst: dict[int, list[Found]]
    many: dict[int, int]
    findings: list[Found]
    total: int
    names: dict[int, tuple[str, str]]
    references: References | None


def analyse(directory: Path, fit_from: float = FIT) -> Analysis:
    """Reads a run's tables, findings once and documents twice. Raises ReadError."""
    run = open_run(directory)
    corpus = corpora.load(run, fit_from)
    places = worst.worst(corpus)
    found = tally(run, {int(corpus.number[place]) for place in places})
    listed = chosen(found)
    rules = faults.by_rule(corpus, found)
    shown = {one.document for one in listed} | {one.document for kind in rules for one in kind.examples}
    names = worst.named(run, shown | {int(corpus.number[place]) for place in places})
    return Analysis(
        run=run,
        corpus=corpus,
        figures=dict(groups.figures(parts(corpus))),
        scores=distributions.scores(corpus),
        machine=distributions.machine(corpus),
        fit_at=distributions.fit_at(corpus),
        trend=trend(corpus),
        comparisons=groups.comparisons(corpus),
        within=groups.comparisons_within(corpus),
        categories=faults.by_category(corpus, found),
        rules=rules,
        wrong_names=faults.common_names(found),
        phrases=faults.common_phrases(found),
        worst=worst.described(corpus, places, names),
        of_worst=dict(found.of_documents),
        many=dict(found.of_many),
        findings=listed,
        total=found.total,
        names=names,
        references=references(run, corpus),
    )
