from __future__ import annotations

import numpy as np
import pytest

from mtqa.models.changes import FEATURES, change_features, changes, weighed
from mtqa.models.edit_head import Guess
from mtqa.models.pieces import SENTENCE_HEADS, TAGGED_HEADS, word_spans
from mtqa.models.tagger import Tagged


def tagged(text, *guesses):
    spans = word_spans(text)
    words = np.zeros((len(spans), len(TAGGED_HEADS)), np.float32)
    return Tagged(spans, words, np.zeros(len(SENTENCE_HEADS), np.float32), guesses=guesses)


def guess(word, *tags, log_odds=1.0):
    return Guess(word, log_odds, tags)


def shown(text, *guesses):
    return [(text[c.span.start : c.span.end], c.texts) for c in changes(text, tagged(text, *guesses))]


TEXT = "She have wrote letter to him."


@pytest.mark.parametrize(
    ("guesses", "expected"),
    [
        pytest.param([guess(2, ("REPLACE_has", 0.9))], [("have", ("has",))], id="a word replaced"),
        pytest.param([guess(3, ("APPEND_a", 0.8))], [("wrote", ("wrote a",))], id="a word put in"),
        pytest.param(
            [guess(2, ("REPLACE_has", 0.9)), guess(3, ("VERB_VBN", 0.5))],
            [("have wrote", ("has written", "has wrote", "have written"))],
            id="neighbours are one change, all or one",
        ),
        pytest.param(
            [guess(2, ("REPLACE_has", 0.9)), guess(4, ("NOUN_PLURAL", 0.5))],
            [("have", ("has",)), ("letter", ("letters",))],
            id="words apart are two",
        ),
        pytest.param(
            [guess(5, ("REPLACE_for", 0.5), ("REPLACE_at", 0.3), ("REPLACE_in", 0.01))],
            [("to", ("for", "at"))],
            id="likely rivals are other wordings",
        ),
        pytest.param([guess(2, ("REPLACE_has", 0.1))], [], id="too unlikely"),
        pytest.param([guess(4, ("MERGE_HYPHEN", 0.9))], [("letter to", ("letter-to",))], id="two words joined"),
        pytest.param([guess(7, ("MERGE_SPACE", 0.9))], [], id="what does not apply"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_changes_of_a_text(guesses, expected):
    assert shown(TEXT, *guesses) == expected


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        pytest.param(0, "APPEND_yesterday", "Yesterday she have wrote letter to him.", id="put in at the start"),
        pytest.param(2, "DELETE", "She wrote letter to him.", id="left out"),
        pytest.param(1, "DELETE", "Have wrote letter to him.", id="left out at the start"),
        pytest.param(4, "MERGE_SPACE", "She have wrote letterto him.", id="joined"),
        pytest.param(3, "SWAP", "She have letter wrote to him.", id="swapped"),
        pytest.param(6, "APPEND_,", "She have wrote letter to him,.", id="a comma"),
        pytest.param(7, "DELETE", "She have wrote letter to him", id="the last sign"),
    ],
)
def test_a_change_in_place_gives_the_sentence_of_its_tags(word, tag, expected):
    (change,) = changes(TEXT, tagged(TEXT, guess(word, (tag, 0.9))))
    assert TEXT[: change.span.start] + change.texts[0] + TEXT[change.span.end :] == expected


@pytest.mark.parametrize(("text", "expected"), [("Its late.", "It's"), ("Its ‘late’.", "It’s")], ids=["none", "curly"])
def test_apostrophes_are_those_of_the_text(text, expected):
    (change,) = changes(text, tagged(text, guess(1, ("REPLACE_it’s", 0.9))))
    assert change.texts == (expected,)


class Model:
    """Finds a text the likelier the more often it has `has`."""

    def score(self, texts):
        return [4.0 * text.count("has") for text in texts]


WEIGHTS = [1.0, 0.0, 1.0, *[0.0] * 8, -2.0]


def test_the_language_model_has_a_say():
    item = tagged(TEXT, guess(2, ("REPLACE_had", 0.5), ("REPLACE_has", 0.4)))
    ((found,),) = weighed([TEXT], [item], Model(), WEIGHTS)
    assert found.texts == ("has", "had")
    assert found.sure[0] > 0.8 > found.sure[1]


def test_without_weights_there_are_no_changes():
    assert weighed([TEXT], [tagged(TEXT, guess(2, ("REPLACE_has", 0.9)))], Model(), []) == [[]]


def test_features_have_names():
    (change,) = changes(TEXT, tagged(TEXT, guess(2, ("REPLACE_has", 0.9))))
    assert len(change_features(change, 0, 3.0, (-2.0, -4.0))) == len(FEATURES)
