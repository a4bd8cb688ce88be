"""Every case of fixtures/detectors/*.toml: what a rule marks in a text, and what it puts there first.

`source` is what the text was translated from.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.registry import detectors

if TYPE_CHECKING:
    from conftest import Check

FOLDER = Path(__file__).parent.parent / "fixtures" / "detectors"
KEYS = {"id", "source", "text", "marked", "first"}


def cases() -> list[tuple[str, dict[str, Any]]]:
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return [(rule, case) for rule, content in files.items() for case in content["case"]]


CASES = cases()


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule}: {case['id']}" for rule, case in CASES])
def test_case(rule: str, case: dict[str, Any], check_with: Check) -> None:
    text = f"{case['source']} => {case['text']}" if "source" in case else case["text"]
    findings = check_with(text, rule, suggest="first" in case).findings
    assert [finding.text for finding in findings] == case["marked"]
    if "first" in case:
        assert [finding.suggestions[0].text if finding.suggestions else "" for finding in findings] == case["first"]


def test_every_case_is_well_formed() -> None:
    assert CASES
    assert [(rule, case["id"]) for rule, case in CASES if set(case) - KEYS] == []
    names = [(rule, case["id"]) for rule, case in CASES]
    assert len(names) == len(set(names))


def test_every_rule_has_a_case_that_it_marks_and_one_that_it_leaves() -> None:
    marked = {rule for rule, case in CASES if case["marked"]}
    left = {rule for rule, case in CASES if not case["marked"]}
    assert set(detectors.all()) == marked & left
