"""The shares of encoders and heads are those under which the words that were changed come out best."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from mtqa.models.calibration import Calibration
from mtqa.train import weighing
from mtqa.train.weighing import Reading, attainable, best_weights


def reading(rng, *, teller):
    """Twenty words, of which one encoder's one head tells which were changed; the rest is noise."""
    changed = np.array([float(rng.random() < 0.4) for _ in range(20)])
    encoders = np.array([[[rng.gauss(0, 1) for _ in range(2)] for _ in range(20)] for _ in range(2)])
    encoder, head = teller
    encoders[encoder, :, head] += 3 * changed
    return Reading("xx", encoders[0], encoders[1], changed)


@pytest.mark.parametrize(
    ("teller", "english", "disagreement"),
    [
        pytest.param((0, 0), "little", "little", id="the multilingual one's post-edits"),
        pytest.param((0, 1), "little", "much", id="the multilingual one's disagreement"),
        pytest.param((1, 0), "much", "little", id="the English one's post-edits"),
    ],
)
def test_what_tells_counts(teller, english, disagreement):
    rng = random.Random(5)  # noqa: S311
    share, (post_edit, other, bias) = best_weights([reading(rng, teller=teller) for _ in range(60)])
    assert (share >= 0.5) == (english == "much")
    assert (other > post_edit) == (disagreement == "much")
    assert bias < 0


def test_a_pair_in_which_nothing_was_changed_has_no_say():
    rng = random.Random(5)  # noqa: S311
    found = [reading(rng, teller=(1, 0)) for _ in range(60)]
    kept = [replace(found[0], group="yy", changed=found[0].changed * 0)]
    assert best_weights(found + kept)[0] == best_weights(found)[0] >= 0.5


def test_scores_come_out_as_probabilities():
    rng = random.Random(6)  # noqa: S311
    found = [reading(rng, teller=(0, 0)) for _ in range(200)]
    share, (post_edit, other, bias) = best_weights(found)
    odds = np.concatenate([one.multilingual + share * (one.english - one.multilingual) for one in found])
    chance = 1 / (1 + np.exp(-(odds @ [post_edit, other] + bias)))
    assert chance.mean() == pytest.approx(np.concatenate([one.changed for one in found]).mean(), abs=0.01)


class Shares:
    """Stands for a tagger: what it was calibrated to."""

    def __init__(self, english):
        self.calibration = Calibration({}, {}, english=(english, english), post_edit=((1.0, 0.0, 0.0),) * 2)


@pytest.mark.parametrize("head", [0, 1], ids=["post-edits", "disagreement"])
def test_a_network_is_judged_by_the_head_that_tells(monkeypatch, head):
    rng = random.Random(7)  # noqa: S311
    found = [reading(rng, teller=(0, head)) for _ in range(60)]
    monkeypatch.setattr(weighing, "readings", lambda *_, **__: found)
    assert attainable([], Shares(0.0)) > 0.7
    assert attainable([], Shares(1.0)) < 0.3
