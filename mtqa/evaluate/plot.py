"""Precision against recall as an SVG picture: one line a group, one dot a threshold. No plotting library is needed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.evaluate.run import Evaluation

WIDTH, HEIGHT, MARGIN = 640, 440, 50
_COLOURS = ("#1b6ca8", "#d1495b", "#2e8b57", "#8e5ea2", "#c98b1b", "#3b3b3b", "#00a0a0", "#a05a2c")


def plot(evaluation: Evaluation) -> str:
    """An SVG document; without rows of precision and recall it holds the axes alone."""
    groups = dict.fromkeys(row.group for row in evaluation.rows if row.measure == "precision")
    parts = list(_axes(evaluation.data))
    for i, group in enumerate(groups):
        parts += _line(evaluation, group, _COLOURS[i % len(_COLOURS)], i)
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(parts) + "\n</svg>\n"


def _place(recall: float, precision: float) -> tuple[float, float]:
    x = MARGIN + recall * (WIDTH - 3 * MARGIN)
    return round(x, 1), round(HEIGHT - MARGIN - precision * (HEIGHT - 2 * MARGIN), 1)


def _axes(title: str) -> Iterator[str]:
    yield '<rect width="100%" height="100%" fill="white"/>'
    yield f'<text x="{MARGIN}" y="24" font-size="14">{escape(title)}</text>'
    for step in range(0, 11, 2):
        x, y = _place(step / 10, 0)
        yield f'<text x="{x}" y="{y + 18}" text-anchor="middle">{step / 10}</text>'
        x, y = _place(0, step / 10)
        far, _ = _place(1, 0)
        yield f'<line x1="{x}" y1="{y}" x2="{far}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{step / 10}</text>'
    x, y = _place(0.5, 0)
    yield f'<text x="{x}" y="{y + 38}" text-anchor="middle">recall</text>'
    yield f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})" text-anchor="middle">precision</text>'


def _line(evaluation: Evaluation, group: str, colour: str, number: int) -> Iterator[str]:
    values: dict[float, dict[str, float]] = {}
    for row in evaluation.rows:
        if row.group == group and row.threshold is not None and row.measure in {"precision", "recall"}:
            values.setdefault(row.threshold, {})[row.measure] = row.value
    # A threshold above every score marks nothing: its precision is no number.
    drawn = [(t, v) for t, v in sorted(values.items()) if v.get("precision", -1) >= 0 and v.get("recall", -1) >= 0]
    places = [(t, _place(v["recall"], v["precision"])) for t, v in drawn]
    points = " ".join(f"{x},{y}" for _, (x, y) in places)
    yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    for threshold, (x, y) in places:
        yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"><title>{escape(group)} at {threshold}</title></circle>'
    y = MARGIN + 18 * number
    yield f'<text x="{WIDTH - 2 * MARGIN + 10}" y="{y}" fill="{colour}">{escape(group)}</text>'
