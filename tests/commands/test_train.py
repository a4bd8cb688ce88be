from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.commands import train

TABLE = "source\ttarget\tpost_edit\nTa läks koju.\tHe went to home.\tHe went home.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.tsv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "other.tsv").write_text("a\tb\nc\td\n", encoding="utf-8")
    (tmp_path / "latin.tsv").write_bytes(b"source\ttarget\tpost_edit\n\xe4\tb\tc\n")
    (tmp_path / "broken.jsonl").write_text('{"source"\n', encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def run(*arguments: str):
    result = CliRunner().invoke(app, ["train", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr
    return result


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["none.tsv", "-o", "out"], "does not exist", id="no such data"),
        pytest.param(["table.tsv"], "--output", id="nowhere to write"),
        pytest.param(["table.tsv", "-o", "other.tsv"], "is a file", id="a file to write to"),
        pytest.param(["table.tsv", "-o", "out", "--bert", "none"], "does not exist", id="no such encoder"),
        pytest.param(["table.tsv", "-o", "out", "--hours", "0"], "--hours", id="no time"),
    ],
)
def test_bad_usage_ends_with_2(arguments: list[str], message: str):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_the_extra_the_message_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch):
    known = importlib.util.find_spec
    monkeypatch.setattr(
        train.importlib.util, "find_spec", lambda name: None if name in {"torch", "onnx"} else known("json")
    )
    result = run("table.tsv", "-o", "out")
    assert result.exit_code == 2
    assert result.stderr == "mtqa: training needs torch, onnx: pip install 'mtqa[train]'\n"
    assert not (folder / "out").exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param("other.tsv", "line 2 has no source", id="other columns"),
        pytest.param("latin.tsv", "is no table that can be read", id="not UTF-8"),
        pytest.param("broken.jsonl", "is no table that can be read", id="broken JSON"),
        pytest.param("empty", "holds none of the training sets", id="an empty folder"),
    ],
)
def test_data_that_is_none(data: str, message: str):
    for name in train.LIBRARIES:
        pytest.importorskip(name)
    result = run(data, "-o", "out")
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--only", "english"], "empty has no English encoder", id="no English encoder to train"),
        pytest.param(["--prose", "empty"], "empty has no English encoder", id="prose for none"),
        pytest.param(["--only", "english", "--english", "empty", "--bert", "empty"], "--bert is for", id="bert"),
        pytest.param(["--only", "multilingual", "--english", "empty"], "--english and --prose", id="english"),
    ],
)
def test_options_of_an_encoder_that_is_not_trained(options: list[str], message: str):
    for name in train.LIBRARIES:
        pytest.importorskip(name)
    result = run("table.tsv", "-o", "out", "--start", "empty", *options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_the_defaults_that_help_names_are_those_of_the_recipe():
    text = (Path(train.__file__).parents[1] / "train" / "loop.py").read_text(encoding="utf-8")
    recipe = {
        name: float(value) for name, value in re.findall(r"^    (\w+): (?:int|float) = (\S+)$", text, re.MULTILINE)
    }
    assert len(recipe) == 8
    recipe["batch"] = recipe.pop("tokens")
    said = " ".join(run("--help").stdout.split())
    for name, value in recipe.items():
        described = (
            said.partition(f"--{name} ")[2].partition("--")[0] if name != "layers" else said.partition("--layers N")[2]
        )
        assert float(re.findall(r"by default ([\d.]*\d)", described)[0]) == value, name
