"""Every fixture has the same findings on the command line and through the API, as text and as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.config import Config
from mtqa.registry import detectors
from mtqa.web.app import create_app
from mtqa.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted(
    path for folder in ("drafts", "clean") for path in (FIXTURES / folder).iterdir() if path.suffix != ".json"
)
# Those that need no weights, so that the test needs none; with weights the same code runs.
RULES = tuple(name for name, rule in detectors.all().items() if not rule.models & {"language_model", "tagger"})


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(Config(select=RULES))), base_url="http://localhost") as made:
        yield made


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_command_line_and_api_say_the_same(client: TestClient, file: Path) -> None:
    arguments = ["check", str(file), "--format", "json", "--no-cache", "--select", ",".join(RULES)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in {0, 1}, result.output
    run: dict[str, Any] = json.loads(result.stdout)
    path, data = str(file), file.read_bytes()
    assert client.post("/api/check", json={"text": data.decode(), "path": path}).json() == run
    form = {"files": {"file": (file.name, data)}, "data": {"options": json.dumps({"path": path})}}
    assert client.post("/api/check", **form).json() == run
    session = client.post("/api/session/parity/check", json={"text": data.decode(), "path": path})
    assert session.json()["report"] == run
