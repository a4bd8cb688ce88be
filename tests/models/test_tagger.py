from __future__ import annotations

import shutil

import numpy as np
import pytest

from mtqa.errors import ModelError
from mtqa.models.encoder import Encoder
from mtqa.models.pieces import SENTENCE_HEADS, TAGGED_HEADS, word_spans
from mtqa.models.tagger import ENGLISH, FOLDER, Tagger

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


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("encoder.onnx", b"no", "does not load", id="the graph"),
        pytest.param("pieces.npy", b"", "does not load", id="the pieces"),
        pytest.param("tokenizer.json.gz", b"\x1f\x8b", "does not load", id="the tokenizer"),
        pytest.param("style.npy", b"\x93NUMPY", "does not load", id="the style"),
        pytest.param("calibration.json", b"{}", r"calibration\.json", id="the calibration"),
        pytest.param("english/encoder.onnx", b"no", "does not load", id="the English graph"),
        pytest.param("english/pieces.npy", b"\x93NUMPY", "does not load", id="the English pieces"),
        pytest.param("english/edits.npz", b"PK", r"edits\.npz", id="the edits"),
        pytest.param("english/tags.txt", b"DELETE\n", r"tags\.txt", id="the tags"),
        pytest.param("english/tags.txt", b"KEEP\nDELETE\n", "not of one run", id="other tags"),
    ],
)
def test_a_broken_file_is_named(tmp_path, name, content, message):
    folder = tmp_path / "tagger"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=message):
        Tagger(folder).tag([BAD])


def test_weights_with_other_heads_are_refused():
    encoder = Encoder(FOLDER / ENGLISH)
    with pytest.raises(ModelError, match="another version of mtqa"):
        list(encoder.run(["It rained."], [None], [word_spans("It rained.")]))


def test_a_tagger_may_do_without_an_english_encoder(tmp_path, tagger):
    folder = tmp_path / "tagger"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("english"))
    (alone,) = Tagger(folder).tag([BAD])
    (both,) = tagger.tag([BAD])
    assert alone.guesses == ()
    assert not alone.word("slip").any()
    assert both.guesses
    assert not np.allclose(alone.word("post_edit"), both.word("post_edit"))


def test_an_edit_is_guessed_where_it_is_needed(tagger):
    text = "The bridge was build in 1950."
    (item,) = tagger.tag([text])
    best = max(item.guesses, key=lambda guess: guess.log_odds)
    assert (best.word, best.tags[0][0]) == (4, "VERB_VBN")
