from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.config import load_config
from mtqa.feedback import Decision, Feedback, Passage
from mtqa.models.tagger import FOLDER
from mtqa.types import Category, Finding, Severity, Suggestion

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {
        "languages": "et-en",
        "source": "Ta läks koju.",
        "target": "He went to the home yesterday .",
        "word_tags": "OK OK BAD BAD BAD OK OK",
        "gap_tags": "OK OK OK OK OK OK OK OK",
    },
    {
        "languages": "et-en",
        "source": "Ilm on ilus.",
        "target": "The weather is fine .",
        "word_tags": "OK OK OK OK OK",
        "gap_tags": "OK OK OK OK OK OK",
    },
]
SPANS = [{"start": 4, "end": 8, "category": "style"}]
FINDINGS = [{"start": 4, "end": 9, "category": "style", "severity": "minor"}]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with annotated data, a report and what people marked in its draft."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, ROWS * 3)), encoding="utf-8")
    (tmp_path / "gold.json").write_text(json.dumps({"draft": "a.txt", "spans": SPANS}), encoding="utf-8")
    report = {"documents": [{"path": "a.txt", "findings": FINDINGS}]}
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"text": "Of no known kind."}\n', encoding="utf-8")
    (tmp_path / "short.jsonl").write_text('{"word_tags": "OK"}\n', encoding="utf-8")
    (tmp_path / "list.jsonl").write_text("[1]\n", encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text('{"word_tags"\n', encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def run(*arguments: str):
    result = CliRunner().invoke(app, ["evaluate", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.usefixtures("folder")
def test_table_of_annotated_data():
    result = run("data.jsonl", "--dev", "data.jsonl")
    assert result.exit_code == 0, result.stderr
    head, *lines = result.stdout.splitlines()
    assert head == "data.jsonl: words, 6 segments, without source"
    assert lines[0].split()[:2] == ["et-en", "MCC"]


def test_json_with_the_source_a_limit_and_a_picture(folder: Path):
    result = run("data.jsonl", "--source", "--limit", "4", "--format", "json", "--plot", "curve.svg")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["kind"], found["source"], found["segments"]) == ("words", True, 4)
    assert (folder / "curve.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.usefixtures("folder")
def test_findings_beside_marks():
    result = run("report.json", "--gold", "gold.json", "--format", "json")
    assert result.exit_code == 0, result.stderr
    (found,) = [row for row in json.loads(result.stdout)["rows"] if row["measure"] == "character F1"]
    assert found["value"] == pytest.approx(8 / 9, abs=1e-3)


def test_decisions_of_editors(folder: Path):
    made = Suggestion("a", 0, 2, "rule", 0.9)
    kept = Feedback(folder / "kept.sqlite")
    finding = Finding("articles", Category.LINGUISTIC_CONVENTIONS, Severity.MINOR, 0.9, 0, 2, 1, 1, "1", "an", "So.")
    for decision in (Decision.ACCEPTED, Decision.SKIPPED):
        kept.add("a.txt", finding, Passage("an tree", 0), decision, made)
    table = run("--feedback", "kept.sqlite")
    assert table.exit_code == 0, table.stderr
    assert [line.split() for line in table.stdout.splitlines()[:2]] == [
        ["rules", "accepted", "edited", "dismissed", "rate"],
        ["articles", "1", "0", "1", "50%"],
    ]
    found = json.loads(run("--feedback", "kept.sqlite", "--format", "json").stdout)
    assert found["sources"] == [{"name": "rule", "accepted": 1, "edited": 0, "dismissed": 1, "rate": 0.5}]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["none.jsonl"], "does not exist", id="no such data"),
        pytest.param([], "name annotated data", id="nothing to evaluate"),
        pytest.param(["other.jsonl"], "holds no annotated data", id="unknown fields"),
        pytest.param(["short.jsonl"], "lacks the field 'target'", id="a field is missing"),
        pytest.param(["list.jsonl"], "each line is to be an object", id="no objects"),
        pytest.param(["broken.jsonl"], "is not JSON lines", id="broken lines"),
        pytest.param(["report.json", "--gold", "data.jsonl"], "is not JSON", id="broken marks"),
        pytest.param(["data.jsonl", "--tagger", "empty"], "the tagger's files are not all in", id="no tagger there"),
        pytest.param(["data.jsonl", "--limit", "0"], "--limit", id="limit of nothing"),
        pytest.param(["data.jsonl", "--format", "xml"], "--format", id="unknown format"),
        pytest.param(["data.jsonl", "--plot", "no/curve.svg"], "cannot be written", id="picture nowhere"),
        pytest.param(["--feedback", "data.jsonl"], "the file of decisions cannot be used", id="no decisions"),
    ],
)
def test_what_is_wrong_ends_with_2_and_says_so(arguments: list[str], message: str):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert "fault in mtqa" not in result.stderr


def test_the_configured_tagger_is_taken_from_the_configuration_s_folder(folder: Path):
    below = folder / "empty"
    (folder / "mtqa.toml").write_text('tagger = "empty"\n', encoding="utf-8")
    assert load_config(below).tagger == str(below)
    result = run("data.jsonl")
    assert result.exit_code == 2
    assert str(below) in result.stderr
    assert run("data.jsonl", "--limit", "1", "--tagger", str(FOLDER)).exit_code == 0


def test_a_check_with_a_tagger_that_is_not_there_says_so(folder: Path):
    (folder / "mtqa.toml").write_text('tagger = "nowhere"\nselect = ["awkward"]\n', encoding="utf-8")
    (folder / "draft.txt").write_text("It rains.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "draft.txt", "--no-cache"])
    assert result.exit_code == 2
    assert "the tagger's files are not all in" in result.stderr


def test_a_measure_that_is_no_number_is_null(folder: Path):
    (folder / "right.jsonl").write_text(json.dumps(ROWS[1]), encoding="utf-8")
    result = run("right.jsonl", "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert {row["measure"]: row["value"] for row in json.loads(result.stdout)["rows"]}["AUC"] is None
