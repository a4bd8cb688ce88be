"""Every command in the documentation runs: `$ mtqa …` in a console block, in a folder with some drafts."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.config import load_config

ROOT = Path(__file__).parent.parent
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
COMMANDS = [
    (page.name, line[len("$ mtqa ") :])
    for page in PAGES
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ mtqa ")
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The drafts that the pages speak of."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    clean = (ROOT / "fixtures" / "clean" / "news.txt").read_text(encoding="utf-8")
    for name in ("draft.txt", "notes.md", "drafts/one.txt", "drafts/two.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(clean, encoding="utf-8")
    return tmp_path


def test_there_are_commands() -> None:
    assert COMMANDS


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_command(page: str, command: str) -> None:
    del page
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0, result.stderr


def test_the_configuration_of_the_page_is_one(folder: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", (ROOT / "docs" / "cli.md").read_text(), re.MULTILINE | re.DOTALL)
    (folder / "mtqa.toml").write_text(block, encoding="utf-8")
    assert load_config(folder).min_confidence == 0.6
