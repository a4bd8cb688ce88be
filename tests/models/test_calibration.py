from __future__ import annotations

import json

import numpy as np
import pytest

from mtqa.models.calibration import Calibration
from mtqa.models.pieces import TAGGED_HEADS

POST_EDIT, DISAGREEMENT = TAGGED_HEADS.index("post_edit"), TAGGED_HEADS.index("disagreement")


@pytest.fixture
def words():
    given = np.zeros((3, len(TAGGED_HEADS)), np.float32)
    given[:, POST_EDIT], given[:, DISAGREEMENT] = [1, 2, 3], [10, 0, -10]
    return given


def read(folder, **settings):
    path = folder / "calibration.json"
    path.write_text(json.dumps({"machine": {}, "rules": {}} | settings), encoding="utf-8")
    return Calibration.read(path)


@pytest.mark.parametrize(
    ("beside", "odds"),
    [pytest.param(False, [1, 2, 3], id="alone"), pytest.param(True, [6.5, 2, -2.5], id="beside a source")],
)
def test_a_post_edit_is_weighed_by_two_heads(tmp_path, words, beside, odds):
    calibration = read(tmp_path, post_edit=[[1, 0, 0], [0.5, 0.5, 1]])
    weighed = calibration.weighed(words, beside=beside)
    assert weighed[:, POST_EDIT] == pytest.approx(odds)
    assert weighed[:, DISAGREEMENT] == pytest.approx([10, 0, -10])
    assert words[:, POST_EDIT] == pytest.approx([1, 2, 3]), "what is given stays"


def test_without_weights_the_head_stays_as_it_is(tmp_path, words):
    assert np.array_equal(read(tmp_path).weighed(words, beside=True), words)
