"""A model server of the tests, that answers as it is told: well, busy, never, by drops, or with nonsense."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.models.address import KEY, OPENAI_KEY
from mtqa.models.openai import OpenAI, OpenAIOptions
from mtqa.models.server import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Answer = Callable[["Handler", dict[str, Any]], None]


class Handler(http.server.BaseHTTPRequestHandler):
    """Gives the answers of its server one after another, the last one for ever."""

    server: Local

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.asked.append((self.path, body, self.headers.get("Authorization")))
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
            answer = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        try:
            answer(self, body)
        finally:
            with self.server.lock:
                self.server.at_once -= 1

    def send(self, status: int, data: bytes, **headers: str) -> None:
        with self.server.lock:
            # The client may go on as soon as it has the answer.
            self.server.at_once -= 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        with self.server.lock:
            self.server.at_once += 1

    def log_message(self, *_: object) -> None:
        pass


class Local(http.server.ThreadingHTTPServer):
    """`asked` holds path, body and key of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, Any], str | None]] = []
        self.lock = threading.Lock()
        self.hanging = threading.Event()
        self.at_once = self.most_at_once = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [body for _, body, _ in self.asked]

    def handle_error(self, *_: object) -> None:
        """A client that hung up is no news."""

    @staticmethod
    def good(handler: Handler, body: dict[str, Any]) -> None:
        """Answers as vLLM, llama.cpp and Ollama do."""
        texts = [f"wording {number}" for number in range(body["n"])]
        if handler.path.endswith("/chat/completions"):
            choices: list[dict[str, Any]] = [{"message": {"role": "assistant", "content": text}} for text in texts]
        else:
            choices = [{"text": text} for text in texts]
        handler.send(200, json.dumps({"choices": choices, "usage": {"total_tokens": 7}}).encode())

    @staticmethod
    def says(status: int, data: bytes | dict[str, Any], **headers: str) -> Answer:
        sent = data if isinstance(data, bytes) else json.dumps(data).encode()
        return lambda handler, _: handler.send(status, sent, **headers)

    @staticmethod
    def hangs(handler: Handler, _: object) -> None:
        handler.server.hanging.wait(10)

    @staticmethod
    def drips(handler: Handler, _: object) -> None:
        """Sends a byte now and then, each in time."""
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not handler.server.hanging.wait(0.01):
            handler.wfile.write(b" ")

    @staticmethod
    def drops(handler: Handler, _: object) -> None:
        handler.close_connection = True

    @staticmethod
    def breaks_off(handler: Handler, _: object) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"choices": [')


@pytest.fixture
def server() -> Iterator[Local]:
    with Local() as local:
        thread = threading.Thread(target=local.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield local
        local.hanging.set()
        local.shutdown()
        thread.join()


class Scorer:
    """Compares by length, as no server does."""

    signature = "scorer"

    def score(self, texts: Sequence[str]) -> list[float]:
        return [-float(len(text)) for text in texts]


@pytest.fixture
def asking(server: Local, monkeypatch: pytest.MonkeyPatch) -> Callable[..., OpenAI]:
    """Makes a model of the server, with options and limits; `waits` is where its waits between tries go."""
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.delenv(OPENAI_KEY, raising=False)

    def make(options: dict[str, Any] | None = None, waits: list[float] | None = None, **limits: Any) -> OpenAI:
        cache = limits.pop("cache", False)
        settings = {"timeout": 5.0, "retries": 2, "parallel": 2, "wait": ([] if waits is None else waits).append}
        given = OpenAIOptions(**{"parallel": 2, "compare": False} | (options or {}))
        return OpenAI(f"tiny@{server.url}", given, Scorer(), cache=cache, limits=Limits(**settings | limits))  # type: ignore[arg-type]

    return make
