"""The engine with rules made for the test: which findings stand, which corrections are shown, what is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import pytest

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.errors import ConfigError, RuleError
from mtqa.readers.text import TextReader
from mtqa.registry import Registry, Rule
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.context import Context
    from mtqa.models import Models
    from mtqa.types import DocumentReport, Segment

NAMES: dict[str, Any] = {"category": Category.STYLE, "severity": Severity.MINOR, "its": "style"}


class Preferring:
    """A language model that finds a text likelier by one nat for each `good` in it, and less for each `bad`."""

    signature = "preferring:1"

    def score(self, texts: list[str]) -> list[float]:
        return [float(text.count("good") - text.count("bad")) for text in texts]


class FakeModels:
    """The one model that a test of the engine needs."""

    language_model = Preferring()

    def require(self, needed: set[str]) -> None:
        """Everything is here."""

    def signatures(self, needed: set[str]) -> list[str]:
        return ["lm:preferring:1"] if "language_model" in needed else []


def marks(pattern: str, *candidates: str, **hit: Any) -> Callable[[Segment, Context], Iterator[Hit]]:
    """A detector of a pattern."""

    def check(segment: Segment, context: Context) -> Iterator[Hit]:
        del context
        for match in re.finditer(pattern, segment.text):
            yield Hit(Span(*match.span()), "marked", candidates, **hit)

    return check


def rule(name: str, check: Any, *models: str, **settings: Any) -> Rule:
    values = {"options": None, "whole_document": False, "gives_way": False, "excludes": False, "needs_source": False}
    return Rule(name=name, check=check, models=frozenset(models), **(NAMES | values | settings))


class Run:
    """Checks a text with a few rules, in place of those of the package."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> None:
        registry: Registry[Rule] = Registry("mtqa.detectors")
        registry._loaded = True
        for one in rules:
            registry.add(one.name, one)
        for module in ("mtqa.registry", "mtqa.config"):
            monkeypatch.setattr(f"{module}.detectors", registry)

    def __call__(self, text: str, **settings: Any) -> DocumentReport:
        checker = Checker(Config(**settings), cast("Models", FakeModels()))
        return checker.check(TextReader().read(text.encode(), "draft.txt"))


def texts(report: DocumentReport) -> list[tuple[str, str]]:
    return [(finding.rule, finding.text) for finding in report.findings]


OVERLAPS = [
    pytest.param({}, {}, ["one"], id="of equals, the first by name"),
    pytest.param({}, {"severity": Severity.MAJOR}, ["two"], id="the severer"),
    pytest.param({"gives_way": True}, {}, ["two"], id="the one that does not give way"),
    pytest.param({"confidence": 0.6}, {}, ["two"], id="the surer"),
    pytest.param({"confidence": 0.2, "severity": Severity.CRITICAL}, {}, ["two"], id="the one that is shown"),
]


@pytest.mark.parametrize(("first", "second", "kept"), OVERLAPS)
def test_of_findings_that_mark_the_same_fault_one_stays(
    monkeypatch: pytest.MonkeyPatch, first: dict[str, Any], second: dict[str, Any], kept: list[str]
) -> None:
    def made(name: str, pattern: str, settings: dict[str, Any]) -> Rule:
        hit = {key: value for key, value in settings.items() if key == "confidence"}
        return rule(name, marks(pattern, **hit), **{key: settings[key] for key in settings if key not in hit})

    run = Run(monkeypatch, made("one", "bad wording", first), made("two", "bad wor", second))
    assert [finding.rule for finding in run("A bad wording here.").findings] == kept


@pytest.mark.parametrize("patterns", [("bad", "wording"), ("a bad wording of some length here", "bad")])
def test_different_faults_both_stay(monkeypatch: pytest.MonkeyPatch, patterns: tuple[str, str]) -> None:
    run = Run(monkeypatch, rule("one", marks(patterns[0])), rule("two", marks(patterns[1])))
    assert len(run("It is a bad wording of some length here.").findings) == 2


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        pytest.param({}, True, id="by default"),
        pytest.param({"min_confidence": 0.7}, False, id="below the general threshold"),
        pytest.param({"min_confidence": 0.7, "rules": {"one": {"min_confidence": 0.6}}}, True, id="at the rule's own"),
        pytest.param({"rules": {"one": {"min_confidence": 0.61}}}, False, id="below the rule's own"),
        pytest.param({"select": ("style",)}, True, id="its category selected"),
        pytest.param({"ignore": ("one",)}, False, id="ignored"),
        pytest.param({"names": ("bad",)}, False, id="a word never to flag"),
    ],
)
def test_what_is_shown(monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], shown: bool) -> None:
    run = Run(monkeypatch, rule("one", marks("bad", confidence=0.6)))
    assert bool(run("A bad word.", **settings).findings) is shown


def test_the_severity_that_the_user_sets_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(monkeypatch, rule("one", marks("bad", severity=Severity.MAJOR)))
    found = run("A bad word.", rules={"one": {"severity": "critical"}})
    assert found.findings[0].severity is Severity.CRITICAL
    assert found.score == 0


def test_excluded_segments_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    excluding = rule("skip", marks("^Related.*"), excludes=True, severity=Severity.NEUTRAL)
    run = Run(monkeypatch, excluding, rule("one", marks("bad")))
    report = run("A bad word here.\n\nRelated bad posts\n")
    assert texts(report) == [("one", "bad"), ("skip", "Related bad posts")]
    assert report.words == 4
    assert [segment.words for segment in report.segments] == [4, 0]
    # What is no draft stays out of the score when its rule is not selected, too.
    assert texts(run("A bad word here.\n\nRelated bad posts\n", select=("one",))) == [("one", "bad")]


@pytest.mark.parametrize(("margin", "shown"), [(1.0, True), (3.0, False)])
def test_the_language_model_confirms(monkeypatch: pytest.MonkeyPatch, margin: float, shown: bool) -> None:
    run = Run(monkeypatch, rule("one", marks("bad", "good", margin=margin), "language_model"))
    report = run("A bad word.")
    assert bool(report.findings) is shown
    assert len(run("A bad word.", min_confidence=0.0).findings) == 1
    if shown:
        assert [suggestion.text for suggestion in report.findings[0].suggestions] == ["good"]


@pytest.mark.parametrize(
    ("candidates", "others", "offered"),
    [
        pytest.param(["fine"], [], ["fine"], id="what mends it"),
        pytest.param(["bad again", "fine"], [], ["fine"], id="not what leaves it"),
        pytest.param(["worse", "fine"], [("two", "worse")], ["fine"], id="not what another rule marks"),
        pytest.param(["not fine", "fine"], [], ["fine"], id="not what turns the meaning round"),
        pytest.param(["fine 5"], [], [], id="not what brings a number in"),
        pytest.param(["a", "b", "c", "d"], [], ["a", "b", "c"], id="three at most"),
    ],
)
def test_corrections_are_verified(
    monkeypatch: pytest.MonkeyPatch, candidates: list[str], others: list[tuple[str, str]], offered: list[str]
) -> None:
    run = Run(
        monkeypatch, rule("one", marks("bad", *candidates)), *(rule(name, marks(pattern)) for name, pattern in others)
    )
    finding = run("A bad word.").findings[0]
    assert [suggestion.text for suggestion in finding.suggestions] == offered
    assert all((suggestion.start, suggestion.end) == (2, 5) for suggestion in finding.suggestions)
    assert run("A bad word.", suggest=False).findings[0].suggestions == ()


def test_findings_stand_where_they_are_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(monkeypatch, rule("one", marks("bad")))
    finding = run("\ufeffFirst 👩‍👩‍👧 line.\r\nA “bad” word.").findings[0]
    assert (finding.start, finding.end, finding.line, finding.column, finding.text) == (22, 25, 2, 4, "bad")


def test_a_failing_rule_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(segment: Segment, context: Context) -> Iterator[Hit]:
        del segment, context
        raise KeyError("x")

    with pytest.raises(RuleError, match="the rule 'broken' failed"):
        Run(monkeypatch, rule("broken", failing))("Some text.")


def test_an_unknown_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="'onee'; did you mean 'one'"):
        Run(monkeypatch, rule("one", marks("x")))("Some text.", select=("onee",))


@pytest.mark.parametrize(("words", "unsteady"), [(10, True), (250, False)])
def test_a_short_text_says_that_its_score_is_unsteady(
    monkeypatch: pytest.MonkeyPatch, words: int, unsteady: bool
) -> None:
    run = Run(monkeypatch)
    assert any("unsteady" in note for note in run("word " * words).notes) is unsteady


def test_one_word_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(monkeypatch)
    assert "the score is unsteady: the text has 1 word, under 200" in run("Word.").notes


def test_the_signature_changes_with_the_rules_and_names_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    Run(monkeypatch, rule("one", marks("x")), rule("two", marks("y"), "language_model"))
    models = cast("Models", FakeModels())
    signatures = [Checker(Config(select=select), models).signature for select in (("one",), ("two",))]
    assert [signature.endswith("lm:preferring:1") for signature in signatures] == [False, True]
