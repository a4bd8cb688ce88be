"""Intervals and tests against figures computed in other ways."""

import itertools

import numpy as np
import pytest

from mtqa.batch.report import resampling
from mtqa.batch.report.resampling import group_tests, holm, interval, resampled_ratios, slope_test


def test_the_interval_of_a_mean_is_that_of_the_normal_theory():
    values = np.random.default_rng(1).normal(10, 2, 4000)
    parts = np.stack([values, np.ones_like(values)], axis=1)[:, None, :]
    ratio, resamples = resampled_ratios(parts)
    half = 1.96 * values.std() / np.sqrt(len(values))
    low, high = interval(resamples[:, 0])
    assert ratio[0] == pytest.approx(values.mean())
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.15 * half)


def test_nothing_has_no_ratio():
    ratio, resamples = resampled_ratios(np.zeros((0, 1, 2)))
    assert np.isnan(ratio).all()
    assert np.isnan(interval(resamples[:, 0])).all()


def test_group_p_values_are_those_of_all_permutations():
    residuals = np.array([3.0, 2.5, 2.0, -1.0, -1.5, -2.0, -3.0])
    codes = np.array([0, 0, 0, 1, 1, 1, 1])
    found = group_tests(residuals, codes, np.zeros(7, dtype=int), 2)
    sums = [sum(residuals[list(chosen)]) for chosen in itertools.combinations(range(7), 3)]
    exact = np.mean([abs(one) >= 7.5 - 1e-9 for one in sums])
    assert found == pytest.approx([exact, exact], abs=0.01)


def test_documents_are_shuffled_within_their_strata():
    # Each group lies in a stratum of its own: there is nothing to tell it from.
    residuals = np.array([1.0, -1.0, 5.0, -5.0])
    assert group_tests(residuals, np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), 2) == pytest.approx([1, 1])


def test_the_normal_approximation_is_that_of_the_permutations(monkeypatch):
    rng = np.random.default_rng(3)
    strata, codes = rng.integers(0, 3, 300), rng.integers(0, 4, 300)
    residuals = rng.normal(0, 1, 300) + 0.25 * (codes == 1)
    for stratum in range(3):
        residuals[strata == stratum] -= residuals[strata == stratum].mean()
    permuted = group_tests(residuals, codes, strata, 4)
    times = np.arange(300.0)
    slope = slope_test(residuals, times)
    monkeypatch.setattr(resampling, "PERMUTED", 10)
    assert group_tests(residuals, codes, strata, 4) == pytest.approx(permuted, abs=0.03)
    assert slope_test(residuals, times) == pytest.approx(slope, abs=0.03)


def test_without_a_difference_few_groups_show_one():
    rng = np.random.default_rng(5)
    shown = sum(
        (holm(group_tests(rng.normal(0, 1, 6000) - 0.0, rng.integers(0, 5, 6000), np.zeros(6000, int), 5)) < 0.05).any()
        for _ in range(100)
    )
    assert shown <= 12


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0.01, 0.04, 0.03], [0.03, 0.06, 0.06], id="three"),
        pytest.param([0.5], [0.5], id="one"),
        pytest.param([0.6, 0.7], [1.0, 1.0], id="not above 1"),
    ],
)
def test_holm(values, expected):
    assert holm(np.array(values)) == pytest.approx(expected)
