"""`mtqa evaluate DATA`: reads annotated data of any known kind and gives one table of measures."""

from __future__ import annotations

import dataclasses
import json
import math
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.errors import ReadError
from mtqa.evaluate import sets
from mtqa.evaluate.gold import finding_rows
from mtqa.evaluate.references import reference_rows
from mtqa.evaluate.tally import auc, f1, mcc, precision, recall, share
from mtqa.train.detokenise import detokenise
from mtqa.train.examples import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mtqa.evaluate.tally import Estimate, Tally
    from mtqa.models.tagger import Tagger

# Precision and recall are given from here on up; what lies between is in the plot.
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one group (a language pair, a kind of damage, a category): its value and 95% interval."""

    group: str
    measure: str
    value: float
    low: float
    high: float
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All rows of an evaluation, and what was evaluated."""

    data: str
    kind: str
    source: bool
    segments: int
    rows: tuple[Row, ...]

    def to_json(self) -> str:
        """An object with the fields of this class; a measure that is no number is null."""
        found = dataclasses.asdict(self)
        found["rows"] = [{name: _number(value) for name, value in row.items()} for row in found["rows"]]
        return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)

    def to_table(self) -> str:
        """The rows in columns: group, measure, value, interval, threshold."""
        head = f"{self.data}: {self.kind}, {self.segments} segments, {'with' if self.source else 'without'} source"
        width = max((len(row.group) for row in self.rows), default=0)
        wide = max((len(row.measure) for row in self.rows), default=0)
        lines = [head]
        for row in self.rows:
            at = "" if row.threshold is None else f"  at {row.threshold:.2f}"
            interval = f"[{row.low:.3f}, {row.high:.3f}]"
            lines.append(f"{row.group:{width}}  {row.measure:{wide}}  {row.value:6.3f}  {interval}{at}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Settings:
    """`dev`: annotated data to choose thresholds on; else they come from the data itself, and the table says so."""

    source: bool = False
    dev: Path | None = None
    limit: int | None = None
    lines: int = 12
    seed: int = 0


def evaluate(data: Path, tagger: Tagger, settings: Settings | None = None, *, gold: Path | None = None) -> Evaluation:
    """Evaluate the tagger on annotated data, or, with `gold`, the findings of a report of mtqa in JSON.

    Raises ReadError for data of no known kind.
    """
    settings = settings or Settings()
    if gold is not None:
        rows = tuple(Row(*row) for row in finding_rows(data, gold))
        return Evaluation(data.name, "findings", source=False, segments=1, rows=rows)
    lines = _read(data, settings)
    kind = sets.kind_of(lines[0]) if lines else None
    if kind is None:
        raise ReadError(str(data), f"holds no annotated data; a row has one of the fields {', '.join(sets.KINDS)}")
    try:
        found = list(_MEASURED[kind](lines, tagger, settings))
    except KeyError as error:
        raise ReadError(str(data), f"a row lacks the field {error}, which {kind} have") from error
    return Evaluation(data.name, kind, settings.source, len(lines), tuple(found))


def _read(path: Path, settings: Settings) -> list[dict[str, Any]]:
    """The rows of a file; with a limit, as many of each group, in their order."""
    try:
        rows = list(read_lines(path))
    except (OSError, ValueError, EOFError) as error:
        raise ReadError(str(path), f"is not JSON lines: {error}") from error
    if not all(isinstance(row, dict) for row in rows):
        raise ReadError(str(path), "is not JSON lines: each line is to be an object")
    if settings.limit is None:
        return rows
    groups: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        groups[_group(row)].append(i)
    generator = random.Random(settings.seed)  # noqa: S311
    kept = [i for found in groups.values() for i in generator.sample(found, min(settings.limit, len(found)))]
    return [rows[i] for i in sorted(kept)]


def _group(row: dict[str, Any]) -> str:
    return "/".join(str(row.get(name, "")) for name in ("set", "languages", "name"))


def _number(value: object) -> object:
    """JSON has no NaN."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _row(group: str, measure: str, value: Estimate, threshold: float | None = None) -> Row:
    return Row(group, measure, round(value.value, 4), round(value.low, 4), round(value.high, 4), threshold)


def _curve(group: str, tally: Tally) -> Iterable[Row]:
    for threshold in THRESHOLDS:
        exact = tally.estimate(precision(threshold))
        if not math.isnan(exact.value):  # nothing is marked at a threshold above every score
            yield _row(group, "precision", exact, threshold)
            yield _row(group, "recall", tally.estimate(recall(threshold)), threshold)


def _words(rows: list[dict[str, Any]], tagger: Tagger, settings: Settings) -> Iterable[Row]:
    tallies = sets.word_tallies(rows, tagger, source=settings.source)
    chosen = (
        sets.word_tallies(_read(settings.dev, settings), tagger, source=settings.source) if settings.dev else tallies
    )
    where = "MCC" if settings.dev else "MCC (threshold from the same data)"
    for language, tally in tallies.items():
        threshold = chosen.get(language, tally).best_threshold(mcc)
        yield _row(language, where, tally.estimate(mcc(threshold)), threshold)
        yield _row(language, "AUC", tally.estimate(auc))
    for language, tally in tallies.items():
        yield from _curve(language, tally)
    if rows[0].get("post_edit"):
        running = [row | {name: detokenise(row[name].split())[0] for name in ("target", "post_edit")} for row in rows]
        yield from (Row(*row) for row in reference_rows(running, "target", "post_edit"))


def _spans(rows: list[dict[str, Any]], tagger: Tagger, settings: Settings) -> Iterable[Row]:
    segments = sets.marked_segments(rows)
    tallies = sets.span_tallies(segments, tagger, source=settings.source)
    dev = sets.marked_segments(_read(settings.dev, settings)) if settings.dev else segments
    chosen = sets.span_tallies(dev, tagger, source=settings.source) if settings.dev else tallies
    at = chosen["characters"].best_threshold(f1)
    yield _row("all", "character F1", tallies["characters"].estimate(f1(at)), at)
    agreeing = [segment for segment in segments if len(segment.raters) > 1]
    if agreeing:
        yield _row("two raters", "character F1", sets.rater_agreement(agreeing).estimate(f1(0.5)))
    word = chosen["words"].best_threshold(mcc)
    yield _row("all", "MCC", tallies["words"].estimate(mcc(word)), word)
    yield _row("all", "AUC", tallies["words"].estimate(auc))
    yield from _curve("all", tallies["words"])
    for category, tally in sets.recall_by_category(segments, tagger, at, source=settings.source).items():
        yield _row(category, "recall of spans", tally.estimate(share), at)


def _pairs(rows: list[dict[str, Any]], tagger: Tagger, settings: Settings) -> Iterable[Row]:
    for name, tally in sets.pair_tallies(rows, tagger, source=settings.source).items():
        yield _row(name, "damaged scores worse", tally.estimate(share))
    if "reference" in rows[0]:
        yield from (Row(*row) for row in reference_rows(rows, "translation", "reference"))


def _documents(rows: list[dict[str, Any]], tagger: Tagger, settings: Settings) -> Iterable[Row]:
    for name, tally in sets.document_tallies(rows, tagger, settings.lines).items():
        yield _row(name, "AUC", tally.estimate(auc))


def _post_edits(rows: list[dict[str, Any]], tagger: Tagger, settings: Settings) -> Iterable[Row]:
    from mtqa.train.table import tagged_row

    yield from _words([tagged_row(row) for row in rows], tagger, settings)


_MEASURED: dict[str, Callable[[list[dict[str, Any]], Tagger, Settings], Iterable[Row]]] = {
    "words": _words,
    "spans": _spans,
    "pairs": _pairs,
    "documents": _documents,
    "post-edits": _post_edits,
}
