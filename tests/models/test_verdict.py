from __future__ import annotations

import numpy as np
import pytest

from mtqa.models.calibration import DOCUMENT_FEATURES, Calibration
from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS, word_spans
from mtqa.models.tagger import Tagged
from mtqa.models.verdict import SHORT, judge
from mtqa.types import BlockKind, Piece, Segment

MACHINE = SENTENCE_HEADS.index("machine")


class Reader:
    """Stands for the tagger: sentences that begin with X are a machine's."""

    calibration = Calibration(dict.fromkeys([*DOCUMENT_FEATURES, "bias"], 0.0) | {"machine": 1.0}, {})

    def read(self, texts):
        return [self._tagged(text) for text in texts]

    def _tagged(self, text):
        sentence = np.zeros(len(SENTENCE_HEADS), np.float32)
        sentence[MACHINE] = 3 if text.startswith("X") else -3
        spans = word_spans(text)
        return Tagged(spans, np.zeros((len(spans), len(WORD_HEADS)), np.float32), sentence)


def segment(text, kind=BlockKind.PROSE):
    return Segment("1", 0, text, (Piece(0, 0, len(text), len(text)),), kind)


LONG = "X " + "word " * SHORT


@pytest.mark.parametrize(
    ("segments", "probability", "notes"),
    [
        pytest.param([segment(LONG)], 0.953, 0, id="a machine's"),
        pytest.param([segment(LONG[2:])], 0.047, 0, id="a person's"),
        pytest.param([segment("X word word word.")], 0.953, 1, id="short"),
        pytest.param([segment("Two words")], None, 1, id="no sentence"),
        pytest.param([segment(LONG, BlockKind.TABLE_CELL)], None, 1, id="a table"),
        pytest.param([], None, 1, id="nothing"),
    ],
)
def test_the_probability_and_how_far_to_trust_it(segments, probability, notes):
    verdict = judge(segments, Reader())
    assert verdict.probability == probability
    assert len(verdict.notes) == notes


def test_reasons_quote_the_clearest_sentence():
    verdict = judge([segment(LONG[2:]), segment("X is what the side of it says.")], Reader())
    assert verdict.reasons[0] == "1 of 2 sentences read as a machine's"
    assert "“X is what the side of it says.”" in verdict.reasons[1]
    assert "50%" in verdict.reasons[2]


@pytest.mark.parametrize(("findings", "probability"), [(0, 0.047), (1, 0.089), (3, 0.73)], ids=["none", "one", "many"])
def test_findings_of_the_rules_speak_for_a_machine(findings, probability):
    assert judge([segment(LONG[2:])], Reader(), findings).probability == pytest.approx(probability, abs=0.1)


def test_few_findings_in_a_long_text_change_nothing():
    text = segment("word " * 2000)
    assert judge([text], Reader(), 4).probability == judge([text], Reader()).probability
