"""What docs/corrections.md says holds: its settings are valid, and its sources and options are those of the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.candidates.infilling import SOURCE as WRITTEN
from mtqa.candidates.local import SOURCE as SMALL
from mtqa.candidates.phrases import SOURCE as MINED
from mtqa.cli import app
from mtqa.config import Config, resolve_config
from mtqa.models.choice import language_model
from mtqa.suggest import LEAST_SURE

TEXT = (Path(__file__).parent.parent / "docs" / "corrections.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "toml"])
def test_the_settings_are_valid(tmp_path: Path, block: str) -> None:
    tomllib.loads(block)
    (tmp_path / "mtqa.toml").write_text(block, encoding="utf-8")
    assert language_model(resolve_config(tmp_path).config).signature


def test_the_options_are_those_of_the_command() -> None:
    help_ = CliRunner().invoke(app, ["fix", "--help"], env={"COLUMNS": "120"}).output
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - {"--offline"}
    assert options
    assert sorted(option for option in options if option not in help_) == []


def test_the_figures_are_those_of_the_code() -> None:
    assert f"({Config().fix_confidence:g} unless" in TEXT
    assert f"less sure than {LEAST_SURE:g} is not shown" in TEXT
    assert all(f"`{source}`" in TEXT for source in (MINED, SMALL, WRITTEN))
