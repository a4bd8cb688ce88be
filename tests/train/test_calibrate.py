from __future__ import annotations

import numpy as np
import pytest

from mtqa.train.calibrate import isotonic, logistic


def test_the_logistic_model_finds_the_weights_that_made_the_data():
    generator = np.random.default_rng(0)
    features = generator.normal(size=(20_000, 2))
    chance = 1 / (1 + np.exp(-(features @ [1.5, -0.5] + 0.3)))
    labels = (generator.random(len(chance)) < chance).astype(float)
    beta = logistic(features, labels, np.ones(len(labels)), penalty=0)
    assert beta == pytest.approx([1.5, -0.5, 0.3], abs=0.06)


def test_the_map_rises_and_pools_what_falls():
    points = isotonic(np.array([0.0, 1, 2, 3]), np.array([0.0, 1, 0, 1]), np.ones(4))
    assert points == [(0.0, 0.0), (1.5, 0.5), (3.0, 1.0)]


def test_the_map_is_thinned_to_the_points_asked_for():
    scores = np.arange(1000.0)
    points = isotonic(scores, scores / 1000, np.ones(1000), points=10)
    assert len(points) == 10
    assert [share for _, share in points] == sorted(share for _, share in points)
