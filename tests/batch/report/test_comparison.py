"""Two runs against each other, and the command."""

import pytest
from typer.testing import CliRunner

from mtqa.batch.report import write_comparison
from mtqa.cli import app


def mended(make, share):
    """A run's rows and findings, with the first of them gone."""
    rows, findings = make.made_up(80)
    left = findings[int(share * len(findings)) :]
    own = {row["number"]: [one for one in left if one["document"] == row["number"]] for row in rows}
    keep = ("words", "source_language", "date", "machine_translated", "groups")
    return [make.document(number, own[number], **{key: rows[number][key] for key in keep}) for number in own], left


def test_the_same_documents_are_paired(make, tmp_path):
    before = make.run(*make.made_up(80), name="before", settings={"signature": "rules:1"})
    after = make.run(*mended(make, 0.5), name="after", settings={"signature": "rules:1"})
    found = write_comparison(before, after, tmp_path / "change.html")
    assert found.paired == 80
    change = found.figures["quality"]
    assert change.difference.value == pytest.approx(change.after.value - change.before.value)
    assert change.p < 0.01
    assert change.difference.low > 0
    assert found.better
    assert found.worse == ()
    assert found.settings == ()
    page = (tmp_path / "change.html").read_text(encoding="utf-8")
    assert "better by" in page
    assert "not made with the same rules" not in page


def test_nothing_changed(make, tmp_path):
    run = make.run(*make.made_up(40))
    found = write_comparison(run, run, tmp_path / "change.html")
    assert all(change.difference.value == 0 for change in found.figures.values())
    assert all(change.p == 1 for change in found.figures.values())
    assert not found.better


def test_other_documents_are_not_paired(make, tmp_path):
    rows, findings = make.made_up(40, seed=8)
    before = make.run(*make.made_up(40), name="before", settings={"signature": "rules:1", "options": {"jsonl": True}})
    others = [row | {"id": f"other {row['number']}"} for row in rows]
    after = make.run(others, findings, name="after", settings={"signature": "rules:2", "options": {"jsonl": True}})
    found = write_comparison(before, after, tmp_path / "change.html")
    assert found.paired == 0
    assert found.settings == (("signature", "rules:1", "rules:2"),)
    assert "not made with the same rules" in (tmp_path / "change.html").read_text(encoding="utf-8")


def test_an_empty_run_is_compared(make, tmp_path):
    found = write_comparison(make.run([], name="a"), make.run(*make.made_up(8), name="b"), tmp_path / "change.html")
    assert found.documents == (0, 8)


def test_the_command_makes_the_report_again(make):
    run = make.run(*make.made_up(30))
    result = CliRunner().invoke(app, ["report", str(run), "--fit", "90"])
    assert result.exit_code == 0
    assert "they score at least 90 of 100" in result.output
    assert (run / "report.html").exists()


def test_the_command_compares(make):
    runs = [make.run(*make.made_up(30, seed=seed), name=str(seed)) for seed in (1, 2)]
    result = CliRunner().invoke(app, ["report", *map(str, runs)])
    assert result.exit_code == 0
    assert (runs[1] / "comparison.html").exists()


@pytest.mark.parametrize("extra", [["-o", "x.html"], ["more"]])
def test_the_command_refuses(make, extra, tmp_path):
    run = make.run(*make.made_up(8))
    (tmp_path / "more").mkdir()
    arguments = [str(tmp_path / one) if one == "more" else one for one in extra]
    result = CliRunner().invoke(app, ["report", str(run), *(arguments * (2 if "-o" not in extra else 1))])
    assert result.exit_code == 2
