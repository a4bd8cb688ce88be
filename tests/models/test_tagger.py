from __future__ import annotations

import shutil

import numpy as np
import pytest

from mtqa.errors import ModelError
from mtqa.models.pieces import SENTENCE_HEADS, TAGGED_HEADS
from mtqa.models.tagger import FOLDER, Tagger

GOOD = "The ministry decided to close the schools next week."
BAD = "The ministry has been made a decision to the schools of closing in the next week."


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(threads=1)


def test_every_word_gets_a_value_for_every_head(tagger):
    (item,) = tagger.tag([GOOD])
    assert [GOOD[start:end] for start, end in item.spans][-2:] == ["week", "."]
    assert item.words.shape == (len(item.spans), len(TAGGED_HEADS))
    assert item.sentence.shape == (len(SENTENCE_HEADS),)


def test_offsets_count_code_points_of_the_text_as_it_stands(tagger):
    text = "  A 😀 ﬁne  day…\u00a0here "
    (item,) = tagger.tag([text])
    assert [text[start:end] for start, end in item.spans] == ["A", "😀", "ﬁne", "day", "…", "here"]


def test_broken_english_reads_worse(tagger):
    good, bad = tagger.tag([GOOD, BAD])
    assert bad.word("post_edit").max() > good.word("post_edit").max()


def test_the_source_changes_the_reading(tagger):
    right, wrong = tagger.tag([GOOD, GOOD], ["Das Ministerium beschloss, die Schulen nächste Woche zu schließen."] * 2)
    plain, _ = tagger.tag([GOOD, GOOD])
    assert np.array_equal(right.words, wrong.words)
    assert not np.allclose(right.words, plain.words, atol=0.01)


def test_neighbours_in_a_batch_do_not_matter(tagger):
    (alone,) = tagger.tag([GOOD])
    among = tagger.tag([BAD, GOOD, "Short.", BAD + " " + GOOD])[1]
    assert np.allclose(alone.words, among.words, atol=1e-3)


@pytest.mark.parametrize(
    "text", ["", " ", "…", "word " * 900, "x" * 3000], ids=["empty", "blank", "sign", "long", "one"]
)
def test_texts_of_any_length(tagger, text):
    (item,) = tagger.tag([text])
    assert np.isfinite(item.words).all()
    assert len(item.words) == len(item.spans)


def test_no_texts(tagger):
    assert tagger.tag([]) == []


def test_readings_are_shared(tagger):
    first, second = tagger.read([GOOD, GOOD])
    assert first is second
    assert tagger.read([GOOD])[0] is first


def test_a_folder_without_weights_is_named(tmp_path):
    with pytest.raises(ModelError, match="not all in"):
        Tagger(tmp_path).tag([GOOD])


def test_a_broken_file_is_named(tmp_path):
    for path in FOLDER.iterdir():
        shutil.copyfile(path, tmp_path / path.name)
    (tmp_path / "encoder.onnx").write_bytes(b"no")
    with pytest.raises(ModelError, match="does not load"):
        Tagger(tmp_path).tag([GOOD])
    (tmp_path / "calibration.json").write_text("{}")
    with pytest.raises(ModelError, match=r"calibration\.json"):
        _ = Tagger(tmp_path).calibration
