from __future__ import annotations

import numpy as np
import pytest

from mtqa.models.changes import FEATURES
from mtqa.models.edit_head import Guess
from mtqa.models.pieces import SENTENCE_HEADS, TAGGED_HEADS, word_spans
from mtqa.models.tagger import Tagged
from mtqa.train.change_odds import (
    LINES,
    Pair,
    Sample,
    distance,
    edited_pairs,
    fit_changes,
    people_pairs,
    samples,
    slip_pairs,
    sparse_pairs,
)

PROSE = ["The committee has decided to write a letter to the mayor of the city."] * 200


class Deleting:
    """A tagger that would leave out the second word of every text."""

    def tag(self, texts):
        made = []
        for text in texts:
            spans = word_spans(text)
            words = np.full((len(spans), len(TAGGED_HEADS)), 2.0 if "slip" in text else -6.0, np.float32)
            guess = Guess(2, 1.0, (("DELETE", 0.9),))
            made.append(Tagged(spans, words, np.zeros(len(SENTENCE_HEADS), np.float32), guesses=(guess,)))
        return made


class Short:
    """A language model that likes short texts."""

    def score(self, texts):
        return [-float(len(text)) for text in texts]


def test_a_change_is_right_where_the_text_comes_nearer():
    pairs = [Pair("He the left.", "He left.", "edited"), Pair("He soon left.", "He soon left.", "people")]
    found = samples(pairs, Deleting(), Short())
    assert [(one.right, one.kind) for one in found] == [(True, "edited"), (False, "people")]
    assert [one.features[FEATURES.index("gain")] for one in found] == [4.0, 5.0]


def test_the_density_is_that_of_the_lines_of_a_draft():
    calm, slips = Pair("He the left.", "He left.", "edited"), Pair("A slip here.", "Slip here.", "slips")
    found = samples([calm] * LINES + [calm, *[slips] * (LINES - 1)], Deleting(), Short())
    values = [one.features[FEATURES.index("density")] for one in found]
    assert len(set(values[:LINES])) == len(set(values[LINES:])) == 1
    assert values[0] < values[-1]


def test_weights_tell_right_from_wrong():
    one = (0.0,) * (len(FEATURES) - 1)
    found = [Sample((float(right) * 2 - 1, *one), right, "edited") for right in (True, False) * 20]
    *weights, bias = fit_changes(found, {"edited": 100})
    assert len(weights) == len(FEATURES)
    assert weights[0] > 1
    assert bias == pytest.approx(0, abs=0.01)


def test_pairs_of_each_kind():
    rows = [
        {"target": "He the left .", "post_edit": "He left ."},
        {"target": "No .", "post_edit": ""},
    ]
    assert edited_pairs(rows) == [Pair("He the left.", "He left.", "edited")]
    assert people_pairs(["Yes."]) == [Pair("Yes.", "Yes.", "people")]
    dense, sparse = slip_pairs(PROSE), sparse_pairs(PROSE)
    assert {pair.right for pair in (*dense, *sparse)} == set(PROSE)
    changed = [sum(pair.text != pair.right for pair in pairs) / len(PROSE) for pairs in (dense, sparse)]
    assert changed[0] > 0.7
    assert 0.02 < changed[1] < 0.25
    assert slip_pairs(PROSE) == dense


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("He left.", "He left.", 0), ("He left.", "He  left .", 0), ("He left.", "He has left,", 2), ("", "A.", 2)],
    ids=["same", "spaces", "put in and replaced", "empty"],
)
def test_distance_counts_words_and_signs(one, other, count):
    assert distance(one, other) == count
