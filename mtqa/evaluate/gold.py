"""Findings of a report beside spans that people marked in the same draft."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RESAMPLES = 500

Span = tuple[int, int, str]


def finding_rows(report: Path, gold: Path) -> Iterator[tuple[str, str, float, float, float]]:
    """(group, measure, value, low, high): character F1, marked faults found, findings that mark none; by category.

    A fault is found when a finding shares a third of the shorter of the two. Neutral findings are left out.
    Intervals come from drawing faults and findings with replacement.
    """
    marked, found = _gold(gold), _findings(report, gold)
    generator = np.random.default_rng(0)
    hit = [float(any(_close(one, other) for other in found)) for one in marked]
    true = [float(any(_close(one, other) for other in marked)) for one in found]
    if marked or found:
        value = _character_f1(marked, found)
        draws = [_character_f1(_drawn(marked, generator), _drawn(found, generator)) for _ in range(RESAMPLES)]
        yield "all", "character F1", value, *_interval(draws)
    yield from _mean_row("all", "faults found", hit, generator)
    yield from _mean_row("all", "findings that mark a fault", true, generator)
    for measure, spans, values in (("faults found", marked, hit), ("findings that mark a fault", found, true)):
        groups: dict[str, list[float]] = defaultdict(list)
        for (_, _, category), value in zip(spans, values, strict=True):
            groups[category].append(value)
        for category, kept in sorted(groups.items()):
            yield from _mean_row(category, measure, kept, generator)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(str(path), f"is not JSON: {error}") from error


def _gold(path: Path) -> list[Span]:
    try:
        return [(span["start"], span["end"], span["category"]) for span in _read(path)["spans"]]
    except (KeyError, TypeError) as error:
        raise ReadError(str(path), f"is no gold file: its spans need start, end and category ({error})") from error


def _findings(path: Path, gold: Path) -> list[Span]:
    """The findings of the document that the gold file is of, or of the only one in the report."""
    try:
        documents = _read(path)["documents"]
        name = _read(gold).get("draft")
        chosen = [document for document in documents if document["path"].endswith(str(name))] or documents[:1]
        return [(f["start"], f["end"], f["category"]) for f in chosen[0]["findings"] if f["severity"] != "neutral"]
    except (KeyError, TypeError, IndexError) as error:
        raise ReadError(str(path), f"is no report of mtqa in JSON ({error})") from error


def _close(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 3 * shared >= min(one[1] - one[0], other[1] - other[0])


def _characters(spans: list[Span]) -> set[int]:
    return {i for start, end, _ in spans for i in range(start, end)}


def _character_f1(marked: list[Span], found: list[Span]) -> float:
    one, other = _characters(marked), _characters(found)
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _drawn(spans: list[Span], generator: np.random.Generator) -> list[Span]:
    return [spans[i] for i in generator.integers(0, len(spans), len(spans))] if spans else []


def _interval(values: list[float]) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def _mean_row(
    group: str, measure: str, values: list[float], generator: np.random.Generator
) -> Iterator[tuple[str, str, float, float, float]]:
    if values:
        kept = np.array(values)
        means = [float(kept[generator.integers(0, len(kept), len(kept))].mean()) for _ in range(RESAMPLES)]
        yield group, measure, round(float(kept.mean()), 4), *_interval(means)
