from __future__ import annotations

import numpy as np
import pytest

from mtqa.errors import ModelError
from mtqa.models.edit_head import TAGS, WEIGHTS, EditHead, packed
from mtqa.models.edits import EditVocabulary
from mtqa.models.encoder import Output, Window

WIDTH = 4


@pytest.fixture
def head(tmp_path):
    """A head whose state says the tag: the first three features are those of KEEP, DELETE and APPEND_the."""
    EditVocabulary(("KEEP", "DELETE", "APPEND_the")).write(tmp_path / TAGS)
    matrix = 5 * np.eye(3, WIDTH, dtype=np.float32)
    np.savez(tmp_path / WEIGHTS, **packed(matrix, np.zeros(3, np.float32)))
    return EditHead(tmp_path)


def output(slips, states, owners, *, first=True):
    """A window of pieces with the log-odds of an edit and the state of each, the sign before the first one's first."""
    words = np.array(slips[1:], np.float32)[:, None]
    window = Window(0, [], [], owners, first)
    return Output(window, words, np.zeros(1), np.array(slips[:1], np.float32), np.array(states, np.float32))


KEEP, DELETE, THE = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]


def test_only_words_that_may_need_an_edit_are_asked(head):
    found = head.guesses(output([-9, -9, 2, -9], [KEEP, KEEP, DELETE, KEEP], [0, 1, 2]))
    assert [(guess.word, guess.tags[0][0]) for guess in found] == [(2, "DELETE")]
    assert found[0].log_odds == pytest.approx(2)
    assert found[0].tags[0][1] > 0.9


def test_the_pieces_of_a_word_are_averaged(head):
    (guess,) = head.guesses(output([-9, 3, 1], [KEEP, DELETE, THE], [0, 0]))
    assert guess.word == 1
    assert guess.log_odds == pytest.approx(2)
    assert guess.tags[0][1] == pytest.approx(guess.tags[1][1])


def test_keeping_is_no_edit_but_has_its_share(head):
    (guess,) = head.guesses(output([0, -9], [KEEP, KEEP], [0]))
    assert guess.word == 0
    assert "KEEP" not in dict(guess.tags)
    assert sum(chance for _, chance in guess.tags) < 0.1


def test_the_start_is_that_of_the_text_and_of_no_later_window(head):
    assert head.guesses(output([5, -9], [THE, KEEP], [0], first=False)) == []


def test_nothing_to_ask(head):
    assert head.guesses(output([-9, -9], [KEEP, KEEP], [0])) == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=WEIGHTS):
        EditHead(tmp_path).guesses(output([5, -9], [THE, KEEP], [0]))
