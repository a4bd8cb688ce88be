"""MQM arithmetic and the signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.registry import detectors
from mtqa.scoring import overall_quality, segment_score, signature
from mtqa.types import Severity

severities = st.lists(st.sampled_from(Severity), max_size=30)
words = st.integers(min_value=1, max_value=2000)


@pytest.mark.parametrize(
    ("found", "count", "score"),
    [
        pytest.param([], 100, 100.0, id="nothing found"),
        pytest.param([Severity.NEUTRAL] * 9, 100, 100.0, id="neutral costs nothing"),
        pytest.param([Severity.MINOR], 100, 99.0, id="minor costs 1"),
        pytest.param([Severity.MAJOR], 100, 95.0, id="major costs 5"),
        pytest.param([Severity.CRITICAL], 100, 75.0, id="critical costs 25"),
        pytest.param([Severity.CRITICAL, Severity.MINOR], 200, 87.0, id="they add up, over the words"),
        pytest.param([Severity.CRITICAL], 3, 0.0, id="not below nothing"),
        pytest.param([], 0, 100.0, id="no words, nothing found"),
        pytest.param([Severity.MINOR], 0, 0.0, id="no words, something found"),
        pytest.param([Severity.MINOR], 3, 66.7, id="rounded to a tenth"),
    ],
)
def test_overall_quality(found: list[Severity], count: int, score: float) -> None:
    assert overall_quality(found, count) == score


@given(severities, words)
def test_the_score_is_a_score(found: list[Severity], count: int) -> None:
    assert 0 <= overall_quality(found, count) <= 100


@given(severities, words, st.sampled_from(Severity))
def test_a_further_finding_never_raises_the_score(found: list[Severity], count: int, more: Severity) -> None:
    assert overall_quality([*found, more], count) <= overall_quality(found, count)


@given(severities, words)
def test_the_order_of_findings_does_not_matter(found: list[Severity], count: int) -> None:
    assert overall_quality(found, count) == overall_quality(sorted(found), count)


def test_a_segment_without_findings_scores_a_hundred() -> None:
    assert segment_score("4", 10, 30, 5, []).score == 100


def test_the_signature_names_rules_settings_and_models() -> None:
    rules = list(detectors.all().values())
    first = signature(rules, ["lm:tiny:1"], {"min_confidence": 0.5})
    assert first.startswith(f"rules:{len(rules)}.")
    assert first.endswith("|lm:tiny:1")
    assert first == signature(rules[::-1], ["lm:tiny:1"], {"min_confidence": 0.5})
    assert first != signature(rules[1:], ["lm:tiny:1"], {"min_confidence": 0.5})
    assert first != signature(rules, ["lm:tiny:1"], {"min_confidence": 0.6})
