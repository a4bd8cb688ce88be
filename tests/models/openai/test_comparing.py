"""Servers that say how likely a given text is, in the form of vLLM and others, and servers that do not."""

from __future__ import annotations

import json
import re
import sys

import pytest

from mtqa.errors import ModelError
from mtqa.models import echo

TEXTS = ["the cat", "the cat sat — “on” a mat 🎉.", "the cat", "", "a"]


def tokens_of(text):
    """Tokens and how likely they are to the model behind the server, which knows words and hates long ones."""
    for match in re.finditer(r"\n| ?\w+| ?[^\w\s]| +", text):
        # A character of several tokens is unreadable one by one.
        parts = [match[0]] if match[0].isascii() else ["\ufffd"] * len(match[0].encode())
        yield from ((part, -len(part) / 7) for part in parts)


def echoing(*, begin=None, form="vllm", counts=True):
    """Repeats the question with the log-probabilities of its tokens, and adds one.

    With `begin`, a begin token stands before the text; without it the first token has no log-probability.
    """

    def answer(handler, body):
        prompt = body["prompt"]
        pairs = list(tokens_of(prompt))
        pairs = [(begin, None), *pairs] if begin else [(pairs[0][0], None), *pairs[1:]]
        pairs.append((" so", -0.5))
        usage = {"prompt_tokens": len(pairs) - 1, "completion_tokens": 1, "total_tokens": len(pairs)}
        handler.send(200, json.dumps(shaped(prompt, pairs, form) | ({"usage": usage} if counts else {})).encode())

    return answer


def shaped(prompt, pairs, form):
    if form == "chat":
        given = {"content": [{"token": text, "logprob": value, "top_logprobs": []} for text, value in pairs]}
    else:
        given = {"tokens": [text for text, _ in pairs], "token_logprobs": [value for _, value in pairs]}
        given |= {"text_offset": [0] * len(pairs), "top_logprobs": None}
    return {"choices": [{"text": f"{prompt} so", "index": 0, "logprobs": given}]}


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({}, id="no begin token"),
        pytest.param({"begin": "<s>"}, id="begin token"),
        pytest.param({"begin": "<|begin_of_text|>", "counts": False}, id="counts nothing"),
        pytest.param({"form": "chat"}, id="the form of the chat protocol"),
    ],
)
def test_scores_are_those_of_the_model_behind_the_server(server, asking, form):
    server.answers = [echoing(**form)]
    expected = [sum(value for _, value in tokens_of(text)) for text in TEXTS]
    assert asking({"compare": True}).score(TEXTS) == pytest.approx(expected)
    asked = [body["prompt"] for body in server.bodies]
    assert asked[0] == f"\n{echo.PROBE}"
    assert sorted(asked[1:]) == sorted({f"\n{text}" for text in TEXTS if text})
    assert {(body["echo"], body["logprobs"], body["max_tokens"]) for body in server.bodies} == {(True, 1, 1)}


def test_scores_are_kept(server, asking):
    server.answers = [echoing()]
    first = asking({"compare": True}, cache=True).score(TEXTS)
    number = len(server.asked)
    assert asking({"compare": True}, cache=True).score(TEXTS) == first
    assert len(server.asked) == number


def probed(tokens, values):
    return {"choices": [{"logprobs": {"tokens": tokens, "token_logprobs": values}}], "usage": {"completion_tokens": 0}}


WORDS = echo.PROBE.replace(" ", "| ").split("|")
CANNOT = [
    pytest.param(lambda s: s.good, id="nothing but words"),
    pytest.param(lambda s: s.says(404, b""), id="chat alone"),
    pytest.param(lambda s: s.says(400, {"error": {"message": "echo"}}), id="refuses"),
    pytest.param(lambda s: s.says(500, {"error": {"message": "Only no echo is supported"}}), id="fails over it"),
    pytest.param(lambda s: s.says(200, {"choices": [{"text": "x", "logprobs": None}]}), id="no log-probabilities"),
    pytest.param(lambda s: s.says(200, probed([" So"], [-1.0])), id="those of the answer alone"),
    pytest.param(lambda s: s.says(200, probed(WORDS, [-1.0] * 3)), id="fewer than tokens"),
    pytest.param(lambda s: s.says(200, probed(WORDS, [None] * len(WORDS))), id="all missing"),
    pytest.param(lambda s: s.says(200, probed(WORDS, [-1.0] * 3 + [None] * (len(WORDS) - 3))), id="some missing"),
    pytest.param(lambda s: s.says(200, probed(WORDS, [0.5] * len(WORDS))), id="probabilities"),
    pytest.param(lambda s: s.says(200, probed(WORDS, ["-1"] * len(WORDS))), id="text"),
    pytest.param(lambda s: s.says(200, json.dumps(probed(WORDS, [-1e999] * len(WORDS))).encode()), id="infinite"),
    pytest.param(lambda s: s.says(200, {"choices": [{"logprobs": {"content": [1]}}]}), id="nonsense"),
]


@pytest.mark.parametrize("answer", CANNOT)
def test_where_a_server_cannot_the_embedded_model_compares(server, asking, answer, capsys):
    server.answers = [answer(server)]
    tiny = asking({"compare": True})
    assert tiny.score(["a", "bcd"]) == [-1, -3]
    assert tiny.score(["ef"]) == [-2]
    assert len(server.asked) == 1, "it is asked once"
    assert capsys.readouterr().err.count("the embedded model compares") == 1


def test_what_one_model_said_is_not_compared_with_another(server, asking):
    server.answers = [echoing()]
    asking({"compare": True}, cache=True).score(["the cat"])
    server.answers = [server.good]
    assert asking({"compare": True}, cache=True).score(["the cat", "a"]) == [-7, -1]


def test_a_busy_server_is_asked_again(server, asking):
    busy = server.says(429, b"", Retry_After="1")
    server.answers = [busy, echoing()]
    assert asking({"compare": True}).score(["the cat"])[0] < 0
    server.answers = [busy, server.says(200, b"<html>"), server.good]
    assert asking({"compare": True}).score(["the cat"]) == [-7]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        pytest.param(lambda s: s.says(429, b""), "answered 429", id="busy"),
        pytest.param(lambda s: s.drops, "cannot be reached", id="gone"),
        pytest.param(lambda s: s.says(401, b""), "MTQA_API_KEY", id="no key"),
    ],
)
def test_a_server_that_is_not_there_is_an_error(server, asking, answer, message):
    server.answers = [answer(server)]
    with pytest.raises(ModelError, match=message):
        asking({"compare": True}).score(["a"])


def test_a_server_that_stops_saying_is_an_error(server, asking):
    server.answers = [echoing(), server.good]
    with pytest.raises(ModelError, match=r"no log-probabilities.*compare = false"):
        asking({"compare": True}).score(["a"])


def test_a_server_that_is_not_to_compare_is_not_asked(server, asking):
    assert asking({"compare": False}).score(["ab"]) == [-2]
    assert server.asked == []


def test_what_the_embedded_model_keeps_is_let_go(asking):
    tiny, gone = asking(), []
    tiny._scorer.forget = lambda: gone.append(True)
    tiny.forget()
    assert gone == [True]


def test_comparing_costs_too(server, asking):
    server.answers = [echoing()]
    with pytest.raises(ModelError, match="more than 100 tokens"):
        asking({"compare": True}, most_tokens=100).score([f"the cat {number}" for number in range(50)])


def test_that_it_compares_is_said_before(server, asking, capsys):
    server.answers = [lambda handler, body: (sys.stderr.write("ASKED\n"), server.good(handler, body))]
    asking({"compare": True}).score(["a"])
    said = capsys.readouterr().err
    assert 0 < said.index("and to compare them") < said.index("ASKED")


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        pytest.param(["<s>", "\n", "The", " cat"], -2, id="as they are"),
        pytest.param(["<s>", "<0x0A>", "The", "\u2581cat"], -3, id="marks of sentencepiece"),
        pytest.param(["<s>", "\u010a", "The", "\u0120cat"], -2, id="marks of byte pairs"),
        pytest.param(["<s>", "\n", "A", " cat"], None, id="another text"),
    ],
)
def test_tokens_are_read_as_servers_write_them(tokens, expected):
    assert echo.covered("The cat", probed(tokens, [None, -1.0, -1.0, -1.0])) == expected
