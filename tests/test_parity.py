"""The same findings through every front end: command line, HTTP API, page and language server."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("fastapi", reason="the web page's extra is not installed: pip install 'mtqa[web]'")
pytest.importorskip("pygls", reason="the language server's extra is not installed: pip install 'mtqa[lsp]'")

from fastapi.testclient import TestClient
from typer.testing import CliRunner

from mtqa.checking import reader_for
from mtqa.cli import app
from mtqa.config import Config
from mtqa.registry import detectors, readers
from mtqa.web.app import create_app
from mtqa.web.settings import Settings

from .lsp.conftest import editing

if TYPE_CHECKING:
    from collections.abc import Iterable

FIXTURES = Path(__file__).parent.parent / "fixtures"
KNOWN = {extension for reader in readers.all().values() for extension in reader.extensions}
DRAFTS = [
    path
    for folder in ("drafts", "clean", "bilingual", "page")
    for path in sorted((FIXTURES / folder).iterdir())
    if path.suffix in KNOWN
]
# Every rule that needs no weights; the others come to a front end by the same path, and take minutes here.
RULES = tuple(name for name, rule in detectors.all().items() if not rule.models & {"language_model", "tagger"})
# What the page keeps as text; of other files it keeps the blocks.
PLAIN = ("text", "markdown")
Found = list[tuple[str, int, int, float]]


def found(findings: Iterable[dict[str, Any]]) -> Found:
    return sorted((one["rule"], one["start"], one["end"], one["confidence"]) for one in findings)


def by_segment(findings: Iterable[dict[str, Any]]) -> list[tuple[str, str, str, float]]:
    return sorted((one["rule"], one["segment"], one["message"], one["confidence"]) for one in findings)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What the command line says of each draft."""
    config = tmp_path_factory.mktemp("parity") / "mtqa.toml"
    config.write_text(f"select = {json.dumps(RULES)}\n", encoding="utf-8")
    paths = [str(path) for path in DRAFTS]
    how = ["--format", "json", "--no-suggest", "--no-cache", "--fail-on", "never", "--config", str(config)]
    result = CliRunner().invoke(app, ["check", *paths, *how])
    assert result.exit_code == 0, result.stderr
    documents = {one["path"]: one["findings"] for one in json.loads(result.stdout)["documents"]}
    assert sorted(documents) == sorted(paths)
    return documents


@pytest.fixture(scope="module")
def client() -> Iterable[TestClient]:
    with TestClient(create_app(Settings(Config(select=RULES), patience=60)), base_url="http://localhost") as client:
        yield client


def checked(client: TestClient, body: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.post("/api/check", json={"suggest": False, **body})
    assert answer.status_code == 200, answer.text
    return answer.json()["documents"][0]["findings"]


def test_there_is_something_to_compare(reported: dict[str, list[dict[str, Any]]]) -> None:
    rules = {one["rule"] for findings in reported.values() for one in findings}
    assert len(DRAFTS) > 10
    assert len(rules) >= 8
    assert any(detectors.get(name).needs_source for name in rules)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_the_api_says_what_the_command_line_says(
    reported: dict[str, list[dict[str, Any]]], client: TestClient, path: Path
) -> None:
    data = base64.b64encode(path.read_bytes()).decode()
    assert found(checked(client, {"data": data, "path": path.name})) == found(reported[str(path)])


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_the_page_says_what_the_command_line_says(
    reported: dict[str, list[dict[str, Any]]], client: TestClient, path: Path
) -> None:
    read = client.post("/api/read", files={"file": (path.name, path.read_bytes())}).json()
    if read["format"] in PLAIN:
        findings = checked(client, {"text": read["text"], "path": path.name})
        assert found(findings) == found(reported[str(path)])
    else:
        # The page counts in the text of the blocks, without the file's markup.
        keys = ("text", "source", "kind", "id", "codes", "source_codes")
        languages = {key: read[key] for key in ("language", "source_language")}
        blocks = [{key: block[key] for key in keys if key in block} for block in read["blocks"]]
        assert by_segment(checked(client, {**languages, "blocks": blocks, "path": path.name})) == by_segment(
            reported[str(path)]
        )


def test_the_language_server_says_what_the_command_line_says(
    reported: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    # A word processor's document is opened in no editor of text.
    texts = {
        path: reader_for(path.name).read(path.read_bytes(), path.name).text for path in DRAFTS if path.suffix != ".docx"
    }

    async def run() -> dict[str, Found]:
        said = {}
        async with editing(tmp_path, f"select = {json.dumps(RULES)}\n") as editor:
            for path, text in texts.items():
                editor.open(path.as_uri(), text)
                said[str(path)] = found(one.data for one in await editor.findings(path.as_uri()))
        return said

    assert asyncio.run(run()) == {str(path): found(reported[str(path)]) for path in texts}
