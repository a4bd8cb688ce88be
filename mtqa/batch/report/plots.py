"""The pictures of the report, as inline SVG: drawn with the page's own colours, readable in grey, and described."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.batch.report.distributions import Histogram
    from mtqa.batch.report.references import Table
    from mtqa.batch.report.resampling import Estimate

WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 24, 36
TREND_WIDTH = 760
SCATTER_WIDTH = 280
STRIP_WIDTH, STRIP_HEIGHT = 180, 18
_MOST_LABELS = 9


def _svg(name: str, title: str, description: str, body: Iterator[str], width: int = WIDTH) -> Markup:
    head = (
        f'<svg viewBox="0 0 {width} {HEIGHT}" role="img" aria-labelledby="{name}-title {name}-text">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(description)}</desc>'
    )
    return Markup(head + "".join(body) + "</svg>")  # noqa: S704 - what comes from outside is escaped above and below


def _text(x: float, y: float, text: str, anchor: str = "middle", kind: str = "tick") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _steps(low: float, high: float, most: int = 5) -> list[float]:
    """Round values between two bounds, at most so many steps apart."""
    span = high - low
    if span <= 0:
        return [low]
    size = 10.0**-6
    factors = (2.0, 2.5, 2.0)
    place = 0
    while span / size > most:
        size *= factors[place % 3]
        place += 1
    first = -(-low // size)
    return [round((first + step) * size, 6) for step in range(int((high - first * size) / size + 1e-9) + 1)]


def _grid(low: float, high: float, right: float) -> Iterator[str]:
    """Horizontal lines with their values at the left."""
    for value in _steps(low, high):
        y = _height(value, low, high)
        yield f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
        yield _text(LEFT - 6, y + 4, f"{value:,g}", "end")


def _height(value: float, low: float, high: float) -> float:
    room = HEIGHT - TOP - BOTTOM
    return HEIGHT - BOTTOM - (value - low) / ((high - low) or 1) * room


def histogram(name: str, title: str, axis: str, data: Histogram, limit: float | None = None) -> Markup:
    """Bars of documents; a dashed line at `limit`."""
    total = max(sum(data.counts), 1)
    top = max(data.counts)
    fullest = data.counts.index(top)
    description = (
        f"Histogram of {total:,} documents. The fullest bar, {data.edges[fullest]:g} to {data.edges[fullest + 1]:g}, "
        f"holds {top:,}. All numbers are in the table below the picture."
    )
    return _svg(name, title, description, _bars(data, top, axis, limit))


def _bars(data: Histogram, top: int, axis: str, limit: float | None) -> Iterator[str]:
    right = WIDTH - RIGHT
    start, end = data.edges[0], data.edges[-1]

    def place(value: float) -> float:
        return LEFT + (value - start) / (end - start) * (right - LEFT)

    yield from _grid(0, top, right)
    for low, high, count in zip(data.edges, data.edges[1:], data.counts, strict=False):
        x, y = place(low) + 0.75, _height(count, 0, top)
        size = f'width="{place(high) - x - 0.75:.1f}" height="{HEIGHT - BOTTOM - y:.1f}"'
        passes = limit is None or low >= limit - 1e-9
        kind = "bar" if passes else "bar low"
        spoken = f"<title>{low:g} to {high:g}: {count:,}</title>"
        yield f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size}>{spoken}</rect>'
    for value in _steps(start, end):
        label = f"≤ {value:g}" if data.below and value == start else f"{value:g}"
        yield _text(place(value), HEIGHT - BOTTOM + 16, label)
    yield f'<line class="axis" x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{right}" y2="{HEIGHT - BOTTOM}"/>'
    yield _text((LEFT + right) / 2, HEIGHT - 3, axis, kind="label")
    yield _text(4, 11, "documents", "start", "label")
    if limit is not None and start < limit < end:
        x = place(limit)
        yield f'<line class="limit" x1="{x:.1f}" y1="{TOP - 4}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}"/>'
        yield _text(x - 4, 11, f"fit from {limit:g} →", "end", "label")


def line(name: str, title: str, labels: Sequence[str], values: Sequence[Estimate], unit: str) -> Markup:
    """A line through figures in order, with a band for their intervals."""
    known = [(place, one) for place, one in enumerate(values) if one.known]
    first, last = known[0][1], known[-1][1]
    description = (
        f"Line of {len(known)} {unit}s from {first.value:.2f} to {last.value:.2f}, with a band for the 95% intervals. "
        "All numbers are in the table below the picture."
    )
    return _svg(name, title, description, _line(labels, known), TREND_WIDTH)


def _line(labels: Sequence[str], known: Sequence[tuple[int, Estimate]]) -> Iterator[str]:
    right = TREND_WIDTH - RIGHT
    low, high = min(one.low for _, one in known), max(one.high for _, one in known)
    pad = 0.05 * ((high - low) or 1)
    low, high = low - pad, min(high + pad, 100.0)
    step = (right - LEFT - 30) / max(len(labels) - 1, 1)
    at = [(LEFT + 15 + place * step, one) for place, one in known]
    yield from _grid(low, high, right)
    upper = [f"{x:.1f},{_height(one.high, low, high):.1f}" for x, one in at]
    lower = [f"{x:.1f},{_height(one.low, low, high):.1f}" for x, one in reversed(at)]
    yield f'<polygon class="band" points="{" ".join(upper + lower)}"/>'
    middle = [f"{x:.1f},{_height(one.value, low, high):.1f}" for x, one in at]
    yield f'<polyline class="line" points="{" ".join(middle)}"/>'
    for (x, one), (place, _) in zip(at, known, strict=True):
        spoken = f"{escape(labels[place])}: {one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
        y = _height(one.value, low, high)
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{spoken}</title></circle>'
    every = -(-len(labels) // _MOST_LABELS)
    for place in range(0, len(labels), every):
        yield _text(LEFT + 15 + place * step, HEIGHT - BOTTOM + 16, labels[place])
    yield f'<line class="axis" x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{right}" y2="{HEIGHT - BOTTOM}"/>'
    yield _text(4, 11, "quality score", "start", "label")


class Scale:
    """One scale for the strips of a table: from the lowest end of an interval to the highest."""

    def __init__(self, estimates: Sequence[Estimate]) -> None:
        known = [one for one in estimates if one.known]
        self.low = min((one.low for one in known), default=0.0)
        self.high = max((one.high for one in known), default=1.0)
        if self.high - self.low < 1e-9:  # noqa: PLR2004 - nothing to draw to scale
            self.low, self.high = self.low - 1, self.high + 1

    def place(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return 6 + (inside - self.low) / (self.high - self.low) * (STRIP_WIDTH - 12)

    def strip(self, estimate: Estimate, middle: float | None = None) -> Markup:
        """A dot with its interval, or an arrow where the figure lies outside the scale.

        Hidden from screen readers, since the same numbers stand beside it.
        """
        if not estimate.known:
            return Markup()
        parts, y = [_strip_head()], STRIP_HEIGHT / 2
        if middle is not None and self.low <= middle <= self.high:
            x = self.place(middle)
            parts.append(f'<line class="limit" x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{STRIP_HEIGHT}"/>')
        ends = f'x1="{self.place(estimate.low):.1f}" y1="{y}" x2="{self.place(estimate.high):.1f}" y2="{y}"'
        parts.append(f'<line class="whisker" {ends}/>{self._mark(estimate.value, y)}</svg>')
        return Markup("".join(parts))  # noqa: S704 - numbers alone

    def _mark(self, value: float, y: float) -> str:
        x = self.place(value)
        if self.low <= value <= self.high:
            return f'<circle class="dot" cx="{x:.1f}" cy="{y}" r="4"/>'
        tip = -6 if value < self.low else 6
        return f'<polygon class="dot" points="{x + tip:.1f},{y} {x:.1f},{y - 5} {x:.1f},{y + 5}"/>'


def stacked(counts: Sequence[int], names: Sequence[str], most: int) -> Markup:
    """A bar of counts, each kind with its own pattern; `most` fills the width. Hidden from screen readers as above."""
    parts, x = [_strip_head()], 0.0
    for count, name in zip(counts, names, strict=True):
        width = count / max(most, 1) * STRIP_WIDTH
        if count:
            parts.append(
                f'<rect class="{escape(name)}" x="{x:.1f}" y="2" width="{width:.1f}" height="{STRIP_HEIGHT - 4}"/>'
            )
        x += width
    return Markup("".join(parts) + "</svg>")  # noqa: S704 - numbers, and names that were escaped


def scatter(name: str, table: Table) -> Markup:
    """Groups by chrF (across) and quality score (up), each with its name on the point."""
    points = [(one.metrics["chrF"].value, one.quality, one.name) for one in table.groups]
    rho = table.agreement["chrF"][0]
    title = f"Quality score against chrF, by {table.grouping}"
    description = f"{len(points)} points; rank correlation {rho:.2f}. All numbers are in the tables of this section."
    return _svg(name, title, description, _points(points), SCATTER_WIDTH)


def _points(points: Sequence[tuple[float, float, str]]) -> Iterator[str]:
    across, up = [x for x, _, _ in points], [y for _, y, _ in points]
    left, right = _padded(across)
    low, high = _padded(up)
    width = SCATTER_WIDTH - RIGHT
    yield from _grid(low, high, width)
    for value in _steps(left, right, 4):
        x = LEFT + (value - left) / (right - left) * (width - LEFT)
        yield _text(x, HEIGHT - BOTTOM + 16, f"{value:g}")
    yield f'<line class="axis" x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{width}" y2="{HEIGHT - BOTTOM}"/>'
    yield _text((LEFT + width) / 2, HEIGHT - 3, "chrF", kind="label")
    yield _text(4, 11, "quality score", "start", "label")
    for x_value, y_value, group in points:
        x = LEFT + (x_value - left) / (right - left) * (width - LEFT)
        spoken = f"<title>{escape(group)}: chrF {x_value:.1f}, quality score {y_value:.2f}</title>"
        yield f'<circle class="dot" cx="{x:.1f}" cy="{_height(y_value, low, high):.1f}" r="5">{spoken}</circle>'


def _padded(values: Sequence[float]) -> tuple[float, float]:
    pad = 0.08 * ((max(values) - min(values)) or 1)
    return min(values) - pad, max(values) + pad


def _strip_head() -> str:
    size = f'width="{STRIP_WIDTH}" height="{STRIP_HEIGHT}" viewBox="0 0 {STRIP_WIDTH} {STRIP_HEIGHT}"'
    return f'<svg class="strip" {size} aria-hidden="true" focusable="false">'
