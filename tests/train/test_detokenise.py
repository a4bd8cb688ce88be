from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.train.detokenise import detokenise


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        pytest.param("The hospital 's roof .", "The hospital's roof.", id="possessive"),
        pytest.param("The boys ' names", "The boys' names", id="plural possessive"),
        pytest.param("I don 't know , he said .", "I don't know, he said.", id="contraction"),
        pytest.param('He said : " yes " .', 'He said: "yes".', id="quotes"),
        pytest.param("and / or $ 2 ( maybe )", "and/or $2 (maybe)", id="signs"),
        pytest.param("30 % of it", "30% of it", id="per cent"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_joins_tokens_as_they_are_written(tokens, text):
    assert detokenise(tokens.split())[0] == text


@given(st.lists(st.sampled_from(["word", ".", ",", '"', "'", "'s", "(", ")", "$", "%", "/", "...", "ärger", "字"])))
def test_every_token_keeps_its_span(tokens):
    text, spans = detokenise(tokens)
    assert [text[start:end] for start, end in spans] == tokens
