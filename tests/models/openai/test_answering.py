"""Continuations and answers: how they are asked for, what a server may want otherwise, and that they are kept."""

from __future__ import annotations

import pytest

from mtqa.errors import ModelError
from mtqa.models.base import Question

ASKED = Question("Say it well.", "The [[terrorist boss]] spoke.", 20)


def test_it_continues_and_answers(server, asking):
    server.answers = [server.good]
    tiny = asking()
    assert tiny.generate(["A prompt"], 2) == [["wording 0", "wording 1"]]
    assert tiny.answer([ASKED]) == [["wording 0"]]
    (path, body, key), (chat_path, chat, _) = server.asked
    assert (path, body["prompt"], body["model"], key) == ("/v1/completions", "A prompt", "tiny", None)
    assert (chat_path, chat["messages"][1]["content"]) == ("/v1/chat/completions", ASKED.text)


def test_a_server_that_is_not_to_chat_is_not_told(server, asking):
    assert asking({"chat": False}).answer([ASKED]) is None
    assert server.asked == []


def test_a_server_that_gives_one_answer_at_a_time(server, asking):
    def one_only(handler, body):
        if body["n"] > 1:
            handler.send(400, b'{"error": {"message": "n is too large"}}')
        else:
            server.good(handler, body)

    server.answers = [one_only]
    tiny = asking()
    assert tiny.generate(["A prompt"], 3) == [["wording 0"] * 3]
    assert tiny.generate(["A prompt"] * 8, 2) == [["wording 0"] * 2] * 8
    assert [body["n"] for body in server.bodies[:6]] == [3, 1, 1, 1, 1, 1]


def test_a_server_that_gives_one_answer_whatever_is_asked(server, asking):
    server.answers = [lambda handler, body: server.good(handler, body | {"n": 1})]
    tiny = asking()
    assert tiny.answer([ASKED], 3) == [["wording 0"] * 3]
    assert tiny.answer([ASKED], 2) == [["wording 0"] * 2]
    assert [body["n"] for body in server.bodies] == [3, 1, 1, 1, 1]


def test_a_server_that_wants_other_names(server, asking):
    def newer(handler, body):
        if "max_tokens" in body:
            handler.send(400, b'{"error": {"message": "Use \'max_completion_tokens\' instead of \'max_tokens\'."}}')
        elif "temperature" in body:
            handler.send(400, b'{"error": {"message": "\'temperature\' does not support 0.7 with this model."}}')
        else:
            server.good(handler, body)

    server.answers = [newer]
    tiny = asking()
    assert tiny.answer([ASKED] * 6, 2) == [["wording 0", "wording 1"]] * 6
    assert server.bodies[-1].keys() == {"model", "messages", "n", "max_completion_tokens"}


def test_what_a_server_goes_on_refusing_is_an_error(server, asking):
    server.answers = [server.says(400, {"error": {"message": "no temperature, no max_completion_tokens"}})]
    with pytest.raises(ModelError, match="400"):
        asking({"extra": {"temperature": 1, "max_tokens": 5}}).answer([ASKED], 2)


def test_settings_of_the_user_are_sent_along(server, asking):
    server.answers = [server.good]
    asking({"thinking": 100, "extra": {"reasoning_effort": "low", "top_p": 1}}).answer([ASKED])
    (body,) = server.bodies
    assert (body["max_tokens"], body["reasoning_effort"], body["top_p"]) == (120, "low", 1)


def test_a_model_that_only_thought_says_nothing(server, asking):
    server.answers = [server.says(200, {"choices": [{"message": {"content": None, "reasoning_content": "Hm"}}]})]
    assert asking().answer([ASKED]) == [[""]]


def test_an_answer_is_kept(server, asking, monkeypatch, tmp_path):
    monkeypatch.setenv("MTQA_HOME", str(tmp_path))
    server.answers = [server.good]
    first = asking(cache=True).answer([ASKED], 2)
    assert asking(cache=True).answer([ASKED], 2) == first
    assert len(server.asked) == 1
    asking(cache=True).answer([ASKED], 1)
    asking({"extra": {"seed": 1}}, cache=True).answer([ASKED], 2)
    asking(cache=False).answer([ASKED], 2)
    assert len(server.asked) == 4
