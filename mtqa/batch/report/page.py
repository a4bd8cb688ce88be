"""The report as one HTML page: no network, no script but its own small one, everything from outside escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from mtqa import __version__
from mtqa.batch.report import comparison, groups, plots, resampling, wording
from mtqa.batch.report.corpus import NO_DAY, SEVERITIES
from mtqa.batch.report.grouping import stratum
from mtqa.batch.report.measures import MEASURES
from mtqa.batch.report.metrics import METRICS
from mtqa.batch.report.settings import flat
from mtqa.batch.report.trend import day_name
from mtqa.reporters.escaping import visible
from mtqa.scoring import STEADY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2

    from mtqa.batch.report.analysis import Analysis
    from mtqa.batch.report.comparison import TwoRuns
    from mtqa.batch.report.groups import Comparison


@cache
def environment() -> jinja2.Environment:
    """The templates, with autoescape, and with what would steer the screen made visible."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("mtqa.batch.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else visible(value),
    )
    made.filters |= {
        "number": wording.number,
        "signed": wording.signed,
        "span": wording.span,
        "figure": wording.figure,
        "several": wording.several,
        "probability": wording.probability,
        "agreement": wording.agreement,
        "ranking": wording.ranking,
        "order": _order,
        "trimmed": lambda value: f"{value:g}",
    }
    made.globals |= {
        "plots": plots,
        "strips": _scale,
        "measures": MEASURES,
        "severities": SEVERITIES,
        "metric_names": METRICS,
        "version": __version__,
        "permutations": resampling.PERMUTATIONS,
        "permuted": resampling.PERMUTED,
        "resamples": resampling.RESAMPLES,
        "few": groups.FEW,
        "steady_words": STEADY_WORDS,
        **_inline("style.css", "style"),
        **_inline("script.js", "script"),
    }
    return made


def _inline(file: str, name: str) -> dict[str, Any]:
    """A file for the page's head, and the hash by which its content policy lets it in."""
    text = files("mtqa.batch.report").joinpath("templates").joinpath(file).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {name: Markup(text), f"{name}_hash": digest}  # noqa: S704 - the package's own file


def _scale(comparison: Comparison) -> plots.Scale:
    """The scale of the groups with enough documents: an outlier of two documents would squash the rest."""
    enough = [one for one in comparison.groups if one.verdict is not groups.Verdict.FEW] or comparison.groups
    return plots.Scale([one.figures["quality"] for one in enough])


def _order(comparison: Comparison) -> str:
    """The groups with their scores in a line; those of few documents are named where there are no others."""
    enough = [one for one in comparison.groups if one.verdict is not groups.Verdict.FEW]
    if len(enough) == 1:
        return f"only {enough[0].name} has enough documents"
    enough = enough or list(comparison.groups)
    best, worst = enough[0], enough[-1]
    scores = [f"{one.name} ({one.figures['quality'].value:.1f})" for one in (best, worst)]
    return f"best {scores[0]}, worst {scores[1]}, of {len(comparison.groups)}"


def page(analysis: Analysis) -> Iterator[str]:
    """The page in pieces."""
    corpus, run = analysis.corpus, analysis.run
    dated = corpus.day[corpus.day != NO_DAY]
    language = stratum(corpus.groupings)
    yield from (
        environment()
        .get_template("report.html")
        .generate(
            a=analysis,
            name=run.directory.resolve().name,
            words=int(corpus.words.sum(dtype=int)),
            dates=(day_name(int(dated.min())), day_name(int(dated.max()))) if len(dated) else None,
            contents=_contents(analysis),
            in_short=list(wording.in_short(analysis)),
            trend_sentence=wording.trend_sentence(analysis.trend) if analysis.trend else "",
            unsteady=int((corpus.words < STEADY_WORDS).sum()),
            stratum=language.name if language else None,
            signatures=_signatures(analysis),
            settings=list(flat(run.settings)),
        )
    )


def _contents(analysis: Analysis) -> list[tuple[str, str]]:
    there = (
        ("spread", "Spread", len(analysis.corpus)),
        ("trend", "Over time", analysis.trend),
        ("groups", "Groups compared", analysis.comparisons),
        ("faults", "Kinds of faults", len(analysis.corpus)),
        ("references", "References", analysis.references),
        ("worst", "Worst documents", analysis.worst),
        ("findings", "Findings", analysis.findings),
        ("failures", "Failed, repeated", analysis.corpus.failed or analysis.corpus.duplicates),
        ("reading", "How to read this", True),
    )
    return [(anchor, title) for anchor, title, present in there if present]


def _signatures(analysis: Analysis) -> list[str]:
    if analysis.references is None:
        return []
    tests = (table.test.signatures for table in analysis.references.tables if table.test)
    return list(dict.fromkeys([*analysis.references.signatures, *(one for found in tests for one in found)]))


def comparison_page(found: TwoRuns) -> Iterator[str]:
    """The page of two runs in pieces."""
    names = [run.directory.resolve().name for run in (found.before, found.after)]
    if names[0] == names[1]:
        names = [str(run.directory) for run in (found.before, found.after)]
    yield from (
        environment()
        .get_template("comparison.html")
        .generate(c=found, names=names, in_short=list(wording.changes(found)), fewest=comparison.FEWEST_PAIRED)
    )
