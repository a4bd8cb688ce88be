from __future__ import annotations

import numpy as np
import pytest

from mtqa.models.calibration import DOCUMENT_FEATURES, Calibration, word_features
from mtqa.models.faults import SEVERE, faults, marked
from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS, word_spans
from mtqa.models.tagger import Tagged
from mtqa.types import Piece, Segment

# The head post_edit alone decides.
RULE = {"heads": ["post_edit"], "weights": [1.0, 0, 0, 0, 0, 0, 0], "confidence": [(-2.0, 0.1), (2.0, 0.9)]}
NAMES = (*DOCUMENT_FEATURES, "bias")


def tagged(scores, text="a b c d e f g"):
    words = np.full((len(scores), len(WORD_HEADS)), -3.0, np.float32)
    words[:, WORD_HEADS.index("post_edit")] = scores
    return Tagged(word_spans(text)[: len(scores)], words, np.zeros(len(SENTENCE_HEADS), np.float32))


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        pytest.param([-5, -5, -5], [], id="nothing reads wrong"),
        pytest.param([-5, 2, -5], [(1, 2, 2.0)], id="one word"),
        pytest.param([-5, 2, 1.5, -5], [(1, 3, 2.0)], id="a likely neighbour comes along"),
        pytest.param([-5, 2, 0.5, -5], [(1, 2, 2.0)], id="an unlikely one does not, nor stands alone"),
        pytest.param([1, -5, -5, 0.5], [(0, 1, 1.0), (3, 4, 0.5)], id="two faults"),
        pytest.param([], [], id="no words"),
    ],
)
def test_words_join_into_spans(scores, found):
    assert faults(tagged(scores), 0.0, RULE) == found


def test_features_are_heads_then_the_sentence_then_the_document():
    item = tagged([1.0, 2.0])
    features = word_features(item, 9.0, ["post_edit", "damage"])
    assert features.tolist() == [[1, -3, 0, 0, 0, 4, 0], [2, -3, 0, 0, 0, 4, 0]]


class Reader:
    calibration = Calibration(dict.fromkeys(NAMES, 0.0), {"awkward": RULE})

    def read(self, texts, sources=None):
        del sources
        return [tagged([-5, 2, 2, -5], text) for text in texts]


def test_a_fault_has_its_place_and_its_confidence():
    segment = Segment("1", 0, "It rains cats down.", (Piece(0, 0, 19, 19),))
    ((where, fault),) = marked([segment], "awkward", Reader())
    assert where is segment
    assert segment.text[fault.span.start : fault.span.end] == "rains cats"
    assert fault.confidence == pytest.approx(0.9)
    assert fault.severe is (SEVERE < 0)
