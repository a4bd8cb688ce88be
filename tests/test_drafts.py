"""The drafts of fixtures/drafts: their marks stand where they say, and a fair part of the faults is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.types import Severity, Span

if TYPE_CHECKING:
    from conftest import Check

FOLDER = Path(__file__).parent.parent / "fixtures" / "drafts"
GOLD = sorted(FOLDER.glob("*.gold.json"))
# Of the marked faults, and of the findings that must lie on one. The sources are not there to compare with.
LEAST_FOUND, LEAST_RIGHT = 0.25, 0.7


def read(gold: Path) -> tuple[str, list[dict[str, Any]]]:
    content = json.loads(gold.read_text(encoding="utf-8"))
    return (FOLDER / content["draft"]).read_text(encoding="utf-8"), content["spans"]


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
def test_marks_stand_where_they_say(gold: Path) -> None:
    text, spans = read(gold)
    assert spans
    assert [span["text"] for span in spans] == [text[span["start"] : span["end"]] for span in spans]


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
def test_a_fair_part_of_the_faults_is_found(gold: Path, check_with: Check) -> None:
    text, spans = read(gold)
    marks = [Span(span["start"], span["end"]) for span in spans]
    findings = [
        finding
        for finding in check_with(text, suggest=False, path=gold.name).findings
        if finding.severity is not Severity.NEUTRAL
    ]
    hit = [mark for mark in marks if any(mark.overlaps(finding.span) for finding in findings)]
    right = [finding for finding in findings if any(mark.overlaps(finding.span) for mark in marks)]
    assert len(hit) >= LEAST_FOUND * len(marks)
    assert len(right) >= LEAST_RIGHT * len(findings)
