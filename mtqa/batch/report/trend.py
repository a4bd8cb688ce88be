"""The quality by date: figures of each period with intervals, the slope, and whether it is more than chance."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.batch.report.corpus import NO_DAY
from mtqa.batch.report.groups import figures
from mtqa.batch.report.measures import parts
from mtqa.batch.report.resampling import Estimate, interval, resampled_ratios, slope_test

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.resampling import Floats

_EPOCH = dt.date(1970, 1, 1)
MOST_PERIODS = 36
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time with the figures of its documents, by the keys of MEASURES."""

    name: str
    start: dt.date
    documents: int
    figures: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope` is in points of the quality score a year; `p` says how often chance alone gives one as steep."""

    unit: str
    periods: tuple[Period, ...]
    slope: Estimate
    p: float
    undated: int


def trend(corpus: Corpus) -> Trend | None:
    """None where fewer than two periods hold documents with a date."""
    dated = np.flatnonzero((corpus.day != NO_DAY) & (corpus.words > 0))
    if not len(dated):
        return None
    days = corpus.day[dated]
    unit, start = _unit(_date(int(days.min())), _date(int(days.max())))
    known, inverse = np.unique(days, return_inverse=True)
    starts = [start(_date(int(day))) for day in known]
    own = np.array([one.toordinal() for one in starts])[inverse]
    everything = parts(corpus)[dated]
    periods = []
    for ordinal in np.unique(own):
        first = dt.date.fromordinal(int(ordinal))
        here = everything[own == ordinal]
        periods.append(Period(_label(unit, first), first, len(here), dict(figures(here))))
    if len(periods) < 2:  # noqa: PLR2004 - one period has no trend
        return None
    slope, p = _slope(corpus, dated)
    return Trend(unit, tuple(periods), slope, p, len(corpus) - len(dated))


def day_name(day: int) -> str:
    """A day of the corpus as a date: `2024-05-31`."""
    return _date(day).isoformat()


def _date(day: int) -> dt.date:
    return _EPOCH + dt.timedelta(days=day)


def _unit(first: dt.date, last: dt.date) -> tuple[str, Callable[[dt.date], dt.date]]:
    """The shortest period that keeps their number readable, and the first day of a date's period."""
    days = (last - first).days
    if days < MOST_PERIODS:
        return "day", lambda date: date
    if days < MOST_PERIODS * 7:
        return "week", lambda date: date - dt.timedelta(days=date.weekday())
    if days < MOST_PERIODS * 30:
        return "month", lambda date: date.replace(day=1)
    if days < MOST_PERIODS * 91:
        return "quarter", lambda date: date.replace(month=(date.month - 1) // 3 * 3 + 1, day=1)
    return "year", lambda date: date.replace(month=1, day=1)


def _label(unit: str, first: dt.date) -> str:
    if unit == "year":
        return str(first.year)
    if unit == "quarter":
        return f"{first.year} Q{(first.month + 2) // 3}"
    return f"{first:%Y-%m}" if unit == "month" else first.isoformat()


def _slope(corpus: Corpus, dated: np.ndarray[Any, Any]) -> tuple[Estimate, float]:
    """Least squares over words: the change of penalty points a word with time, as points of the score a year."""
    words, penalty = corpus.words[dated].astype(np.float64), corpus.penalty[dated].astype(np.float64)
    years = corpus.day[dated] / DAYS_A_YEAR
    years = years - (years * words).sum() / words.sum()
    residuals = penalty - penalty.sum() / words.sum() * words
    ratios, resamples = resampled_ratios(_slope_parts(years, residuals, words))
    low, high = interval(-100 * resamples[:, 0])
    value = -100 * float(ratios[0])
    return Estimate(value if not math.isnan(value) else 0.0, low, high, len(dated)), slope_test(residuals, years)


def _slope_parts(years: Floats, residuals: Floats, words: Floats) -> Floats:
    return np.stack([years * residuals, years * years * words], axis=1)[:, None, :]
