"""A model server that works, and servers that are busy, hang, break off, talk nonsense or want too much."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.config import Config
from mtqa.errors import ConfigError, ModelError
from mtqa.models.choice import language_model
from mtqa.models.openai import OpenAI, OpenAIOptions, is_local
from mtqa.models.server import KEY, LONGEST_WAIT, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


class Local(http.server.ThreadingHTTPServer):
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

    def handle_error(self, *_: object) -> None:
        """A client that hung up is no news."""


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
    signature = "scorer"


def model(server: Local, waits: list[float] | None = None, **limits: Any) -> OpenAI:
    settings = {"timeout": 5.0, "retries": 2, "wait": (waits if waits is not None else []).append} | limits
    return OpenAI(f"tiny@{server.url}", OpenAIOptions(parallel=2), Scorer(), limits=Limits(**settings))  # type: ignore[arg-type]


def good(handler: Handler, body: dict[str, Any]) -> None:
    """Answers as vLLM, llama.cpp and Ollama do."""
    texts = [f"wording {number}" for number in range(body["n"])]
    if handler.path.endswith("/chat/completions"):
        choices: list[dict[str, Any]] = [{"message": {"role": "assistant", "content": text}} for text in texts]
    else:
        choices = [{"text": text} for text in texts]
    handler.send(200, json.dumps({"choices": choices, "usage": {"total_tokens": 7}}).encode())


def says(status: int, data: bytes, **headers: str) -> Answer:
    return lambda handler, _: handler.send(status, data, **headers)


def hangs(handler: Handler, _: object) -> None:
    handler.server.hanging.wait(10)


def drops(handler: Handler, _: object) -> None:
    handler.close_connection = True


def breaks_off(handler: Handler, _: object) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def test_it_continues_and_rewrites(server: Local) -> None:
    server.answers = [good]
    tiny = model(server)
    assert tiny.generate(["A prompt"], 2) == [["wording 0", "wording 1"]]
    assert tiny.rewrite([("The ", "terrorist boss", " spoke.")]) == [["wording 0"]]
    (path, body, key), (chat_path, chat, _) = server.asked
    assert (path, body["prompt"], body["model"], key) == ("/v1/completions", "A prompt", "tiny", None)
    assert (chat_path, chat["messages"][1]["content"]) == ("/v1/chat/completions", "The [[terrorist boss]] spoke.")


def test_the_source_is_shown_where_there_is_one(server: Local) -> None:
    server.answers = [good]
    marked = [("The ", "terrorist boss", " spoke."), ("A ", "dog", " slept.")]
    model(server).rewrite(marked, 1, ["Trùm khủng bố phát biểu.", None])
    asked = {body["messages"][1]["content"]: body["messages"][0]["content"] for _, body, _ in server.asked}
    with_source = asked["Source: Trùm khủng bố phát biểu.\nSentence: The [[terrorist boss]] spoke."]
    assert "source" in with_source
    assert "source" not in asked["A [[dog]] slept."]


TROUBLE = [
    pytest.param(says(429, b"", Retry_After="7"), id="busy"),
    pytest.param(says(503, b"oops"), id="down"),
    pytest.param(says(200, b"<html>"), id="no-json"),
    pytest.param(says(200, b"[]"), id="no-object"),
    pytest.param(says(200, b'{"choices": [{}]}'), id="no-text"),
    pytest.param(says(200, b'{"error": "x"}'), id="no-choices"),
    pytest.param(drops, id="hangs-up"),
    pytest.param(breaks_off, id="breaks-off"),
]


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_that_passes_is_tried_again(server: Local, trouble: Answer) -> None:
    server.answers = [trouble, good]
    assert model(server).generate(["A prompt"]) == [["wording 0"]]


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_that_stays_is_an_error(server: Local, trouble: Answer) -> None:
    server.answers = [trouble]
    waits: list[float] = []
    with pytest.raises(ModelError, match=r"127\.0\.0\.1.*3 tries"):
        model(server, waits).generate(["A prompt"])
    assert len(server.asked) == 3
    assert waits in ([7, 7], [1, 2])


def test_a_server_that_hangs_is_given_up(server: Local) -> None:
    server.answers = [hangs]
    with pytest.raises(ModelError, match=r"no answer within 0\.05 seconds"):
        model(server, timeout=0.05, retries=0).generate(["A prompt"])


def test_a_server_cannot_make_it_wait_long(server: Local) -> None:
    server.answers = [says(429, b"", Retry_After="86400"), good]
    waits: list[float] = []
    model(server, waits).generate(["A prompt"])
    assert waits == [LONGEST_WAIT]


@pytest.mark.parametrize("status", [400, 401, 404])
def test_what_will_not_pass_is_not_tried_again(server: Local, status: int) -> None:
    server.answers = [says(status, b"")]
    with pytest.raises(ModelError, match=str(status)):
        model(server).generate(["A prompt"])
    assert len(server.asked) == 1


def test_a_server_that_gives_one_answer_at_a_time(server: Local) -> None:
    def one_only(handler: Handler, body: dict[str, Any]) -> None:
        if body["n"] > 1:
            handler.send(400, b'{"error": {"message": "n is too large"}}')
        else:
            good(handler, body)

    server.answers = [one_only]
    tiny = model(server)
    assert tiny.generate(["A prompt"], 3) == [["wording 0"] * 3]
    assert tiny.generate(["A prompt"], 2) == [["wording 0"] * 2]
    assert [body["n"] for _, body, _ in server.asked] == [3, 1, 1, 1, 1, 1]


def test_the_reason_of_the_server_is_shown_on_one_line(server: Local) -> None:
    server.answers = [says(404, b'{"error": {"message": "no such\\n\\u001b[2J model"}}')]
    with pytest.raises(ModelError, match=r"answered 404 \(no such \[2J model\)"):
        model(server).generate(["A prompt"])


def test_a_redirect_is_not_followed(server: Local) -> None:
    server.answers = [says(302, b"", Location="http://127.0.0.1:9/v1/completions")]
    with pytest.raises(ModelError, match="302"):
        model(server).generate(["A prompt"])


def test_nobody_there(server: Local) -> None:
    tiny = model(server, retries=0)
    server.shutdown()
    server.server_close()
    with pytest.raises(ModelError, match="cannot be reached"):
        tiny.generate(["A prompt"])


def test_a_run_costs_no_more_than_it_may(server: Local) -> None:
    server.answers = [good]
    tiny = model(server, most_tokens=60)
    tiny.generate(["A prompt"])
    # The estimate was 34 tokens and the server counted 7, so there is room for one more.
    tiny.generate(["A prompt"])
    with pytest.raises(ModelError, match="more than 60 tokens"):
        tiny.generate(["A prompt " * 99])
    assert len(server.asked) == 2


def test_no_more_requests_at_once_than_allowed(server: Local) -> None:
    server.answers = [good]
    assert len(model(server).generate(["A prompt"] * 20)) == 20
    assert 1 <= server.most_at_once <= 2


def test_the_key_is_sent_and_never_shown(
    server: Local, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(KEY, "secret-key")
    server.answers = [says(401, b'{"error": {"message": "wrong key secret-key"}}')]
    with pytest.raises(ModelError) as error:
        model(server).generate(["A prompt"])
    assert server.asked[0][2] == "Bearer secret-key"
    assert "secret-key" not in str(error.value) + "".join(capsys.readouterr())


def test_a_key_of_openai_goes_to_openai_alone(server: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")
    server.answers = [good]
    model(server).generate(["A prompt"])
    assert server.asked[0][2] is None


def test_what_goes_out_is_said_once_and_before(server: Local, capsys: pytest.CaptureFixture[str]) -> None:
    said_before: list[bool] = []
    server.answers = [lambda handler, body: (said_before.append(True), good(handler, body))[1]]
    tiny = model(server)
    assert capsys.readouterr().err == ""
    tiny.generate(["A prompt"])
    tiny.generate(["A prompt"])
    assert capsys.readouterr().err.count("sends the marked sentences") == 1


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("api.openai.com", False), ("10.0.0.1", False)],
)
def test_what_this_machine_is(host: str, *, local: bool) -> None:
    assert is_local(host) is local


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param({"language_model": "gpt"}, "none", id="no such kind"),
        pytest.param({"language_model": "openai:"}, "none", id="no model"),
        pytest.param({"language_model": "openai:tiny@httpx://host"}, "http", id="no such protocol"),
        pytest.param({"language_model": "openai:tiny", "offline": True}, "offline", id="offline"),
        pytest.param(
            {"language_model": "openai:tiny", "language_model_options": {"timout": 3}}, "timeout", id="unknown option"
        ),
        pytest.param(
            {"language_model": "openai:tiny", "language_model_options": {"timeout": "x"}}, "timeout", id="wrong type"
        ),
        pytest.param({"language_model_options": {"device": "cuda"}}, "device", id="embedded has no options"),
    ],
)
def test_a_wrong_choice_is_explained(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        language_model(Config(**settings))


def test_nothing_goes_out_by_default() -> None:
    assert language_model(Config(cache=False)).signature == language_model(Config(cache=False)).signature
    assert "openai" not in language_model(Config(cache=False)).signature
