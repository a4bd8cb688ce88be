"""What goes out, to whom, and that it is said before; where the key goes, and that it is in no message."""

from __future__ import annotations

import json
import traceback
from types import SimpleNamespace

import pytest

from mtqa.config import Config
from mtqa.errors import ConfigError, ModelError
from mtqa.models.address import KEY, OPENAI_KEY, is_local, model_and_url
from mtqa.models.base import Question
from mtqa.models.choice import language_model
from mtqa.models.openai import OpenAI, OpenAIOptions

SCORER = SimpleNamespace(signature="scorer")
SECRET = "secret-key"  # noqa: S105 - one of the tests


def whole(error):
    return "".join(traceback.format_exception(error.value))


def test_the_key_is_sent_and_never_shown(server, asking, monkeypatch, capsys):
    tiny = asking
    monkeypatch.setenv(KEY, f" {SECRET}\n")
    server.answers = [server.says(401, {"error": {"message": f"wrong key {SECRET}"}})]
    with pytest.raises(ModelError, match=KEY) as error:
        tiny().generate(["A prompt"])
    assert server.asked[0][2] == f"Bearer {SECRET}"
    assert SECRET not in whole(error) + "".join(capsys.readouterr())


@pytest.mark.parametrize("key", [f"{SECRET}\nX-Other: 1", f"{SECRET}\u00e9"], ids=["two lines", "not ASCII"])
def test_a_key_that_cannot_be_sent_is_not_shown(asking, monkeypatch, key):
    make = asking
    monkeypatch.setenv(KEY, key)
    with pytest.raises(ConfigError, match=KEY) as error:
        make()
    assert SECRET not in whole(error)


def test_a_key_of_openai_goes_to_openai_alone(server, asking, monkeypatch):
    make = asking
    monkeypatch.setenv(OPENAI_KEY, SECRET)
    server.answers = [server.good]
    make().generate(["A prompt"])
    assert server.asked[0][2] is None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(f"tiny@http://user:{SECRET}@localhost/v1", id="password"),
        pytest.param(f"tiny@http://localhost/v1?key={SECRET}", id="query"),
        pytest.param(f"tiny@ftp://user:{SECRET}@localhost/v1", id="other protocol"),
        pytest.param(f"tiny@http://user:{SECRET}@local[host/v1", id="no address"),
    ],
)
def test_an_address_with_a_secret_is_refused_and_not_shown(name):
    with pytest.raises(ConfigError, match="openai:tiny@") as error:
        OpenAI(name, OpenAIOptions(), SCORER, cache=False)
    assert SECRET not in str(error.value)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("gpt", ("gpt", "https://api.openai.com/v1"), id="OpenAI"),
        pytest.param("qwen3:8b@http://[::1]:11434/v1", ("qwen3:8b", "http://[::1]:11434/v1"), id="server"),
        pytest.param("a@b@https://host", ("a@b", "https://host"), id="a name with the sign"),
    ],
)
def test_the_parts_of_a_name(name, parts):
    assert model_and_url(name) == parts


@pytest.mark.parametrize("name", ["tiny@localhost:8000/v1", "http://localhost:8000/v1"])
def test_a_server_of_ones_own_is_not_mistaken_for_openai(name):
    with pytest.raises(ConfigError, match="http://"):
        model_and_url(name)


def test_what_goes_out_is_said_once_and_before(server, asking, capsys):
    said = []

    def listens(handler, body):
        said.append(capsys.readouterr().err)
        server.good(handler, body)

    server.answers = [listens]
    tiny = asking()
    assert capsys.readouterr().err == ""
    tiny.generate(["A prompt"])
    tiny.answer([Question("Say it.", "A text", 9)])
    assert [text.count("sends sentences of drafts") for text in said] == [1, 0]
    assert "on this machine" in said[0]


@pytest.mark.parametrize(
    ("url", "where"),
    [
        pytest.param("https://models.example/v1", "models.example, on another machine, for", id="elsewhere"),
        pytest.param("http://models.example/v1", "on another machine, unencrypted", id="unencrypted"),
    ],
)
def test_where_it_goes_is_said(url, where, capsys, monkeypatch):
    monkeypatch.setattr("mtqa.models.server.Server._post", lambda *_: {"choices": [{"text": "a"}]})
    OpenAI(f"tiny@{url}", OpenAIOptions(compare=False), SCORER, cache=False).generate(["A prompt"])
    assert where in capsys.readouterr().err


def test_what_stays_on_this_machine_passes_no_proxy(server, asking, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.answers = [server.good]
    assert asking(retries=0).generate(["A prompt"]) == [["wording 0"]]


def test_only_what_is_asked_about_is_sent(server, asking):
    server.answers = [server.good]
    asking().answer([Question("Say it.", "A text", 9)])
    (body,) = server.bodies
    assert body.pop("messages") == [
        {"role": "system", "content": "Say it."}, {"role": "user", "content": "A text"},
    ]  # fmt: skip
    assert json.dumps(body) == json.dumps({"model": "tiny", "n": 1, "max_tokens": 9, "temperature": 0.7, "top_p": 0.95})


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("api.openai.com", False), ("10.0.0.1", False)],
)
def test_what_this_machine_is(host, local):
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
        pytest.param(
            {"language_model": "openai:tiny", "language_model_options": {"parallel": 0}}, "parallel", id="too few"
        ),
        pytest.param(
            {"language_model": "openai:tiny", "language_model_options": {"timeout": -1}}, "timeout", id="no time"
        ),
        pytest.param({"language_model_options": {"device": "cuda"}}, "device", id="embedded has no options"),
    ],
)
def test_a_wrong_choice_is_explained(settings, message):
    with pytest.raises(ConfigError, match=message):
        language_model(Config(**settings))


def test_nothing_goes_out_by_default():
    assert "openai" not in language_model(Config(cache=False)).signature
