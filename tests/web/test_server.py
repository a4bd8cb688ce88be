"""A real server on the loopback interface: many clients at once, streams that are left, and the command itself."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from typer.testing import CliRunner

import mtqa.web.server
from mtqa.cli import app
from mtqa.commands.serve import _token
from mtqa.config import Config
from mtqa.errors import ConfigError, MtqaError
from mtqa.web.server import address, configured, serve
from mtqa.web.settings import Settings

from .conftest import DRAFT, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

uvicorn = pytest.importorskip("uvicorn", reason="the web page's extra is not installed: pip install 'mtqa[web]'")
CLIENTS = 20


@pytest.fixture(scope="module")
def server() -> Iterator[uvicorn.Server]:
    config = configured(Settings(Config(select=RULES), max_words=20_000, queue=CLIENTS))
    config.port = 0
    started = uvicorn.Server(config)
    ready, startup = threading.Event(), started.startup

    async def noted(*arguments: object, **settings: object) -> None:
        await startup(*arguments, **settings)
        ready.set()

    started.startup = noted
    thread = threading.Thread(target=started.run)
    thread.start()
    assert ready.wait(30)
    yield started
    started.should_exit = True
    thread.join(30)
    assert not thread.is_alive()


@pytest.fixture
def http(server: uvicorn.Server) -> Iterator[httpx.Client]:
    port = server.servers[0].sockets[0].getsockname()[1]
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, limits=limits) as client:
        yield client


def test_twenty_clients_at_once_lose_nothing(http: httpx.Client) -> None:
    def page(number: int) -> list[tuple[int, list[str]]]:
        answers = []
        for revision in range(5):
            text = f"Draft {number}, version {revision}. " + DRAFT
            answer = http.post(f"/api/session/page-{number}/check", json={"text": text, "revision": revision})
            run = answer.json()
            assert run["revision"] == revision
            answers.append((answer.status_code, [one["rule"] for one in run["report"]["documents"][0]["findings"]]))
        return answers

    with ThreadPoolExecutor(CLIENTS) as pool:
        everything = [answer for answers in pool.map(page, range(CLIENTS)) for answer in answers]
    assert everything == [(200, ["typography", "doubled-words", "names"])] * 5 * CLIENTS


def test_who_leaves_a_stream_holds_no_place(http: httpx.Client) -> None:
    text = "\n\n".join(f"Sentence {number} of a long draft cost $ {number}." for number in range(1500))
    for _ in range(4):
        with http.stream("POST", "/api/check/stream", json={"text": text}) as answer:
            assert json.loads(next(answer.iter_lines()))["event"] == "progress"
    assert http.post("/api/check", json={"text": DRAFT}).status_code == 200


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "http://127.0.0.1:80/"),
        ({"host": "::1"}, "http://[::1]:80/"),
        ({"token": "a-token-of-some-length"}, "http://127.0.0.1:80/#token=..."),
        (
            {"token": "a-token-of-some-length", "made_up": True},
            "http://127.0.0.1:80/#token=a-token-of-some-length",
        ),
    ],
)
def test_the_address_that_is_printed(settings: dict[str, Any], expected: str) -> None:
    assert address(Settings(**settings), 80) == expected


def test_a_port_that_is_taken_is_said(server: uvicorn.Server) -> None:
    port = server.servers[0].sockets[0].getsockname()[1]
    with pytest.raises(MtqaError, match=r"in use\); try another --port"):
        serve(Settings(Config(select=RULES)), port, print)


def test_the_command_hands_its_options_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given: list[tuple[Settings, int]] = []
    monkeypatch.setattr(mtqa.web.server, "serve", lambda settings, port, _: given.append((settings, port)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "token").write_text("a-token-of-some-length\n")
    command = ["serve", "--port", "9", "--host", "10.1.2.3", "--token-file", "token", "--allow-host", "Desk.Example"]
    command += ["--max-words", "7", "--max-megabytes", "2", "--workers", "3", "--queue", "5", "--keep", "drafts.sqlite"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    [(settings, port)] = given
    assert (port, settings.host, settings.token, settings.hosts) == (
        9, "10.1.2.3", "a-token-of-some-length", ("desk.example",),
    )  # fmt: skip
    assert (settings.max_words, settings.max_bytes, settings.workers, settings.queue) == (7, 2_000_000, 3, 5)
    assert (settings.keep is not None, settings.made_up) == (True, False)
    CliRunner().invoke(app, ["serve", "--token-file", "-"])
    assert given[1][0].made_up


def test_without_a_token_other_machines_stay_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MTQA_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["serve", "--host", "10.1.2.3"])
    assert result.exit_code == 2
    assert "needs a token" in result.stderr


def test_where_a_token_comes_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTQA_TOKEN", "from-the-environment")
    assert _token(None) == "from-the-environment"
    made = tmp_path / "-"
    assert _token(made.relative_to(tmp_path)) != _token(made.relative_to(tmp_path))
    with pytest.raises(ConfigError, match="the token cannot be read"):
        _token(tmp_path / "none")
