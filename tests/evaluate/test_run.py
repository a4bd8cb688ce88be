from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np
import pytest

from mtqa.errors import ReadError
from mtqa.evaluate import Settings, evaluate
from mtqa.models.calibration import DOCUMENT_FEATURES, Calibration
from mtqa.models.pieces import SENTENCE_HEADS, WORD_HEADS, word_spans
from mtqa.models.tagger import Tagged

NAMES = (*DOCUMENT_FEATURES, "bias")


@dataclass
class Marker:
    """Stands for the tagger: every word that begins with x is wrong."""

    calibration: Calibration = field(default_factory=lambda: Calibration(dict.fromkeys(NAMES, 1.0), {}))

    def tag(self, texts, sources=None, spans=None):
        del sources
        found = [word_spans(text) for text in texts] if spans is None else spans
        return [self._tagged(text, words) for text, words in zip(texts, found, strict=True)]

    def _tagged(self, text, words):
        wrong = np.array([3.0 if text[start] == "x" else -3.0 for start, _ in words], np.float32)
        rows = np.repeat(wrong[:, None], len(WORD_HEADS), axis=1)
        return Tagged(tuple(words), rows, np.full(len(SENTENCE_HEADS), wrong.max(), np.float32))


def lines(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def mqm(rater, *spans):
    marks = [{"start": s, "end": e, "category": "Accuracy", "severity": "major"} for s, e in spans]
    return {
        "set": "s", "system": "t", "document": "d", "segment": "1", "rater": rater, "languages": "zh-en",
        "source": "y", "target": "good xbad", "errors": marks,
    }  # fmt: skip


WORDS = {"languages": "et-en", "source": "a", "target": "good xbad", "word_tags": "OK BAD", "gap_tags": "OK OK OK"}
PAIR = {"name": "k1", "source": "a", "translation": "good", "damaged": "good xbad"}
NEWS = [
    {"set": "w", "languages": "cs-en", "human": human, "system": "A" if human else "B", "line": i, "text": text}
    for human, text in ((True, "good line"), (False, "xbad line"))
    for i in range(4)
]


@pytest.mark.parametrize(
    ("rows", "kind", "group", "measure"),
    [
        pytest.param([WORDS] * 3, "words", "et-en", "MCC (threshold from the same data)", id="post-edits"),
        pytest.param([mqm("1", (5, 9)), mqm("2", (5, 9))], "spans", "all", "character F1", id="error spans"),
        pytest.param([PAIR], "pairs", "k1", "damaged scores worse", id="pairs"),
        pytest.param(NEWS, "documents", "w cs-en", "AUC", id="news"),
        pytest.param(
            [{"source": "a", "target": "good xbad", "post_edit": "good word"}],
            "post-edits", "table", "MCC (threshold from the same data)", id="a plain table",
        ),
    ],
)  # fmt: skip
def test_every_kind_of_data_is_known_by_its_fields(tmp_path, rows, kind, group, measure):
    result = evaluate(lines(tmp_path / "data.jsonl", rows), Marker(), Settings(lines=2))
    assert result.kind == kind
    values = {(row.group, row.measure): row.value for row in result.rows if row.threshold != 0.0}
    assert values[group, measure] == 1
    assert json.loads(result.to_json())["kind"] == kind
    assert group in result.to_table()


def test_thresholds_come_from_the_development_data(tmp_path):
    data = lines(tmp_path / "data.jsonl", [WORDS])
    result = evaluate(data, Marker(), Settings(dev=data))
    assert "MCC" in {row.measure for row in result.rows}


def test_data_of_no_known_kind_is_refused_with_the_known_fields(tmp_path):
    with pytest.raises(ReadError, match="word_tags"):
        evaluate(lines(tmp_path / "data.jsonl", [{"text": "a"}]), Marker())


def test_what_is_not_json_is_named(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_text("no", encoding="utf-8")
    with pytest.raises(ReadError, match="is not JSON lines"):
        evaluate(path, Marker())
