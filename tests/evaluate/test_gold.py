from __future__ import annotations

import json

import pytest

from mtqa.errors import ReadError
from mtqa.evaluate.gold import finding_rows


def write(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def finding(start, end, category="style", severity="minor"):
    return {"start": start, "end": end, "category": category, "severity": severity}


@pytest.fixture
def files(tmp_path):
    gold = {"draft": "a.txt", "spans": [finding(0, 10), finding(20, 30, "accuracy"), finding(40, 50)]}
    found = [finding(0, 10), finding(28, 40, "accuracy"), finding(60, 70), finding(80, 90, severity="neutral")]
    report = {"documents": [{"path": "x/b.txt", "findings": []}, {"path": "x/a.txt", "findings": found}]}
    return write(tmp_path / "report.json", report), write(tmp_path / "gold.json", gold)


def test_partial_overlaps_count_by_character_and_faults_by_a_third(files):
    rows = {(group, measure): value for group, measure, value, *_ in finding_rows(*files)}
    assert rows["all", "character F1"] == pytest.approx(2 * 12 / (30 + 32))
    assert rows["all", "faults found"] == pytest.approx(1 / 3, abs=1e-4)
    assert rows["accuracy", "faults found"] == 0
    assert rows["all", "findings that mark a fault"] == pytest.approx(1 / 3, abs=1e-4)


def test_a_file_of_another_kind_is_named(files, tmp_path):
    report, gold = files
    with pytest.raises(ReadError, match="is no gold file"):
        list(finding_rows(report, write(tmp_path / "no.json", {"a": 1})))
    with pytest.raises(ReadError, match="is no report"):
        list(finding_rows(gold, gold))
