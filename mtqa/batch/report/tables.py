"""The report's tables as CSV, for spreadsheets: full precision, one header line, UTF-8."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

from mtqa.batch.report.corpus import SEVERITIES
from mtqa.batch.report.measures import MEASURES
from mtqa.batch.report.metrics import METRICS
from mtqa.reporters.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.batch.report.analysis import Analysis
    from mtqa.batch.report.references import References
    from mtqa.batch.report.resampling import Estimate

# A spreadsheet would run a cell that begins with one of these as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@")


def csv_tables(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """(file name, text) of each table."""
    yield "groups.csv", _text(_groups(analysis))
    yield "rules.csv", _text(_rules(analysis))
    yield "worst.csv", _text(_worst(analysis))
    if analysis.references:
        yield "references.csv", _text(_references(analysis.references))


def _text(rows: Iterable[Sequence[Any]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if math.isnan(value) else round(value, 6)
    if not isinstance(value, str):
        return "" if value is None else value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _with_interval(name: str) -> list[str]:
    return [name, f"{name}_low", f"{name}_high"]


def _values(estimate: Estimate) -> list[float]:
    return [estimate.value, estimate.low, estimate.high]


def _groups(analysis: Analysis) -> Iterator[list[Any]]:
    figures = [column for measure in MEASURES for column in _with_interval(measure.key)]
    yield ["grouping", "within", "group", "documents", "words", *figures, "difference", "p", "verdict", "machine_p"]
    everything = [value for measure in MEASURES for value in _values(analysis.figures[measure.key])]
    words = int(analysis.corpus.words.sum(dtype=int))
    yield ["all", "", "all", len(analysis.corpus), words, *everything, "", "", "", ""]
    for one in (*analysis.comparisons, *analysis.within):
        for group in one.groups:
            own = [value for measure in MEASURES for value in _values(group.figures[measure.key])]
            test = [group.difference, group.p, group.verdict.value, group.machine_p]
            yield [one.grouping, one.within, group.name, group.documents, group.words, *own, *test]


def _rules(analysis: Analysis) -> Iterator[list[Any]]:
    yield ["rule", "category", "findings", *SEVERITIES, "per_1000_words", "share_of_penalty", "documents"]
    for kind in analysis.rules:
        shares = (kind.per_1000_words, kind.share_of_penalty, kind.documents)
        yield [kind.name, kind.category, kind.count, *kind.severities, *shares]


def _worst(analysis: Analysis) -> Iterator[list[Any]]:
    yield ["number", "id", "groups", "words", "score", *SEVERITIES, "machine_translated"]
    for one in analysis.worst:
        yield [one.number, one.id, one.groups, one.words, one.score, *one.severities, one.machine]


def _references(found: References) -> Iterator[list[Any]]:
    metrics = [column for name in METRICS for column in _with_interval(name)]
    yield ["grouping", "within", "group", "documents", *metrics, "quality", "machine_translated", "p_BLEU", "p_chrF"]
    yield ["all", "", "all", found.documents, *(v for name in METRICS for v in _values(found.overall[name])), *[""] * 4]
    for table in found.tables:
        for group in table.groups:
            own = [value for name in METRICS for value in _values(group.metrics[name])]
            p = [group.p.get(name) for name in ("BLEU", "chrF")]
            yield [table.grouping, table.within, group.name, group.documents, *own, group.quality, group.machine, *p]
