from __future__ import annotations

import numpy as np
import pytest

from mtqa.evaluate.tally import auc, f1, mcc, precision, recall, share, tally

# Two segments: scores, what is wrong, what is right.
SEGMENTS = tally([([0.9, 0.2, 0.6], [1, 0, 0], [0, 1, 1]), ([0.7, 0.1], [1, 1], [0, 0])])


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        pytest.param(precision(0.5), 2 / 3, id="precision"),
        pytest.param(recall(0.5), 2 / 3, id="recall"),
        pytest.param(f1(0.5), 2 / 3, id="f1"),
        pytest.param(mcc(0.5), (2 * 1 - 1 * 1) / np.sqrt(3 * 3 * 2 * 2), id="mcc"),
        pytest.param(auc, 4 / 6, id="auc"),
        pytest.param(share, 3 / 5, id="share"),
    ],
)
def test_measures_by_hand(measure, value):
    assert SEGMENTS.estimate(measure).value == pytest.approx(value)


def test_ties_count_half():
    assert tally([([0.5, 0.5], [1, 0], [0, 1])]).estimate(auc).value == 0.5


def test_the_interval_holds_the_value_and_narrows_with_data():
    generator = np.random.default_rng(1)

    def made(count):
        rows = []
        for _ in range(count):
            wrong = generator.random(10) < 0.3
            rows.append((np.clip(generator.normal(0.4 + 0.2 * wrong, 0.2), 0, 1), wrong * 1.0, 1.0 - wrong))
        return tally(rows).estimate(auc)

    few, many = made(30), made(600)
    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def test_the_best_threshold_parts_the_classes():
    parted = tally([([0.8, 0.75, 0.3, 0.2], [1, 1, 0, 0], [0, 0, 1, 1])])
    best = parted.best_threshold(mcc)
    assert 0.3 < best <= 0.75
    assert parted.estimate(mcc(best)).value == 1
