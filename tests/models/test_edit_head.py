from __future__ import annotations

import numpy as np
import pytest

from mtqa.errors import ModelError
from mtqa.models.edit_head import ROWS, TAGS, WEIGHTS, EditHead, asked_of, packed
from mtqa.models.edits import EditVocabulary
from mtqa.models.encoder import Encoder, Output, Window
from mtqa.models.pieces import word_spans
from mtqa.models.tagger import ENGLISH, FOLDER

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


def guesses(head, window):
    return head.guesses([asked_of(window)])[0]


KEEP, DELETE, THE = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]


def test_only_words_that_may_need_an_edit_are_asked(head):
    found = guesses(head, output([-9, -9, 2, -9], [KEEP, KEEP, DELETE, KEEP], [0, 1, 2]))
    assert [(guess.word, guess.tags[0][0]) for guess in found] == [(2, "DELETE")]
    assert found[0].log_odds == pytest.approx(2)
    assert found[0].tags[0][1] > 0.9


def test_the_pieces_of_a_word_are_averaged(head):
    (guess,) = guesses(head, output([-9, 3, 1], [KEEP, DELETE, THE], [0, 0]))
    assert guess.word == 1
    assert guess.log_odds == pytest.approx(2)
    assert guess.tags[0][1] == pytest.approx(guess.tags[1][1])


def test_keeping_is_no_edit_but_has_its_share(head):
    (guess,) = guesses(head, output([0, -9], [KEEP, KEEP], [0]))
    assert guess.word == 0
    assert "KEEP" not in dict(guess.tags)
    assert sum(chance for _, chance in guess.tags) < 0.1


def test_the_start_is_that_of_the_text_and_of_no_later_window(head):
    assert guesses(head, output([5, -9], [THE, KEEP], [0], first=False)) == []


def test_nothing_to_ask(head):
    assert guesses(head, output([-9, -9], [KEEP, KEEP], [0])) == []


def test_windows_are_asked_together_as_they_would_be_alone(head):
    draw = np.random.default_rng(5)
    sizes = [0, 3, 1, 0, 12, 2 * ROWS, 5]
    windows = [
        output(draw.normal(-3, 3, size + 1), draw.normal(size=(size + 1, WIDTH)), list(range(size)), first=number != 2)
        for number, size in enumerate(sizes)
    ]
    together = head.guesses([asked_of(window) for window in windows])
    alone = [guesses(head, window) for window in windows]
    assert [len(found) for found in together][-2] > ROWS / 4
    for found, expected in zip(together, alone, strict=True):
        assert [(one.word, one.log_odds) for one in found] == [(one.word, one.log_odds) for one in expected]
        for one, other in zip(found, expected, strict=True):
            assert [tag for tag, _ in one.tags] == [tag for tag, _ in other.tags]
            assert [chance for _, chance in one.tags] == pytest.approx([chance for _, chance in other.tags], rel=1e-5)


def test_sentences_are_asked_together_as_they_would_be_alone():
    folder = FOLDER / ENGLISH
    texts = ["He go to the school yesterday.", "The committee has has met.", "It rained.", "They was late, he say."]
    windows = list(Encoder(folder, 1, by_shape=True).run(texts, [None] * 4, [word_spans(text) for text in texts]))
    head = EditHead(folder)
    together = head.guesses([asked_of(window) for window in windows])
    assert sum(map(len, together)) > len(texts)
    for found, window in zip(together, windows, strict=True):
        expected = guesses(head, window)
        assert [(one.word, set(dict(one.tags))) for one in found] == [
            (one.word, set(dict(one.tags))) for one in expected
        ]
        assert [one.tags[0][1] for one in found] == pytest.approx([one.tags[0][1] for one in expected], abs=1e-5)


def test_no_windows(head):
    assert head.guesses([]) == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=WEIGHTS):
        guesses(EditHead(tmp_path), output([5, -9], [THE, KEEP], [0]))
