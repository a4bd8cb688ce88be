"""No wording that a table or a model proposes may change a fact."""

from __future__ import annotations

import pytest

from mtqa.facts import kept, kept_by_edit


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        pytest.param("It cost 5 million.", "It costs 5 million.", True, id="number kept"),
        pytest.param("It cost 5 million.", "It cost 6 million.", False, id="number"),
        pytest.param("It cost five million.", "It cost nine million.", False, id="numeral"),
        pytest.param("They did not go.", "They did go.", False, id="negation lost"),
        pytest.param("They didn't go.", "They did not go.", True, id="negation written out"),
        pytest.param("the Smith of London", "the Smith in London", True, id="names kept"),
        pytest.param("the Smith of London", "the Smith of Paris", False, id="name"),
        pytest.param("of London's streets", "of the streets of London", True, id="genitive of a name"),
        pytest.param("War is over.", "The war is over.", True, id="first word"),
        pytest.param("then she said", "then he said", False, id="person"),
        pytest.param("he “said so” then", "he said so then", False, id="quotation"),
        pytest.param("see www.example.org now", "see now", False, id="link"),
        pytest.param("call \ufffc now", "call now", False, id="object"),
    ],
)
def test_kept(old: str, new: str, *, same: bool) -> None:
    assert kept(old, new) is same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        pytest.param("It cost 5 millions.", "It cost 5 million.", True, id="number of a noun"),
        pytest.param("It cost 5 million.", "It cost 6 million.", False, id="number"),
        pytest.param("They dont go.", "They don't go.", True, id="apostrophe"),
        pytest.param("They did went.", "They did not go.", False, id="negation"),
        pytest.param("we told he so", "we told him so", True, id="case of a pronoun"),
        pytest.param("we told her so", "we told him so", False, id="person"),
        pytest.param("in the european union", "in the European union", True, id="capital"),
        pytest.param("in New York streets", "in the New York streets", True, id="article"),
        pytest.param("seen by Smith then", "seen then", False, id="name lost"),
        pytest.param("seen by him then", "seen by Smith then", False, id="name put in"),
        pytest.param("call \ufffc now", "call now", False, id="object"),
    ],
)
def test_kept_by_edit(old: str, new: str, *, same: bool) -> None:
    assert kept_by_edit(old, new) is same
