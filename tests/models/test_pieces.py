from __future__ import annotations

import numpy as np
import pytest

from mtqa.models.pieces import collate_ids, pack_rows, shapes, unpack_rows, word_spans, words_of_tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Don’t stop, O'Neil!", ["Don’t", "stop", ",", "O'Neil", "!"], id="apostrophes"),
        pytest.param("a $ 2.5 well-known fee", ["a", "$", "2.5", "well-known", "fee"], id="numbers and hyphens"),
        pytest.param("62,000 of 3.5, say", ["62,000", "of", "3.5", ",", "say"], id="thousands"),
        pytest.param("“fulfill. based”", ["“", "fulfill", ".", "based", "”"], id="a stray full stop"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words_of_running_text(text, words):
    assert [text[start:end] for start, end in word_spans(text)] == words


def test_a_piece_belongs_to_the_word_it_starts_in():
    text = "ab cd."
    offsets = [(0, 1), (1, 2), (2, 5), (5, 6), (6, 6)]
    assert words_of_tokens(offsets, word_spans(text), text) == [0, 0, 1, 2, -1]


def test_sides_tell_target_source_and_padding():
    ids, side = collate_ids([([0, 5, 2, 2, 6, 2], [1, 1, 1, 2, 2, 2]), ([0, 2], [1, 1])])
    assert side.tolist() == [[1, 1, 1, 2, 2, 2], [1, 1, 0, 0, 0, 0]]
    assert ids.tolist()[1] == [0, 2, 1, 1, 1, 1]


def test_shapes_tell_capitals_and_spaces():
    text = "The EU iPhone, a"
    offsets = [(0, 3), (4, 6), (7, 8), (8, 13), (13, 14), (15, 16)]
    assert shapes(text, offsets) == [6, 7, 5, 2, 1, 5]


def test_packing_loses_nothing_that_was_packed_before():
    rows = np.random.default_rng(0).normal(size=(5, 64)).astype(np.float32)
    once = unpack_rows(pack_rows(rows))
    assert np.abs(once - rows).max() < np.abs(rows).max() / 8 + 0.01
    assert np.array_equal(unpack_rows(pack_rows(once)), once)
