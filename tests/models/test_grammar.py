"""The grammar checker: offsets in joined texts, what is taken out with its blank, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtqa.models.grammar import CHUNK, Grammar, harper_rules

if TYPE_CHECKING:
    from mtqa.models import Models

WRONG = "He was accused for theft."
CLEAN = "He was accused of theft."


@pytest.fixture(scope="module")
def grammar(models: Models) -> Grammar:
    return models.grammar


@pytest.mark.parametrize(
    ("text", "marked", "replacements"),
    [
        pytest.param(WRONG, "for", ("of",), id="replaced"),
        pytest.param("It is a apple.", "a", ("an",), id="one-letter"),
        pytest.param("Ünïcödé 😀: he was accused for theft.", "for", ("of",), id="beyond-ascii"),
        pytest.param("He was accused\nfor theft.", "for", ("of",), id="wrapped-line"),
    ],
)
def test_marks_the_words_of_the_text(grammar: Grammar, text: str, marked: str, replacements: tuple[str, ...]) -> None:
    (lint,) = grammar.lint(text)
    assert text[lint.span.start : lint.span.end] == marked
    assert lint.replacements == replacements


def test_a_batch_finds_the_same_as_single_texts() -> None:
    filler = "The minister said that the talks would go on for several weeks. " * 3
    texts = [f"{filler}{number} people came. {WRONG if number % 7 == 0 else CLEAN}" for number in range(400)]
    assert sum(map(len, texts)) > 2 * CHUNK, "the batch must be cut into chunks for this test to mean anything"
    together = Grammar()
    together.lint(texts[0], texts)
    for number in (0, 1, 7, 199, 210, 399):
        found = together.lint(texts[number])
        assert [lint.span for lint in found] == [lint.span for lint in Grammar().lint(texts[number])]
        assert bool(found) == (number % 7 == 0)


def test_known_texts_are_not_linted_again(grammar: Grammar) -> None:
    first = grammar.lint(WRONG)
    assert grammar.lint(WRONG, [CLEAN]) is first


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "x", "…", "a" * 5000], ids=["empty", "blank", "break", "letter", "mark", "long"]
)
def test_takes_any_text(grammar: Grammar, text: str) -> None:
    assert grammar.lint(text) == ()


def test_what_is_taken_out_takes_a_blank_along(grammar: Grammar) -> None:
    text = "They discussed about the plan."
    (lint,) = grammar.lint(text)
    corrected = text[: lint.edit.start] + lint.replacements[0] + text[lint.edit.end :]
    assert corrected == "They discussed the plan."


def test_every_rule_that_is_on_reports_to_a_rule_of_mtqa() -> None:
    from mtqa.registry import detectors

    assert {rule.rule for rule in harper_rules().values()} <= detectors.all().keys()
    assert all(0 < rule.confidence <= 1 for rule in harper_rules().values())
