"""Plain sentences and numbers for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mtqa.batch.report.groups import SIGNIFICANT, Verdict
from mtqa.batch.report.measures import FAULTS, FIT, MACHINE, MEASURES, QUALITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.batch.report.analysis import Analysis
    from mtqa.batch.report.comparison import Change, TwoRuns
    from mtqa.batch.report.groups import Comparison
    from mtqa.batch.report.measures import Measure
    from mtqa.batch.report.resampling import Estimate
    from mtqa.batch.report.trend import Trend

DASH = "–"


def number(value: float | None, digits: int = 0) -> str:
    """With commas for thousands; a dash for what is not known."""
    if value is None or math.isnan(value):
        return DASH
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", "−")


def signed(value: float, digits: int = 2) -> str:
    """With its sign, as for differences."""
    return DASH if math.isnan(value) else f"{value:+,.{digits}f}".replace("-", "−")


def figure(estimate: Estimate, measure: Measure) -> str:
    """The value with its unit."""
    return number(estimate.value, measure.digits) + (measure.unit if estimate.known else "")


def span(estimate: Estimate, digits: int) -> str:
    """The interval: `96.1–97.0`, or `−1.0 to 2.0`."""
    if not estimate.known:
        return DASH
    between = " to " if estimate.low < 0 else "–"
    return f"{number(estimate.low, digits)}{between}{number(estimate.high, digits)}"


def probability(p: float) -> str:
    """A p-value: no more digits than it is worth."""
    if math.isnan(p):
        return DASH
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"  # noqa: PLR2004 - the digits to show


def several(count: int, noun: str) -> str:
    """`1 document`, `2,000 documents`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def in_short(analysis: Analysis) -> Iterator[str]:
    """What a reader with one minute should know."""
    corpus, figures = analysis.corpus, analysis.figures
    if not analysis.run.complete:
        yield f"The run is not finished; this is what its {several(len(analysis.run.shards), 'finished shard')} say."
    if not len(corpus):
        yield "No document of this run could be checked, so there is nothing to report."
        return
    fit, quality, faults, machine = (figures[one.key] for one in (FIT, QUALITY, FAULTS, MACHINE))
    yield (
        f"{figure(fit, FIT)} of {several(len(corpus), 'document')} are fit as far as mtqa can see: they score at least "
        f"{corpus.fit_from:g} of 100 and hold no critical fault."
    )
    yield (
        f"The quality score of all {several(int(corpus.words.sum(dtype=int)), 'word')} together is "
        f"{figure(quality, QUALITY)} of 100, with {figure(faults, FAULTS)} faults per 1,000 words."
    )
    if machine.known:
        checked = "" if machine.documents == len(corpus) else f" of the {machine.documents:,} that the model judged"
        yield f"{figure(machine, MACHINE)}{checked} were probably translated by a machine and not edited."
    yield from map(ranking, analysis.comparisons)
    if analysis.trend:
        yield trend_sentence(analysis.trend)
    if analysis.rules and analysis.rules[0].share_of_penalty:
        parts = [f"{kind.name} ({kind.share_of_penalty:.0f}%)" for kind in analysis.rules[:3] if kind.share_of_penalty]
        yield f"Most penalty points come from the rules {_listed(parts)}."
    if corpus.failed:
        verb = "was" if corpus.failed == 1 else "were"
        yield f"{several(corpus.failed, 'document')} could not be checked and {verb} left out of all figures."


def ranking(comparison: Comparison) -> str:
    """Which groups are better or worse than their like, by quality and by machine translation."""
    groups = [one for one in comparison.groups if one.verdict is not Verdict.FEW]
    if not groups:
        return f"By {comparison.grouping}, the groups have too few documents to be compared."
    decided = [group for group in groups if group.verdict in (Verdict.BETTER, Verdict.WORSE)]
    like = f", each held against documents of the same {comparison.like}" if comparison.like else ""
    if decided:
        best, worst = (f"{one.name} ({number(one.figures['quality'].value, 1)})" for one in (groups[0], groups[-1]))
        sentence = (
            f"By {comparison.grouping}, the quality score is best for {best} and worst for {worst}; {len(decided)} of "
            f"{len(groups)} differ from the average by more than chance{like}"
        )
    else:
        sentence = f"By {comparison.grouping}, the quality score shows no difference that chance could not make"
    telling = [group for group in groups if group.machine_verdict in (Verdict.BETTER, Verdict.WORSE)]
    if not telling:
        return f"{sentence}."
    ends = [one(telling, key=lambda group: group.figures["machine"].value) for one in (min, max)]
    shares = dict.fromkeys(f"{number(one.figures['machine'].value)}% ({one.name})" for one in ends)
    return (
        f"{sentence}. The share that is probably machine-translated differs by more than chance for {len(telling)} of "
        f"them: {' to '.join(shares)}."
    )


def trend_sentence(trend: Trend) -> str:
    """Whether it gets better, worse, or neither is shown."""
    slope = trend.slope
    if trend.p >= SIGNIFICANT:
        return f"Over time no change is shown: {number(slope.value, 2)} points a year could be chance."
    verb = "rises" if slope.value > 0 else "falls"
    return (
        f"Over time the quality score {verb} by {number(abs(slope.value), 2)} points a year "
        f"(95% interval of the change {span(slope, 2)}), more than chance explains."
    )


def changes(found: TwoRuns) -> Iterator[str]:
    """What a reader with one minute should know of two runs."""
    if not all(found.documents):
        yield "One of the runs holds no checked document, so there is nothing to compare."
        return
    if not found.same_checker:
        yield (
            "The two runs were not made with the same rules, models or settings: a difference may come from the "
            "checker and not from the texts."
        )
    if found.paired:
        yield f"Both runs hold {several(found.paired, 'document')} of the same id; the figures are those of these."
    else:
        yield "The runs hold different documents; each is taken as it is."
    for measure in MEASURES:
        change = found.figures[measure.key]
        if change.difference.known:
            yield f"{measure.name}: {_change(change, measure)}."
    certain = [one for one in found.rules[:3] if abs(one.after - one.before) >= 0.01]  # noqa: PLR2004 - shown as 0.00
    if certain:
        parts = [f"{one.name} ({number(one.before, 2)} to {number(one.after, 2)})" for one in certain]
        yield f"Findings per 1,000 words changed most for the rules {_listed(parts)}."


def _change(change: Change, measure: Measure) -> str:
    gap = change.difference
    before, after = figure(change.before, measure), figure(change.after, measure)
    if change.p >= SIGNIFICANT:
        return f"{before} before, {after} after; no change is shown that chance could not make"
    better = (gap.value > 0) == measure.higher_is_better
    return (
        f"{before} before, {after} after; {'better' if better else 'worse'} by "
        f"{number(abs(gap.value), measure.digits)} (95% interval of the change {span(gap, measure.digits)})"
    )


def agreement(rho: float) -> str:
    """Spearman's rho in a word. The bounds are usual ones (Cohen 1988, taken wider)."""
    if math.isnan(rho):
        return "too few groups to say"
    size = abs(rho)
    word = "strong" if size >= 0.7 else "fair" if size >= 0.4 else "weak" if size >= 0.2 else "none"  # noqa: PLR2004 - as said
    return f"{word}, the wrong way round" if rho <= -0.2 else word  # noqa: PLR2004 - as said


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
