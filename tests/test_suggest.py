"""Corrections are shown only when they mend the text and change no fact."""

from __future__ import annotations

import dataclasses
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from mtqa.registry import Rule
from mtqa.suggest import RECHECKED, SHOWN, Draft, Found, corrections, judged, keeps_facts
from mtqa.types import Category, Hit, Piece, Segment, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.models import Models


def rule(name: str = "fake", category: Category = Category.STYLE, models: tuple[str, ...] = ()) -> Rule:
    return Rule(
        name, lambda *_: (), category, Severity.MINOR, "style", frozenset(models), None, False, False, False, False
    )


def segment(text: str) -> Segment:
    return Segment("1", 0, text, (Piece(0, 0, len(text), len(text)),))


def found(text: str, marked: str, *candidates: str, margin: float | None = None, **settings: Any) -> Found:
    start = text.index(marked)
    hit = Hit(Span(start, start + len(marked)), "wrong", candidates, margin=margin)
    return Found(rule(**settings), segment(text), hit)


class CountingModel:
    """Finds a text likelier the fewer of the given words it holds."""

    signature = "counting"
    writes = False

    def __init__(self, *unlikely: str) -> None:
        self.unlikely = unlikely

    def score(self, texts: Sequence[str]) -> list[float]:
        return [-10.0 * sum(text.count(word) for word in self.unlikely) for text in texts]


class CountingTagger:
    """Takes each `the` for a word to be edited."""

    calibration = SimpleNamespace(changes=())

    def read(self, texts: Sequence[str], _sources: Sequence[str | None] | None = None) -> list[Any]:
        def tagged(text: str) -> Any:
            words = np.array([9.0 if word == "the" else -9.0 for word in text.split()])
            return SimpleNamespace(word=lambda _: words)

        return [tagged(text) for text in texts]


class FakeModels:
    tagger = CountingTagger()

    def __init__(self, model: CountingModel | None = None) -> None:
        self._model = model

    @property
    def language_model(self) -> CountingModel:
        assert self._model is not None, "the language model was asked for, but no rule here uses it"
        return self._model


def models(*unlikely: str) -> Models:
    return cast("Models", FakeModels(CountingModel(*unlikely)))


NO_MODEL = cast("Models", FakeModels())


@pytest.mark.parametrize(
    ("marked", "candidate", "category", "kept"),
    [
        pytest.param("5 million", "5 millions", Category.STYLE, True, id="same-number"),
        pytest.param("5 million", "6 million", Category.STYLE, False, id="other-number"),
        pytest.param("5 million", "million", Category.STYLE, False, id="lost-number"),
        pytest.param("1.000,50", "1,000.50", Category.STYLE, False, id="regrouped-by-a-style-rule"),
        pytest.param("1.000,50", "1,000.50", Category.LOCALE_CONVENTIONS, True, id="regrouped-by-a-locale-rule"),
        pytest.param("1.000,50", "1,000.51", Category.LOCALE_CONVENTIONS, False, id="changed-by-a-locale-rule"),
        pytest.param("did not went", "went", Category.STYLE, False, id="lost-negation"),
        pytest.param("don't went", "didn’t go", Category.STYLE, True, id="contracted-negation"),
        pytest.param("went", "never went", Category.STYLE, False, id="new-negation"),
    ],
)
def test_facts_stay(marked: str, candidate: str, category: Category, *, kept: bool) -> None:
    assert keeps_facts(found(f"They {marked}.", marked, category=category), candidate) is kept


def recheck_for(rule_name: str, pattern: str) -> Any:
    def recheck(segments: Sequence[Segment]) -> list[Found]:
        return [
            Found(rule(rule_name), item, Hit(Span(*match.span()), "wrong"))
            for item in segments
            for match in re.finditer(pattern, item.text)
        ]

    return recheck


def draft(*standing: Found, words: int = 1000) -> Draft:
    return Draft(words, standing, lambda item: (item.hit.severity or item.rule.severity).weight)


def shown(item: Found, recheck: Any, models: Models = NO_MODEL) -> list[str]:
    result = corrections([item], draft(item), models, recheck)
    return [suggestion.text for suggestion in result.get(id(item), ())]


def test_a_correction_that_mends_is_shown() -> None:
    assert shown(found("A badd thing.", "badd", "bad"), recheck_for("fake", "badd")) == ["bad"]


def test_a_correction_that_leaves_the_fault_is_not_shown() -> None:
    assert shown(found("A badd thing.", "badd", "badd, badd"), recheck_for("fake", "badd")) == []


def test_a_correction_that_breaks_something_else_is_not_shown() -> None:
    assert shown(found("A badd thing.", "badd", "teh"), recheck_for("other", "teh")) == []


def test_what_stood_before_does_not_count_against_a_correction() -> None:
    item = found("Teh badd thing.", "badd", "bad")
    other = found("Teh badd thing.", "Teh", name="other")
    result = corrections([item], draft(item, other), NO_MODEL, recheck_for("other", "Teh"))
    assert [suggestion.text for suggestion in result[id(item)]] == ["bad"]


def test_a_finding_behind_the_change_may_move_with_the_text() -> None:
    item = found("A badd thing, teh end.", "badd", "bad")
    other = found("A badd thing, teh end.", "teh", name="other")
    result = corrections([item], draft(item, other), NO_MODEL, recheck_for("other", "teh"))
    assert [suggestion.text for suggestion in result[id(item)]] == ["bad"]


def test_a_like_finding_elsewhere_is_a_new_one() -> None:
    item = found("A badd thing, teh end.", "badd", "teh")
    other = found("A badd thing, teh end.", "teh", name="other")
    assert corrections([item], draft(item, other), NO_MODEL, recheck_for("other", "teh")) == {}


def test_what_is_hidden_by_default_breaks_no_correction() -> None:
    def recheck(segments: Sequence[Segment]) -> list[Found]:
        return [Found(rule("other"), one, Hit(Span(0, 1), "doubtful", confidence=0.3)) for one in segments]

    assert shown(found("A badd thing.", "badd", "bad"), recheck) == ["bad"]


def test_no_more_than_a_few_are_shown() -> None:
    item = found("A badd thing.", "badd", "bad", "sad", "mad", "glad")
    assert shown(item, recheck_for("fake", "badd")) == ["bad", "sad", "mad"][:SHOWN]


def test_a_line_without_end_is_not_checked_again_for_each_of_its_findings() -> None:
    text = "bad " * 5_000
    place = segment(text)
    many = [Found(rule(), place, Hit(Span(start, start + 3), "wrong", ("good",))) for start in range(0, len(text), 4)]
    read: list[Segment] = []

    def recheck(segments: Sequence[Segment]) -> list[Found]:
        read.extend(segments)
        return []

    assert corrections(many, draft(*many), NO_MODEL, recheck)
    assert 0 < sum(len(one.text) for one in read) <= RECHECKED


def test_the_language_model_ranks_and_refuses() -> None:
    item = found("A badd thing.", "badd", "worse", "bad", models=("language_model",))
    unlikely = models("badd", "badd", "worse")
    assert shown(item, recheck_for("fake", "badd"), unlikely) == ["bad", "worse"]
    assert shown(item, recheck_for("fake", "badd"), models("bad", "worse", "worse", "worse")) == []


def test_suggestions_are_in_file_offsets() -> None:
    text = "A badd thing."
    piece = Piece(0, 100, len(text), len(text))
    item = Found(rule(), Segment("1", 0, text, (piece,)), Hit(Span(2, 6), "wrong", ("bad",)))
    (suggestion,) = corrections([item], draft(item), NO_MODEL, recheck_for("fake", "badd"))[id(item)]
    assert (suggestion.start, suggestion.end) == (102, 106)


@pytest.mark.parametrize(
    ("unlikely", "confirmed"),
    [pytest.param("boss", True, id="likelier"), pytest.param("leader", False, id="less-likely")],
)
def test_a_hit_with_a_margin_stands_only_when_the_model_agrees(unlikely: str, *, confirmed: bool) -> None:
    item = found("The boss spoke.", "boss", "leader", margin=1.0)
    (result,) = judged([item], models(unlikely))
    assert (result.hit.confidence >= 0.5) is confirmed


def test_a_hit_without_a_margin_asks_no_model() -> None:
    item = found("The boss spoke.", "boss", "leader")
    assert judged([item], NO_MODEL) == [item]


def test_a_correction_that_lowers_the_score_is_not_shown() -> None:
    item = found("A long and winding badd thing.", "badd", "bad")
    severe = Hit(Span(0, 1), "wrong", severity=Severity.CRITICAL)

    def recheck(segments: Sequence[Segment]) -> list[Found]:
        return [Found(rule("other"), changed, severe) for changed in segments]

    mild = Found(rule("other"), item.segment, Hit(Span(0, 1), "wrong"))
    assert corrections([item], draft(item, mild), NO_MODEL, recheck) == {}


def test_what_leaves_words_out_may_not_lower_the_score() -> None:
    item = found("Bad, bad, bad, bad and bad.", "Bad, bad, bad, bad and bad", "Bad")
    penalty = Found(rule("severe"), segment("Other."), Hit(Span(0, 5), "wrong", severity=Severity.CRITICAL))
    other = Found(penalty.rule, Segment("2", 0, "Other.", penalty.segment.pieces), penalty.hit)
    assert corrections([item], draft(item, other, words=50), NO_MODEL, recheck_for("none", "z")) == {}
    assert corrections([item], draft(item, words=50), NO_MODEL, recheck_for("none", "z"))


@pytest.mark.parametrize(
    ("rule_models", "its", "shown"),
    [
        pytest.param(("tagger",), "style", True, id="a rule of the tagger"),
        pytest.param((), "style", False, id="a rule without models loads none"),
        pytest.param(("tagger",), "untranslated", False, id="nothing to word better"),
    ],
)
def test_a_finding_without_a_candidate_gets_wordings(rule_models: tuple[str, ...], its: str, *, shown: bool) -> None:
    class Wordings(CountingModel):
        def generate(self, prompts: Sequence[str], *_: object) -> list[list[str]]:
            return [[] for _ in prompts]

    item = found("They saw the the house.", "the the house")
    open_rule = dataclasses.replace(item.rule, its=its, models=frozenset(rule_models))
    item = dataclasses.replace(item, rule=open_rule)
    model = cast("Models", FakeModels(Wordings("the")))
    result = corrections([item], draft(item), model, recheck_for("fake", "the the")).get(id(item), ())
    assert [(one.text, one.source) for one in result[:1]] == ([("house", "small edits")] if shown else [])
