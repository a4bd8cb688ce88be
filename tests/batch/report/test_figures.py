"""The figures of a report equal ones computed from the rows in plain Python."""

import math

import pytest

from mtqa.batch.report import write
from mtqa.batch.report.groups import Verdict


@pytest.fixture
def rows_and_analysis(make):
    rows, findings = make.made_up(150)
    return rows, findings, write(make.run(rows, findings, shards=4))


def quality(rows):
    return 100 - 100 * sum(row["penalty"] for row in rows) / sum(row["words"] for row in rows)


def test_headline(rows_and_analysis):
    rows, findings, analysis = rows_and_analysis
    words = sum(row["words"] for row in rows)
    fit = sum(row["score"] >= 95 and row["critical"] == 0 for row in rows)
    machine = sum(row["machine_translated"] >= 0.5 for row in rows)
    found = {key: one.value for key, one in analysis.figures.items()}
    assert found == pytest.approx({
        "fit": 100 * fit / 150,
        "quality": quality(rows),
        "faults": 1000 * len(findings) / words,
        "machine": 100 * machine / 150,
    })  # fmt: skip
    assert all(one.low < one.value < one.high for one in analysis.figures.values())


def test_groups(rows_and_analysis):
    rows, _, analysis = rows_and_analysis
    (systems,) = [one for one in analysis.comparisons if one.grouping == "system"]
    assert systems.like == "source language"
    assert [group.name for group in systems.groups] == ["Alder", "Birch", "Cedar", "Dogwood"]
    for group in systems.groups:
        own = [row for row in rows if row["groups"]["system"] == group.name]
        assert group.documents == len(own)
        assert group.figures["quality"].value == pytest.approx(quality(own))
        expected = 0.0
        for language in ("cs", "de", "zh"):
            like = [row for row in rows if row["source_language"] == language]
            share = sum(row["words"] for row in own if row in like) / sum(row["words"] for row in own)
            expected += share * quality(like)
        assert group.difference == pytest.approx(quality(own) - expected)
    assert systems.groups[0].verdict is Verdict.BETTER
    assert systems.groups[-1].verdict is Verdict.WORSE
    assert systems.groups[-1].machine_verdict is Verdict.WORSE
    assert {(one.grouping, one.within) for one in analysis.within} == {("system", it) for it in ("cs", "de", "zh")}


def test_rules_and_severities(rows_and_analysis):
    rows, findings, analysis = rows_and_analysis
    for kind in analysis.rules:
        own = [one for one in findings if one["rule"] == kind.name]
        assert kind.count == len(own)
        assert kind.documents == len({one["document"] for one in own})
    assert sum(kind.share_of_penalty for kind in analysis.rules) == pytest.approx(100)
    for place, name in enumerate(("neutral", "minor", "major", "critical")):
        assert sum(kind.severities[place] for kind in analysis.categories) == sum(row[name] for row in rows)
    commonest = max({one["text"] for one in findings}, key=lambda text: sum(one["text"] == text for one in findings))
    assert analysis.phrases[0].text == commonest
    assert {one.text for one in analysis.wrong_names} <= {
        "North American Treaty Organization",
        "World Healthy Organization",
    }


def test_the_worst_hold_short_documents_closer_to_the_average(make):
    rows, findings = [], []
    for number, (words, faults) in enumerate([(10, 1), (400, 8), (400, 0), (400, 1)]):
        own = [make.finding(number, severity="major")] * faults
        rows.append(make.document(number, own, words=words))
        findings += own
    analysis = write(make.run(rows, findings))
    assert [one.number for one in analysis.worst] == [1, 0, 3]
    assert len(analysis.of_worst[1]) == 8


def test_periods(rows_and_analysis):
    rows, _, analysis = rows_and_analysis
    assert analysis.trend.unit == "month"
    first = [row for row in rows if f"{row['date']:%Y-%m}" == "2024-01"]
    assert analysis.trend.periods[0].name == "2024-01"
    assert analysis.trend.periods[0].figures["quality"].value == pytest.approx(quality(first))
    assert sum(period.documents for period in analysis.trend.periods) == 150


def test_a_real_trend_is_told_and_a_flat_one_not(make):
    import datetime as dt

    def run(name, faults):
        rows, findings = [], []
        for number in range(120):
            own = [make.finding(number)] * faults(number)
            day = dt.date(2024, 1, 1) + dt.timedelta(days=3 * number)
            rows.append(make.document(number, own, date=day))
            findings += own
        return write(make.run(rows, findings, name)).trend

    better = run("better", lambda number: (120 - number) // 15)
    assert better.p < 0.01
    # From 8 faults to 1 in 300 words within a year: some 2.4 points.
    assert 2 < better.slope.value < 3
    assert better.slope.low < better.slope.value < better.slope.high
    assert run("flat", lambda number: number % 2).p > 0.2


def test_other_bounds_of_fit(make):
    rows = [make.document(0, score=96.0), make.document(1, score=99.0), make.document(2, score=99.5, critical=1)]
    run = make.run(rows)
    assert write(run, 98).figures["fit"].value == pytest.approx(100 / 3)
    assert write(run).figures["fit"].value == pytest.approx(200 / 3)


def test_documents_without_a_probability(make):
    analysis = write(make.run([make.document(number) for number in range(5)]))
    assert math.isnan(analysis.figures["machine"].value)
    assert analysis.machine is None
