from __future__ import annotations

import pytest

from mtqa.gates import Gates, counting
from mtqa.types import Category, DocumentReport, Finding, Severity

RAW = "a.md: was translated by a machine and not edited with probability 0.70, above --max-machine-translated 0.5"


def report(*severities: str, score: float = 80.0, probability: float | None = 0.7) -> DocumentReport:
    findings = tuple(
        Finding("x", Category.STYLE, Severity(severity), 0.9, 0, 1, 1, 1, "1", "a", "!") for severity in severities
    )
    return DocumentReport("a.md", "markdown", "en", None, 100, score, probability, (), findings)


@pytest.mark.parametrize(
    ("gates", "checked", "lines"),
    [
        pytest.param(Gates(), report("minor", "neutral"), [], id="nothing severe enough"),
        pytest.param(
            Gates(),
            report("major", "critical", "critical", "minor"),
            ["a.md: 2 critical, 1 major findings, at or above --fail-on major"],
            id="fail-on by default",
        ),
        pytest.param(
            Gates(fail_on=Severity.NEUTRAL),
            report("neutral"),
            ["a.md: 1 neutral finding, at or above --fail-on neutral"],
            id="fail-on neutral",
        ),
        pytest.param(Gates(fail_on="never"), report("critical"), [], id="never"),
        pytest.param(Gates(min_score=80), report(), [], id="score just reached"),
        pytest.param(Gates(min_score=80.5), report(), ["a.md: scores 80, below --min-score 80.5"], id="score missed"),
        pytest.param(Gates(max_machine_translated=0.7), report(), [], id="probability just allowed"),
        pytest.param(
            Gates(max_machine_translated=0.5),
            report(),
            [RAW],
            id="raw machine translation",
        ),
        pytest.param(Gates(max_machine_translated=0.5), report(probability=None), [], id="no model ran"),
    ],
)
def test_a_draft_says_why_it_fails(gates, checked, lines):
    assert list(gates.draft(checked)) == lines


@pytest.mark.parametrize(("findings", "fails"), [(3, False), (4, True)])
def test_the_run_has_a_limit_of_findings(findings, fails):
    lines = list(Gates(max_findings=3).run(findings))
    assert lines == (["4 findings in all, above --max-findings 3"] if fails else [])


def test_neutral_findings_do_not_count():
    assert counting(report("neutral", "minor", "major").findings) == 2
