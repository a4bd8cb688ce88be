"""Rank correlations against values worked out by hand, or known."""

import numpy as np
import pytest

from mtqa.batch.report.correlation import kendall, ranks, spearman

CASES = [
    pytest.param([1, 2, 3, 4], [1, 2, 3, 4], 1.0, 1.0, id="same order"),
    pytest.param([1, 2, 3, 4], [8, 6, 4, 2], -1.0, -1.0, id="reverse"),
    # Without ties: rho = 1 - 6 x 4 / (4 x 15); 4 pairs agree and 2 do not.
    pytest.param([1, 2, 3, 4], [2, 1, 4, 3], 0.6, 1 / 3, id="swapped"),
    # Ranks 1.5 1.5 3 and 1 2 3; tau-b = 2 / sqrt(2 x 3).
    pytest.param([1, 1, 2], [1, 2, 3], 1.5 / np.sqrt(1.5 * 2), 2 / np.sqrt(6), id="ties"),
]


@pytest.mark.parametrize(("first", "second", "rho", "tau"), CASES)
def test_known_values(first, second, rho, tau):
    first, second = np.array(first, float), np.array(second, float)
    assert spearman(first, second) == pytest.approx(rho)
    assert kendall(first, second) == pytest.approx(tau)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param([1, 2], [1, 2], id="two"),
        pytest.param([1, 1, 1], [1, 2, 3], id="constant"),
        pytest.param([1, np.nan, 3], [1, 2, 3], id="too few known"),
    ],
)
def test_no_number(first, second):
    assert np.isnan(spearman(np.array(first, float), np.array(second, float)))
    assert np.isnan(kendall(np.array(first, float), np.array(second, float)))


def test_ranks_share_their_mean():
    assert ranks(np.array([10.0, 20.0, 10.0, 5.0])).tolist() == [2.5, 4.0, 2.5, 1.0]
